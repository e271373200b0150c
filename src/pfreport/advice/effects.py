"""What decisions brought: the figure each was to move, what it was in the pack of its month, what
it was to reach, what it is now.
"""

from __future__ import annotations

from dataclasses import dataclass

from pfreport.history.history import History
from pfreport.kinds import Month
from pfreport.measures.engine.measurement import PORTFOLIO as WHOLE
from pfreport.measures.engine.measurement import Measurement, Subject
from pfreport.measures.engine.measurements import Measurements
from pfreport.model.governance import Decision, DecisionStatus
from pfreport.model.portfolio import Portfolio
from pfreport.model.risk import PORTFOLIO
from pfreport.reasons import Because, Reason, because


@dataclass(frozen=True, slots=True)
class Effect:
    """One decision taken, the figure it was to move as it is now and as it was then; where that is
    not known, why.
    """

    decision: Decision
    now: Measurement
    expected: float
    then: float | None
    undefined_because: Reason | None


def effects(portfolio: Portfolio, figures: Measurements, history: History) -> tuple[Effect, ...]:
    """Every decision taken that names a figure we know and what it is to reach, by ID."""
    found = (
        (d, measured(figures, d))
        for d in portfolio.decisions
        if d.status not in (None, DecisionStatus.REQUESTED)
    )
    return tuple(
        Effect(d, now, d.expected_value, *_then(history, d, now))
        for d, now in found
        if now is not None and d.expected_value is not None
    )


def _then(
    history: History, decision: Decision, now: Measurement
) -> tuple[float | None, Reason | None]:
    """The figure in the pack of the decision's month, or why it is not known."""
    if decision.date is None:
        return None, Reason(Because.DECISION_UNDATED)
    month = Month.of(decision.date)
    pack = history.pack_of(month)
    if pack is None:
        return None, because(Because.NO_PACK, month=month)
    subject = WHOLE if decision.project_id == PORTFOLIO else Subject("project", decision.project_id)
    then = pack.figure(subject, now.id)
    if then is None or then.unit != now.unit:
        return None, because(Because.NOT_IN_PACK, month=month)
    return then.value, then.why


def measured(figures: Measurements, decision: Decision) -> Measurement | None:
    """The figure a decision is to move; None where it names none we know."""
    of = (
        figures.portfolio
        if decision.project_id == PORTFOLIO
        else figures.projects.get(decision.project_id, {})
    )
    return of.get(decision.expected_measure or "")
