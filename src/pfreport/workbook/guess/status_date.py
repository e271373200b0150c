"""The day the figures are of, where a line above the table says one: offered, never taken."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from pfreport.workbook.file.raw import Plain
from pfreport.workbook.guess.profile import PATTERNS
from pfreport.workbook.guess.table import Candidate
from pfreport.workbook.guess.written import one_line
from pfreport.workbook.mapping.view import heading_text

EXAMPLE = "2026-10-31"
_DAY = re.compile(
    r"(?<![\w.])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\.? [^\W\d_]{3,9}\.? \d{4}|[^\W\d_]{3,9} \d{1,2}, \d{4})(?![\w.])"
)
_WHOLE = tuple(pattern for _, pattern in PATTERNS if pattern.whole)


def status_date(candidates: Sequence[Candidate]) -> Iterator[str]:
    """The line of the status date, switched off: with the day above the first table where one
    stands there, and that text.
    """
    needed = "needed: the day the figures are of"
    told = next(_above(candidates[0]), None) if candidates else None
    if told is None:
        yield f"# status_date = {EXAMPLE}  # {needed}"
    else:
        yield (
            f"# status_date = {told[0]}  # {needed}; above the table stands "
            f'"{one_line(told[1])[:80]}"'
        )


def _above(candidate: Candidate) -> Iterator[tuple[dt.date, str]]:
    """Days in the rows above the headings, each with the text it stands in; none that may be read
    as two.
    """
    for row in candidate.view.table.rows[: candidate.header_rows[0]]:
        for cell in row:
            days = _days(cell)
            if len(days) == 1:
                yield days.pop(), heading_text(cell)


def _days(cell: Plain) -> set[dt.date]:
    """The days a cell may name."""
    if isinstance(cell, dt.date):
        return {cell.date() if isinstance(cell, dt.datetime) else cell}
    texts = (
        [re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text) for text in _DAY.findall(cell)]
        if isinstance(cell, str)
        else []
    )
    read = {pattern.read(text) for text in texts for pattern in _WHOLE}
    return {day for day in read if day}
