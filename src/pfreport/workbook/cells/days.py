"""Cells of dates and months."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from pfreport.faults import Severity, kind
from pfreport.kinds import Month
from pfreport.workbook.cells.parsed import Declared, Parsed, Trouble, blank_or, unreadable
from pfreport.workbook.cells.texts import plain_text
from pfreport.workbook.file.raw import Plain

YEARS = (1990, 2100)

NOT_A_DATE = unreadable("PF208")
DATE_AS_TEXT = kind("PF209", Severity.WARNING)
DATE_TOO_FAR = unreadable("PF210")
NOT_A_MONTH = unreadable("PF211")


def parse_date(declared: Declared, value: Plain) -> Parsed:
    """A date, or an unambiguous text of one."""
    if isinstance(value, str):
        day = _iso_day(value.strip())
        if day is None:
            return blank_or(NOT_A_DATE, declared, value)
        return _in_years(day, day, Trouble(DATE_AS_TEXT, value, {"value": day.isoformat()}))
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        return _in_years(day, day, None)
    return Parsed(None, Trouble(NOT_A_DATE, plain_text(value)))


def parse_month(declared: Declared, value: Plain) -> Parsed:
    """A month: a date in it, or text such as 2026-10."""
    month = Month.parse(value) if isinstance(value, str) else None
    if month:
        return _in_years(month.first_day, month, None)
    parsed = parse_date(declared, value)
    if parsed.trouble and parsed.trouble.kind is NOT_A_DATE:
        return Parsed(None, Trouble(NOT_A_MONTH, parsed.trouble.found))
    return Parsed(parsed.value and Month.of(parsed.value), parsed.trouble)


def _in_years(day: dt.date, value: Any, warning: Trouble | None) -> Parsed:
    if not YEARS[0] <= day.year <= YEARS[1]:
        return Parsed(
            None,
            Trouble(DATE_TOO_FAR, day.isoformat(), {"serial": (day - dt.date(1899, 12, 30)).days}),
        )
    return Parsed(value, warning)


def _iso_day(text: str) -> dt.date | None:
    day = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?", text)
    try:
        return dt.date.fromisoformat(day[1]) if day else None
    except ValueError:
        return None
