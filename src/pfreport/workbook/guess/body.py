"""Which rows below a row of headings are probably records; what heads groups of them, sums them up
or stands below the table.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pfreport.workbook.file.raw import Plain
from pfreport.workbook.guess.profile import is_date, is_number
from pfreport.workbook.mapping.totals import heads_totals
from pfreport.workbook.mapping.view import View, heading_text

MOST_ROWS_LOOKED_AT = 2_000
"""Rows that are looked at."""
FIRST_CELLS = 2
"""Filled cells of a row among which a word for a total is looked for."""
MOST_OF_A_COLUMN = 0.5
FEWEST_WORDED = 3
"""Columns of words in a table whose rows of totals are known by having none."""
UNITS = frozenset(
    {
        "text",
        "date",
        "number",
        "dd/mm/yyyy",
        "dd.mm.yyyy",
        "mm/dd/yyyy",
        "yyyy-mm-dd",
        "r/a/g",
        "y/n",
        "%",
        "free text",
        "drop-down",
    }
)


@dataclass(slots=True)
class Body:
    """Rows as their indices below the headings: those of records, and what stands among and below
    them.

    `groups` are texts that stand alone in their row with records below, `notes` those without;
    `totals` the texts of rows that sum up, by column; `until` the text at the head of another table
    below, `ends` the index of its row; `legend` what the columns hold, where a row says it;
    `titled` whether the headings stand over again below a group.
    """

    records: list[int] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    totals: dict[int, list[str]] = field(default_factory=dict)
    until: str | None = None
    ends: int | None = None
    legend: dict[int, str] = field(default_factory=dict)
    titled: bool = False


def body_of(view: View) -> Body:
    """Looks at the rows below the headings."""
    body, alone = Body(), list[tuple[int, str]]()
    rows = [
        (i, [(c, v) for c, v in enumerate(cells) if _filled(v)])
        for i, cells in enumerate(view.below[:MOST_ROWS_LOOKED_AT])
    ]
    measured = _measured(cells for _, cells in rows if len(cells) > 1)
    worded = _columns_of_words(cells for _, cells in rows)
    head, after_gap = [heading_text(h) for h in view.headings], False
    for index, cells in rows:
        if len(cells) <= 1:
            alone += [(index, heading_text(value)) for _, value in cells]
            after_gap = True
            continue
        again = all(heading_text(value) == head[column] for column, value in cells)
        if not again and after_gap and body.records and _is_header(cells, measured):
            title = [text for at, text in alone if at == index - 1]
            body.ends, body.until = index, title[0] if title else heading_text(cells[0][1])
            alone = [cell for cell in alone if cell[0] < index - len(title)]
            break
        body.titled |= again and any(at == index - 1 for at, _ in alone)
        after_gap = again
        if (
            again
            or _is_total(body, cells, worded)
            or (not body.records and _is_legend(body, cells, measured))
        ):
            continue
        body.groups += [text for _, text in alone]
        alone = []
        body.records.append(index)
    body.notes = [text for _, text in alone if text not in body.groups]
    return body


def _filled(value: Plain) -> bool:
    return not isinstance(value, str) or bool(value.strip())


def _measured(rows: Iterator[list[tuple[int, Plain]]]) -> frozenset[int]:
    """Columns that hold numbers or dates in most of their cells."""
    cells, typed = Counter[int](), Counter[int]()
    for row in rows:
        for column, value in row:
            cells[column] += 1
            typed[column] += _is_typed(value)
    return frozenset(
        column for column, count in cells.items() if typed[column] > count * MOST_OF_A_COLUMN
    )


def _is_typed(value: Plain) -> bool:
    return isinstance(value, float | int | dt.date) or is_number(value) or is_date(value)


def _is_header(cells: Sequence[tuple[int, Plain]], measured: frozenset[int]) -> bool:
    """Whether a row is all words, also where the table above holds numbers and dates."""
    return any(column in measured for column, _ in cells) and not any(
        _is_typed(value) for _, value in cells
    )


def _columns_of_words(rows: Iterator[list[tuple[int, Plain]]]) -> int:
    """How many columns hold words in most of the rows."""
    filled, count = Counter[int](), 0
    for row in rows:
        count += len(row) > 1
        filled.update(column for column, value in row if not _is_typed(value))
    return sum(times > count * MOST_OF_A_COLUMN for times in filled.values())


def _is_total(body: Body, cells: Sequence[tuple[int, Plain]], worded: int) -> bool:
    """Notes a row of totals; also one with numbers alone behind the word, in a table whose rows
    hold words in several columns.
    """
    bare = worded >= FEWEST_WORDED and all(_is_typed(value) for _, value in cells[1:])
    for column, value in cells[:FIRST_CELLS]:
        if isinstance(value, str) and (
            heads_totals(value) or (bare and heads_totals(value.split()[0]))
        ):
            body.totals.setdefault(column, []).append(heading_text(value))
            return True
    return False


def _is_legend(body: Body, cells: Sequence[tuple[int, Plain]], measured: frozenset[int]) -> bool:
    """Notes a row below the headings that says in words what the columns hold: (text), k€,
    dd/mm/yyyy.
    """
    units = sum(heading_text(value).strip("()[]").casefold() in UNITS for _, value in cells)
    if units >= 2 and _is_header(cells, measured):
        body.legend = {column: heading_text(value) for column, value in cells}
    return bool(body.legend) and units >= 2
