"""The kinds of value a workbook can hold: months, colours, the types of columns."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple, Self


class Kind(StrEnum):
    """The type of a column or a setting; `workbook/cells/cells.py` has one parser for each."""

    ID = "id"
    IDS = "ids"
    CURRENCY = "currency"
    TEXT = "text"
    LONG_TEXT = "long text"
    DATE = "date"
    MONTH = "month"
    MONEY = "money"
    FRACTION = "fraction"
    NUMBER = "number"
    INTEGER = "integer"
    YES_NO = "yes/no"
    ONE_OF = "one-of"
    IMPACT = "impact"
    JUDGEMENT = "judgement"
    LIMIT = "limit"


class Rag(StrEnum):
    """A rating, declared by a manager or computed."""

    GREEN = "Green"
    AMBER = "Amber"
    RED = "Red"
    GREY = "Grey"


class Month(NamedTuple):
    """A calendar month; orders and counts as months do."""

    year: int
    month: int

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Self:
        """The month whose `ordinal` this is."""
        return cls(ordinal // 12, ordinal % 12 + 1)

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """`2026-10` as a month; None where the text is anything else."""
        found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text.strip())
        return cls(int(found[1]), int(found[2])) if found else None

    @property
    def ordinal(self) -> int:
        """Months since year 0: 12 x year + month - 1."""
        return 12 * self.year + self.month - 1

    @property
    def days(self) -> int:
        """Days in this month."""
        return calendar.monthrange(self.year, self.month)[1]

    @property
    def first_day(self) -> dt.date:
        """The first day of the month."""
        return dt.date(self.year, self.month, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the month."""
        return dt.date(self.year, self.month, self.days)

    def plus(self, months: int) -> Month:
        """The month so many months later."""
        return Month.from_ordinal(self.ordinal + months)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def month_position(day: dt.date) -> float:
    """Where a day ends on the month axis: 12 x year + month - 1 + day / days in its month."""
    month = Month.of(day)
    return month.ordinal + day.day / month.days


def normalised(text: str) -> str:
    """What two spellings of one ID or name have in common: NFC, trimmed, without regard to case."""
    if text.isascii():
        return " ".join(text.split()).casefold()
    visible = "".join(
        c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf"
    )
    return " ".join(visible.split()).casefold()


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts P-2 before P-10: runs of digits compare as numbers; equal only for equal normalised
    text.
    """
    parts = re.findall(r"[0-9]+|[^0-9]+", normalised(text))
    return (*((0, int(p), p) if p.isascii() and p.isdigit() else (1, 0, p) for p in parts),)
