"""The utilisation figures a project's resources light looks at: the role months it needs people in,
half a year ahead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pfreport.kinds import Month, normalised
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.engine.measurements import Measurements
from pfreport.measures.risk.resources import RoleTime
from pfreport.model.people import Commitment
from pfreport.model.portfolio import Portfolio

UTILISATION = "utilisation"
MONTHS_AHEAD = 6


@dataclass(frozen=True, slots=True)
class Load:
    """How busy a role is in a month: its utilisation, and the FTE there are for projects (None: not
    known).
    """

    at: RoleTime
    utilisation: Measurement
    capacity: float | None


def role_time(id: str) -> RoleTime | None:
    """`utilisation[Developer,2026-11]` as its role and month; None for any other id."""
    name, _, key = id.removesuffix("]").partition("[")
    role, _, text = key.rpartition(",")
    month = Month.parse(text)
    return RoleTime(role, month) if name == UTILISATION and month is not None else None


def workloads(portfolio: Portfolio, measurements: Measurements) -> dict[str, tuple[Load, ...]]:
    """By project, the role months it is rated by, soonest first.

    They are its own figures of the months ahead; where it has none, the portfolio's of those in
    which it has Hard demand.
    """
    status_month = Month.of(portfolio.settings.status_date)
    capacity = {
        _key(row.role, row.period): row.capacity - row.non_project
        for row in portfolio.resources
        if row.capacity is not None
    }
    shared = _months_ahead(measurements.portfolio, status_month, capacity)
    found: dict[str, tuple[Load, ...]] = {}
    for project_id, needed in _needed(portfolio).items():
        own = _months_ahead(measurements.projects.get(project_id, {}), status_month, capacity)
        at = own or {key: load for key, load in shared.items() if key in needed}
        found[project_id] = tuple(at[key] for key in sorted(at))
    return found


def _months_ahead(
    figures: Mapping[str, Measurement],
    status_month: Month,
    capacity: Mapping[tuple[Month, str], float],
) -> dict[tuple[Month, str], Load]:
    """The utilisation figures of the months to look at, by month and role."""
    placed = ((role_time(one.id), one) for one in figures.values())
    ahead = (
        (at, one)
        for at, one in placed
        if at and status_month < at.month <= status_month.plus(MONTHS_AHEAD)
    )
    return {
        key: Load(at, one, capacity.get(key))
        for at, one in ahead
        for key in [_key(at.role, at.month)]
    }


def _needed(portfolio: Portfolio) -> dict[str, set[tuple[Month, str]]]:
    """The months and roles of each project's Hard demand."""
    needed: dict[str, set[tuple[Month, str]]] = {p.project_id: set() for p in portfolio.projects}
    for row in portfolio.demand:
        if row.project_id in needed and row.commitment is Commitment.HARD and row.demand:
            needed[row.project_id].add(_key(row.role, row.period))
    return needed


def _key(role: str, month: Month) -> tuple[Month, str]:
    return month, normalised(role)
