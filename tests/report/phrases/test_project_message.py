from __future__ import annotations

import pytest

from pfreport.report.phrases.project_message import project_headline, project_lede
from tests.report.findings import findings, project, text

NOT_STARTED = {
    "percent_complete": None,
    "cost_to_date": None,
    "planned_to_date": None,
    "actual_start": None,
}


def headline(**fields) -> str:
    return text(project_headline(findings(projects=[project(**fields)]), "P-1"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Forecast is on budget and the finish on its baseline date"),
        (
            {"cost_to_date": 600.0},
            "Forecast is EUR 200 (20 %) over budget and the finish on its baseline date",
        ),
        (
            {"cost_to_date": 400.0, "forecast_finish": "2026-12-21"},
            "Forecast is EUR 200 (20 %) under budget and the finish 10 days early",
        ),
        ({"forecast_finish": "2027-01-01"}, "Forecast is on budget and the finish 1 day late"),
        ({"forecast_finish": None}, "Forecast is on budget; the slip of the finish is not known"),
        (
            {"cost_to_date": 0.0},
            "The finish is on its baseline date; no forecast of cost: no actuals booked",
        ),
        (
            {"cost_to_date": 0.0, "forecast_finish": None},
            "Not rated, with a budget of EUR 1.00 k and a baseline finish on 31 December 2026",
        ),
        ({"status": "Proposed", **NOT_STARTED}, "Proposed; EUR 1.00 k is asked for"),
        (
            {"status": "Proposed", **NOT_STARTED, "budget": None},
            "Proposed; the budget is not known",
        ),
        ({"status": "On hold"}, "On hold with EUR 500 of EUR 1.00 k spent"),
        ({"status": "On hold", "cost_to_date": None}, "On hold"),
        ({"status": "Cancelled"}, "Cancelled after EUR 500 was spent"),
        ({"status": "Cancelled", "cost_to_date": None}, "Cancelled"),
        (
            {
                "status": "Completed",
                "percent_complete": 1.0,
                "cost_to_date": 900.0,
                "actual_finish": "2026-06-01",
                "baseline_finish": "2026-05-31",
            },
            "Completed, EUR 100 (10 %) under budget and 1 day late",
        ),
        (
            {
                "status": "Completed",
                "percent_complete": 1.0,
                "cost_to_date": 1000.0,
                "actual_finish": None,
            },
            "Completed, on budget",
        ),
        (
            {
                "status": "Completed",
                "percent_complete": None,
                "cost_to_date": None,
                "actual_finish": None,
            },
            "Completed",
        ),
        (
            {"status": "Approved", **NOT_STARTED, "baseline_start": "2026-09-01"},
            "Approved with a budget of EUR 1.00 k; to start on 1 September 2026",
        ),
        (
            {"status": "Approved", **NOT_STARTED, "baseline_start": "2026-06-29"},
            "Approved with a budget of EUR 1.00 k; due to start on 29 June 2026 and not started",
        ),
        (
            {
                "status": "Approved",
                **NOT_STARTED,
                "baseline_start": "2026-06-01",
                "forecast_start": "2026-06-30",
            },
            "Approved with a budget of EUR 1.00 k; to start on 30 June 2026",
        ),
        # 1,236,356.64 + (3,399,074.03 - 1,236,356.64) is not quite 3,399,074.03
        (
            {
                "budget": 3_399_074.03,
                "percent_complete": 1_236_356.64 / 3_399_074.03,
                "cost_to_date": 1_236_356.64,
            },
            "Forecast is on budget and the finish on its baseline date",
        ),
        (
            {
                "status": "Approved",
                **NOT_STARTED,
                "baseline_start": "2026-09-01",
                "forecast_start": "2026-10-01",
                "budget": None,
            },
            "Approved; to start on 1 October 2026",
        ),
        ({"status": "Approved", **NOT_STARTED, "baseline_start": None}, "Approved and not started"),
        ({"status": "Approved"}, "Forecast is on budget and the finish on its baseline date"),
    ],
)
def test_the_headline_says_how_the_project_stands(fields, expected):
    assert headline(**fields) == expected


def lede(original: str, **fields) -> list[str]:
    baselines = [{"baseline": 0, "finish": original}]
    found = findings(
        projects=[project(forecast_finish="2026-12-31", **fields)], baselines=baselines
    )
    return [text(sentence) for sentence in project_lede(found, "P-1")]


def test_a_new_baseline_hides_no_slip():
    assert "Against the original baseline the finish is 31 days late." in lede("2026-11-30")
    assert "Against the original baseline the finish is 31 days early." in lede("2027-01-31")
    assert "Against the original baseline the finish is on its date." in lede(
        "2026-12-31", baseline_finish="2026-12-01"
    )
    assert not any("original" in said for said in lede("2026-12-31"))


def test_the_lede_gives_the_forecast_only_once_there_is_cost():
    assert (
        lede("2026-12-31")[0] == "The forecast cost is EUR 1.00 k against a budget of EUR 1.00 k."
    )
    assert lede("2026-12-31", status="Proposed", **NOT_STARTED) == []


def test_a_finish_by_a_plan_that_is_assumed_says_so():
    assert "At the pace so far the work is done on 31 December 2026." in lede(
        "2026-12-31", percent_complete=0.5
    )
    assert lede("2026-12-31", planned_to_date=None)[-1].startswith(
        "At the pace so far, with a plan assumed linear, the work is done on "
    )
