"""How well a heading names one of our columns: by its own headings and by what such columns are
called elsewhere.
"""

from __future__ import annotations

import difflib
import functools
import re
import tomllib
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

from pfreport.model.columns import Column, Record, columns
from pfreport.workbook.sheets.headers import plain_heading

SAME, SAME_SYNONYM, SIMILAR = 1.0, 0.95, 0.7
CONTAINED, WHOLLY = 0.55, 0.4
"""A heading that holds a name among other words: the more of it the name is, the surer."""
CLOSE = 0.87
LONGEST_NAMING_HEADING = 80
"""Characters of a heading that is a name and no explanation."""

_SYNONYMS = Path(__file__).with_name("synonyms.toml")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_FORMS = {
    "drop",
    "down",
    "dropdown",
    "select",
    "mandatory",
    "required",
    "optional",
    "dd",
    "mm",
    "yyyy",
    "yy",
}
"""What a heading says of how its cells are filled in."""
_IDLE = frozenset(
    {
        "incl",
        "including",
        "the",
        "of",
        "in",
        "a",
        "and",
        "m",
        "k",
        "bn",
        "million",
        "millions",
        "gbp",
        "eur",
        "usd",
    }
    | _FORMS
)
_FILLING = frozenset({"name", "date"})
_GENERIC = frozenset(
    {
        "name",
        "id",
        "identifier",
        "title",
        "number",
        "no",
        "code",
        "ref",
        "reference",
        "description",
        "status",
        "state",
        "type",
        "category",
    }
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
"""Words that name a column of many things: alone, or beside a word for a project, they name one of
ours.
"""
_OF_PROJECTS = frozenset(
    {"project", "projects", "programme", "program", "investment", "scheme", "initiative"}
)
_LEADING_ASIDE = frozenset(
    {
        "comment",
        "comments",
        "commentary",
        "narrative",
        "note",
        "notes",
        "reason",
        "variance",
        "change",
        "previous",
        "last",
    }
)
"""Words that make a heading speak of something else than the name it holds."""


def score(record: type[Record], field: str, heading: str) -> float:
    """How sure it is that a heading means a field, 0 to 1."""
    return _best(
        cast("Hashable", record), field, heading
    )  # mypy takes the hash of the rows for that of their class


@functools.lru_cache(maxsize=200_000)
def _best(record: Any, field: str, heading: str) -> float:
    heading_said = _said(heading)
    return (
        max((_score(name, heading_said) for name in _names(record, field)), default=0.0)
        if heading_said.plain
        else 0.0
    )


class _Said(NamedTuple):
    """A heading or a name: bare, its words that say something, and how sure one is who is called
    so.
    """

    plain: str
    words: frozenset[str]
    sure: float = 0.0


def _score(name: _Said, heading: _Said) -> float:
    if heading.plain == name.plain:
        return name.sure
    if name.words and name.words <= heading.words:
        beside = heading.words - name.words - _OF_PROJECTS
        if not beside & _LEADING_ASIDE and not (beside and name.words <= _GENERIC):
            return CONTAINED + WHOLLY * len(name.words) / len(
                name.words | (heading.words - _FILLING)
            )
    return SIMILAR if _close(name.plain, heading.plain) else 0.0


def _close(word: str, other: str) -> bool:
    """Whether two words differ in a letter or two, not in the first; told by their lengths before
    all else, which is quickest.
    """
    if word[:1] != other[:1] or 2 * min(len(word), len(other)) < CLOSE * (len(word) + len(other)):
        return False
    near = difflib.SequenceMatcher(None, other, word)
    return near.quick_ratio() >= CLOSE and near.ratio() >= CLOSE


@functools.lru_cache(maxsize=50_000)
def _said(text: str, sure: float = 0.0) -> _Said:
    """A text as it is compared; `projectName` has two words. Of a heading that explains itself the
    name before the explanation counts.
    """
    named = (
        (text.partition("(")[0] or text)[:LONGEST_NAMING_HEADING]
        if len(text) > LONGEST_NAMING_HEADING
        else text
    )
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", named).replace("%", " percent ")
    words = frozenset(word for word in _WORDS.findall(apart.casefold()) if word not in _IDLE)
    return _Said(plain_heading(named), words, sure)


@functools.cache
def _names(record: Any, field: str) -> tuple[_Said, ...]:
    column: Column = columns(record)[field]
    own = [_said(name, SAME) for name in (column.heading, field, *column.aliases)]
    return (
        *own,
        *(
            _said(name, SAME_SYNONYM)
            for name in _synonyms().get(record.sheet.name, {}).get(field, ())
        ),
    )


@functools.cache
def _synonyms() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(_SYNONYMS.read_text(encoding="utf-8"))
