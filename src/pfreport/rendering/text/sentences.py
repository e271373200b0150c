"""Reads the patterns of `report/words/words.py`: literal text and slots."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from pfreport.report.words.words import SLOT


@dataclass(frozen=True, slots=True)
class Slot:
    """A named value. `one` and `many` are the words that agree with it; `alone` prints only the
    word.
    """

    name: str
    one: str | None = None
    many: str | None = None
    alone: bool = False

    def word(self, number: float | None) -> str:
        """The word that agrees with a count; the plural where it is not known."""
        return (self.one if number is not None and abs(number) == 1 else self.many) or ""


@functools.cache
def parse(pattern: str) -> tuple[str | Slot, ...]:
    """The parts of a pattern in order."""
    parts: list[str | Slot] = []
    end = 0
    for found in SLOT.finditer(pattern):
        parts.append(pattern[end : found.start()])
        parts.append(Slot(found["name"], found["one"], found["many"], bool(found["agree"])))
        end = found.end()
    return tuple(part for part in (*parts, pattern[end:]) if part)
