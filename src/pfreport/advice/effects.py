"""What decisions brought: the figure each was to move, what it was to reach, and what it is now.

What it was when the decision was taken stands in the pack of that month.
"""

from __future__ import annotations

from dataclasses import dataclass

from pfreport.kinds import Month
from pfreport.measures.measurement import Measurement
from pfreport.measures.measurements import Measurements
from pfreport.model.governance import Decision, DecisionStatus
from pfreport.model.portfolio import Portfolio
from pfreport.model.risk import PORTFOLIO


@dataclass(frozen=True, slots=True)
class Effect:
    """One decision taken, the figure it was to move as it is now, and why it is not known what it was then."""

    decision: Decision
    now: Measurement
    expected: float
    then: float | None
    undefined_because: str | None


def effects(portfolio: Portfolio, figures: Measurements) -> tuple[Effect, ...]:
    """Every decision taken that names a figure we know and what it is to reach, by ID."""
    found = ((d, measured(figures, d)) for d in portfolio.decisions if d.status not in (None, DecisionStatus.REQUESTED))
    return tuple(
        Effect(d, now, d.expected_value, None, f"no pack from {Month.of(d.date)}" if d.date else "the decision has no date")
        for d, now in found
        if now is not None and d.expected_value is not None
    )


def measured(figures: Measurements, decision: Decision) -> Measurement | None:
    """The figure a decision is to move; None where it names none we know."""
    of = figures.portfolio if decision.project_id == PORTFOLIO else figures.projects.get(decision.project_id, {})
    return of.get(decision.expected_measure or "")
