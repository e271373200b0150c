"""Reads the patterns of a catalogue, literal text and slots, and fills them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from pfreport.words.catalogue import SLOT, Catalogue, catalogue
from pfreport.words.keys import Key

Filling = str | float
"""What a slot of a text is filled with: a text, or a number that its word agrees with."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A named value. `forms` are those of the word that agrees with it, as many as the language
    has; `alone` prints only the word.
    """

    name: str
    forms: tuple[str, ...] = ()
    alone: bool = False

    def word(self, number: float | None, words: Catalogue) -> str:
        """The word that agrees with a count; the last form where it is not known."""
        if not self.forms:
            return ""
        return self.forms[-1 if number is None else words.form(number)]


@functools.cache
def parse(pattern: str) -> tuple[str | Slot, ...]:
    """The parts of a pattern in order."""
    parts: list[str | Slot] = []
    end = 0
    for found in SLOT.finditer(pattern):
        parts.append(pattern[end : found.start()])
        forms = tuple(found["forms"].split("|")) if found["forms"] is not None else ()
        parts.append(Slot(found["name"], forms, bool(found["agree"])))
        end = found.end()
    return tuple(part for part in (*parts, pattern[end:]) if part)


@dataclass(frozen=True, slots=True)
class Told:
    """A text of the catalogue with what stands in its slots: texts, or other such texts."""

    key: Key
    values: Mapping[str, str | Told] = field(default_factory=dict, hash=False)

    def text(self, words: Catalogue | None = None) -> str:
        """The text, in English unless other words are given."""
        told = words or catalogue()
        inner = {
            name: one.text(told) if isinstance(one, Told) else one
            for name, one in self.values.items()
        }
        return filled(told, self.key, inner)


def filled(words: Catalogue, key: Key, values: Mapping[str, Filling]) -> str:
    """A text with its values in it; KeyError for one that is not given."""
    return "".join(
        part if isinstance(part, str) else _put(part, values[part.name], words)
        for part in parse(words.texts[key])
    )


def marked_up(words: Catalogue, key: Key, values: Mapping[str, Filling]) -> Markup:
    """The same as markup: whatever is not markup itself is escaped."""
    return Markup("").join(
        _literal(part) if isinstance(part, str) else _marked(part, values[part.name], words)
        for part in parse(words.texts[key])
    )


def _put(slot: Slot, value: Filling, words: Catalogue) -> str:
    word = slot.word(None if isinstance(value, str) else value, words)
    if slot.alone:
        return word
    return f"{value} {word}" if word else str(value)


def _marked(slot: Slot, value: Filling, words: Catalogue) -> Markup:
    return escape(value if isinstance(value, Markup) else _put(slot, value, words))


def _literal(text: str) -> Markup:
    """Words of ours: an apostrophe stays one, as attributes of templates stand between quotation
    marks.
    """
    return Markup(str(escape(text)).replace("&#39;", "'"))  # noqa: S704 - escaped, but for apostrophes
