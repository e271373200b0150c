"""Who there is and who is needed, by role and month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pfreport.kinds import Month
from pfreport.model.people import Commitment
from story.rows import STATUS_MONTH, Row, months

_FIRST, _LAST = Month(2026, 5), Month(2027, 10)
_CAPACITY = {
    "Electrical engineer": (38, 10),
    "Civil engineer": (30, 6),
    "Field technician": (120, 46),
    "Software developer": (24, 4),
    "Data engineer": (12, 3),
}


class Need(NamedTuple):
    """People a project needs from one month to another; `used` is what they took of it, once it is
    past.
    """

    project_id: str
    role: str
    demand: float
    last: Month
    first: Month = _FIRST
    commitment: Commitment = Commitment.HARD
    used: float = 1.0


_NEEDS = (
    Need("P-001", "Electrical engineer", 14, Month(2027, 6), used=1.02),
    Need("P-001", "Civil engineer", 5, Month(2026, 12)),
    Need("P-002", "Electrical engineer", 7, Month(2027, 3), used=0.97),
    Need("P-002", "Field technician", 22, Month(2027, 3), used=0.98),
    Need("P-003", "Civil engineer", 8, Month(2027, 6), used=1.25),
    Need("P-003", "Electrical engineer", 3, Month(2027, 6), first=Month(2026, 11)),
    Need("P-004", "Civil engineer", 7, Month(2027, 5)),
    Need("P-005", "Field technician", 44, _LAST, used=1.01),
    Need("P-005", "Data engineer", 4, _LAST),
    Need("P-006", "Software developer", 16, Month(2027, 1), used=1.12),
    Need("P-007", "Software developer", 6, _LAST, Month(2027, 1), Commitment.SOFT),
    Need("P-007", "Data engineer", 3, _LAST, Month(2027, 1), Commitment.SOFT),
    Need("P-009", "Data engineer", 3, _LAST, Month(2027, 2), Commitment.SOFT),
    Need("P-010", "Software developer", 10, Month(2027, 1), Month(2026, 12)),
    Need("P-010", "Software developer", 5, Month(2027, 6), Month(2027, 2)),
    Need("P-011", "Field technician", 6, Month(2027, 2), used=1.05),
)


def resources() -> list[Row]:
    """The rows of Resources."""
    return [
        {"role": role, "period": month, "capacity": capacity, "non_project": other}
        for role, (capacity, other) in _CAPACITY.items()
        for month in months(_FIRST, _LAST)
    ]


def demand() -> list[Row]:
    """The rows of Demand; what was used is known to the status month."""
    return [row for need in _NEEDS for row in _rows(need)]


def _rows(need: Need) -> Iterator[Row]:
    for month in months(need.first, need.last):
        yield {
            "project_id": need.project_id,
            "role": need.role,
            "period": month,
            "demand": need.demand,
            "commitment": need.commitment,
            "actual": round(need.demand * need.used, 1) if month <= STATUS_MONTH else None,
        }
