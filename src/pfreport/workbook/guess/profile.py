"""What stands in a column of a workbook: how much of it is numbers, dates, colours, long texts; how
often values repeat; what its words mean.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pfreport.kinds import Kind, Rag, normalised
from pfreport.model.project import Phase, Status
from pfreport.workbook.cells.numerals import TwoReadingsError, parse_number, without_currency
from pfreport.workbook.cells.texts import clean, plain_text
from pfreport.workbook.file.raw import Plain
from pfreport.workbook.mapping.patterns import DatePattern

_FILE = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def _of(part: str) -> dict[str, str]:
    return {normalised(word): ours for ours, words in _FILE[part].items() for word in words}


COLOURS = _of("rag") | {rag.value.casefold(): rag.value for rag in Rag}
LIGHTS = {name: frozenset(map(normalised, words)) for name, words in _FILE["light"].items()}
WORDS: Mapping[type, Mapping[str, str]] = {Status: _of("status"), Phase: _of("phase"), Rag: COLOURS}
_SIGNS = re.compile(r"\W*(?:\d+\W+)?(.*?)\W*", re.DOTALL)
KNOWN_WITHHELD = frozenset(map(normalised, _FILE["not_given"]))
"""Texts that say: not given."""

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
        "dd.mm.yy",
        "dd/mm/yy",
        "mm/dd/yy",
        "yyyy/mm/dd",
        "mmm d, yyyy",
        "d mmm yy",
        "d. mmm yyyy",
        "mmm yyyy",
        "mmm-yyyy",
        "mmm-yy",
        "mm/yyyy",
        "mm.yyyy",
        "yyyy-mm",
        "qq yyyy",
        "qq/yyyy",
        "qq-yyyy",
        "qq/yy",
        "yyyy qq",
        "yyyy-qq",
    )
)
FIRST_SERIAL, LAST_SERIAL = 32_874, 73_050
"""Numbers of days from 1990 to 2099, as a spreadsheet program counts them."""
MOST_OF_THE_CELLS = 0.6
HUNDRED = 100
SCORES = 10
"""Numbers up to here may be scores; percentages go beyond."""
LONGEST_VALUE = 40
"""Characters of a text that may still be a number or a date."""
UNIT_SUFFIXES = dict.fromkeys(("k", "tsd"), 1e3)
UNIT_SUFFIXES |= dict.fromkeys(
    ("m", "mn", "mm", "mio", "mio.", "million", "millions"), 1e6
) | dict.fromkeys(("bn", "billion"), 1e9)
"""What stands behind an amount for its thousands, millions or billions."""
_ANY_SUFFIX = "|".join(sorted(map(re.escape, UNIT_SUFFIXES), key=len, reverse=True))
_SUFFIXED = re.compile(rf"([-(]?\d[\d.,\s'’]*?)\s*({_ANY_SUFFIX})", re.IGNORECASE)
TYPED = frozenset(
    {Kind.DATE, Kind.MONTH, Kind.MONEY, Kind.NUMBER, Kind.FRACTION, Kind.INTEGER, Kind.LIMIT}
)


@dataclass(frozen=True, slots=True)
class Profile:
    """A column: its cells that are not blank, of how many rows. `shares` and `parts` keep what was
    found of them once.
    """

    cells: Sequence[Plain]
    rows: int
    shares: dict[Callable[[Plain], bool], float] = field(default_factory=dict, compare=False)
    parts: dict[str, Profile] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, cells: Sequence[Plain]) -> Profile:
        """Looks at the cells of a column."""
        return cls(
            [cell for cell in cells if not (isinstance(cell, str) and not cell.strip())], len(cells)
        )

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
            self.shares[holds] = (
                sum(map(holds, self.cells)) / len(self.cells) if self.cells else 0.0
            )
        return self.shares[holds]

    def fits(self, kind: Kind) -> bool:
        """Whether a column of ours of this type could be read from it, by most of its cells."""
        if not self._given.cells:
            return True
        if kind in (Kind.DATE, Kind.MONTH):
            return (
                max(self._given.share(is_date), self._given.share(is_serial)) >= MOST_OF_THE_CELLS
            )
        if kind in TYPED:
            return self._given.share(is_number) >= MOST_OF_THE_CELLS and (
                kind is not Kind.FRACTION or self._may_be_fractions()
            )
        if kind in (Kind.LONG_TEXT, Kind.ONE_OF):
            return self.share(is_word) >= MOST_OF_THE_CELLS
        return self.share(is_date) < MOST_OF_THE_CELLS and (
            kind is not Kind.TEXT or self.share(is_plain_number) < MOST_OF_THE_CELLS
        )

    @property
    def _given(self) -> Profile:
        """The cells that do not say in known words that nothing is given."""
        if "given" not in self.parts:
            given = [cell for cell in self.cells if not is_withheld(cell)]
            self.parts["given"] = (
                self if len(given) == len(self.cells) else Profile(given, self.rows)
            )
        return self.parts["given"]

    def _may_be_fractions(self) -> bool:
        """Whether its numbers lie between 0 and 1, or count to 100; not scores from 1 to 5, years,
        amounts.
        """
        numbers = self._numbers
        return all(0 <= number <= 1 for number in numbers) or (
            self.largest > SCORES
            and sum(number > HUNDRED for number in numbers)
            <= (1 - MOST_OF_THE_CELLS) * len(numbers)
        )

    @property
    def largest(self) -> float:
        """The largest of its numbers; 0 where it has none."""
        return max(self._numbers, default=0.0)

    @property
    def _numbers(self) -> list[float]:
        """Its numbers, those that stand as text too."""
        return [number for number in map(_number, self.cells) if number is not None]


def meaning(text: str, known: Mapping[str, str]) -> str | None:
    """What a text means among known words, perhaps without the signs around it: "G ↓", "● Green",
    "1 - Green"; None where nobody knows.
    """
    plain = normalised(text)
    signed = _SIGNS.fullmatch(plain)
    return known.get(plain) or (known.get(signed[1]) if signed else None)


def is_withheld(cell: Plain) -> bool:
    """Whether a cell says in known words that nothing is given."""
    return (
        isinstance(cell, str) and len(cell) <= LONGEST_VALUE and normalised(cell) in KNOWN_WITHHELD
    )


def is_number(cell: Plain) -> bool:
    """Whether a cell holds a number, perhaps as text, perhaps with a suffix such as m for
    millions.
    """
    if isinstance(cell, bool) or not isinstance(cell, float | int | str):
        return False
    if isinstance(cell, str) and len(cell) > LONGEST_VALUE:
        return False
    try:
        return (
            not isinstance(cell, str) or parse_number(without_suffix(clean(cell)[0])[0]) is not None
        )
    except TwoReadingsError:
        return True


def _number(cell: Plain) -> float | None:
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return float(cell)
    try:
        return (
            parse_number(clean(cell)[0])
            if isinstance(cell, str) and len(cell) <= LONGEST_VALUE
            else None
        )
    except TwoReadingsError:
        return None


def is_plain_number(cell: Plain) -> bool:
    """Whether a cell holds a number that is not text."""
    return isinstance(cell, float | int) and not isinstance(cell, bool)


def is_serial(cell: Plain) -> bool:
    """Whether a cell holds a number that may be that of a day."""
    return (
        is_plain_number(cell)
        and isinstance(cell, float | int)
        and float(cell).is_integer()
        and FIRST_SERIAL <= cell <= LAST_SERIAL
    )


def without_suffix(text: str) -> tuple[str, str]:
    """A text without the suffix that says its unit, and that suffix; "" where there is none."""
    bare = without_currency(text)
    parts = _SUFFIXED.fullmatch(bare)
    return (parts[1], parts[2]) if parts else (text, "")


def is_date(cell: Plain) -> bool:
    """Whether a cell holds a date, perhaps as text."""
    if isinstance(cell, str):
        return len(cell) <= LONGEST_VALUE and any(pattern.read(cell) for _, pattern in PATTERNS)
    return isinstance(cell, dt.date)


def is_word(cell: Plain) -> bool:
    """Whether a cell holds text that is neither number nor date."""
    return isinstance(cell, str) and not is_number(cell) and not is_date(cell)


def is_colour(cell: Plain) -> bool:
    """Whether a cell holds the name of a rating."""
    return (
        isinstance(cell, str) and len(cell) <= LONGEST_VALUE and meaning(cell, COLOURS) is not None
    )


def is_code(cell: Plain) -> bool:
    """Whether a cell looks like an ID: a short text without blanks, with a digit; no amount, no
    date. Numbers may count the rows alone.
    """
    if not isinstance(cell, str) or not re.fullmatch(r"[^\s]{1,30}", cell):
        return False
    return any(c.isdigit() for c in cell) and (
        cell.isdigit() or not (is_number(cell) or is_date(cell))
    )
