from __future__ import annotations

import pytest

from pfreport.model.portfolio import LeftOut
from pfreport.report.compose import compose_executive
from pfreport.report.executive.headline import headline_figures
from pfreport.report.executive.money import money
from pfreport.report.phrases.message import headline, lede
from tests.measures.portfolio_builder import portfolio
from tests.report.findings import STATUS_DATE, findings, found_in, message, project, text

ON_PLAN = project()
UNKNOWN = project(percent_complete=None, cost_to_date=None, planned_to_date=None)


NEARLY = 1_236_356.64 / 3_399_074.03
"""Progress at which budget and forecast differ in the last bit alone."""


def costing(amount: float, **fields) -> dict:
    """A project of EUR 1,000 whose forecast at completion is this amount: half the work is done."""
    return project(cost_to_date=amount / 2, **fields)


@pytest.mark.parametrize(
    ("projects", "expected"),
    [
        ([], "The portfolio has no projects"),
        ([ON_PLAN, ON_PLAN], "Forecast is on the budget of EUR 2.00 k"),
        (
            [project(budget=3_399_074.03, percent_complete=NEARLY, cost_to_date=1_236_356.64)],
            "Forecast is on the budget of EUR 3.40 m",
        ),
        ([costing(1200)], "Forecast is EUR 200 (20 %) over budget"),
        ([costing(1200), ON_PLAN], "Forecast is EUR 200 (10 %) over budget; P-1 alone is over"),
        (
            [costing(1200), costing(1100)],
            "Forecast is EUR 300 (15 %) over budget; P-1 and P-2 make up all overruns",
        ),
        (
            [costing(1400), costing(1400), costing(1100), costing(1100)],
            "Forecast is EUR 1.00 k (25 %) over budget; P-1 and P-2 make up 80 % of all overruns",
        ),
        (
            [costing(1800), *[costing(1050)] * 3],
            "Forecast is EUR 950 (24 %) over budget; P-1 makes up 84 % of all overruns",
        ),
        (
            [costing(1100)] * 10,
            "Forecast is EUR 1.00 k (10 %) over budget; P-1, P-2 and P-3 make up 30 % of all "
            "overruns",
        ),
        ([costing(900)], "Forecast is EUR 100 (10 %) under budget, and no project is over"),
        (
            [costing(700), costing(1100)],
            "Forecast is EUR 200 (10 %) under budget, though P-2 is EUR 100 over",
        ),
        (
            [costing(500), costing(1100), costing(1100)],
            "Forecast is EUR 300 (10 %) under budget, though P-2 and P-3 are EUR 200 over",
        ),
        (
            [project(budget=None, percent_complete=None, cost_to_date=None)],
            "The one project finishes on its baseline date; no budget is known",
        ),
    ],
)
def test_the_headline_follows_from_the_figures(projects, expected):
    assert text(headline(findings(projects=projects))) == expected


def test_a_budget_without_a_forecast_says_why():
    found = findings(projects=[project(percent_complete=0.5, cost_to_date=0.0)] * 2)
    assert (
        text(headline(found))
        == "2 projects have a budget of EUR 2.00 k; no forecast: no actuals booked"
    )


def test_a_portfolio_of_proposals_has_no_forecast_to_speak_of():
    found = findings(
        projects=[project(status="Proposed", percent_complete=None, cost_to_date=None)]
    )
    assert text(headline(found)) == "1 project is proposed, EUR 1.00 k asked for"


def test_what_is_cancelled_has_no_finish_and_its_budget_is_not_unknown():
    kinds = [
        project(status="Proposed", percent_complete=None, cost_to_date=None),
        project(status="Cancelled"),
    ]
    assert (
        text(headline(findings(projects=kinds)))
        == "None of 2 projects is approved, under way or completed: 1 proposed and 1 cancelled"
    )
    unknown = {
        "budget": None,
        "percent_complete": None,
        "cost_to_date": None,
        "forecast_finish": None,
    }
    given = [
        project(**unknown),
        project(**unknown, status="Cancelled", baseline_finish="2026-11-30"),
    ]
    assert (
        text(headline(findings(projects=given)))
        == "1 project is to finish on 31 December 2026; no budget is known"
    )


def late(**fields) -> dict:
    """A project that is red on time: the finish slips by half a year."""
    return project(forecast_finish="2027-06-30", **fields)


@pytest.mark.parametrize(
    ("projects", "expected"),
    [
        ([project(status="Proposed")], "No project is in delivery."),
        ([late()], "The one project in delivery is red."),
        ([late(), late()], "All projects in delivery are red."),
        ([late(), ON_PLAN], "1 of 2 projects in delivery is red: P-1."),
        ([late(), late(), ON_PLAN], "2 of 3 projects in delivery are red: P-1 and P-2."),
        ([ON_PLAN, ON_PLAN], "None of 2 projects in delivery is red: 2 green."),
        (
            [UNKNOWN | {"forecast_finish": None}],
            "1 project is in delivery; there is not enough data to rate it.",
        ),
        (
            [UNKNOWN | {"forecast_finish": None}] * 2,
            "2 projects are in delivery; there is not enough data to rate any.",
        ),
    ],
)
def test_the_first_sentence_counts_the_reds(projects, expected):
    assert text(lede(findings(projects=projects))[0]) == expected


