"""What somebody typed into a title, for readers who may not see names or amounts: a dash stands where one was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from babel import Locale

from pfreport.kinds import normalised
from pfreport.model.columns import columns
from pfreport.model.portfolio import RECORDS, Portfolio, field_of
from pfreport.settings import declared

DASH = "–"
SHORTEST = 4
"""Letters from which a name is known in any case: "IT" is not "it"."""

_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"(?:\w\.[\s-]*)+(\w[\w'’-]+)")
_BETWEEN = re.compile(r"\s*[,;/&]\s*|\s+and\s+")
_CODES = "|".join(sorted(Locale("en").currencies))
_SIGNS = "$¢£¤¥֏؋৲৳฿៛₠-⃏﷼﹩＄￠￡￥￦"
_CURRENCY = rf"(?:\b[kKmMT]?(?:{_CODES})[kKmM]?(?![A-Za-z])|[A-Z]{{0,2}}[{_SIGNS}]|\b(?i:euros?|dollars?|pounds?|francs?|yen|kr|zł)\b)"
_SIZE = r"(?:k|m|mn|mio\.?|mrd\.?|bn|b|tsd\.?|thousand|millions?|billions?)(?!\w)"
_DIGITS = rf"[-+−]?\d(?:[\d.,'’\s]*\d)?(?:\s?(?i:{_SIZE}))?"
_RANGE = rf"{_DIGITS}(?:\s?(?:-|–|to)\s?{_DIGITS})?"
_AMOUNT = re.compile(rf"{_CURRENCY}\s?(?:(?i:{_SIZE})\s?)?{_RANGE}|(?<![\w.,]){_RANGE}\s?{_CURRENCY}")


def persons_of(portfolio: Portfolio) -> frozenset[str]:
    """Whoever stands in a personal column or setting of a workbook."""
    found = {getattr(portfolio.settings, key) for key, setting in declared().items() if setting.personal}
    for record in RECORDS:
        personal = [name for name, column in columns(record).items() if column.personal]
        found.update(getattr(row, name) for row in getattr(portfolio, field_of(record)) for name in personal)
    return frozenset(name for name in found if name)


class Persons:
    """The persons of a workbook, found in any text: in any case and spacing, and a surname that goes with initials alone."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_word: Mapping[str, list[re.Pattern[str]]] = _by_first_word({form for name in names for form in _forms(name)})

    def dashed(self, text: str) -> str:
        """The text with a dash for each of them."""
        parts: list[str] = []
        end = 0
        for word in _WORD.finditer(text):
            found = self._at(text, word) if word.start() >= end else None
            if found is not None:
                parts += (text[end : word.start()], DASH)
                end = found
        return "".join((*parts, text[end:]))

    def _at(self, text: str, word: re.Match[str]) -> int | None:
        """Where the longest name that begins at a word ends."""
        ends = (found.end() for one in self._by_word.get(normalised(word[0]), ()) if (found := one.match(text, word.start())))
        return max(ends, default=None)


def without_amounts(text: str) -> str:
    """The text with a dash for each amount beside a currency."""
    return _AMOUNT.sub(DASH, text)


def _forms(name: str) -> Iterator[str]:
    """A name as it is typed, its parts where a cell holds several persons, and the surname behind initials."""
    several = _BETWEEN.split(name.strip())
    for one in (name, *(several if all(" " in part for part in several) else ())):
        bare = one.strip()
        yield bare
        initials = _INITIALS.fullmatch(bare)
        if initials:
            yield initials[1]


def _by_first_word(forms: Iterable[str]) -> dict[str, list[re.Pattern[str]]]:
    found: defaultdict[str, list[re.Pattern[str]]] = defaultdict(list)
    for form in sorted(forms):
        first = _WORD.search(form)
        if first:
            spaced = r"\s+".join(re.escape(part) for part in form[first.start() :].split())
            case = re.IGNORECASE if len(form) >= SHORTEST else 0
            found[normalised(first[0])].append(re.compile(rf"(?<!\w){spaced}(?!\w)", case))
    return dict(found)
