"""Change: what approved requests added, and what those still open would add."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.engine.lists import add_up, count, left_out, no_row
from pfreport.measures.engine.measurement import Traced, Undefined
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.model.delivery import Change, ChangeStatus
from pfreport.reasons import Because

SOURCE = "PMI, PMBOK Guide, Perform Integrated Change Control: the change log"
_APPROVED = frozenset({ChangeStatus.APPROVED, ChangeStatus.IMPLEMENTED})
_PENDING = frozenset({ChangeStatus.RAISED, ChangeStatus.DEFERRED})
_APPROVAL, _WAITING = ("status", "approved_on"), ("status", "raised_on")


@measure(
    "change_approved",
    "Approved changes, cost",
    unit="money",
    better=Better.LOWER,
    formula="sum of Cost impact of changes Approved and Implemented",
    source=SOURCE,
    enters=Enters.MONEY,
    wider=Wider.SUM,
)
def change_approved(facts: ProjectFacts) -> Traced | Undefined:
    """What approved changes add to cost."""
    return _sum(
        facts,
        approved_changes(facts),
        ("cost_impact", *_APPROVAL),
        Because.NO_APPROVED_CHANGE_COSTED,
    )


@measure(
    "change_days",
    "Approved changes, days",
    unit="days",
    better=Better.LOWER,
    formula="sum of Days impact of changes Approved and Implemented",
    source=SOURCE,
    enters=Enters.MONEY,
)
def change_days(facts: ProjectFacts) -> Traced | Undefined:
    """What approved changes add in days."""
    return _sum(
        facts,
        approved_changes(facts),
        ("days_impact", *_APPROVAL),
        Because.NO_APPROVED_CHANGE_TIMED,
    )


@measure(
    "change_pending[count]",
    "Pending changes",
    unit="count",
    better=Better.LOWER,
    formula="number of changes Raised and Deferred",
    source=SOURCE,
    enters=Enters.MONEY,
    wider=Wider.SUM,
)
def change_pending_count(facts: ProjectFacts) -> Traced | Undefined:
    """How many requests wait for a decision."""
    absent = no_row(facts, Change, facts.changes)
    return absent or count(pending_changes(facts), _WAITING, left_out=left_out(facts, Change))


@measure(
    "change_pending[cost]",
    "Pending changes, cost",
    unit="money",
    better=Better.LOWER,
    formula="sum of Cost impact of changes Raised and Deferred",
    source=SOURCE,
    enters=Enters.MONEY,
    wider=Wider.SUM,
)
def change_pending_cost(facts: ProjectFacts) -> Traced | Undefined:
    """What pending changes would add to cost."""
    return _sum(
        facts,
        pending_changes(facts),
        ("cost_impact", *_WAITING),
        Because.NO_PENDING_CHANGE_COSTED,
    )


@measure(
    "change_pending[days]",
    "Pending changes, days",
    unit="days",
    better=Better.LOWER,
    formula="sum of Days impact of changes Raised and Deferred",
    source=SOURCE,
    enters=Enters.MONEY,
)
def change_pending_days(facts: ProjectFacts) -> Traced | Undefined:
    """What pending changes would add in days."""
    return _sum(
        facts,
        pending_changes(facts),
        ("days_impact", *_WAITING),
        Because.NO_PENDING_CHANGE_TIMED,
    )


def approved_changes(facts: ProjectFacts) -> list[Change]:
    """Changes Approved or Implemented, and not dated after the status date."""
    on = facts.status_date
    return [
        c
        for c in facts.changes
        if c.status in _APPROVED and (c.approved_on is None or c.approved_on <= on)
    ]


def pending_changes(facts: ProjectFacts) -> list[Change]:
    """Changes Raised or Deferred, and not dated after the status date."""
    on = facts.status_date
    return [
        c
        for c in facts.changes
        if c.status in _PENDING and (c.raised_on is None or c.raised_on <= on)
    ]


def _sum(
    facts: ProjectFacts, rows: list[Change], read: tuple[str, ...], none_known: Because
) -> Traced | Undefined:
    """Sum of the first of the fields read; the others decide whether a row counts."""
    amount: Callable[[Change], float | None] = attrgetter(read[0])
    absent = no_row(facts, Change, facts.changes)
    return absent or add_up(
        rows, amount, read, none_known=none_known, left_out=left_out(facts, Change)
    )
