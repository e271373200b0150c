"""Change: what approved requests added, and what those still open would add."""

from __future__ import annotations

from collections.abc import Callable

from pfreport.measures.facts import ProjectFacts
from pfreport.measures.lists import add_up, count, left_out, no_row
from pfreport.measures.measurement import Traced, Undefined
from pfreport.measures.registry import Better, Enters, Wider, measure
from pfreport.model.delivery import Change, ChangeStatus

SOURCE = "PMI, PMBOK Guide, Perform Integrated Change Control: the change log"
_APPROVED = frozenset({ChangeStatus.APPROVED, ChangeStatus.IMPLEMENTED})
_PENDING = frozenset({ChangeStatus.RAISED, ChangeStatus.DEFERRED})


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
    return _sum(facts, approved_changes(facts), "cost_impact", "no approved change has a Cost impact")


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
    return _sum(facts, approved_changes(facts), "days_impact", "no approved change has a Days impact")


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
    return absent or count(pending_changes(facts), ("status",), left_out=left_out(facts, Change))


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
    return _sum(facts, pending_changes(facts), "cost_impact", "no pending change has a Cost impact")


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
    return _sum(facts, pending_changes(facts), "days_impact", "no pending change has a Days impact")


def approved_changes(facts: ProjectFacts) -> list[Change]:
    """Changes Approved or Implemented, and not dated after the status date."""
    on = facts.status_date
    return [c for c in facts.changes if c.status in _APPROVED and (c.approved_on is None or c.approved_on <= on)]


def pending_changes(facts: ProjectFacts) -> list[Change]:
    """Changes Raised or Deferred, and not dated after the status date."""
    on = facts.status_date
    return [c for c in facts.changes if c.status in _PENDING and (c.raised_on is None or c.raised_on <= on)]


def _sum(facts: ProjectFacts, rows: list[Change], name: str, none_known: str) -> Traced | Undefined:
    amount: Callable[[Change], float | None] = lambda change: getattr(change, name)  # noqa: E731 - a typed name for one call
    absent = no_row(facts, Change, facts.changes)
    return absent or add_up(rows, amount, (name, "status"), none_known=none_known, left_out=left_out(facts, Change))
