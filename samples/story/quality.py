"""Defects, checks and rework of the last six months."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from story.rows import STATUS_MONTH, Row

_MONTHS = 6


class Record(NamedTuple):
    """Open defects month by month, and what a month looks like otherwise: checks, failures among
    them, hours, share of rework.
    """

    project_id: str
    critical: tuple[int, ...]
    major: tuple[int, ...]
    minor: tuple[int, ...]
    checks: int
    failed: int
    hours: int
    rework: float


_NONE = (0,) * _MONTHS
_RECORDS = (
    Record("P-001", _NONE, (3, 2, 2, 3, 2, 1), (9, 11, 8, 7, 9, 8), 62, 2, 5200, 0.021),
    Record("P-002", _NONE, (1, 2, 1, 1, 0, 1), (6, 5, 7, 4, 5, 4), 48, 1, 4100, 0.014),
    Record(
        "P-003",
        (0, 1, 1, 2, 1, 1),
        (5, 7, 8, 8, 9, 7),
        (12, 15, 14, 18, 16, 15),
        40,
        6,
        3900,
        0.088,
    ),
    Record("P-004", _NONE, (2, 2, 3, 2, 1, 2), (7, 6, 6, 8, 5, 5), 36, 1, 2900, 0.026),
    Record("P-005", _NONE, (4, 3, 4, 2, 3, 2), (31, 28, 24, 26, 22, 19), 410, 9, 7400, 0.017),
    Record(
        "P-006",
        (1, 1, 2, 3, 2, 2),
        (14, 17, 19, 24, 22, 21),
        (38, 41, 47, 52, 50, 46),
        260,
        39,
        3100,
        0.142,
    ),
    Record("P-011", _NONE, (2, 1, 1, 2, 1, 1), (8, 9, 6, 7, 6, 5), 75, 3, 2200, 0.031),
)


def quality() -> list[Row]:
    """The rows of Quality."""
    return [row for record in _RECORDS for row in _rows(record)]


def _rows(record: Record) -> Iterator[Row]:
    """A row a month; checks and hours swell a little."""
    for step in range(_MONTHS):
        checks, hours = record.checks + 2 * step, record.hours + 60 * step
        yield {
            "project_id": record.project_id,
            "period": STATUS_MONTH.plus(step - _MONTHS + 1),
            "open_critical_defects": record.critical[step],
            "open_major_defects": record.major[step],
            "open_minor_defects": record.minor[step],
            "checks_done": checks,
            "checks_passed": checks - record.failed - step % 2,
            "effort_hours": hours,
            "rework_hours": round(hours * record.rework),
        }
