"""What stands in a column of a workbook: how much of it is numbers, dates, colours, long texts; how often values repeat."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pfreport.kinds import Kind, Rag, normalised
from pfreport.workbook.mapping.patterns import DatePattern
from pfreport.workbook.numerals import TwoReadingsError, parse_number
from pfreport.workbook.raw import Plain
from pfreport.workbook.texts import clean, plain_text

PATTERNS = tuple(
    (text, DatePattern.of(text))
    for text in (
        "yyyy-mm-dd",
        "dd.mm.yyyy",
        "dd/mm/yyyy",
        "mm/dd/yyyy",
        "dd-mm-yyyy",
        "d mmm yyyy",
        "d-mmm-yy",
        "d-mmm-yyyy",
        "mmm yyyy",
        "mmm-yy",
    )
)
COLOURS = {
    "g": "Green",
    "a": "Amber",
    "r": "Red",
    "y": "Amber",
    "yellow": "Amber",
    "orange": "Amber",
    "amber/red": "Red",
    "amber red": "Red",
    "amber/green": "Amber",
    "amber green": "Amber",
    "on track": "Green",
    "at risk": "Amber",
    "off track": "Red",
    "gray": "Grey",
    "grün": "Green",
    "gelb": "Amber",
    "rot": "Red",
    **{rag.value.casefold(): rag.value for rag in Rag},
}
MOSTLY = 0.6
SCORES = 10
"""Numbers up to here may be scores; percentages go beyond."""
MOST_ROWS = 2_000
"""Rows that are looked at."""
LONGEST = 40
"""Characters of a text that may still be a number or a date."""
TYPED = frozenset({Kind.DATE, Kind.MONTH, Kind.MONEY, Kind.NUMBER, Kind.FRACTION, Kind.INTEGER, Kind.LIMIT})


@dataclass(frozen=True, slots=True)
class Profile:
    """A column: its cells that are not blank, of how many rows. `shares` keeps what was found of them once."""

    cells: Sequence[Plain]
    rows: int
    shares: dict[Callable[[Plain], bool], float] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, cells: Sequence[Plain]) -> Profile:
        """Looks at the cells of a column."""
        return cls([cell for cell in cells if not (isinstance(cell, str) and not cell.strip())], len(cells))

    @property
    def texts(self) -> list[str]:
        """The cells that are text."""
        return [clean(cell)[0] for cell in self.cells if isinstance(cell, str)]

    @property
    def filled(self) -> float:
        """The share of rows in which something stands."""
        return len(self.cells) / self.rows if self.rows else 0.0

    @property
    def unique(self) -> bool:
        """Whether no value stands twice."""
        return len({plain_text(cell) for cell in self.cells}) == len(self.cells) > 0

    @property
    def most_frequent(self) -> Counter[str]:
        """Texts with how often each stands."""
        return Counter(self.texts)

    def share(self, holds: Callable[[Plain], bool]) -> float:
        """The share of the cells for which something holds."""
        if holds not in self.shares:
            self.shares[holds] = sum(map(holds, self.cells)) / len(self.cells) if self.cells else 0.0
        return self.shares[holds]

    def fits(self, kind: Kind) -> bool:
        """Whether a column of ours of this type could be read from it, by most of its cells."""
        if not self.cells:
            return True
        if kind in (Kind.DATE, Kind.MONTH):
            return self.share(is_date) >= MOSTLY
        if kind is Kind.FRACTION:
            return self.share(is_number) >= MOSTLY and self._may_be_fractions()
        if kind in TYPED:
            return self.share(is_number) >= MOSTLY
        if kind is Kind.LONG_TEXT:
            return self.share(is_word) >= MOSTLY
        return self.share(is_date) < MOSTLY

    def _may_be_fractions(self) -> bool:
        """Whether its numbers lie between 0 and 1, or count to 100; not scores from 1 to 5, years, amounts."""
        numbers = [cell for cell in self.cells if isinstance(cell, float | int) and not isinstance(cell, bool)]
        return all(0 <= number <= 1 for number in numbers) or (self.largest > SCORES and self.share(is_above_hundred) <= 1 - MOSTLY)

    @property
    def largest(self) -> float:
        """The largest of its numbers; 0 where it has none."""
        return max((float(cell) for cell in self.cells if isinstance(cell, float | int)), default=0.0)


def is_number(cell: Plain) -> bool:
    """Whether a cell holds a number, perhaps as text."""
    if isinstance(cell, bool) or not isinstance(cell, float | int | str):
        return False
    if isinstance(cell, str) and len(cell) > LONGEST:
        return False
    try:
        return not isinstance(cell, str) or parse_number(clean(cell)[0]) is not None
    except TwoReadingsError:
        return True


def is_above_hundred(cell: Plain) -> bool:
    """Whether a cell holds a number that no percentage is."""
    return isinstance(cell, float | int) and not isinstance(cell, bool) and cell > 100


def is_date(cell: Plain) -> bool:
    """Whether a cell holds a date, perhaps as text."""
    if isinstance(cell, str):
        return len(cell) <= LONGEST and any(pattern.read(cell) for _, pattern in PATTERNS)
    return isinstance(cell, dt.date)


def is_word(cell: Plain) -> bool:
    """Whether a cell holds text that is neither number nor date."""
    return isinstance(cell, str) and not is_number(cell) and not is_date(cell)


def is_colour(cell: Plain) -> bool:
    """Whether a cell holds the name of a rating."""
    return isinstance(cell, str) and len(cell) <= LONGEST and normalised(cell) in COLOURS


def is_code(cell: Plain) -> bool:
    """Whether a cell looks like an ID: a short text without blanks, with a digit. Numbers may count the rows alone."""
    if not isinstance(cell, str):
        return False
    return bool(re.fullmatch(r"[^\s]{1,30}", cell)) and any(c.isdigit() for c in cell)
