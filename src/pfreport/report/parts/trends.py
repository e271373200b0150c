"""How figures went over the past packs: sparklines on a common scale, arrows since the last
pack.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from pfreport.advice.findings import Findings
from pfreport.history.movement import Move
from pfreport.history.snapshot import Figure
from pfreport.measures.engine.measurement import PORTFOLIO, Measurement, Subject
from pfreport.report.words import say, term
from pfreport.values import Spark, Value, number_of

ON_PLAN = 1.0
"""Where an index stands when all goes to plan."""


def course(findings: Findings, subject: Subject, id: str) -> tuple[float | None, ...]:
    """A figure in the last packs and now, oldest first; nothing without an earlier pack."""
    if not findings.history.packs:
        return ()
    return (*findings.history.values(subject, id), _now(findings, subject, id))


def spark(
    values: tuple[float | None, ...], scale: Sequence[float] = (), reference: float | None = None
) -> Spark | None:
    """A sparkline of at least two values, on a scale where one is given; None where there are
    fewer.
    """
    if sum(value is not None for value in values) < 2:
        return None
    shared = [*scale, *([reference] if reference is not None else [])] if scale else []
    return (
        Spark(values, reference, min(shared), max(shared)) if shared else Spark(values, reference)
    )


def index_scale(findings: Findings, id: str) -> list[float]:
    """What one index was in any project and pack: what the sparklines of a column share."""
    subjects = (Subject("project", key) for key in findings.portfolio.project_by_id)
    values = chain.from_iterable(course(findings, subject, id) for subject in subjects)
    return [value for value in values if value is not None]


def shares_of_budget(findings: Findings, subject: Subject) -> tuple[float | None, ...]:
    """The forecast as a share of the budget of the time: a course without amounts."""
    pairs = zip(course(findings, subject, "eac"), course(findings, subject, "bac"), strict=True)
    return tuple(eac / bac if eac is not None and bac else None for eac, bac in pairs)


def with_arrow(findings: Findings, label: Value, id: str) -> Value:
    """The label of a figure of the portfolio, with an arrow and the change since the last pack
    where there is one to see.
    """
    moved = findings.history.moved
    move = next((move for move in moved.wider if move.id == id), None) if moved else None
    return (
        say(
            "trend.label",
            label=label,
            arrow=arrow(move),
            change=number_of(abs(move.change), move.unit),
        )
        if move
        else label
    )


def arrow(move: Move) -> Value:
    """Up or down."""
    return term("trend.up" if move.change > 0 else "trend.down")


def _now(findings: Findings, subject: Subject, id: str) -> float | None:
    measured = findings.measurements
    figure: Measurement | Figure | None = (
        measured.portfolio if subject == PORTFOLIO else measured.projects.get(subject.key, {})
    ).get(id)
    return (
        float(figure.value)
        if figure is not None and isinstance(figure.value, int | float)
        else None
    )
