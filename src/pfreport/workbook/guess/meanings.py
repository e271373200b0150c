"""What words of other workbooks mean: a status, a phase, a rating."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pfreport.kinds import Rag, normalised
from pfreport.model.project import Phase, Status

_FILE = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def _of(part: str) -> dict[str, str]:
    return {normalised(word): ours for ours, words in _FILE[part].items() for word in words}


COLOURS = _of("rag") | {rag.value.casefold(): rag.value for rag in Rag}
WORDS: Mapping[type, Mapping[str, str]] = {Status: _of("status"), Phase: _of("phase"), Rag: COLOURS}
KNOWN_WITHHELD = frozenset(map(normalised, _FILE["not_given"]))
"""Texts that say: not given."""
