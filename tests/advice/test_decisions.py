"""Decisions that nobody asked for in a row: projects that stay red, money and people that run
short.
"""

from __future__ import annotations

import pytest

from pfreport.advice.decisions import Why, decisions_needed
from pfreport.report.executive.decisions import decisions
from tests.history.past import after
from tests.report.findings import column, findings, message, project, tables, text

RED, GREEN = {"cost_to_date": 900.0}, {"cost_to_date": 500.0}


def at(status_date, fields, *rows):
    return findings(
        status_date, projects=[project(sponsor="A. Berg", **fields)], decisions=list(rows)
    )


def decided(**fields):
    return {"decision_id": "D-1", "project_id": "P-1", "type": "Fix", "status": "Decided"} | fields


def red_needs(then, now, *rows):
    found = after(at("2026-06-30", now, *rows), at("2026-05-31", then))
    return [need for need in decisions_needed(found) if need.why is Why.RED]


def test_red_in_two_packs_running_asks_for_a_decision_of_the_sponsor():
    (need,) = red_needs(RED, RED)
    assert (need.project_id, need.owner, need.due, str(need.since)) == (
        "P-1",
        "A. Berg",
        None,
        "2026-05",
    )


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (GREEN, RED),
        (RED, GREEN),
        (RED, RED | {"status": "On hold"}),
        (RED, RED | {"status": "Cancelled"}),
    ],
)
def test_red_once_or_no_longer_asks_for_none(then, now):
    assert red_needs(then, now) == []


@pytest.mark.parametrize(
    ("row", "asks"),
    [
        (decided(date="2026-06-10"), False),
        (decided(date="2026-05-31"), False),
        (decided(date="2026-05-30"), True),
        (decided(date=None), True),
        (decided(status="Requested", date="2026-01-10"), False),
        (decided(project_id="PORTFOLIO", date="2026-06-10"), True),
    ],
)
def test_what_was_decided_or_is_asked_since_settles_it(row, asks):
    assert bool(red_needs(RED, RED, row)) is asks


def test_without_an_earlier_pack_nobody_is_red_twice():
    assert [need.why for need in decisions_needed(at("2026-06-30", RED))] == []


def test_the_row_says_since_when():
    found = after(
        at("2026-06-30", RED, decided(date="2026-01-01")),
        at("2026-04-30", RED),
        at("2026-05-31", RED),
    )
    table = tables(decisions(found))["decisions"]
    assert column(table, "asked") == ["Decide how to go on: red without a decision"]
    assert text(table.rows[0].cells[1].sub) == "Red since April 2026"


def test_it_is_asked_though_nobody_keeps_a_list_of_decisions():
    found = after(at("2026-06-30", RED), at("2026-05-31", RED))
    assert message(decisions(found)) == "1 decision is needed, without a date"


def benefit(key):
    return (
        {"benefit_id": f"B-{key}", "name": "More", "type": "Cashable", "project_id": f"P-{key}"},
        {"benefit_id": f"B-{key}", "period": "2027-06", "planned": 5000.0, "forecast": 5000.0},
    )


def running(*, limit=None, capacity=None, funding=None):
    """Two active projects with 500 to go each that need 2 and 1 fitters in August."""
    benefits, months = zip(*(benefit(key) for key in (1, 2)), strict=True)
    demand = [
        {"project_id": f"P-{key}", "role": "Fitter", "period": "2026-08", "demand": fte}
        for key, fte in ((1, 2.0), (2, 1.0))
    ]
    return findings(
        projects=[project(), project()],
        benefits=list(benefits),
        benefit_periods=list(months),
        decisions=[decided(date="2026-01-01")],
        demand=demand,
        settings={"funding_limit": limit} if limit else {},
        resources=[{"role": "Fitter", "period": "2026-08", "capacity": capacity}]
        if capacity
        else [],
        funding=[{"fiscal_year": 2026, "limit": funding}] if funding else [],
    )


def clashes(found):
    return {need.why: [c.id for c in need.clash] for need in decisions_needed(found)}


def test_money_and_people_that_suffice_ask_for_nothing():
    assert clashes(running(limit=1000.0, capacity=3.0, funding=1000.0)) == {}


def test_a_funding_limit_that_todays_portfolio_passes_asks_for_a_decision():
    assert clashes(running(limit=900.0)) == {Why.MONEY: ["money"]}
    assert clashes(running(limit=2000.0, funding=800.0)) == {Why.MONEY: ["year[2026]"]}


def test_a_role_that_is_short_asks_for_a_decision_though_active_projects_use_it_today():
    found = running(limit=2000.0, capacity=2.5)
    assert clashes(found) == {Why.PEOPLE: ["role[Fitter,2026-08]"]}
    table = tables(decisions(found))["decisions"]
    assert column(table, "asked") == ["Find the people, or choose what waits"]
    assert (
        text(table.rows[0].cells[1].sub)
        == "With what runs today Fitter would be 0.5 FTE short in August 2026"
    )
    assert message(decisions(found)) == "1 decision is needed, without a date"
