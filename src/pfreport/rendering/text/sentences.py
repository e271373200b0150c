"""Reads the patterns of a catalogue: literal text and slots."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from pfreport.words.catalogue import SLOT, Catalogue


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
