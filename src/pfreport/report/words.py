"""Sentences and terms of the reports, by the keys of their words."""

from __future__ import annotations

from typing import overload

from pfreport.values import Sentence, Term, Value
from pfreport.words.catalogue import catalogue, key_of
from pfreport.words.keys import Family, Key


def say(key: Key, /, **values: Value) -> Sentence:
    """A sentence by its key; KeyError for one that is not there."""
    catalogue().texts[key]
    return Sentence(key, values)


def term(key: Key) -> Term:
    """A word by its key; KeyError for one that is not there."""
    catalogue().texts[key]
    return Term(key)


@overload
def member(family: Family, value: str) -> Term: ...


@overload
def member(family: Family, value: str | None) -> Term | None: ...


def member(family: Family, value: str | None) -> Term | None:
    """The word for one of a family, such as the value of a one-of column; None where there is
    none.
    """
    return None if value is None else Term(key_of(family, value))
