from __future__ import annotations

import datetime as dt

import pytest

from pfreport.measures.engine.measurement import Coverage, Measurement, Subject
from pfreport.reasons import Because, Reason, reason_text
from pfreport.report.parts.figures import (
    NOT_MEASURED,
    Conversion,
    Figures,
    figure,
    in_base,
    of_portfolio,
    of_project,
    of_project_in_base,
    total,
)
from pfreport.values import Absent, Count, Day, Days, Money, Months, Ratio, Share
from tests.report.findings import findings, project, text


def measured(value, unit="ratio", **fields) -> Measurement:
    return Measurement("cpi", Subject("project", "P-1"), value, unit, **fields)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("money:EUR", Money(0.5, "EUR", "projects/P-1/cpi")),
        ("ratio", Ratio(0.5, "projects/P-1/cpi")),
        ("fraction", Share(0.5, "projects/P-1/cpi")),
        ("days", Days(0.5, "projects/P-1/cpi")),
        ("months", Months(0.5, "projects/P-1/cpi")),
        ("count", Count(0.5, "projects/P-1/cpi")),
        ("score", Count(0.5, "projects/P-1/cpi")),
        ("fte", Count(0.5, "projects/P-1/cpi")),
    ],
)
def test_a_number_becomes_the_value_of_its_unit(unit, expected):
    assert figure(measured(0.5, unit)) == expected


def test_a_date_becomes_a_day():
    assert figure(measured(dt.date(2026, 7, 1), "date")) == Day(
        dt.date(2026, 7, 1), "projects/P-1/cpi"
    )


def test_what_is_not_known_becomes_absent_with_its_reason_and_never_nought():
    assert figure(measured(None, undefined_because=Reason(Because.NO_ACTUALS))) == Absent(
        "no actuals booked", "projects/P-1/cpi"
    )
    assert figure(None) == Absent(reason_text(NOT_MEASURED))


def test_a_nought_is_a_value():
    assert figure(measured(0.0)) == Ratio(0.0, "projects/P-1/cpi")


def test_sizes_leave_the_direction_to_the_words():
    figures = Figures({"vac": measured(-5.0, "money:EUR"), "slip": measured(-3.0, "days")})
    assert figures.size("vac") == Money(5.0, "EUR", "projects/P-1/cpi")
    assert figures.size("slip") == Days(3.0, "projects/P-1/cpi")
    assert figures.size("nothing") == Absent(reason_text(NOT_MEASURED))


def test_a_gap_is_printed_without_its_share_where_that_is_not_known():
    figures = Figures({"vac": measured(-5.0, "money:EUR")})
    assert text(figures.gap("vac", "vac_pct")) == "EUR 5"
    assert (
        text(
            Figures({**figures.by_id, "vac_pct": measured(-0.25, "fraction")}).gap("vac", "vac_pct")
        )
        == "EUR 5 (25 %)"
    )


def test_coverage_says_how_many_and_what_share_of_budget():
    figures = Figures(
        {
            "cpi": measured(1.0, coverage=Coverage(11, 12, 0.97)),
            "spi": measured(1.0, coverage=Coverage(1, 1)),
        }
    )
    assert text(figures.coverage("cpi")) == "11 of 12 projects, 97 % of budget"
    assert text(figures.coverage("spi")) == "1 of 1 project"
    assert figures.coverage("nothing") is None


def test_a_cell_is_strong_over_its_limit_and_shows_the_mark_a_figure_travels_with():
    found = findings(projects=[project(cost_to_date=600.0, planned_to_date=None)])
    figures = of_project(found, "P-1")
    assert figures.cell("cpi").strong
    assert not figures.cell("bac").strong
    assert text(figures.cell("spi_t").sub) == "plan assumed linear"


def test_rates_convert_amounts_to_base_currency_and_leave_the_figure_what_it_is():
    found = findings(
        projects=[project(currency="USD")],
        rates=[{"period": "2026-06", "currency": "USD", "rate": 0.9}],
    )
    assert of_project(found, "P-1").value("bac") == Money(1000.0, "USD", "projects/P-1/bac")
    assert of_project_in_base(found, "P-1").value("bac") == Money(900.0, "EUR", "projects/P-1/bac")
    assert of_project_in_base(found, "P-1").value("cpi") == of_project(found, "P-1").value("cpi")
    assert in_base(found, "P-1", "bac") == pytest.approx(900.0)


def test_an_amount_without_a_rate_is_absent_in_base_currency():
    found = findings(projects=[project(currency="USD")])
    assert of_project_in_base(found, "P-1").value("bac") == Absent(
        "no rate for USD", "projects/P-1/bac"
    )
    assert Conversion(None, "EUR").of(Money(1.0, "USD")) == Absent("no rate for USD")


def test_wider_figures_are_in_base_currency_already():
    assert of_portfolio(findings(projects=[project(), project()])).value("bac") == Money(
        2000.0, "EUR", "portfolio/bac"
    )


def test_a_sum_does_not_depend_on_the_order_of_its_parts():
    amounts = {f"P-{number}": 0.1 * number for number in range(20)}
    assert total(amounts) == total(dict(reversed(amounts.items())))
