"""Why a project's figures moved: the part of each cell is the change of the figure when that cell
alone takes its new value.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pfreport.history.changes import Change, applied, changes
from pfreport.history.passing import Rolled, rolled
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.portfolio import measure_projects
from pfreport.model.portfolio import Portfolio

EXPLAINED = 0.8
"""Cells are named by size until so much of a change is explained (measures.md)."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A cell and its part of a change; without a cell what time alone moved, had all gone by plan.

    `planned` is what the cell would hold as planned, where it reports a month anew.
    """

    change: Change | None
    part: float
    planned: float | None = None


@dataclass(frozen=True, slots=True)
class Causes:
    """Why one figure moved: the causes named, the largest first, and the rest that only several
    together explain.
    """

    named: tuple[Cause, ...] = ()
    together: float = 0.0


def causes(
    old: Portfolio, new: Portfolio, project_id: str, moved: Mapping[str, tuple[float, float]]
) -> dict[str, Causes]:
    """The causes of the moves of one project's figures, by their ids; `moved` has what each was and
    is.

    Both portfolios hold that project alone.
    """
    base = rolled(old, new, project_id)
    ids = frozenset(moved)
    start = _figures(base.portfolio, project_id, ids)
    parts = [
        (change, _figures(applied(base.portfolio, change), project_id, ids))
        for change in changes(old, new)
    ]
    return {
        id: _causes(
            moved[id],
            start.get(id),
            [_cause(base, change, id, start, after) for change, after in parts],
        )
        for id in moved
    }


def _figures(portfolio: Portfolio, project_id: str, ids: Collection[str]) -> Mapping[str, float]:
    """The figures that have a value."""
    measured: Mapping[str, Measurement] = measure_projects(portfolio, [project_id], ids).projects[
        project_id
    ]
    return {id: measured[id].number for id in ids if measured[id].known}


def _cause(
    base: Rolled, change: Change, id: str, start: Mapping[str, float], after: Mapping[str, float]
) -> Cause:
    part = after[id] - start[id] if id in after and id in start else 0.0
    return Cause(change, part, base.planned.get((change.sheet, change.key, change.field or "")))


def _causes(moved: tuple[float, float], start: float | None, parts: Iterable[Cause]) -> Causes:
    was, now = moved
    if start is None:
        return Causes(together=now - was)
    named = _largest(now - was, [one for one in (*parts, Cause(None, start - was)) if one.part])
    return Causes(named, now - was - math.fsum(one.part for one in named))


def _largest(change: float, parts: Sequence[Cause]) -> tuple[Cause, ...]:
    """The largest parts, until what is left is at most a fifth of the change."""
    named: list[Cause] = []
    for one in sorted(parts, key=_by_size):
        if abs(change - math.fsum(cause.part for cause in named)) <= (1 - EXPLAINED) * abs(change):
            break
        named.append(one)
    return tuple(named)


def _by_size(one: Cause) -> tuple[float, tuple[str, int, int]]:
    return -abs(one.part), (one.change.origin[:3] if one.change else ("", 0, 0))
