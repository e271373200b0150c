"""What somebody typed at length, as a report shows it: whole, or as far as a page has room for it
and where the rest is.
"""

from __future__ import annotations

from pfreport.model.columns import Record
from pfreport.report.words import say
from pfreport.values import Cells, Count, Value, Words

LONGEST_NARRATIVE = 2_000
"""Characters of one text on a page: a cell holds up to 32,767 (threats.md, "Long text")."""


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
