"""Delivery maturity by its four groups, and the five mistakes with the cells that show them."""

from __future__ import annotations

import pytest

from pfreport.advice.maturity import Group, maturity
from pfreport.advice.mistakes import Mistake, mistakes
from pfreport.origins import ranges
from pfreport.report.executive.mistakes import checklist
from tests.report.findings import column, findings, message, project, tables

MILESTONE = {"project_id": "P-1", "name": "Design", "type": "Key", "baseline_date": "2026-05-31"}


def found(**sheets):
    given = findings(**sheets)
    return maturity(given.measurements, given.ratings)


def standing(group: Group, **sheets):
    return next(one for one in found(**sheets).groups if one.group is group)


def test_a_portfolio_that_is_planned_measured_honest_and_on_time_is_at_five():
    given = found(
        projects=[project(rag_overall="Green")],
        milestones=[MILESTONE | {"actual_date": "2026-05-30"}],
    )
    assert (given.level, given.fit, given.holding_back) == (5, True, ())


def test_only_active_projects_count():
    assert found(projects=[project(status="Approved")]) is None


@pytest.mark.parametrize(
    ("group", "fields", "why"),
    [
        (Group.PLANNED, {"baseline_finish": None}, ("dates",)),
        (Group.PLANNED, {"budget": None}, ("budget",)),
        (Group.PLANNED, {"planned_to_date": None}, ("plan",)),
        (Group.MEASURED, {"status_updated_on": None}, ("undated",)),
        (Group.MEASURED, {"status_updated_on": "2026-05-01"}, ("stale",)),
        (Group.MEASURED, {"cost_to_date": 0.0}, ("cpi",)),
        (Group.HONEST, {"rag_overall": "Green", "cost_to_date": 900.0}, ("declared",)),
        (Group.HONEST, {"manager_estimate": 850.0}, ("estimate",)),
    ],
)
def test_what_holds_a_project_back(group, fields, why):
    one = standing(group, projects=[project(**fields)])
    assert one.held_back["P-1"] == why
    assert not one.reached


def test_the_managers_estimate_may_be_a_tenth_below_performance():
    assert standing(Group.HONEST, projects=[project(manager_estimate=900.0)]).held_back == {}


def test_with_neither_light_nor_estimate_honesty_does_not_count():
    one = standing(Group.HONEST, projects=[project(), project(rag_overall="Green")])
    assert (one.good, one.of, one.reached) == (1, 1, True)
    assert standing(Group.HONEST, projects=[project()]).share is None


def test_four_of_five_is_enough():
    many = [project() for _ in range(4)]
    assert standing(Group.PLANNED, projects=[*many, project(budget=None)]).reached
    assert not standing(
        Group.PLANNED, projects=[*many, project(budget=None), project(budget=None)]
    ).reached


def test_milestones_are_pooled_over_projects():
    milestones = [MILESTONE | {"actual_date": "2026-05-31"}] * 7 + [
        MILESTONE | {"project_id": "P-2", "actual_date": "2026-06-01"}
    ]
    rows = [row | {"milestone_id": f"M-{n}"} for n, row in enumerate(milestones)]
    one = standing(Group.ON_TIME, projects=[project(), project()], milestones=rows)
    assert (one.good, one.of, one.held_back) == (7, 8, {"P-2": ("late",)})


def made(**sheets) -> dict[Mistake, bool | None]:
    given = findings(**sheets)
    return {
        one.mistake: one.made
        for one in mistakes(given.measurements, maturity(given.measurements, given.ratings))
    }


GOALS = [
    {"goal_id": "G-1", "name": "One", "weight": 1.0},
    {"goal_id": "G-2", "name": "Two", "weight": 1.0},
]


def scored(**goals: str) -> list[dict]:
    return [
        {"project_id": key.replace("_", "-"), "goal_id": goal, "impact": 4.0}
        for key, goal in goals.items()
    ]


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ({}, True),
        ({"goals": GOALS}, True),
        ({"goals": GOALS, "alignment": scored(P_1="G-1", P_2="G-1")}, True),
        ({"goals": GOALS, "alignment": scored(P_1="G-1", P_2="G-2")}, False),
    ],
)
def test_no_goals_or_one_goal_for_all_is_one_big_project(sheets, expected):
    assert made(projects=[project(), project()], **sheets)[Mistake.ONE_PROJECT] is expected


def test_each_mistake_is_seen_with_its_cells():
    rows = [
        project(priority=1, exclusive_group="X", status_updated_on=None),
        project(exclusive_group="x", status_updated_on="2026-01-01"),
    ]
    given = findings(projects=rows)
    evidence = {
        one.mistake: one
        for one in mistakes(given.measurements, maturity(given.measurements, given.ratings))
    }
    assert all(one.made for one in evidence.values())
    cell = given.portfolio.projects[0].at("status_updated_on")
    assert ranges(evidence[Mistake.STATUS].origins) == (f"{cell.address}:{cell.cell[:-1]}3",)
    assert evidence[Mistake.STATUS].blank == ("P-1",)
    assert evidence[Mistake.STATUS].projects == ("P-2",)
    section = checklist(given)
    assert message(section).startswith("5 of the 5 usual mistakes show in the data")
    assert column(tables(section)["mistakes"], "seen") == ["yes"] * 5
    assert all(column(tables(section)["mistakes"], "to_do"))


def test_a_sound_portfolio_makes_none():
    rows = [project(rag_overall="Green"), project(rag_overall="Green")]
    section = checklist(
        findings(projects=rows, goals=GOALS, alignment=scored(P_1="G-1", P_2="G-2"))
    )
    assert message(section) == "None of the 5 usual mistakes shows in the data"
    assert section.new_page
    table = tables(section)["mistakes"]
    assert "cells" not in [one.key for one in table.columns]
    assert not any(row.cells[1].strong for row in table.rows)
