"""Patterns of a mapping: texts with wildcards, dates written as text or as numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pfreport.kinds import Month, normalised

_BEGINNINGS = (
    ("jan", "jän", "ene", "gen", "sty"),
    ("feb", "fév", "fev", "lut"),
    ("mar", "mär", "mrz", "maa", "mrt"),
    ("apr", "avr", "abr", "kwi"),
    ("may", "mai", "mei", "maj", "mag"),
    ("jun", "juin", "giu", "cze"),
    ("jul", "juil", "lug", "lip"),
    ("aug", "aoû", "aou", "ago", "sie"),
    ("sep", "set", "wrz"),
    ("oct", "okt", "ott", "out", "paź"),
    ("nov", "lis"),
    ("dec", "déc", "dez", "dic", "gru"),
)
MONTHS = {
    beginning: number for number, several in enumerate(_BEGINNINGS, 1) for beginning in several
}
"""Months by how they begin in the languages workbooks are written in; the longer beginnings tell
two of them apart.
"""
CENTURY_FROM = 90
"""Years of two digits from here on are of the last century."""
SERIAL = "serial"
"""The pattern of dates that stand as the number of their day, as a spreadsheet program shows them
without a format of dates.
"""
DAY_ZERO = dt.date(1899, 12, 30)

_PARTS = re.compile(r"\\[*?\\]|.", re.DOTALL)
_WILD = {"*": "(.*)", "?": "."}
_TIME_OF_DAY = r"(?:[\sT,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?Z?)?"
_TOKEN = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dd|d|qq|[^a-z]+|[a-z]")
_MEANS = {
    "yyyy": r"(?P<year>\d{4})",
    "yy": r"(?P<year>\d{2})",
    "mmmm": r"(?P<name>[^\W\d_]{3,})\.?",
    "mmm": r"(?P<name>[^\W\d_]{3,})\.?",
    "mm": r"(?P<month>\d{1,2})",
    "m": r"(?P<month>\d{1,2})",
    "dd": r"(?P<day>\d{1,2})",
    "d": r"(?P<day>\d{1,2})",
    "qq": r"q\s*(?P<quarter>[1-4])",
}
_EXACTLY = {"mm": r"(?P<month>\d{2})", "dd": r"(?P<day>\d{2})"}
"""Where no separator says how long a number is."""


@dataclass(frozen=True, slots=True)
class Texts:
    r"""Texts with `*` and `?`, or `\*` and `\?` for these characters.

    They match without regard to case, across line breaks, runs of white space as one blank.
    """

    pattern: re.Pattern[str]

    @classmethod
    def of(cls, wildcards: Iterable[str]) -> Texts:
        """Matches any of these; nothing where there are none. Behind a backslash a wildcard is a
        character like others.
        """
        parts = [
            "".join(
                _WILD.get(part, re.escape(part[-1:])) for part in _PARTS.findall(normalised(text))
            )
            for text in wildcards
        ]
        return cls(re.compile("|".join(parts) if parts else r"(?!)", re.DOTALL))

    def match(self, text: str) -> bool:
        """Whether the whole text is one of them."""
        return self.pattern.fullmatch(normalised(text)) is not None

    def rest(self, text: str) -> str | None:
        """What the first `*` stands for, the text itself where there is none; None where it does
        not match.
        """
        matched = self.pattern.fullmatch(normalised(text))
        return (
            None
            if matched is None
            else next((part.strip() for part in matched.groups() if part is not None), text)
        )


@dataclass(frozen=True, slots=True)
class DatePattern:
    """How a date is written: `dd.mm.yyyy`, `d mmm yy`, `mm/yyyy`, `qq yyyy`, `serial`. A time of
    day after it is passed over.

    One that is not `whole` names a month or a quarter of so many `months` alone.
    """

    pattern: re.Pattern[str]
    whole: bool
    months: int = 1

    @classmethod
    def of(cls, text: str) -> DatePattern:
        """ValueError where the text is no pattern of a date."""
        if text.strip().lower() == SERIAL:
            return cls(re.compile(r"(?P<serial>\d{5})(?:\.\d+)?"), whole=True)
        bare = re.split(r"[\st,]*h", text.strip().lower(), maxsplit=1)[0]
        tokens = _TOKEN.findall(bare)
        unknown = [token for token in tokens if token.isalpha() and token not in _MEANS]
        kinds = sorted(token[0] for token in tokens if token in _MEANS)
        if unknown or kinds not in (["d", "m", "y"], ["m", "y"], ["q", "y"]):
            raise ValueError(text)
        means = _MEANS if any(token not in _MEANS for token in tokens) else _MEANS | _EXACTLY
        parts = (
            means.get(token) or r"\s+".join(map(re.escape, re.split(r"\s+", token)))
            for token in tokens
        )
        return cls(
            re.compile("".join(parts) + _TIME_OF_DAY, re.IGNORECASE),
            "d" in kinds,
            3 if "q" in kinds else 1,
        )

    def read(self, text: str, *, last: bool = False) -> dt.date | None:
        """The date a text stands for; of a month or a quarter its first day, or its last. None
        where it is written otherwise.
        """
        matched = self.pattern.fullmatch(text.strip())
        if matched is None:
            return None
        parts = matched.groupdict()
        if parts.get("serial"):
            return DAY_ZERO + dt.timedelta(days=int(parts["serial"]))
        try:
            day = dt.date(_year(parts["year"]), _month(parts), int(parts.get("day") or 1))
        except ValueError:
            return None
        return Month.of(day).plus(self.months - 1).last_day if last and not self.whole else day


def _year(digits: str) -> int:
    number = int(digits)
    return number if len(digits) > 2 else number + (1900 if number >= CENTURY_FROM else 2000)


def _month(parts: Mapping[str, str | None]) -> int:
    """1 to 12; 0, which is no month, for a word that names none."""
    if parts.get("quarter"):
        return 3 * int(parts["quarter"] or 0) - 2
    if parts.get("month"):
        return int(parts["month"] or 0)
    name = (parts.get("name") or "").casefold()
    return MONTHS.get(name[:4]) or MONTHS.get(name[:3], 0)
