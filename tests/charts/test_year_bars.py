import pytest

from pfreport.charts import benefits, money_by_year
from pfreport.charts.year_bars import Year, YearBars, drawable
from pfreport.rendering.text.values import Formats
from tests.charts import pictures
from tests.charts.findings import findings, periods, project
from tests.charts.pictures import painted, shape, texts


def _benefits(*months, key="P-1", **given):
    return findings(
        projects=[project(key), *given.pop("others", [])],
        benefits=[{"benefit_id": "B-1", "project_id": key, "name": "Saving", "type": "Cashable"}],
        benefit_periods=[{"benefit_id": "B-1"} | month for month in months],
        **given,
    )


MONTHS = (
    {"period": "2026-05", "planned": 100.0, "actual": 60.0},
    {"period": "2026-08", "planned": 100.0, "forecast": 80.0},
    {"period": "2028-01", "planned": 500.0},
)


def test_benefits_are_summed_by_fiscal_year():
    data = benefits.prepare(_benefits(*MONTHS), "P-1")
    assert data.years == (
        Year("FY 2026", 200.0, 60.0, 80.0),
        Year("FY 2027"),
        Year("FY 2028", 500.0, None, 500.0),
    )
    assert data.years[0].expected == 140


def test_a_row_of_figures_that_no_year_has_is_not_named():
    data = YearBars("money", (Year("FY 2026", None, 5.0), Year("FY 2027", None, None, 7.0)), "EUR")
    found = {text for text, _ in texts(painted("money_by_year", data))}
    assert "Forecast" in found
    assert "Budget" not in found


def test_one_year_of_forecast_alone_is_no_chart():
    assert money_by_year.prepare(findings(projects=[project(year_forecast=50.0)])) is None
    assert (
        money_by_year.prepare(findings(projects=[project(year_forecast=50.0, year_budget=60.0)]))
        is not None
    )


def test_a_fiscal_year_may_begin_in_any_month():
    data = benefits.prepare(_benefits(*MONTHS, settings={"fiscal_year_start_month": 7}), "P-1")
    assert [year.name for year in data.years] == ["FY 2025/26", "FY 2026/27", "FY 2027/28"]


def test_the_portfolio_adds_up_in_base_currency():
    rates = [{"currency": "USD", "period": "2026-06", "rate": 0.5}]
    given = findings(
        projects=[project("P-1"), project("P-2", currency="USD")],
        benefits=[
            {"benefit_id": f"B-{n}", "project_id": f"P-{n}", "name": "Saving", "type": "Cashable"}
            for n in (1, 2)
        ],
        benefit_periods=[
            {"benefit_id": f"B-{n}", "period": "2026-08", "planned": 100.0} for n in (1, 2)
        ],
        rates=rates,
    )
    assert benefits.prepare(given).years == (Year("FY 2026", 150.0, None, 150.0),)
    assert benefits.prepare(given, "P-2").currency == "USD"


def test_of_a_long_life_the_years_around_now_are_shown():
    months = [{"period": f"{year}-01", "planned": 1.0} for year in range(2015, 2045)]
    shown = benefits.prepare(_benefits(*months), "P-1").years
    assert [shown[0].name, shown[-1].name, len(shown)] == ["FY 2024", "FY 2033", 10]


def test_without_benefits_by_month_there_is_no_chart():
    assert benefits.prepare(findings(), "P-1") is None
    assert benefits.prepare(findings()) is None
    assert benefits.prepare(findings(), "P-404") is None


def test_money_is_budget_spent_and_still_to_spend():
    data = money_by_year.prepare(
        findings(projects=[project()], periods=periods(earned=100, actual=110))
    )
    assert data.years == (Year("FY 2026", 1200.0, 660.0, pytest.approx(660.0)),)
    assert money_by_year.prepare(findings(projects=[project()], periods=periods()), "P-404") is None


def test_years_without_an_amount_are_cut_at_both_ends_alone():
    years = (Year("1"), Year("2", 5.0), Year("3"), Year("4", None, 1.0), Year("5"))
    assert [year.name for year in drawable(years)] == ["2", "3", "4"]
    assert drawable([Year("1")]) == ()


def test_what_is_to_come_stands_on_what_has_come():
    canvas = painted("benefits", pictures.year_bars())
    planned, actual, to_come = (
        shape(canvas, f"{name}-1") for name in ("planned", "actual", "to-come")
    )
    assert to_come.bottom == pytest.approx(actual.top)
    assert (actual.top - actual.bottom) / (planned.top - planned.bottom) == pytest.approx(0.7 / 1.2)
    assert (to_come.top - actual.bottom) / (planned.top - planned.bottom) == pytest.approx(
        1.0 / 1.2
    )
    assert planned.left < actual.left < actual.right < planned.right


def test_figures_stand_below_their_bars():
    canvas = painted("money_by_year", pictures.year_bars("money"))
    found = dict(texts(canvas))
    bar, figure = shape(canvas, "planned-2"), found["2.40"]
    assert (figure.left + figure.right) / 2 == pytest.approx((bar.left + bar.right) / 2, abs=0.5)
    assert {"Budget", "Forecast", "EUR million", "FY 2027", "2.10"} <= set(found)


def test_the_text_alternative_states_the_sums():
    said = Formats("en").text(benefits.alt(pictures.year_bars())).replace("\u00a0", " ")
    assert said == (
        "Benefits from FY 2025 to FY 2028: EUR 6.40 m planned, EUR 5.80 m received or expected, of "
        "that EUR 800 k received"
    )


def test_one_year_is_no_span_of_years():
    alone = benefits.prepare(_benefits(MONTHS[0]), "P-1")
    assert Formats("en").text(benefits.alt(alone)).startswith("Benefits of FY 2026: ")
    assert (
        Formats("en")
        .text(benefits.alt(benefits.prepare(_benefits(*MONTHS), "P-1")))
        .startswith("Benefits from FY 2026 to FY 2028: ")
    )
