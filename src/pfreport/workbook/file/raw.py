"""A workbook as it was read: plain values in tables, with the places they came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pfreport.faults import Fault
from pfreport.model.columns import NOTHING
from pfreport.origins import Origin
from pfreport.workbook.file.scan import Place

Plain = str | float | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta
BLANK = ""

UNDER_HEADING = "merged with the heading"
"""What `RawTable.errors` says of cells that a merge hides which begins in the headings."""

ANNOTATED = "pfreport.annotated"
"""The custom document property that marks a copy made by `check --annotate`."""


class TableOrigin(Protocol):
    """Where the values of a table come from."""

    @property
    def sheet(self) -> str:
        """The sheet the table stands on."""

    def address(self, row: int, column: int | None = None) -> Origin:
        """The place of a value by its indices in the table, counted from 0; of the whole row
        without a column.
        """

    def columns(self, fields: Mapping[str, int]) -> Mapping[str, int]:
        """The sheet's columns, counted from 1, of those fields whose values all stand in one, in
        the row of their record.
        """

    def lines(
        self, rows: Sequence[int], fields: Mapping[str, int]
    ) -> list[Mapping[str, tuple[Origin, ...]]]:
        """The places of those fields of each row that stand elsewhere."""


@dataclass(frozen=True, slots=True)
class SheetOrigin:
    """A sheet, read from its cell A1; `file` is that of its source where there are several."""

    sheet: str
    file: str = ""

    def address(self, row: int, column: int | None = None) -> Origin:
        """The cell, or the row."""
        return Origin(self.sheet, row + 1, 0 if column is None else column + 1, self.file)

    def columns(self, fields: Mapping[str, int]) -> Mapping[str, int]:
        """All of them."""
        return {name: column + 1 for name, column in fields.items()}

    def lines(
        self,
        rows: Sequence[int],
        fields: Mapping[str, int],  # noqa: ARG002 - the protocol's
    ) -> list[Mapping[str, tuple[Origin, ...]]]:
        """None."""
        return [NOTHING] * len(rows)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range by the indices of its corners, both counted."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet. A blank is the empty text; `rows` may differ in length.

    What plain values cannot say stands beside them by (row, column), counted from 0: `errors` the
    text of error values, or why else a cell cannot be read, `uncalculated` formulas without a
    stored result, `linked` formulas that read other workbooks, `doubled` cells that the file holds
    twice. `far` are filled cells too far out to be read. `hidden_rows` are rows hidden or filtered
    out. `unreadable` says why a sheet has no rows. `typed` is False where the file knows texts
    alone (.csv); `ragged` are rows of it with more fields than headings, and what is left over.

    A table that a mapping made is `mapped`: cells `withheld` are blank in it and their texts stand
    here; `skipped` counts the rows of the sheet that are not in it though something stands in them.
    """

    rows: Sequence[Sequence[Plain]]
    origin: TableOrigin
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    errors: Mapping[Place, str] = field(default_factory=dict)
    uncalculated: frozenset[Place] = frozenset()
    linked: frozenset[Place] = frozenset()
    doubled: frozenset[Place] = frozenset()
    unordered_rows: frozenset[int] = frozenset()
    far: tuple[Place, ...] = ()
    unreadable: str | None = None
    typed: bool = True
    mapped: bool = False
    withheld: Mapping[Place, str] = field(default_factory=dict)
    skipped: int = 0
    ragged: Mapping[int, str] = field(default_factory=dict)

    def column(self, at: int, first: int = 0) -> list[Plain]:
        """What stands in a column from a row on; blank where a row is shorter."""
        return [row[at] if at < len(row) else BLANK for row in self.rows[first:]]

    def cell(self, row: int, at: int) -> Plain:
        """What stands in one cell."""
        return self.rows[row][at] if at < len(self.rows[row]) else BLANK

    def special(self) -> frozenset[Place]:
        """Cells that are not what their plain value shows: error values, formulas without a result,
        cells stored twice.
        """
        return frozenset((*self.errors, *self.uncalculated, *self.doubled))


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A workbook's tables by sheet name, in its own order. `sha256` is that of the file; `macros`
    are never run.

    `faults` are what a mapping found wrong with itself or with the sheets it reads; `file` is what
    its origins call it where several are read together.
    """

    name: str
    sha256: str
    sheets: Mapping[str, RawTable]
    macros: bool = False
    faults: tuple[Fault, ...] = ()
    file: str = ""
