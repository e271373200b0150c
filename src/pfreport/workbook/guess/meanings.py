"""What words of other workbooks mean: a status, a phase, a rating."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pfreport.kinds import Rag, normalised
from pfreport.model.project import Phase, Status

_FILE = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def _of(part: str) -> dict[str, str]:
    return {normalised(word): ours for ours, words in _FILE[part].items() for word in words}


COLOURS = _of("rag") | {rag.value.casefold(): rag.value for rag in Rag}
LIGHTS = {name: frozenset(map(normalised, words)) for name, words in _FILE["light"].items()}
WORDS: Mapping[type, Mapping[str, str]] = {Status: _of("status"), Phase: _of("phase"), Rag: COLOURS}
_SIGNS = re.compile(r"\W*(?:\d+\W+)?(.*?)\W*", re.DOTALL)
KNOWN_WITHHELD = frozenset(map(normalised, _FILE["not_given"]))
"""Texts that say: not given."""


def meaning(text: str, known: Mapping[str, str]) -> str | None:
    """What a text means among known words, perhaps without the signs around it: "G ↓", "● Green",
    "1 - Green"; None where nobody knows.
    """
    plain = normalised(text)
    signed = _SIGNS.fullmatch(plain)
    return known.get(plain) or (known.get(signed[1]) if signed else None)
