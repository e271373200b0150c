"""Rows written as compact tables."""

from __future__ import annotations

import datetime as dt
import re

from pfreport.kinds import Month

Row = dict[str, object]
STATUS_DATE = dt.date(2026, 10, 31)
STATUS_MONTH = Month.of(STATUS_DATE)


def table(fields: str, *rows: tuple[object, ...]) -> list[Row]:
    """One row a tuple, by the names of the fields. `2026-10-31` becomes a date, `2026-10` a month."""
    names = fields.split()
    return [dict(zip(names, map(typed, row), strict=True)) for row in rows]


def typed(value: object) -> object:
    """A text that is a date or a month as one; anything else as it is."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return dt.date.fromisoformat(value)
    if isinstance(value, str) and (month := Month.parse(value)):
        return month
    return value


def months(first: str, last: str) -> list[Month]:
    """Every month from the first to the last."""
    start, end = Month.parse(first), Month.parse(last)
    if start is None or end is None:
        raise ValueError(f"{first} or {last} is no month")
    return [start.plus(step) for step in range(end.ordinal - start.ordinal + 1)]
