"""Patterns of a mapping: texts with wildcards, dates written as text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pfreport.kinds import normalised

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CENTURY_FROM = 90
"""Years of two digits from here on are of the last century."""

_TIME_OF_DAY = r"(?:[\sT,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?Z?)?"
_TOKEN = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dd|d|[^a-z]+|[a-z]")
_MEANS = {
    "yyyy": r"(?P<year>\d{4})",
    "yy": r"(?P<year>\d{2})",
    "mmmm": r"(?P<name>[^\W\d_]{3,})\.?",
    "mmm": r"(?P<name>[^\W\d_]{3,})\.?",
    "mm": r"(?P<month>\d{1,2})",
    "m": r"(?P<month>\d{1,2})",
    "dd": r"(?P<day>\d{1,2})",
    "d": r"(?P<day>\d{1,2})",
}
_EXACTLY = {"mm": r"(?P<month>\d{2})", "dd": r"(?P<day>\d{2})"}
"""Where no separator says how long a number is."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts with `*` and `?`; they match without regard to case, across line breaks, runs of white space as one blank."""

    pattern: re.Pattern[str]

    @classmethod
    def of(cls, wildcards: Iterable[str]) -> Texts:
        """Matches any of these; nothing where there are none."""
        parts = [re.escape(normalised(text)).replace(r"\*", "(.*)").replace(r"\?", ".") for text in wildcards]
        return cls(re.compile("|".join(parts) if parts else r"(?!)", re.DOTALL))

    def match(self, text: str) -> bool:
        """Whether the whole text is one of them."""
        return self.pattern.fullmatch(normalised(text)) is not None

    def rest(self, text: str) -> str | None:
        """What the first `*` stands for, the text itself where there is none; None where it does not match."""
        found = self.pattern.fullmatch(normalised(text))
        return None if found is None else next((part.strip() for part in found.groups() if part is not None), text)


@dataclass(frozen=True, slots=True)
class DatePattern:
    """How a date is written as text: `dd.mm.yyyy`, `d mmm yy`, `mm/yyyy`. A time of day after it is passed over."""

    pattern: re.Pattern[str]
    whole: bool

    @classmethod
    def of(cls, text: str) -> DatePattern:
        """ValueError where the text is no pattern of a date."""
        bare = re.split(r"[\st,]*h", text.strip().lower(), maxsplit=1)[0]
        tokens = _TOKEN.findall(bare)
        unknown = [token for token in tokens if token.isalpha() and token not in _MEANS]
        kinds = sorted(token[0] for token in tokens if token in _MEANS)
        if unknown or kinds not in (["d", "m", "y"], ["m", "y"]):
            raise ValueError(text)
        means = _MEANS if any(token not in _MEANS for token in tokens) else _MEANS | _EXACTLY
        parts = (means.get(token) or r"\s+".join(map(re.escape, re.split(r"\s+", token))) for token in tokens)
        return cls(re.compile("".join(parts) + _TIME_OF_DAY, re.IGNORECASE), "d" in kinds)

    def read(self, text: str) -> dt.date | None:
        """The date a text stands for, of a month its first day; None where it is written otherwise."""
        found = self.pattern.fullmatch(text.strip())
        if found is None:
            return None
        parts = found.groupdict()
        month = int(parts["month"]) if parts.get("month") else _month(parts["name"])
        try:
            return dt.date(_year(parts["year"]), month, int(parts.get("day") or 1))
        except ValueError:
            return None


def _year(digits: str) -> int:
    number = int(digits)
    return number if len(digits) > 2 else number + (1900 if number >= CENTURY_FROM else 2000)


def _month(name: str) -> int:
    """1 to 12; 0, which is no month, for a word that names none."""
    short = name.casefold()[:3]
    return MONTHS.index(short) + 1 if short in MONTHS else 0
