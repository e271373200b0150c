"""A sheet as a mapping sees it: one row of headings, records below it, wherever and whichever way
round they stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pfreport.model.columns import NOTHING
from pfreport.origins import Origin, column_letters
from pfreport.workbook.cells.texts import clean, plain_text
from pfreport.workbook.file.raw import BLANK, Merge, Plain, RawTable, TableOrigin
from pfreport.workbook.sheets.headers import plain_heading
from pfreport.workbook.sheets.table import uncovered

MAPPED_HEADER_WITHIN_ROWS = 30
_NUMBERED = re.compile(r"(.+)#(\d+)")
_LETTERED = re.compile(r"column ([A-Z]{1,3})")


@dataclass(frozen=True, slots=True)
class TransposedOrigin:
    """A sheet read with its rows and columns exchanged."""

    source: TableOrigin

    @property
    def sheet(self) -> str:
        """The sheet as it stands."""
        return self.source.sheet

    def address(self, row: int, column: int | None = None) -> Origin:
        """The cell; of a whole row, the top of the column that it is."""
        return self.source.address(column or 0, row)

    # the protocol's
    def columns(self, fields: Mapping[str, int]) -> Mapping[str, int]:  # noqa: ARG002
        """None: the fields of a record stand below each other."""
        return NOTHING

    def lines(
        self, rows: Sequence[int], fields: Mapping[str, int]
    ) -> list[Mapping[str, tuple[Origin, ...]]]:
        """All of them."""
        return [
            {name: (self.address(row, column),) for name, column in fields.items()} for row in rows
        ]


@dataclass(frozen=True, slots=True)
class View:
    """A table of the workbook: the row of its headings (the lower one of two), the headings by
    column, the rows below.
    """

    table: RawTable
    header_row: int
    headings: tuple[Plain, ...]
    below: Sequence[Sequence[Plain]]

    def cell(self, row: int, column: int) -> Plain:
        """What stands in a cell below the headings, by its indices in the sheet."""
        cells = self.below[row - self.header_row - 1]
        return cells[column] if column < len(cells) else BLANK

    @property
    def texts(self) -> tuple[str, ...]:
        """The headings as texts; a second heading of one name is told apart by `#2`."""
        return tuple(_numbered([heading_text(h) for h in self.headings]))

    def column(self, name: str) -> int | None:
        """The column of a heading: as it is written, else without regard to case, spacing and
        punctuation, else `column F`.
        """
        bare = [heading_text(h) for h in self.headings]
        for texts, wanted in (
            (list(self.texts), name),
            (bare, name),
            ([plain_heading(t) for t in bare], plain_heading(name)),
        ):
            if wanted and wanted in texts:
                return texts.index(wanted)
        numbered = _NUMBERED.fullmatch(name)
        if numbered:
            alike = [
                i
                for i, text in enumerate(bare)
                if plain_heading(text) == plain_heading(numbered[1])
            ]
            return alike[int(numbered[2]) - 1] if 0 < int(numbered[2]) <= len(alike) else None
        lettered = _LETTERED.fullmatch(name)
        return next(
            (
                i
                for i in range(len(self.headings))
                if lettered and column_letters(i + 1) == lettered[1]
            ),
            None,
        )


def view_of(
    table: RawTable, header_rows: Sequence[int], wanted: Collection[str], *, turned: bool
) -> View | None:
    """The table under the row of headings, which is found by the `wanted` ones where its number is
    not given.
    """
    table = transposed(table) if turned else table
    rows = header_rows or _found(table, wanted)
    if not rows or rows[-1] >= len(table.rows):
        return None
    return View(table, rows[-1], headings(table, rows), uncovered(table, rows[-1] + 1))


def transposed(table: RawTable) -> RawTable:
    """The same table with rows and columns exchanged."""

    def swapped(places: Collection[tuple[int, int]]) -> Any:
        return frozenset((column, row) for row, column in places)

    width = max(map(len, table.rows), default=0)
    return replace(
        table,
        rows=[
            [row[column] if column < len(row) else BLANK for row in table.rows]
            for column in range(width)
        ],
        origin=TransposedOrigin(table.origin),
        hidden_rows=frozenset(),
        unordered_rows=frozenset(),
        far=(),
        merges=tuple(Merge(m.left, m.top, m.right, m.bottom) for m in table.merges),
        errors={(column, row): text for (row, column), text in table.errors.items()},
        uncalculated=swapped(table.uncalculated),
        linked=swapped(table.linked),
        doubled=swapped(table.doubled),
    )


def heading_text(value: Plain) -> str:
    """A heading as text; a date as 2026-10-31."""
    return " ".join(clean(plain_text(value))[0].split())


def _found(table: RawTable, wanted: Collection[str]) -> tuple[int, ...]:
    """The row with the most of the headings that are wanted; the upper one on a tie."""
    best: tuple[int, ...] = ()
    most = 0
    plain = {plain_heading(name) for name in wanted} - {""}
    for index, row in enumerate(table.rows[:MAPPED_HEADER_WITHIN_ROWS]):
        count = len({plain_heading(heading_text(cell)) for cell in row if cell != BLANK} & plain)
        if count > most:
            best, most = (index,), count
    return best


def headings(table: RawTable, rows: Sequence[int]) -> tuple[Plain, ...]:
    """The headings of a row; of two rows each lower one with the upper one it stands under."""
    lower = table.rows[rows[-1]]
    if len(rows) == 1:
        return tuple(lower)
    upper = _spread(table, rows[0])
    return tuple(
        _joined(upper[column] if column < len(upper) else BLANK, cell)
        for column, cell in enumerate(lower)
    )


def _spread(table: RawTable, row: int) -> list[Plain]:
    """A row whose merged cells all hold the value of the first."""
    cells = list(table.rows[row])
    for merge in table.merges:
        if merge.top <= row <= merge.bottom:
            cells[merge.left : merge.right + 1] = [table.rows[merge.top][merge.left]] * len(
                cells[merge.left : merge.right + 1]
            )
    return cells


def _joined(upper: Plain, lower: Plain) -> Plain:
    above, below = heading_text(upper), heading_text(lower)
    if not above or not below:
        return lower if below else upper
    return upper if above == below else f"{above} {below}"


def _numbered(texts: Sequence[str]) -> Sequence[str]:
    seen: dict[str, int] = {}
    numbered = []
    for text in texts:
        seen[text] = seen.get(text, 0) + 1
        numbered.append(f"{text}#{seen[text]}" if text and seen[text] > 1 else text)
    return numbered
