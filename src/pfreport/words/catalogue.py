"""Catalogues of words: one folder of TOML files a language, English the one that has every key."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel import Locale

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

    def form(self, number: float) -> int:
        """Which of a slot's forms agrees with a number."""
        # 1.0 is one thing, though its decimals are seen
        counted = int(number) if number == int(number) else number
        return self.categories.index(Locale(self.language).plural_form(abs(counted)))


@functools.cache
def catalogue(language: str = SOURCE) -> Catalogue:
    """The words of a language: its own, and the English ones for what it lacks. FileNotFoundError
    for a language that has no folder.
    """
    texts = _texts(language)
    missing = {} if language == SOURCE else catalogue(SOURCE).texts
    rule = Locale(language).plural_form
    categories = tuple(tag for tag in _CATEGORIES if tag in {*rule.tags, "other"})
    return Catalogue(language, {**missing, **texts}, categories)


def _texts(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(_folder(language).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            own = tomllib.loads(file.read_text(encoding="utf-8"))
            if twice := found.keys() & own.keys():
                raise ValueError(f"{language}/{file.name} has {min(twice)!r} again")
            found |= own
    return found


def _folder(language: str) -> Traversable:
    folder = files(__package__) / language
    if not folder.is_dir():
        raise FileNotFoundError(f"no words in the language {language!r}")
    return folder


_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
