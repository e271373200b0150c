"""Small random portfolios with every sort of constraint, and their best choice by trying every one.

The trial reads the rows of the portfolio itself and knows nothing of the constraints and the solver
that are tested.
"""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np

from pfreport.advice.candidates import Candidate, RoleMonthKey
from pfreport.advice.constraints import rules
from pfreport.advice.selection import Case, Objective, Scale
from pfreport.kinds import Month
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Status
from tests.measures.portfolio_builder import portfolio

STATUS_DATE = "2026-06-30"
ROLES = ("Developer", "Analyst")
MONTHS = (Month(2026, 7), Month(2026, 12), Month(2027, 1))
NEAR = 1e-6
STATUSES = (
    "Proposed",
    "Proposed",
    "Approved",
    "Active",
    "Active",
    "On hold",
    "Completed",
    "Cancelled",
)


def random_case(seed: int) -> tuple[Portfolio, Case]:
    """Up to eight projects; amounts are small whole numbers, so that values and costs often tie."""
    draw = random.Random(seed)
    n = draw.randint(2, 8)
    rows = [_project(draw, f"P-{i}", n) for i in range(1, n + 1)]
    whole = portfolio(STATUS_DATE, projects=rows, **_bounds(draw))
    found = tuple(
        _candidate(draw, p)
        for p in whole.projects
        if p.status is not Status.CANCELLED and p.status is not Status.COMPLETED
    )
    choices = {c.id: draw.random() < 0.5 for c in found if draw.random() < 0.08}
    budget = float(draw.randint(0, 60)) if draw.random() < 0.8 else None
    return whole, Case(
        found, rules(whole, found, budget), Objective.VALUE, Scale(1.0, 1.0, 0.5), choices
    )


def by_trial(whole: Portfolio, case: Case) -> tuple[float, float, tuple[str, ...]] | None:
    """Value, cost and IDs of the best choice: most value, then least cost, then first by sorted
    IDs; None where none is allowed.
    """
    ids = [c.id for c in case.candidates]
    every = np.array(list(itertools.product((0.0, 1.0), repeat=len(ids)))).reshape(-1, len(ids))
    chosen = every[_allowed(whole, case, every)]
    if not len(chosen):
        return None
    value, cost = _value(case, chosen), _cost(case, chosen)
    best = value >= value.max() - NEAR
    cheap = best & (cost <= cost[best].min() + 0.005)
    names = sorted(sorted(i for i, x in zip(ids, row, strict=True) if x) for row in chosen[cheap])
    return float(value.max()), float(cost[best].min()), tuple(names[0])


def _project(draw: random.Random, key: str, n: int) -> dict[str, Any]:
    others = [f"P-{i}" for i in range(1, n + 1) if int(key[2:]) > i]
    status = "Approved" if key == "P-1" else draw.choice(STATUSES)
    return {
        "project_id": key,
        "status": status,
        "bucket": draw.choice(["Run", "Grow", None]),
        "mandatory": draw.random() < 0.1,
        "exclusive_group": draw.choice([None, None, None, "Cloud", "cloud "]),
        "prerequisites": tuple(p for p in others if draw.random() < 0.12),
        "exit_cost": float(draw.choice([0, 0, 1, 4])),
    }


def _bounds(draw: random.Random) -> dict[str, Any]:
    capacity = [(role, month) for role in ROLES for month in MONTHS if draw.random() < 0.5]
    shares = {
        "minimum_share": draw.choice([None, 0.2]),
        "maximum_share": draw.choice([None, 0.5, 0.7]),
    }
    return {
        "resources": [
            {
                "role": r,
                "period": m,
                "capacity": draw.randint(2, 8),
                "non_project": draw.randint(0, 1),
            }
            for r, m in capacity
        ],
        "funding": [
            {"fiscal_year": year, "limit": float(draw.randint(5, 40))}
            for year in (2026, 2027)
            if draw.random() < 0.5
        ],
        "buckets": [{"bucket": "Run", "target_share": 0.5, **shares}]
        if draw.random() < 0.4
        else [],
    }


