"""How each project went, month by month: plan as an S-curve, progress and cost as they fell behind
it or ran ahead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from pfreport.kinds import Month
from story.rows import STATUS_MONTH, Row

_RESTLESS = (0.004, -0.006, 0.009, -0.003, 0.006, -0.008, 0.002)  # months are never quite alike


@dataclass(frozen=True, slots=True)
class Course:
    """How far a project is. `schedule` and `cost` are its SPI(t) and CPI at the end of
    `progress_to`; None: nothing done yet.

    The ledger ends with `cost_to`. What is still to come is spread from then to `finish`, up to
    `estimate`.
    """

    schedule: float = 1.0
    cost: float = 1.0
    estimate: float | None = None
    progress_to: Month | None = STATUS_MONTH
    cost_to: Month | None = STATUS_MONTH
    resumes: Month | None = None
    capital_share: float | None = None
    in_percent: bool = False


COURSES: Mapping[str, Course] = {
    "P-001": Course(schedule=0.977, cost=0.984, estimate=24_300_000, capital_share=0.9),
    "P-002": Course(
        schedule=1.012, cost=1.021, estimate=9_450_000, cost_to=Month(2026, 9), capital_share=0.9
    ),
    "P-003": Course(schedule=0.745, cost=0.838, estimate=8_400_000, capital_share=0.85),
    "P-004": Course(
        schedule=0.931, cost=0.972, estimate=6_500_000, capital_share=0.85, in_percent=True
    ),
    "P-005": Course(schedule=1.003, cost=0.973, estimate=32_100_000, capital_share=0.75),
    "P-006": Course(
        schedule=0.825, cost=0.868, estimate=4_950_000, capital_share=0.6, in_percent=True
    ),
    "P-007": Course(
        0.93,
        0.955,
        9_300_000,
        Month(2026, 7),
        Month(2026, 7),
        resumes=Month(2027, 1),
        capital_share=0.6,
    ),
    "P-008": Course(
        cost=1.03, progress_to=Month(2026, 4), cost_to=Month(2026, 4), capital_share=0.5
    ),
    "P-009": Course(
        progress_to=None,
        cost_to=None,
        estimate=3_400_000,
        resumes=Month(2027, 2),
        capital_share=0.2,
    ),
    "P-010": Course(cost=0.99, estimate=2_600_000, capital_share=0.8),
    "P-011": Course(
        schedule=0.962, cost=0.931, estimate=5_550_000, capital_share=0.7, in_percent=True
    ),
    "P-012": Course(
        schedule=0.88,
        cost=0.9,
        progress_to=Month(2026, 3),
        cost_to=Month(2026, 3),
        capital_share=0.4,
    ),
}
COMMITTED = {
    "P-001": 1_860_000,
    "P-002": 240_000,
    "P-003": 410_000,
    "P-004": 380_000,
    "P-005": 2_150_000,
    "P-006": 95_000,
}


def periods(projects: Sequence[Row]) -> list[Row]:
    """The rows of Periods for all projects."""
    return [
        row for project in projects for row in _rows(project, COURSES[str(project["project_id"])])
    ]


def manager_estimate(project: Row) -> float | None:
    """What the project's manager expects it to cost: what was spent and what is still to come."""
    return COURSES[str(project["project_id"])].estimate if project["status"] != "Proposed" else None


def _rows(project: Row, course: Course) -> list[Row]:
    first = Month.of(cast("dt.date", project["baseline_start"]))
    planned = _planned(
        cast("float", project["budget"]),
        first,
        Month.of(cast("dt.date", project["baseline_finish"])),
    )
    earned = _earned(planned, course)
    spent = _spent(earned, course)
    forecast = _forecast(project, course, sum(spent.values()), first)
    total, done = sum(planned.values()), 0.0
    rows = []
    for month in sorted({*planned, *earned, *spent, *forecast}):
        done += earned.get(month, 0)
        row: Row = {
            "project_id": project["project_id"],
            "period": month,
            "planned_value": planned.get(month),
        }
        if month in earned:
            row |= (
                {"percent_complete": round(done / total, 4)}
                if course.in_percent
                else {"earned_value": earned[month]}
            )
        row |= {
            "actual_cost": spent.get(month),
            "forecast_cost": forecast.get(month),
            "capital_share": course.capital_share,
        }
        if month == course.cost_to:
            row["committed"] = COMMITTED.get(str(project["project_id"]))
        rows.append(row)
    return rows


def _planned(budget: float, first: Month, last: Month) -> dict[Month, float]:
    """The budget along a smooth S, in hundreds; the months add up to it."""
    count = last.ordinal - first.ordinal + 1
    reached = [budget * _smooth(step / count) for step in range(count + 1)]
    return _by_month(first, reached)


def _earned(planned: Mapping[Month, float], course: Course) -> dict[Month, float]:
    """What was earned up to each month: the plan as it stood `schedule` times the elapsed months
    ago, drifting there steadily.
    """
    first = min(planned)
    if course.progress_to is None:
        return {}
    count = course.progress_to.ordinal - first.ordinal + 1
    reached = [
        _plan_at(planned, step * (1 + (course.schedule - 1) * step / count))
        for step in range(count + 1)
    ]
    return _by_month(first, reached)


def _spent(earned: Mapping[Month, float], course: Course) -> dict[Month, float]:
    if course.cost_to is None:
        return {}
    booked = [month for month in earned if month <= course.cost_to]
    total, reached = 0.0, [0.0]
    for step, month in enumerate(booked, 1):
        total += earned[month]
        restless = _RESTLESS[step % len(_RESTLESS)] if step < len(booked) else 0
        reached.append(total / (1 + (course.cost - 1) * step / len(booked)) * (1 + restless))
    return _by_month(min(earned), reached)


def _forecast(project: Row, course: Course, spent: float, first: Month) -> dict[Month, float]:
    """What is still to be spent, tapering off towards the forecast finish."""
    finish = project.get("forecast_finish")
    if course.estimate is None or finish is None:
        return {}
    start = course.resumes or (course.cost_to.plus(1) if course.cost_to else first)
    count = Month.of(cast("dt.date", finish)).ordinal - start.ordinal + 1
    left = course.estimate - spent
    return _by_month(start, [left * (1 - (1 - step / count) ** 1.5) for step in range(count + 1)])


def _plan_at(planned: Mapping[Month, float], elapsed: float) -> float:
    """The plan's running total after so many months."""
    amounts = [planned[month] for month in sorted(planned)]
    whole = min(int(elapsed), len(amounts))
    rest = amounts[whole] * (elapsed - whole) if whole < len(amounts) else 0
    return sum(amounts[:whole]) + rest


def _by_month(first: Month, reached: Sequence[float]) -> dict[Month, float]:
    """The months' amounts from running totals, each total rounded to hundreds."""
    totals = [round(total / 100) * 100 for total in reached]
    return {
        first.plus(step): later - earlier for step, (earlier, later) in enumerate(pairwise(totals))
    }


def _smooth(share: float) -> float:
    return share * share * (3 - 2 * share)
