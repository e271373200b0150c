"""What a cell of the blank workbook accepts: a drop-down, a range, and the words said to whoever
types something else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pfreport.kinds import Kind
from pfreport.model.columns import Column
from pfreport.settings import Setting
from pfreport.workbook.cells.describe import type_of

_EARLIEST, _LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
_LARGEST = 1e15
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255


def accepted(
    declared: Column | Setting, title: str, source: str | Sequence[str] | None = None
) -> dict[str, Any] | None:
    """The validation of a cell as xlsxwriter wants it; None where any text will do.

    `source` is the range or the list of words a drop-down offers, where the declaration does not
    say it itself.
    """
    rule = _rule(declared, source)
    if rule is None:
        return None
    message = f"{declared.help} Please enter {type_of(declared)}."
    return {
        "error_title": title[:_LONGEST_TITLE],
        "error_message": _cut(message),
        "ignore_blank": True,
        **rule,
    }


def unique(cells: str, first: str, title: str) -> dict[str, Any]:
    """A warning where an ID is typed a second time: `cells` is its column, `first` the first cell
    of it.
    """
    message = "Another row has this ID already. Each row needs an ID of its own."
    return _warning({"validate": "custom", "value": f"=COUNTIF({cells},{first})=1"}) | {
        "error_title": title,
        "error_message": message,
    }


def _rule(declared: Column | Setting, source: str | Sequence[str] | None) -> dict[str, Any] | None:
    kind = declared.kind
    if source is not None:
        listed = {"validate": "list", "source": source}
        return listed if kind is Kind.ID and not _also(declared) else _warning(listed)
    if kind is Kind.ONE_OF:
        return {"validate": "list", "source": list(declared.words)}
    if kind is Kind.YES_NO:
        return {"validate": "list", "source": ["Yes", "No"]}
    if kind in (Kind.DATE, Kind.MONTH):
        dates = {
            "validate": "date",
            "criteria": "between",
            "minimum": _EARLIEST,
            "maximum": _LATEST,
        }
        return dates if kind is Kind.DATE else _warning(dates)
    if kind in (Kind.MONEY, Kind.NUMBER, Kind.FRACTION, Kind.INTEGER, Kind.LIMIT):
        return _between(declared)
    return None


def _between(declared: Column | Setting) -> dict[str, Any]:
    low = -_LARGEST if declared.low is None else declared.low
    high = _LARGEST if declared.high is None else declared.high
    return {
        "validate": "integer" if declared.kind is Kind.INTEGER else "decimal",
        "criteria": "between",
        "minimum": low,
        "maximum": high,
    }


def _also(declared: Column | Setting) -> tuple[str, ...]:
    return declared.also if isinstance(declared, Column) else ()


def _warning(rule: dict[str, Any]) -> dict[str, Any]:
    """Says so and lets it pass: the cell takes more than a drop-down can offer."""
    return {**rule, "error_type": "warning"}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_MESSAGE else text[: _LONGEST_MESSAGE - 1] + "…"
