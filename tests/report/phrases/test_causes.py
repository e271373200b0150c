"""Every sort of cause in words."""

from __future__ import annotations

import pytest

from pfreport.history.causes import Cause, Causes
from pfreport.history.changes import changes
from pfreport.history.movement import Move
from pfreport.measures.engine.measurement import Subject
from pfreport.report.phrases.causes import because
from pfreport.report.phrases.moves import change, ends
from pfreport.values import Words
from tests.measures.portfolio_builder import portfolio
from tests.report.findings import project, text

P1 = Subject("project", "P-1")
RISK = {
    "risk_id": "R-1",
    "project_id": "P-1",
    "probability": 0.5,
    "impact": 2,
    "cost_impact": 10.0,
    "status": "Open",
}
BENEFIT = {"benefit_id": "B-1", "project_id": "P-1", "name": "More", "type": "Cashable"}


def month(**columns):
    return {
        "periods": [{"project_id": "P-1", "period": "2026-05", "planned_value": 100.0} | columns]
    }


def received(**columns):
    return {
        "benefits": [BENEFIT],
        "benefit_periods": [{"benefit_id": "B-1", "period": "2026-05", "planned": 100.0} | columns],
    }


def move(causes, before=1.0, now=0.8, unit="ratio"):
    return Move(P1, "cpi", unit, before, now, causes)


def told(before, now, planned=None, part=-0.2):
    """The first change between two portfolios as the cause of a move, in words, its cell as one
    letter.
    """
    whole = [
        portfolio("2026-06-30", **({"projects": [project()]} | sheets)) for sheets in (before, now)
    ]
    one = changes(*whole)[0]
    words = text(because(move(Causes((Cause(one, part, planned),))), "EUR"))
    assert one.origin.address in words
    return words.replace(one.origin.address, "@")


@pytest.mark.parametrize(
    ("before", "now", "planned", "expected"),
    [
        (month(), month(earned_value=60.0), 100.0, "earned value of May 2026 EUR 40 under plan, @"),
        (month(), month(actual_cost=195.0), 100.0, "actual cost of May 2026 EUR 95 over plan, @"),
        (month(), month(actual_cost=100.0), 100.0, "actual cost of May 2026 as planned, @"),
        (
            month(),
            month(percent_complete=0.4),
            0.5,
            "percent complete of May 2026 10 % under plan, @",
        ),
        (
            received(),
            received(actual=70.0),
            100.0,
            "actual of May 2026 EUR 30 less than expected, @",
        ),
        (
            received(),
            received(actual=130.0),
            100.0,
            "actual of May 2026 EUR 30 more than expected, @",
        ),
        (received(), received(actual=100.0), 100.0, "actual of May 2026 as expected, @"),
        (
            month(actual_cost=90.0),
            month(actual_cost=95.0),
            None,
            "actual cost of May 2026 from EUR 90 to EUR 95, @",
        ),
        (month(), month(actual_cost=95.0), None, "actual cost of May 2026 EUR 95 entered, @"),
        (month(actual_cost=95.0), month(), None, "actual cost of May 2026 EUR 95 taken out, @"),
        (
            {},
            {"projects": [project(budget=1100.0)]},
            None,
            "budget from EUR 1.00 k to EUR 1.10 k, @",
        ),
        ({}, {"projects": [project(status="On hold")]}, None, "status from Active to On hold, @"),
        (
            {},
            {"projects": [project(forecast_finish="2027-01-31")]},
            None,
            "forecast finish from 31 December 2026 to 31 January 2027, @",
        ),
        ({}, {"projects": [project(mandatory=True)]}, None, "mandatory from no to yes, @"),
        ({}, {"projects": [project(feasibility=0.5)]}, None, "feasibility 50 % entered, @"),
        ({}, {"risks": [RISK]}, None, "R-1 new in Risks, @"),
        ({"risks": [RISK]}, {}, None, "R-1 gone from Risks, @"),
        ({}, {"settings": {"eac_from": 0.2}}, None, "eac_from from 10 % to 20 %, @"),
    ],
)
def test_a_cell_is_told_by_what_it_says_now(before, now, planned, expected):
    assert told(before, now, planned) == expected


def test_what_is_not_named_is_counted_and_what_several_explain_together_is_told():
    first = portfolio("2026-06-30", projects=[project()], **month())
    second = portfolio(
        "2026-06-30",
        projects=[project(budget=1100.0, priority=1, feasibility=0.5)],
        **month(actual_cost=9.0),
    )
    named = tuple(Cause(one, -0.02) for one in changes(first, second))
    words = text(because(move(Causes(named, together=-0.12)), "EUR", most=1))
    assert words.endswith(", 3 smaller cells and the rest together −0.12")
    assert text(because(move(Causes(named[:1], together=-0.01)), "EUR")).startswith(
        "priority 1 entered, "
    )
    assert because(move(Causes()), "EUR") is None


def test_time_is_told_with_its_part():
    assert (
        text(because(move(Causes((Cause(None, -0.2),))), "EUR")) == "time passing as planned −0.20"
    )


@pytest.mark.parametrize(
    ("before", "now", "unit", "expected"),
    [
        (0.94, 0.88, "ratio", "It fell from 0.94 to 0.88"),
        (0.957, 0.9649, "ratio", "It rose from 0.957 to 0.965"),
        (15_046_000.0, 14_954_000.0, "money:EUR", "It fell by EUR 92.0 k to EUR 15.0 m"),
        (3.0, 14.0, "days", "It rose from 3 days to 14 days"),
    ],
)
def test_what_a_figure_was_and_is_can_be_told_apart(before, now, unit, expected):
    assert text(change(move(Causes(), before, now, unit), Words("It"))) == expected
    was, is_now = ends(move(Causes(), before, now, unit))
    assert text(was) != text(is_now) or unit.startswith("money")