def _candidate(draw: random.Random, project: Any) -> Candidate:
    cost = float(draw.randint(0, 20))
    unknown = draw.random() < 0.08
    first = draw.choice([0.0, 0.5, 1.0])
    active = project.status is Status.ACTIVE
    return Candidate(
        project=project,
        cost=cost,
        cost_now=cost,
        value=None if unknown else float(draw.randint(-4, 12)),
        aligned=None,
        exit_cost=project.exit_cost if active else 0.0,
        by_month={MONTHS[0]: cost * first, MONTHS[2]: cost * (1 - first)} if cost else {},
        demand={
            RoleMonthKey(r.lower(), m): float(draw.randint(1, 3))
            for r in ROLES
            for m in MONTHS
            if draw.random() < 0.3
        },
        why={"value": "not known"} if unknown else {},
    )


def _value(case: Case, chosen: np.ndarray) -> np.ndarray:
    inside = np.array([c.value or 0.0 for c in case.candidates])
    return chosen @ inside - (1 - chosen) @ np.array([c.exit_cost for c in case.candidates])


def _cost(case: Case, chosen: np.ndarray) -> np.ndarray:
    return chosen @ np.array([c.cost for c in case.candidates]) + (1 - chosen) @ np.array(
        [c.exit_cost for c in case.candidates]
    )


def _allowed(whole: Portfolio, case: Case, every: np.ndarray) -> np.ndarray:
    found = case.candidates
    ok = _cost(case, every) <= case.rules.money + NEAR
    for row in whole.funding:
        amounts = np.array(
            [sum(a for m, a in c.by_month.items() if m.year == row.fiscal_year) for c in found]
        )
        leaving = np.array([c.exit_cost if row.fiscal_year == 2026 else 0.0 for c in found])
        ok &= every @ amounts + (1 - every) @ leaving <= row.limit + NEAR
    for row in whole.resources:
        need = np.array(
            [c.demand.get(RoleMonthKey(row.role.lower(), row.period), 0.0) for c in found]
        )
        today = sum(
            x for x, c in zip(need, found, strict=True) if c.project.status is Status.ACTIVE
        )
        ok &= every @ need <= max(row.capacity - row.non_project, today) + NEAR
    for row in whole.buckets:
        costs = np.array([c.cost for c in found])
        inside = every @ (costs * np.array([c.project.bucket == row.bucket for c in found]))
        ok &= inside >= (row.minimum_share or 0.0) * (every @ costs) - NEAR
        ok &= (
            inside
            <= (1.0 if row.maximum_share is None else row.maximum_share) * (every @ costs) + NEAR
        )
    grouped = np.array([bool(c.project.exclusive_group) for c in found], dtype=float)
    return ok & (every @ grouped <= 1) & _needs_met(whole, case, every) & _decided(case, every)


def _needs_met(whole: Portfolio, case: Case, every: np.ndarray) -> np.ndarray:
    place = {c.id: i for i, c in enumerate(case.candidates)}
    ok = np.ones(len(every), dtype=bool)
    for c in case.candidates:
        for needed in c.project.prerequisites:
            status = whole.project_by_id[needed].status
            if status is Status.CANCELLED:
                ok &= every[:, place[c.id]] == 0
            elif status is not Status.COMPLETED:
                ok &= every[:, place[c.id]] <= every[:, place[needed]]
    return ok


def _decided(case: Case, every: np.ndarray) -> np.ndarray:
    ok = np.ones(len(every), dtype=bool)
    for i, c in enumerate(case.candidates):
        if c.id in case.choices:
            ok &= every[:, i] == float(case.choices[c.id])
        elif c.project.mandatory:
            ok &= every[:, i] == 1
        elif c.value is None:
            ok &= every[:, i] == float(c.project.status in (Status.APPROVED, Status.ACTIVE))
    return ok
