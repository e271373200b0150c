"""One cell of the workbook becomes a value of ours: words replaced, texts withheld, dates and
numbers read, amounts scaled.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pfreport.kinds import Kind, Month
from pfreport.model.columns import columns
from pfreport.workbook.cells.numerals import (
    TwoReadingsError,
    is_percentage,
    parse_number,
    without_currency,
)
from pfreport.workbook.cells.texts import clean, plain_text
from pfreport.workbook.file.raw import BLANK, Plain
from pfreport.workbook.mapping.declared import SheetMapping

NUMBERS = frozenset({Kind.MONEY, Kind.NUMBER, Kind.FRACTION, Kind.LIMIT, Kind.INTEGER})
DATES = frozenset({Kind.DATE, Kind.MONTH})


@dataclass(frozen=True, slots=True)
class Withheld:
    """A text that means: not given."""

    text: str


class Reader:
    """Reads the cells of one of our columns."""

    def __init__(self, mapping: SheetMapping, field: str) -> None:
        declared = columns(mapping.record).get(field)
        self._kind = declared.kind if declared else Kind.TEXT
        self._words = mapping.values.get(field, ())
        self._withheld = mapping.withheld
        parts = self._kind is Kind.MONTH or mapping.part_dates is not None
        self._dates = [d for d in mapping.dates if d.whole or parts] if self._kind in DATES else []
        self._last = (
            self._kind is Kind.DATE
            and mapping.part_dates is not None
            and mapping.part_dates.is_last(field)
        )
        self._decimal = mapping.decimal if self._kind in NUMBERS else None
        self._suffixes = (
            sorted(mapping.suffixes.items(), key=lambda suffix: -len(suffix[0]))
            if self._kind in NUMBERS
            else []
        )
        self._scale = mapping.scale.get(field)
        self._known: dict[str, Plain | Withheld] = {}

    def read(self, value: Plain) -> Plain | Withheld:
        """The value; what cannot be read stays as it is, for the checks to name."""
        if isinstance(value, str):
            if value not in self._known:
                self._known[value] = self._read_text(value)
            return self._known[value]
        return self._read_value(value)

    def number(self, value: Plain) -> float | None:
        """A value as a number; None where it is none."""
        if isinstance(value, float | int) and not isinstance(value, bool):
            return float(value)
        return self._number_of(value)[0] if isinstance(value, str) else None

    def _number_of(self, text: str) -> tuple[float | None, bool]:
        """The number a text stands for, and whether the text itself says its unit: a percent sign,
        or a suffix that is declared.
        """
        bare = without_currency(clean(text)[0])
        for suffix, factor in self._suffixes:
            if bare.casefold().endswith(suffix) and bare[: -len(suffix)].rstrip()[-1:].isdigit():
                number = _number(bare[: -len(suffix)], self._decimal)
                return (None if number is None else number * factor), True
        return _number(text, self._decimal), is_percentage(text)

    def _read_text(self, text: str) -> Plain | Withheld:
        shown = clean(text)[0]
        if not shown:
            return BLANK
        replaced = self._replaced(shown)
        if replaced is not None:
            return replaced
        if self._withheld.match(shown):
            return Withheld(shown)
        return self._read_value(text)

    def _read_value(self, value: Plain) -> Plain:
        if not isinstance(value, str):
            replaced = self._replaced(plain_text(value)) if self._words else None
            if replaced is not None:
                return replaced
        if self._dates and not isinstance(value, dt.date):
            return next(
                (
                    day
                    for pattern in self._dates
                    if (day := pattern.read(plain_text(value), last=self._last))
                ),
                value,
            )
        if self._kind in NUMBERS and (self._scale or self._decimal or self._suffixes):
            return self._scaled(value)
        return value

    def _scaled(self, value: Plain) -> Plain:
        number, already = (
            self._number_of(value) if isinstance(value, str) else (self.number(value), False)
        )
        if number is None:
            return value
        return number if already or self._scale is None else number * self._scale

    def _replaced(self, text: str) -> Plain | None:
        return next((value for words, value in self._words if words.match(text)), None)


def month_of(value: Plain) -> Month | None:
    """The month of a date, or of a text such as 2026-10."""
    if isinstance(value, str):
        return Month.parse(value)
    return Month.of(value) if isinstance(value, dt.date) else None


def as_heading(value: Plain) -> Plain:
    """A heading that becomes a value: a text of a date is the date."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _number(text: str, decimal: str | None) -> float | None:
    """The number a text stands for, by the decimal mark where it is stated; None where it has none,
    or two readings.
    """
    bare = clean(text)[0]
    if decimal:
        grouping = "." if decimal == "," else ","
        bare = re.sub(rf"(?<=\d){re.escape(grouping)}(?=\d{{3}}(?!\d))", "", bare)
        if grouping in bare:
            return None
        bare = re.sub(
            r"\.(\d+)", r".\g<1>0000", bare.replace(decimal, ".")
        )  # three digits after it are no group of thousands
    try:
        return parse_number(bare)
    except TwoReadingsError:
        return None
