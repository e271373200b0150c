"""Scope: what was due, what of it is delivered and accepted, and how much of it changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.engine.lists import add_up, count, left_out, no_row
from pfreport.measures.engine.measurement import Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.model.delivery import Deliverable, DeliverableStatus
from pfreport.reasons import Because

SOURCE = (
    "PMI, PMBOK Guide, Control Scope and Validate Scope: delivered and accepted against the scope "
    "baseline"
)
_HANDED_OVER = frozenset({DeliverableStatus.DELIVERED, DeliverableStatus.ACCEPTED})
_DUE = ("status", "baseline_due")


def is_delivered(deliverable: Deliverable, on: dt.date) -> bool:
    """Delivered or Accepted; a status dated after `on` does not count yet, one without a date is
    taken as it stands.
    """
    return deliverable.status in _HANDED_OVER and _by(deliverable.delivered_on, on)


def is_accepted(deliverable: Deliverable, on: dt.date) -> bool:
    """Accepted, and not dated after `on`."""
    return deliverable.status is DeliverableStatus.ACCEPTED and _by(deliverable.accepted_on, on)


def is_kept(deliverable: Deliverable) -> bool:
    """Whether it is still part of the scope."""
    return deliverable.status is not DeliverableStatus.DESCOPED


@measure(
    "scope_due",
    "Scope due",
    unit="count",
    better=Better.NEITHER,
    formula="weight of the deliverables due on or before the status date, Descoped left out",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def scope_due(facts: ProjectFacts) -> Traced | Undefined:
    """Weight of what was due."""
    return _weight(facts, _due(facts), *_DUE)


@measure(
    "scope_due_delivered",
    "Due scope delivered",
    unit="count",
    better=Better.HIGHER,
    formula="weight of the due deliverables that are Delivered or Accepted",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def scope_due_delivered(facts: ProjectFacts) -> Traced | Undefined:
    """Weight of what was due and is delivered."""
    return _weight(
        facts, [d for d in _due(facts) if is_delivered(d, facts.status_date)], *_DUE, "delivered_on"
    )


@measure(
    "scope_due_accepted",
    "Due scope accepted",
    unit="count",
    better=Better.HIGHER,
    formula="weight of the due deliverables that are Accepted",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def scope_due_accepted(facts: ProjectFacts) -> Traced | Undefined:
    """Weight of what was due and is accepted."""
    return _weight(
        facts, [d for d in _due(facts) if is_accepted(d, facts.status_date)], *_DUE, "accepted_on"
    )


@measure(
    "scope_kept",
    "Scope",
    unit="count",
    better=Better.NEITHER,
    formula="weight of all deliverables, Descoped left out",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def scope_kept(facts: ProjectFacts) -> Traced | Undefined:
    """Weight of the whole scope."""
    return _weight(facts, [d for d in facts.deliverables if is_kept(d)], "status")


@measure(
    "scope_kept_delivered",
    "Scope delivered so far",
    unit="count",
    better=Better.HIGHER,
    formula="weight of all deliverables that are Delivered or Accepted",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def scope_kept_delivered(facts: ProjectFacts) -> Traced | Undefined:
    """Weight of what is delivered, due or not."""
    return _weight(
        facts,
        [d for d in facts.deliverables if is_delivered(d, facts.status_date)],
        "status",
        "delivered_on",
    )


@measure(
    "scope_delivered",
    "Scope delivered on time",
    unit="fraction",
    better=Better.HIGHER,
    formula="weight of due deliverables Delivered or Accepted / weight due",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def scope_delivered(scope_due_delivered: float, scope_due: float) -> float | Undefined:
    """Share of the due scope that is delivered; acceptance lags delivery, so the light uses
    this.
    """
    return scope_due_delivered / scope_due if scope_due else undefined(Because.NOTHING_DUE)


@measure(
    "scope_accepted",
    "Scope accepted",
    unit="fraction",
    better=Better.HIGHER,
    formula="weight of due deliverables Accepted / weight due",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def scope_accepted(scope_due_accepted: float, scope_due: float) -> float | Undefined:
    """Share of the due scope that is accepted."""
    return scope_due_accepted / scope_due if scope_due else undefined(Because.NOTHING_DUE)


@measure(
    "scope_done",
    "Scope done",
    unit="fraction",
    better=Better.HIGHER,
    formula="weight Delivered or Accepted / weight not Descoped",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def scope_done(scope_kept_delivered: float, scope_kept: float) -> float | Undefined:
    """Share of the whole scope that is delivered."""
    return scope_kept_delivered / scope_kept if scope_kept else undefined(Because.NO_SCOPE)


@measure(
    "scope_changed",
    "Deliverables added or dropped",
    unit="count",
    better=Better.LOWER,
    formula="deliverables Added by change or Descoped, each once",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def scope_changed(facts: ProjectFacts) -> Traced | Undefined:
    """How many deliverables came or went since the baseline."""
    return _number(
        facts,
        [d for d in facts.deliverables if d.added_by_change or not is_kept(d)],
        "status",
        "added_by_change",
    )


@measure(
    "scope_original",
    "Deliverables of the baseline",
    unit="count",
    better=Better.NEITHER,
    formula="deliverables not Added by change",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def scope_original(facts: ProjectFacts) -> Traced | Undefined:
    """How many deliverables the baseline has."""
    return _number(
        facts, [d for d in facts.deliverables if not d.added_by_change], "added_by_change"
    )


@measure(
    "scope_volatility",
    "Scope volatility",
    unit="fraction",
    better=Better.LOWER,
    formula="(Added by change or Descoped, each once) / deliverables without Added by change",
    source="Requirements volatility after ISO/IEC/IEEE 15939 and PSM: changed items over baselined "
    "items",
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def scope_volatility(scope_changed: float, scope_original: float) -> float | Undefined:
    """How much of the scope changed."""
    return (
        scope_changed / scope_original
        if scope_original
        else undefined(Because.NO_DELIVERABLE_IN_BASELINE)
    )


def _due(facts: ProjectFacts) -> list[Deliverable]:
    return [
        d
        for d in facts.deliverables
        if is_kept(d) and d.baseline_due is not None and d.baseline_due <= facts.status_date
    ]


def _weight(facts: ProjectFacts, rows: Sequence[Deliverable], *decide: str) -> Traced | Undefined:
    """Weight of rows, and the fields that decide whether they count."""
    absent = no_row(facts, Deliverable, facts.deliverables)
    return absent or add_up(
        rows,
        lambda d: d.weight,
        ("weight", *decide),
        none_known=Because.NO_WEIGHT,
        left_out=left_out(facts, Deliverable),
    )


def _number(facts: ProjectFacts, rows: Sequence[Deliverable], *decide: str) -> Traced | Undefined:
    absent = no_row(facts, Deliverable, facts.deliverables)
    return absent or count(rows, decide, left_out=left_out(facts, Deliverable))


def _by(day: dt.date | None, on: dt.date) -> bool:
    return day is None or day <= on
