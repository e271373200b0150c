"""How well a heading names one of our columns: by its own headings and by what such columns are called elsewhere."""

from __future__ import annotations

import difflib
import functools
import re
import tomllib
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any, cast

from pfreport.model.columns import Column, Record, columns
from pfreport.workbook.headers import plain_heading

SAME, SAME_SYNONYM, SIMILAR = 1.0, 0.95, 0.7
CONTAINED, WHOLLY = 0.55, 0.4
"""A heading that holds a name among other words: the more of it the name is, the surer."""
CLOSE = 0.87

_SYNONYMS = Path(__file__).with_name("synonyms.toml")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_IDLE = frozenset({"incl", "including", "the", "of", "in", "a", "and", "m", "k", "bn", "million", "millions", "gbp", "eur", "usd"})
_FILLING = frozenset({"name", "date"})
_GENERIC = frozenset(
    {"name", "id", "identifier", "title", "number", "no", "code", "ref", "reference", "description", "status", "state", "type", "category"}
    | {
        "unit",
        "start",
        "finish",
        "end",
        "complete",
        "completion",
        "measure",
        "weight",
        "owner",
        "impact",
        "role",
        "rate",
        "limit",
        "actual",
    }
)
"""Words that name a column of many things: alone, or beside a word for a project, they name one of ours."""
_OF_PROJECTS = frozenset({"project", "projects", "programme", "program", "investment", "scheme", "initiative"})
_LEADING_ASIDE = frozenset(
    {"comment", "comments", "commentary", "narrative", "note", "notes", "reason", "variance", "change", "previous", "last"}
)
"""Words that make a heading speak of something else than the name it holds."""


def score(record: type[Record], field: str, heading: str) -> float:
    """How sure it is that a heading means a field, 0 to 1."""
    return _best(cast("Hashable", record), field, heading)  # mypy takes the hash of the rows for that of their class


@functools.lru_cache(maxsize=100_000)
def _best(record: Any, field: str, heading: str) -> float:
    return max((_score(name, sure, heading) for name, sure in _names(record, field)), default=0.0)


def _score(name: str, sure: float, heading: str) -> float:
    plain, ours = plain_heading(heading), plain_heading(name)
    if not plain:
        return 0.0
    if plain == ours:
        return sure
    words, wanted = _words(heading), _words(name)
    beside = words - wanted - _OF_PROJECTS
    if wanted and wanted <= words and not beside & _LEADING_ASIDE and not (beside and wanted <= _GENERIC):
        return CONTAINED + WHOLLY * len(wanted) / len(wanted | (words - _FILLING))
    near = difflib.SequenceMatcher(None, plain, ours)
    close = near.real_quick_ratio() >= CLOSE and near.quick_ratio() >= CLOSE and near.ratio() >= CLOSE
    return SIMILAR if close else 0.0


@functools.cache
def _words(text: str) -> frozenset[str]:
    """The words of a heading that say something; `projectName` has two."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("%", " percent ")
    return frozenset(word for word in _WORDS.findall(apart.casefold()) if word not in _IDLE)


@functools.cache
def _names(record: Any, field: str) -> tuple[tuple[str, float], ...]:
    column: Column = columns(record)[field]
    own = [(name, SAME) for name in (column.heading, field, *column.aliases)]
    return (*own, *((name, SAME_SYNONYM) for name in _synonyms().get(record.sheet.name, {}).get(field, ())))


@functools.cache
def _synonyms() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(_SYNONYMS.read_text(encoding="utf-8"))
