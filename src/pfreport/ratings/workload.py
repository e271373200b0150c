"""The utilisation figures a project's resources light looks at: the role months it needs people in, half a year ahead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pfreport.kinds import Month, normalised
from pfreport.measures.measurement import Measurement
from pfreport.model.people import Commitment
from pfreport.model.portfolio import Portfolio

UTILISATION = "utilisation"
MONTHS_AHEAD = 6


class RoleTime(NamedTuple):
    """A role in a month."""

    role: str
    month: Month


def role_time(id: str) -> RoleTime | None:  # noqa: A002 - the field's own word
    """`utilisation[Developer,2026-11]` as its role and month; None for any other id."""
    name, _, key = id.removesuffix("]").partition("[")
    role, _, text = key.rpartition(",")
    month = Month.parse(text)
    return RoleTime(role, month) if name == UTILISATION and month is not None else None


def workloads(portfolio: Portfolio, figures: Mapping[str, Measurement]) -> dict[str, tuple[Measurement, ...]]:
    """By project, the portfolio's utilisation of the role months ahead in which it has Hard demand, soonest first."""
    known = {(normalised(at.role), at.month): figures[id] for id in figures if (at := role_time(id)) is not None}
    needed: dict[str, set[tuple[Month, str]]] = {}
    for row in portfolio.demand:
        if row.commitment is Commitment.HARD and row.demand and _ahead(portfolio, row.period):
            needed.setdefault(row.project_id, set()).add((row.period, normalised(row.role)))
    return {key: tuple(known[role, month] for month, role in sorted(at) if (role, month) in known) for key, at in needed.items()}


def _ahead(portfolio: Portfolio, month: Month) -> bool:
    status_month = Month.of(portfolio.settings.status_date)
    return status_month < month <= status_month.plus(MONTHS_AHEAD)
