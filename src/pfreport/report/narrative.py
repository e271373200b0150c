"""What somebody typed at length, as a report shows it: whole, or as far as a page has room for it and where the rest is."""

from __future__ import annotations

from pfreport.model.columns import Record
from pfreport.report.words import say
from pfreport.values import Cells, Count, Value, Words

LONGEST = 2_000
"""Characters of one text on a page: a cell holds up to 32,767 (threats.md, "Long text")."""


def narrative(record: Record, field: str) -> Value | None:
    """The text of a field; of one that is too long as much as fits, and the cells in which the rest stands; None where it is blank."""
    text: str = (getattr(record, field) or "").strip()
    if not text:
        return None
    if len(text) <= LONGEST:
        return Words(text, long=True)
    shown = _begin(text)
    cells = Cells(tuple(origin.address for origin in record.cells(field)))
    return say("narrative.cut", text=Words(shown, long=True), n=Count(len(text) - len(shown)), cells=cells)


def _begin(text: str) -> str:
    """As much of a text as fits, up to the end of a word where it has words."""
    end = max(text.rfind(blank, 0, LONGEST) for blank in (" ", "\n"))
    return text[: end if end > LONGEST // 2 else LONGEST].rstrip()
