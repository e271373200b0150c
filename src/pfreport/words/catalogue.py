"""Catalogues of words: one folder of TOML files a language, English the one that has every key."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeGuard

from babel import Locale, UnknownLocaleError
from babel.plural import PluralRule

from pfreport.words.keys import Family, Key

SOURCE = "en"
"""The language that has every key; another one falls back to it."""
SLOT = re.compile(r"\{(?P<name>\w+)(?::(?P<agree>#?)(?P<forms>[^{}|]*(?:\|[^{}|]*)+))?\}")
"""A named value in a text, with the forms of the word that agrees with it."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one language by key, and the plural categories it has, in the order in which a
    slot lists their forms.
    """

    language: str
    texts: Mapping[str, str]
    categories: tuple[str, ...]

    def has(self, key: str) -> TypeGuard[Key]:
        """Whether there are words by this key."""
        return key in self.texts

    def slots(self, key: Key) -> frozenset[str]:
        """The values a text names."""
        return frozenset(found["name"] for found in SLOT.finditer(self.texts[key]))

    def is_wordless(self, key: Key) -> bool:
        """Whether a text only puts values beside each other."""
        bare = SLOT.sub(lambda found: (found["forms"] or "").rpartition("|")[2], self.texts[key])
        return not any(c.isalpha() for c in bare)

    def form(self, number: float) -> int:
        """Which of a slot's forms agrees with a number."""
        # 1.0 is one thing, though its decimals are seen
        counted = int(number) if number == int(number) else number
        return self.categories.index(_rule(self.language)(abs(counted)))

    @property
    def is_one_or_many(self) -> bool:
        """Whether 1 takes the first of two forms, and every other number the second."""
        return len(self.categories) == 2 and [self.form(n) for n in (0, 1, 1.5)] == [1, 0, 1]


def catalogue(language: str = SOURCE) -> Catalogue:
    """The words of a language: its own, and the English ones for what it lacks. FileNotFoundError
    for a language that has no folder.
    """
    return _read(language)


def nearest(locale: str) -> Catalogue:
    """The words that serve a locale (BCP 47) best: those of its language, else the English ones."""
    try:
        language = Locale.parse(locale, sep="-").language
    except (UnknownLocaleError, ValueError):
        return catalogue()
    return catalogue(language) if _folder(language).is_dir() else catalogue()


def key_of(family: Family, member: str) -> Key:
    """The key of one of a family (`phase` and `Execution`); KeyError where it has no words."""
    return known(f"{family}.{member}")


def known(key: str) -> Key:
    """A key that came as text; KeyError where it has no words."""
    if not catalogue().has(key):
        raise KeyError(key)
    return key


@functools.cache
def _read(language: str) -> Catalogue:
    texts = _texts(language)
    missing = {} if language == SOURCE else catalogue(SOURCE).texts
    rule = _rule(language)
    categories = tuple(tag for tag in _CATEGORIES if tag in {*rule.tags, "other"})
    return Catalogue(language, {**missing, **texts}, categories)


@functools.cache
def _rule(language: str) -> PluralRule:
    return Locale(language).plural_form


def _texts(language: str) -> dict[str, str]:
    folder = _folder(language)
    if not folder.is_dir():
        raise FileNotFoundError(f"no words in the language {language!r}")
    found: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            own = tomllib.loads(file.read_text(encoding="utf-8"))
            if twice := found.keys() & own.keys():
                raise ValueError(f"{language}/{file.name} has {min(twice)!r} again")
            found |= own
    return found


def _folder(language: str) -> Traversable:
    return files(__package__) / language


_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
