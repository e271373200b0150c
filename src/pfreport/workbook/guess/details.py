"""What a mapping says beside the columns: how dates are written, what is withheld, words that mean
ours, units of money.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pfreport.kinds import Kind, Rag, normalised
from pfreport.model.columns import Column
from pfreport.workbook.guess.profile import (
    KNOWN_WITHHELD,
    LONGEST_VALUE,
    PATTERNS,
    TYPED,
    UNIT_SUFFIXES,
    WORDS,
    Profile,
    is_colour,
    is_date,
    is_number,
    meaning,
    without_suffix,
)

_MARK = r"(?:[£€$₪¥₽]|\b)"
UNITS = (
    (
        re.compile(
            _MARK + r"\s?(?:m|mn|mio|million|millions|millionen|millones|milioni|mln|mdp)\b(?!\w)",
            re.IGNORECASE,
        ),
        1_000_000,
    ),
    (
        re.compile(_MARK + r"\s?(?:bn|billion|billions|mrd|milliarden|milliards)\b", re.IGNORECASE),
        1_000_000_000,
    ),
    (
        re.compile(
            r"(?:[£€$₪]\s?k\b|\bk\s?[£€$₪]|\bt\s?[€£$]|\b[kt](?:eur|chf|gbp|usd)\b|\btsd\b|\bthousands?\b|\(k\))",
            re.IGNORECASE,
        ),
        1_000,
    ),
    (
        re.compile(
            r"(?:['’]000\b|[$£€]000\b|\b000s\b|\bmiles\s+(?:de\b|[€$£]|eur|usd)|\ben "
            r"miles\b|\bmilliers\b|тыс|אלפי"
            r"|אל?ש[\x22״]ח|آلاف|千円|千元)",
            re.IGNORECASE,
        ),
        1_000,
    ),
    (re.compile(r"(?:млн|מיליוני|מלש[\x22״]ח|מיליון|مليون|百万円|百万元)"), 1_000_000),
    (re.compile(r"(?:万円|万元)"), 10_000),
)
_TELLING = {
    ".": re.compile(r"^\D*\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)\D*$"),
    ",": re.compile(r"^\D*\d{1,3}(?:(?:\.\d{3}){2,}(?:,\d+)?|\.\d{3},\d+)\D*$"),
}
_BESIDE = {
    mark: re.compile(rf"^\D*\d+{re.escape(mark)}(?:\d{{1,2}}|\d{{4,}})\D*$") for mark in ".,"
}
"""Numbers that have one reading themselves, and so tell how their neighbours are meant."""
FEWEST_WORDS = 4
"""Words of a text that is no name of a rating any more."""
_EITHER = re.compile(r"^\D*\d{1,3}[.,]\d{3}\D*$")
CURRENCIES = {
    "£": "GBP",
    "€": "EUR",
    "₪": "ILS",
    'ש"ח': "ILS",
    "ש״ח": "ILS",
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "nz$": "NZD",
}
CURRENCIES |= {
    code.casefold(): code
    for code in (
        "GBP",
        "EUR",
        "USD",
        "AUD",
        "CAD",
        "NZD",
        "CHF",
        "ILS",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "CZK",
        "JPY",
        "CNY",
        "INR",
        "ZAR",
        "BRL",
    )
}
DOLLAR = "$"


def date_patterns(profiles: Iterable[Profile]) -> tuple[list[str], list[str]]:
    """How the dates that are text are written; and patterns of which one is meant, where the texts
    do not tell which.
    """
    texts = {text for text in _texts(profiles) if is_date(text)}
    by_name = dict(PATTERNS)
    written: list[str] = []
    for name, pattern in PATTERNS:
        read = {text for text in texts if pattern.read(text)}
        if name == "yyyy-mm-dd":
            texts -= read
            written += [name] if any(len(text) > 10 for text in read) else []
        elif read and not any(
            read <= {t for t in texts if by_name[other].read(t)}
            for other in written
            if not _turned(name, other)
        ):
            written.append(name)
    for days, months in (("dd/mm/yyyy", "mm/dd/yyyy"), ("dd/mm/yy", "mm/dd/yy")):
        if days in written and months in written:
            only_days = any(by_name[months].read(t) is None for t in texts if by_name[days].read(t))
            only_months = any(
                by_name[days].read(t) is None for t in texts if by_name[months].read(t)
            )
            if only_days == only_months:
                return [name for name in written if name not in (days, months)], [days, months]
            written.remove(months if only_days else days)
    return written, []


def _texts(profiles: Iterable[Profile]) -> Iterable[str]:
    return (text for profile in profiles for text in profile.texts)


def _turned(day: str, other: str) -> bool:
    """Whether two patterns differ in the order of days and months alone."""
    return sorted(day) == sorted(other) and day != other


def of_parts(patterns: Iterable[str]) -> bool:
    """Whether one of the patterns names a month or a quarter alone."""
    return any(not pattern.whole for name, pattern in PATTERNS if name in set(patterns))


def suffixes(profiles: Iterable[Profile]) -> dict[str, float]:
    """What stands behind amounts for their unit, with what it multiplies by; as the texts spell
    it.
    """
    numbers = (text for text in _texts(profiles) if is_number(text))
    endings = dict.fromkeys(without_suffix(text)[1].casefold() for text in numbers)
    return {ending: UNIT_SUFFIXES[ending] for ending in endings if ending}


def decimal(profiles: Iterable[Profile]) -> tuple[str | None, bool]:
    """The decimal mark of numbers that are text, None where none of them tells; and whether it
    matters to any.
    """
    texts = [text for text in _texts(profiles) if is_number(text)]
    matters = any(_EITHER.search(text) for text in texts)
    patterns = [*_TELLING.items(), *(_BESIDE.items() if matters else ())]
    told = {mark for mark, pattern in patterns if any(map(pattern.search, texts))}
    return (next(iter(told)) if len(told) == 1 else None), matters


def withheld(columns_of: Iterable[tuple[Column, Profile]]) -> list[str]:
    """Texts that stand where numbers, dates or ratings belong, as patterns: known ones, and
    those that stand there often.
    """
    counts: Counter[str] = Counter()
    for column, profile in columns_of:
        strange = [normalised(text) for text in profile.texts if not _belongs(column, text)]
        counts.update(text for text in strange if column.choices is not Rag or is_withheld(text))
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, times in counts.items():
        groups[" ".join(text.split()[:2])][text] += times
    often = (
        texts
        for texts in groups.values()
        if sum(texts.values()) > 1 or KNOWN_WITHHELD & texts.keys()
    )
    return sorted(_pattern(list(texts)) for texts in often)


def is_withheld(text: str) -> bool:
    """Whether a text where a rating belongs says that none is given: a known word, or a whole
    phrase.
    """
    return text in KNOWN_WITHHELD or len(text.split()) >= FEWEST_WORDS


def _belongs(column: Column, text: str) -> bool:
    if column.kind in (Kind.DATE, Kind.MONTH):
        return is_date(text)
    if column.kind in TYPED:
        return is_number(text)
    return column.choices is not Rag or is_colour(text)


def _pattern(texts: Sequence[str]) -> str:
    """The words texts begin with in common; a long text is cut after its first words."""
    first, *others = [text.split() for text in texts]
    shared = len(first)
    for words in others:
        shared = next(
            (i for i, (a, b) in enumerate(zip(first, words, strict=False)) if a != b),
            min(len(first), len(words), shared),
        )
        first = first[:shared]
    if not others and len(first) <= 4:
        return escaped(" ".join(first))
    return " ".join(re.sub(r"\d+", "*", escaped(word)) for word in first[:4]) + "*"


def escaped(text: str) -> str:
    """A text as a pattern that matches it alone."""
    return re.sub(r"[*?\\]", r"\\\g<0>", text)


def words(column: Column, profile: Profile) -> tuple[dict[str, str], list[str]]:
    """Words of the workbook with ours, and words that nobody knows."""
    ours, known = {normalised(word) for word in column.words}, _known(column)
    told: dict[str, str] = {}
    unknown = []
    for text in profile.most_frequent:
        plain = normalised(text)
        if plain in ours:
            continue
        meant = meaning(text, known)
        if meant is not None:
            told[text] = meant
        elif len(text) <= 30 and not (
            is_withheld(plain) if column.choices is Rag else plain in KNOWN_WITHHELD
        ):
            unknown.append(text)
    return told, unknown


def knows(column: Column, profile: Profile) -> bool:
    """Whether half of the words in a column of phases or states are ours, or have a meaning that
    is.
    """
    known = _known(column)
    told = sum(
        len(text) <= LONGEST_VALUE and meaning(text, known) is not None for text in profile.texts
    )
    return told * 2 >= len(profile.cells)


def _known(column: Column) -> dict[str, str]:
    """Ours by the words that mean them, our own among those."""
    elsewhere = WORDS.get(column.choices, {}) if column.choices else {}
    return {**elsewhere, **{normalised(word): word for word in column.words}}


def unit(heading: str) -> int | None:
    """What amounts under a heading are to be multiplied by, as the heading says; None where it
    says nothing.
    """
    return next((factor for pattern, factor in UNITS if pattern.search(heading)), None)


def currency(texts: Iterable[str]) -> tuple[str, str] | None:
    """The currency that some text names, and that text; None where none does, or several do. Of
    dollars "$", as nobody says whose.
    """
    signs: dict[str, str] = {}
    dollars: dict[str, str] = {}
    for text in texts:
        named = [code for mark, code in CURRENCIES.items() if _names(text, mark)]
        signs |= dict.fromkeys(named, text)
        if not named and DOLLAR in text:
            dollars.setdefault(DOLLAR, text)
    told = signs or dollars
    return next(iter(told.items())) if len(told) == 1 else None


def _names(text: str, mark: str) -> bool:
    words = re.findall(r"[a-z]+\$?", text.casefold())
    return mark in words if mark[0].isascii() else mark in text
