"""What a mapping says beside the columns: how dates are written, what is withheld, words that mean ours, units of money."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pfreport.kinds import Kind, Rag, normalised
from pfreport.model.columns import Column
from pfreport.model.project import Phase, Status
from pfreport.workbook.guess.profile import COLOURS, PATTERNS, TYPED, Profile, is_colour, is_date, is_number
from pfreport.workbook.mapping.totals import heads_totals
from pfreport.workbook.texts import clean

KNOWN_WITHHELD = frozenset(
    {"tbc", "tbd", "tba", "n/a", "na", "n.a.", "not available", "not applicable", "unknown", "confidential", "redacted", "withheld"}
    | {"exempt", "-", "–", "—", "..", "...", "x", "c", "nil return", "not known", "not stated", "not disclosed", "?"}
)
WORDS: dict[type, dict[str, str]] = {
    Status: {
        **dict.fromkeys(
            ("in progress", "ongoing", "live", "in delivery", "delivery", "open", "underway", "started", "execution"), "Active"
        ),
        **dict.fromkeys(("complete", "closed", "finished", "delivered", "done"), "Completed"),
        **dict.fromkeys(("canceled", "stopped", "terminated", "withdrawn", "abandoned"), "Cancelled"),
        **dict.fromkeys(("paused", "suspended", "deferred", "hold"), "On hold"),
        **dict.fromkeys(("pipeline", "idea", "candidate", "draft", "planned", "not started"), "Proposed"),
        **dict.fromkeys(("authorised", "authorized"), "Approved"),
    },
    Phase: {
        **dict.fromkeys(("initiate", "concept", "feasibility", "define", "idea"), "Initiation"),
        **dict.fromkeys(("plan", "design", "definition", "development"), "Planning"),
        **dict.fromkeys(("execute", "build", "delivery", "deliver", "construction", "implementation", "in delivery"), "Execution"),
        **dict.fromkeys(("monitor", "control"), "Monitoring"),
        **dict.fromkeys(("close", "closing", "closed", "handover", "complete", "completed"), "Closure"),
    },
    Rag: COLOURS,
}
UNITS = (
    (re.compile(r"(?:[£€$]|\b)\s?(?:m|mn|mio|million|millions)\b(?!\w)", re.IGNORECASE), 1_000_000),
    (re.compile(r"(?:[£€$]|\b)\s?(?:bn|billion|billions)\b", re.IGNORECASE), 1_000_000_000),
    (re.compile(r"(?:[£€$]\s?k\b|\bk[£€$]|\bthousands?\b|['’]000\b|[$£€]000\b|\b000s\b|\bteur\b|\(k\))", re.IGNORECASE), 1_000),
)
_TELLING = {
    ".": re.compile(r"^\D*\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)\D*$"),
    ",": re.compile(r"^\D*\d{1,3}(?:(?:\.\d{3}){2,}(?:,\d+)?|\.\d{3},\d+)\D*$"),
}
_EITHER = re.compile(r"^\D*\d{1,3}[.,]\d{3}\D*$")
CURRENCIES = {"£": "GBP", "€": "EUR", "gbp": "GBP", "eur": "EUR", "usd": "USD", "aud": "AUD", "chf": "CHF", "ils": "ILS", "₪": "ILS"}


def date_patterns(profiles: Iterable[Profile]) -> tuple[list[str], list[str]]:
    """How the dates that are text are written; and patterns of which one is meant, where the texts do not tell which."""
    texts = {text for profile in profiles for text in profile.texts if is_date(text)}
    written: list[str] = []
    for name, pattern in PATTERNS:
        read = {text for text in texts if pattern.read(text)}
        if name == "yyyy-mm-dd":
            texts -= read
            written += [name] if any(len(text) > 10 for text in read) else []
        elif read:
            written.append(name)
    days, months = ("dd/mm/yyyy", "mm/dd/yyyy")
    if days in written and months in written:
        of = dict(PATTERNS)
        only_days = any(of[months].read(t) is None for t in texts if of[days].read(t))
        only_months = any(of[days].read(t) is None for t in texts if of[months].read(t))
        if only_days == only_months:
            return [name for name in written if name not in (days, months)], [days, months]
        written.remove(months if only_days else days)
    return written, []


def decimal(profiles: Iterable[Profile]) -> tuple[str | None, bool]:
    """The decimal mark of numbers that are text, None where none of them tells; and whether it matters to any."""
    texts = [text for profile in profiles for text in profile.texts if is_number(text)]
    told = {mark for text in texts for mark, pattern in _TELLING.items() if pattern.search(text)}
    return (next(iter(told)) if len(told) == 1 else None), any(_EITHER.search(text) for text in texts)


def withheld(columns_of: Iterable[tuple[Column, Profile]]) -> list[str]:
    """Texts that stand where numbers, dates or ratings belong, as patterns: known ones, and those that stand there often."""
    found: Counter[str] = Counter()
    for column, profile in columns_of:
        found.update(normalised(text) for text in profile.texts if not _belongs(column, text))
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, times in found.items():
        groups[" ".join(text.split()[:2])][text] += times
    often = (texts for texts in groups.values() if sum(texts.values()) > 1 or KNOWN_WITHHELD & texts.keys())
    return sorted(_pattern(list(texts)) for texts in often)


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
        shared = next((i for i, (a, b) in enumerate(zip(first, words, strict=False)) if a != b), min(len(first), len(words), shared))
        first = first[:shared]
    if not others and len(first) <= 4:
        return " ".join(first)
    return " ".join(re.sub(r"\d+", "*", word) for word in first[:4]) + "*"


def words(column: Column, profile: Profile) -> tuple[dict[str, str], list[str]]:
    """Words of the workbook with ours, and words that nobody knows."""
    ours = {normalised(word) for word in column.words}
    known = WORDS.get(column.choices, {}) if column.choices else {}
    told: dict[str, str] = {}
    unknown = []
    for text in profile.most_frequent:
        plain = normalised(text)
        if plain in ours:
            continue
        if plain in known:
            told[text] = known[plain]
        elif len(text) <= 30 and plain not in KNOWN_WITHHELD:
            unknown.append(text)
    return told, unknown


def knows(column: Column, profile: Profile) -> bool:
    """Whether half of the words in a column of phases or states are ours, or have a meaning that is."""
    ours = {normalised(word) for word in column.words} | (WORDS.get(column.choices, {}) if column.choices else {}).keys()
    return sum(normalised(text) in ours for text in profile.texts) * 2 >= len(profile.texts)


def unit(heading: str) -> int | None:
    """What amounts under a heading are to be multiplied by, as the heading says; None where it says nothing."""
    return next((factor for pattern, factor in UNITS if pattern.search(heading)), None)


def currency(headings: Iterable[str]) -> tuple[str, str] | None:
    """The currency that some heading names, and that heading; None where none does, or several do."""
    found = {code: heading for heading in headings for mark, code in CURRENCIES.items() if _names(heading, mark)}
    return next(iter(found.items())) if len(found) == 1 else None


def _names(heading: str, mark: str) -> bool:
    return mark in heading if len(mark) == 1 else mark in re.findall(r"[a-z]+", heading.casefold())


def totals(profile: Profile) -> list[str]:
    """Texts of a column that head a row of totals."""
    return [text for text in dict.fromkeys(clean(t)[0] for t in profile.texts) if heads_totals(text)]