def all_of(found) -> str:
    return " ".join(text(sentence) for sentence in lede(found))


def test_a_red_project_declared_green_is_named():
    found = findings(
        projects=[
            late(rag_overall="Green"),
            late(rag_overall="Amber"),
            ON_PLAN | {"rag_overall": "Green"},
        ]
    )
    assert "P-1 is declared green and computes red." in all_of(found)
    assert "P-2" not in all_of(found).replace("red: P-1 and P-2", "")


def test_underruns_are_named_apart_where_the_headline_nets_them():
    assert "Overruns of EUR 300 in 1 project stand against EUR 100 saved in 1 project." in all_of(
        findings(projects=[costing(1300), costing(900)])
    )
    assert "Overruns" not in all_of(findings(projects=[costing(1300), ON_PLAN]))


def test_what_the_forecast_does_not_cover_is_said():
    assert "The forecast covers 1 of 2 projects, 50 % of budget." in all_of(
        findings(projects=[ON_PLAN, project(cost_to_date=0.0)])
    )
    assert "covers" not in all_of(findings(projects=[ON_PLAN, ON_PLAN]))


def test_figures_as_at_an_earlier_month_and_silence_are_said():
    months = [
        {
            "project_id": key,
            "period": month,
            "planned_value": 100.0,
            "earned_value": 50.0,
            "actual_cost": 50.0,
        }
        for key, last in (("P-1", 5), ("P-2", 3), ("P-3", 6))
        for month in [f"2026-{number:02d}" for number in range(1, last + 1)]
    ]
    bare = project(percent_complete=None, cost_to_date=None, planned_to_date=None)
    said = all_of(findings(projects=[bare, bare, bare], periods=months))
    assert "Figures are as at May 2026 for 1 of 3 in delivery: P-1." in said
    assert "P-2 has reported nothing since March 2026." in said
    assert "P-3" not in said.partition("Figures")[2]


def test_projects_that_could_not_be_read_are_said():
    whole = portfolio(STATUS_DATE, projects=[ON_PLAN])
    whole = type(whole)(
        settings=whole.settings,
        projects=whole.projects,
        left_out=(LeftOut("P-9", "Ghost", "no status"),),
    )
    assert "1 project is left out, the data cannot be read: P-9." in all_of(found_in(whole))


def test_missing_goals_and_scores_are_findings():
    goal = [{"goal_id": "G-1", "name": "Grow", "weight": 1.0}]
    assert "The portfolio has no goals." in all_of(findings(projects=[ON_PLAN]))
    assert "No project is scored against a goal." in all_of(
        findings(projects=[ON_PLAN], goals=goal)
    )
    scored = findings(projects=[ON_PLAN], goals=goal, alignment=[{"goal_id": "G-1", "impact": 4.0}])
    assert "goal" not in all_of(scored)


def test_the_office_has_its_own_words_beside_ours():
    found = findings(
        projects=[ON_PLAN],
        settings={"headline": "A good month.", "commentary": "Two lines\nof it."},
    )
    (block,) = compose_executive(found).head
    assert [text(paragraph) for paragraph in block.paragraphs] == [
        "A good month.",
        "Two lines\nof it.",
    ]
    assert compose_executive(findings(projects=[ON_PLAN])).head == ()


def test_many_overruns_are_counted_not_named_where_no_three_make_up_a_quarter():
    overspent = [project(cost_to_date=550.0 + number) for number in range(16)]
    said = text(headline(findings(projects=overspent)))
    assert said.startswith("Forecast is EUR ")
    assert said.endswith("over budget, spread over 16 projects")


def test_of_many_reds_three_are_named():
    found = findings(
        projects=[project(forecast_finish="2028-12-31") for _ in range(7)] + [project()]
    )
    assert text(lede(found)[0]) == "7 of 8 projects in delivery are red: P-1, P-2, P-3 and 4 more."


def test_what_finished_work_has_cost_is_no_forecast():
    done = [
        costing(800, status="Completed", actual_finish="2026-06-01", percent_complete=1.0)
        for _ in range(2)
    ]
    found = findings(projects=done)
    assert text(headline(found)) == "2 projects are completed, EUR 1.20 k (60 %) under budget"
    assert message(headline_figures(found)) == "2 projects are completed, and none is in delivery"
    assert text(headline_figures(found).blocks[0].tiles[0].label) == "Cost at completion"
    assert message(money(found)) == "EUR 800 of EUR 2.00 k is spent, and nothing is to come"


def test_a_forecast_of_a_part_is_on_the_budget_of_that_part():
    found = findings(projects=[project(), project(percent_complete=None)])
    assert text(headline(found)) == "Forecast is on the budget of EUR 1.00 k"
