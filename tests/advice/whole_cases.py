"""Random portfolios of which a plan says everything there is to say: all statuses, limits, people,
groups, buckets, prerequisites.
"""

from __future__ import annotations

import random
from typing import Any

from pfreport.advice.findings import Findings
from tests.report.findings import findings

FREE = {"discount_rate": 0.0}
GOALS = ("G", "H")
ROLES = ("Analyst", "Developer")
MONTHS = tuple(f"2026-{m:02}" for m in range(7, 13))
_STATUSES = (
    "Active",
    "Active",
    "Active",
    "Approved",
    "Proposed",
    "On hold",
    "Completed",
    "Cancelled",
)


def random_findings(seed: int, size: int | None = None) -> Findings:
    """Three to nine projects, or so many, as of 30 June 2026, the same for the same seed."""
    draw = random.Random(seed)
    keys = [f"P-{n}" for n in range(1, (size or draw.randint(3, 9)) + 1)]
    paying = [key for key in keys if draw.random() < 0.85]
    return findings(
        settings={
            "discount_rate": 0.0,
            "funding_limit": draw.choice([40.0, 120.0, 400.0]),
            "fiscal_year_start_month": draw.choice([1, 10]),
        },
        projects=[_project(draw, key, keys) for key in keys],
        benefits=[
            {"benefit_id": f"B-{key}", "project_id": key, "type": "Cashable"} for key in paying
        ],
        benefit_periods=[
            {"benefit_id": f"B-{key}", "period": "2027-06", "planned": float(draw.randint(0, 90))}
            for key in paying
        ],
        goals=[{"goal_id": goal, "name": f"Goal {goal}", "weight": 1.0} for goal in GOALS],
        alignment=[row for key in keys for row in _scores(draw, key)],
        resources=[
            {"role": r, "period": m, "capacity": float(draw.randint(2, 6)), "non_project": 1.0}
            for r in ROLES
            for m in MONTHS
        ],
        demand=[row for key in keys for row in _demand(draw, key)],
        funding=[{"fiscal_year": 2026, "limit": float(draw.choice([30, 90, 500]))}],
        buckets=_buckets(draw),
        rates=[{"period": "2026-06", "currency": "USD", "rate": 0.5}],
    )


def _project(draw: random.Random, key: str, keys: list[str]) -> dict[str, Any]:
    status, budget = draw.choice(_STATUSES), float(draw.randint(10, 60))
    begun = status in ("Active", "On hold", "Completed", "Cancelled")
    row: dict[str, Any] = {
        "project_id": key,
        "status": status,
        "budget": budget,
        "currency": draw.choice([None, None, "USD"]),
        "baseline_start": "2026-01-01" if begun else "2026-07-01",
        "baseline_finish": "2026-12-31",
        "status_updated_on": draw.choice(
            ["2026-06-28", "2026-06-28", "2026-06-28", "2026-05-26", "2026-05-27", None]
        ),
        "priority": draw.choice([None, None, None, 1, 2, 3]),
        "justification": draw.choice([None, "Needed"]),
        "mandatory_reason": draw.choice([None, "Law"]),
        "percent_complete": draw.choice([0.3, 0.5]) if begun else 0.0,
        "cost_to_date": budget * draw.choice([0.3, 0.5, 1.0]) if begun else 0.0,
        "planned_to_date": budget * 0.5 if begun else None,
        "manager_estimate": budget * 1.5 if draw.random() < 0.3 else None,
        "exit_cost": float(draw.choice([0, 0, 8, 60])),
        "bucket": draw.choice(["Run", "Grow"]),
        "mandatory": draw.random() < 0.12,
        "exclusive_group": draw.choice([None, None, None, "Cloud"]),
        "prerequisites": tuple(other for other in keys if other < key and draw.random() < 0.15),
    }
    return (
        row
        | ({"actual_start": "2026-01-01"} if begun else {})
        | ({"actual_finish": "2026-05-31"} if status == "Completed" else {})
    )


def _scores(draw: random.Random, key: str) -> list[dict[str, Any]]:
    return [
        {"project_id": key, "goal_id": goal, "impact": float(draw.choice([0, 1, 2, 4]))}
        for goal in GOALS
        if draw.random() < 0.4
    ]


def _demand(draw: random.Random, key: str) -> list[dict[str, Any]]:
    months = sorted(draw.sample(MONTHS, draw.randint(0, 5)))
    role, steady = draw.choice(ROLES), draw.random() < 0.5
    fte = float(draw.randint(1, 3))
    return [
        {
            "project_id": key,
            "role": role,
            "period": m,
            "demand": fte if steady else float(draw.randint(1, 4)),
            "commitment": "Hard",
        }
        for m in months
    ]


def _buckets(draw: random.Random) -> list[dict[str, Any]]:
    if draw.random() < 0.5:
        return []
    return [
        {
            "bucket": "Run",
            "target_share": 1.0,
            "minimum_share": draw.choice([None, 0.3]),
            "maximum_share": draw.choice([None, 0.7]),
        }
    ]
