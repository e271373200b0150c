"""What somebody typed at length, as a report shows it: whole, or as far as there is room for it and
where the rest is; in a row of page one briefly, without what every project says in the same words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pfreport.model.columns import Record
from pfreport.model.project import Project
from pfreport.report.words import say
from pfreport.values import Cells, Count, Value, Words

LONGEST_NARRATIVE = 2_000
"""Characters of one text on a page: a cell holds up to 32,767 (threats.md, "Long text")."""
LONGEST_REASON = 240
"""Characters: a reason stands in a row of page one."""
LONGEST_OPENING = 30
COMMON_OPENINGS = 3
"""A sentence whose opening so many projects share is a form of words, not a reason."""

_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")
_VARYING = re.compile(r"\d+")


def narrative(record: Record, field: str) -> Value | None:
    """The text of a field; of one that is too long as much as fits, and the cells in which the rest
    stands; None where it is blank.
    """
    text = _text(record, field)
    return _told(record, field, _begin(text), len(text)) if text else None


def lines(record: Record, field: str) -> tuple[Value, ...]:
    """The filled lines of a field, leading list marks taken off; the last one says where the rest
    stands where there is more.
    """
    text = _text(record, field)
    shown = _begin(text)
    bare = [line.strip().lstrip("-*•–").strip() for line in shown.splitlines()]
    *filled, last = [line for line in bare if line] or [""]
    rest = _told(record, field, last, len(text) - len(shown) + len(last))
    return (*(Words(line, long=True) for line in filled), rest) if last else ()


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


def _text(record: Record, field: str) -> str:
    return (getattr(record, field) or "").strip()


def _told(record: Record, field: str, shown: str, length: int) -> Value:
    if len(shown) == length:
        return Words(shown, long=True)
    cells = Cells(tuple(origin.address for origin in record.cells(field)))
    return say(
        "narrative.cut", text=Words(shown, long=True), n=Count(length - len(shown)), cells=cells
    )


def _begin(text: str) -> str:
    """As much of a text as fits, up to the end of a word where it has words."""
    if len(text) <= LONGEST_NARRATIVE:
        return text
    end = max(text.rfind(blank, 0, LONGEST_NARRATIVE) for blank in (" ", "\n"))
    return text[: end if end > LONGEST_NARRATIVE // 2 else LONGEST_NARRATIVE].rstrip()


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
