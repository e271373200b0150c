"""What a decision's figure was in the pack of its month, beside what it is now."""

from __future__ import annotations

import pytest

from pfreport.kinds import Month
from pfreport.reasons import Because, Reason, because
from pfreport.report.executive.decision_log import decision_log
from tests.history.past import after
from tests.report.findings import findings, project, tables, text


def decision(**fields):
    row = {
        "decision_id": "D-1",
        "project_id": "P-1",
        "type": "Fix",
        "status": "Implemented",
        "date": "2026-05-10",
    }
    return row | {"expected_measure": "cpi", "expected_value": 0.95} | fields


def at(status_date, spent, **fields):
    return findings(
        status_date, projects=[project(cost_to_date=spent)], decisions=[decision(**fields)]
    )


def effect(*packs, **fields):
    found = after(at("2026-06-30", 625.0, **fields), *(at(day, spent) for day, spent in packs))
    (one,) = found.advice.effects
    return one


def test_the_figure_then_is_that_of_the_pack_of_the_decisions_month():
    one = effect(("2026-04-30", 400.0), ("2026-05-31", 500.0))
    assert (one.then, one.expected, one.now.value, one.undefined_because) == (1.0, 0.95, 0.8, None)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"date": "2026-03-10"}, because(Because.NO_PACK, month=Month(2026, 3))),
        ({"date": None}, Reason(Because.DECISION_UNDATED)),
        ({"date": "2026-06-10"}, because(Because.NO_PACK, month=Month(2026, 6))),
    ],
)
def test_without_a_pack_from_then_the_reason_is_given(fields, reason):
    one = effect(("2026-05-31", 500.0), **fields)
    assert (one.then, one.undefined_because) == (None, reason)


def test_a_figure_that_had_no_value_then_says_why():
    found = after(
        at("2026-06-30", 625.0),
        findings("2026-05-31", projects=[project(cost_to_date=None)], decisions=[decision()]),
    )
    (one,) = found.advice.effects
    assert one.then is None
    assert one.undefined_because == found.history.last.figure(one.now.subject, "cpi").why


def test_a_decision_about_the_portfolio_is_measured_by_the_portfolios_figure():
    one = effect(("2026-05-31", 500.0), project_id="PORTFOLIO")
    assert (one.then, one.now.value) == (1.0, 0.8)


def test_the_log_tells_then_now_and_expected():
    found = after(at("2026-06-30", 625.0), at("2026-05-31", 500.0))
    table = tables(decision_log(found))["decisions-made"]
    place = [one.key for one in table.columns].index("decision")
    assert (
        text(table.rows[0].cells[place].sub)
        == "Cost performance index was 1.00, is 0.80, expected 0.95"
    )
