"""What one reader may see of a value: decided by its type alone."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from pfreport import values as v
from pfreport.report.redaction.typed import Persons, without_amounts
from pfreport.report.words import term
from pfreport.words.catalogue import Catalogue, catalogue

Typed = TypeVar("Typed", str, str | None)
GONE = term("redaction.gone")


@dataclass(frozen=True, slots=True)
class Grants:
    """What a reader may see: amounts, names of persons."""

    money: bool = True
    names: bool = True

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self.money and self.names


class Reader:
    """One reader's grants, applied to values. What is None is left out. `persons` are all of the
    workbook. `words` say what a sentence needs: that is the same in every language.
    """

    def __init__(self, grants: Grants, persons: Persons, words: Catalogue | None = None) -> None:
        self.grants = grants
        self._persons = persons
        self._words = words or catalogue()

    @functools.singledispatchmethod
    def value(self, value: v.Value | None) -> v.Value | None:
        """A value as far as it may be seen."""
        return value

    @value.register
    def _(self, value: v.Money) -> v.Value | None:
        return value if self.grants.money else None

    @value.register
    def _(self, value: v.Person) -> v.Value | None:
        return value if self.grants.names else None

    @value.register
    def _(self, value: v.Words) -> v.Value | None:
        """Long texts may hold anything: they want every grant."""
        if value.long:
            return value if self.grants.everything else None
        return replace(value, text=self.typed(value.text))

    @value.register
    def _(self, value: v.Quoted) -> v.Value | None:
        if self.grants.everything:
            return value
        return replace(value, text=value.instead) if value.instead else None

    @value.register
    def _(self, value: v.Bullet) -> v.Value | None:
        return value if self.grants.money or value.currency is None else _in_shares(value)

    @value.register
    def _(self, value: v.Spark) -> v.Value | None:
        return value if self.grants.money or value.currency is None else None

    @value.register
    def _(self, value: v.Ref) -> v.Value | None:
        return replace(value, name=self.typed(value.name))

    @value.register
    def _(self, value: v.Cells) -> v.Value | None:
        return replace(value, addresses=tuple(self.typed(address) for address in value.addresses))

    @value.register
    def _(self, value: v.Absent) -> v.Value | None:
        return replace(value, reason=self.typed(value.reason))

    @value.register
    def _(self, value: v.Light) -> v.Value | None:
        note = self.sentence(value.note) if value.note else None
        return replace(value, note=note if isinstance(note, v.Sentence) else None)

    @value.register
    def _(self, value: v.Several) -> v.Value | None:
        kept = self.values(value.values)
        return replace(value, values=kept) if kept else None

    @value.register
    def _(self, value: v.Sentence) -> v.Value | None:
        return self.sentence(value)

    def values(self, values: Iterable[v.Value]) -> tuple[v.Value, ...]:
        """Those that are left of some values."""
        return tuple(kept for item in values if (kept := self.value(item)))

    def sentence(self, sentence: v.Sentence) -> v.Value | None:
        """A sentence; where a value of it is gone the shorter one (`KEY.redacted`), or what is left
        of a pattern without words.
        """
        values = {
            name: kept
            for name, part in sentence.values.items()
            if name in self._words.slots(sentence.key) and (kept := self.value(part))
        }
        key: str = sentence.key
        while self._words.has(key):
            named = self._words.slots(key)
            if named <= values.keys():
                return v.Sentence(key, {name: values[name] for name in values if name in named})
            key += ".redacted"
        left = list(values.values())
        return left[0] if len(left) == 1 and self._words.is_wordless(sentence.key) else None

    def message(self, sentence: v.Sentence, instead: v.Sentence) -> v.Sentence:
        """A sentence that must be there."""
        kept = self.sentence(sentence)
        return kept if isinstance(kept, v.Sentence) else instead

    def typed(self, text: Typed) -> Typed:
        """Typed text with a dash for each person or amount in it."""
        if text is None:
            return text
        bare = text if self.grants.names else self._persons.dashed(text)
        return bare if self.grants.money else without_amounts(bare)


def _in_shares(bullet: v.Bullet) -> v.Bullet | None:
    """A bullet in shares of its budget."""
    whole = bullet.budget
    if not whole:
        return None
    shares = {
        name: getattr(bullet, name) / whole for name in ("actual", "forecast", "budget", "scale")
    }
    return replace(bullet, **shares, currency=None)
