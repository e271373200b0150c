from __future__ import annotations

import dataclasses

import pytest

from pfreport.report.appendix.provenance import figures_in, provenance_of
from pfreport.report.compose import compose_executive, compose_project
from pfreport.values import Count, Money, Ratio, Sentence, Several, Share
from tests.report.findings import findings, project, text
from tests.report.whole import STATUS_DATE, sheets


@pytest.fixture(scope="module")
def whole():
    return findings(STATUS_DATE, **sheets())


def test_figures_are_found_wherever_they_stand():
    inner = Sentence("gap", {"amount": Money(1.0, "EUR", "portfolio/vac"), "share": Share(0.1)})
    assert figures_in({"a": [(Several((inner, Ratio(1.0, "projects/P-1/cpi"))),)], "b": None}) == {
        "portfolio/vac",
        "projects/P-1/cpi",
    }


@pytest.mark.parametrize("which", ["executive", "P-1", "P-3", "P-4"])
def test_every_figure_of_a_report_has_its_line_and_no_other_has_one(whole, which):
    report = compose_executive(whole) if which == "executive" else compose_project(whole, which)
    lines = [line.figure for line in report.provenance]
    assert set(lines) == figures_in(dataclasses.replace(report, provenance=()))
    assert lines == sorted(set(lines))
    assert len(lines) > 5


def line(report, figure):
    return next(one for one in report.provenance if one.figure == figure)


def test_a_line_names_formula_inputs_and_cells():
    found = findings(projects=[project(name="Portal")])
    cpi = line(compose_project(found, "P-1"), "projects/P-1/cpi")
    assert text(cpi.label) == "Cost performance index, P-1"
    assert cpi.formula == "EV / AC"
    assert [(name, text(value)) for name, value in cpi.inputs] == [
        ("Earned value", "EUR 500"),
        ("Actual cost", "EUR 500"),
    ]
    assert len(cpi.cells) == 4  # budget, progress, how progress is earned, cost
    assert all(cell.startswith("Projects!") for cell in cpi.cells)


def test_inputs_from_cells_have_the_type_of_their_column():
    earned = line(compose_project(findings(projects=[project()]), "P-1"), "projects/P-1/ev")
    by_name = dict(earned.inputs)
    assert isinstance(by_name["Percent complete"], Share)
    months = [
        {
            "period": f"2026-{month:02d}",
            "planned_value": 100.0,
            "earned_value": 90.0,
            "actual_cost": 100.0,
        }
        for month in range(1, 7)
    ]
    recent = line(
        compose_project(findings(projects=[project()], periods=months), "P-1"),
        "projects/P-1/cpi_recent",
    )
    assert all(isinstance(value, Money) for _, value in recent.inputs)
    slips = line(
        compose_project(
            findings(
                projects=[project()],
                risks=[
                    {
                        "title": "R",
                        "probability": 0.5,
                        "impact": 2,
                        "cost_impact": 9.0,
                        "status": "Open",
                    }
                ],
            ),
            "P-1",
        ),
        "projects/P-1/risk_exposure",
    )
    assert [type(value) for _, value in slips.inputs] == [Money]


def test_a_wider_figure_has_its_coverage_in_place_of_cells():
    report = compose_executive(findings(projects=[project(), project(cost_to_date=0.0)]))
    forecast = line(report, "portfolio/eac")
    assert forecast.cells == ()
    assert text(forecast.coverage) == "1 of 2 projects, 50 % of budget"
    assert text(forecast.label) == "Estimate at completion, Portfolio"


def test_a_converted_amount_names_its_rate():
    rates = [{"period": "2026-06", "currency": "USD", "rate": 0.5}]
    found = findings(projects=[project(currency="USD")], rates=rates)
    assert ("EUR for one USD", Ratio(0.5)) in line(
        compose_executive(found), "projects/P-1/bac"
    ).inputs
    assert "EUR for one USD" not in dict(
        line(compose_project(found, "P-1"), "projects/P-1/bac").inputs
    )


def test_counts_stay_counts():
    rows = [{"name": "A", "status": "Accepted", "baseline_due": "2026-05-01", "weight": 2.0}]
    delivered = line(
        compose_project(findings(projects=[project()], deliverables=rows), "P-1"),
        "projects/P-1/scope_delivered",
    )
    assert all(isinstance(value, Count) for _, value in delivered.inputs)


def test_a_page_names_forty_inputs_of_a_figure_and_explain_names_all():
    threat = {
        "title": "Late",
        "type": "Threat",
        "status": "Open",
        "probability": 0.5,
        "cost_impact": 10.0,
    }
    found = findings(
        projects=[project(project_id=f"P-{n}") for n in range(50)],
        risks=[{**threat, "risk_id": f"R-{n}", "project_id": f"P-{n}"} for n in range(50)],
    )
    outcome = found.measurements.portfolio["cost_outcome[p80]"]
    assert len(outcome.inputs) >= 50
    assert len(provenance_of(found, outcome).inputs) == len(outcome.inputs)
    printed = line(compose_executive(found), outcome.path)
    assert (len(printed.inputs), printed.more_inputs) == (40, len(outcome.inputs) - 40)
