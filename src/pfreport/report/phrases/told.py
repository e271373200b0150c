"""Why a project stands where it stands, in its own words and briefly: what every project says in
the same words is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pfreport.model.project import Project

LONGEST_REASON = 240
"""Characters: a reason stands in a row of page one."""
LONGEST_OPENING = 30
COMMON_OPENINGS = 3
"""A sentence whose opening so many projects share is a form of words, not a reason."""

_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")
_VARYING = re.compile(r"\d+")


def reasons(projects: Sequence[Project]) -> Mapping[str, str]:
    """By project ID what its RAG comment says, else its Summary, else its Help needed; nothing for
    one that says nothing.
    """
    written = {
        p.project_id: text
        for p in projects
        if (text := p.rag_comment or p.summary or p.help_needed)
    }
    parts = {
        key: [part.strip() for part in _SENTENCE.split(text) if part.strip()]
        for key, text in written.items()
    }
    shared = Counter(
        opening for own in parts.values() for opening in {_opening(part) for part in own}
    )
    return {
        key: _brief([part for part in own if shared[_opening(part)] < COMMON_OPENINGS] or own)
        for key, own in parts.items()
    }


def _opening(sentence: str) -> str:
    """How a sentence begins, whatever year or amount it names."""
    return _VARYING.sub("#", sentence.casefold())[:LONGEST_OPENING]


def _brief(sentences: Sequence[str]) -> str:
    """Whole sentences while they fit, at least the first as far as it does."""
    text = sentences[0]
    for sentence in sentences[1:]:
        if len(text) + 1 + len(sentence) > LONGEST_REASON:
            break
        text = f"{text} {sentence}"
    return text if len(text) <= LONGEST_REASON else text[:LONGEST_REASON].rpartition(" ")[0] + " …"
