"""What somebody typed into a title, for readers who may not see names or amounts: a dash stands
where one was.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from babel import Locale

from pfreport.model.columns import columns
from pfreport.model.portfolio import RECORDS, Portfolio, field_of
from pfreport.settings import declared

DASH = "–"
SHORTEST_NAME = 4
"""Letters from which a name is known in any case: "IT" is not "it"."""

_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"(?:\w\.[\s-]*)+(\w[\w'’-]+)")
_BETWEEN = re.compile(r"\s*[,;/&]\s*|\s+and\s+")
_CODES = "|".join(sorted(Locale("en").currencies))
_SIGNS = "$¢£¤¥֏؋৲৳฿៛₠-⃏﷼﹩＄￠￡￥￦"
_NAMES = r"(?i:euros?|dollars?|pounds?|francs?|yen|kr|zł)"
_CURRENCY = rf"(?:\b[kKmMT]?(?:{_CODES})[kKmM]?(?![A-Za-z])|[A-Z]{{0,2}}[{_SIGNS}]|\b{_NAMES}\b)"
_SIZE = r"(?:k|m|mn|mio\.?|mrd\.?|bn|b|tsd\.?|thousand|millions?|billions?)(?!\w)"
_DIGITS = rf"[-+−]?\d(?:[.,'’\s]?\d){{0,30}}(?:\s?(?i:{_SIZE}))?"
_RANGE = rf"{_DIGITS}(?:\s?(?:-|–|to)\s?{_DIGITS})?"
_AMOUNT = re.compile(
    rf"{_CURRENCY}\s?(?:(?i:{_SIZE})\s?)?{_RANGE}|(?<![\w.,]){_RANGE}\s?{_CURRENCY}"
)


def persons_of(portfolio: Portfolio) -> frozenset[str]:
    """Whoever stands in a personal column or setting of a workbook."""
    names = {
        getattr(portfolio.settings, key) for key, setting in declared().items() if setting.personal
    }
    for record in RECORDS:
        personal = [name for name, column in columns(record).items() if column.personal]
        names.update(
            getattr(row, name) for row in getattr(portfolio, field_of(record)) for name in personal
        )
    return frozenset(name for name in names if name)


class Persons:
    """The persons of a workbook, found in any text: in any case and spacing, and a surname that
    goes with initials alone.
    """

    def __init__(self, names: Iterable[str]) -> None:
        forms = {form for name in names for form in _forms(name)}
        self._short = frozenset(form for form in forms if len(form) < SHORTEST_NAME)
        self._known = frozenset(
            tuple(_key(word) for word in _words(form)) for form in forms - self._short
        )
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for words in filter(None, self._known):
            lengths[words[0]].add(len(words))
        self._lengths = {first: sorted(forms, reverse=True) for first, forms in lengths.items()}

    def dashed(self, text: str) -> str:
        """The text with a dash for each of them."""
        text = unicodedata.normalize("NFC", text)
        words = _words(text)
        keys = [_key(word) for word in words]
        parts: list[str] = []
        end = at = 0
        while at < len(words):
            length = self._length(keys, at, words[at][0])
            if length:
                parts += (text[end : words[at].start()], DASH)
                end = words[at + length - 1].end()
            at += length or 1
        return "".join((*parts, text[end:]))

    def _length(self, keys: Sequence[str], at: int, word: str) -> int:
        """Of how many words the longest name is that begins at a word; 0 where none does."""
        if word in self._short:
            return 1
        # a slice that ends with the text may be a shorter name than was looked for
        left = len(keys) - at
        lengths = (n for n in self._lengths.get(keys[at], ()) if n <= left)
        return next((n for n in lengths if tuple(keys[at : at + n]) in self._known), 0)


def without_amounts(text: str) -> str:
    """The text with a dash for each amount beside a currency."""
    return _AMOUNT.sub(DASH, text)


def _forms(name: str) -> Iterator[str]:
    """A name as it is typed, its parts where a cell holds several persons, and the surname behind
    initials.
    """
    several = _BETWEEN.split(name.strip())
    for form in (name, *(several if all(" " in part for part in several) else ())):
        bare = form.strip()
        yield bare
        initials = _INITIALS.fullmatch(bare)
        if initials:
            yield initials[1]


def _words(text: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(unicodedata.normalize("NFC", text)))


def _key(word: re.Match[str]) -> str:
    return word[0].casefold()
