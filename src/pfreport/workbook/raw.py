"""A workbook as it was read: plain values in tables, with the places they came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pfreport.origins import Origin

Plain = str | float | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta
BLANK = ""

ANNOTATED = "pfreport.annotated"
"""The custom document property that marks a copy made by `check --annotate`."""


@dataclass(frozen=True, slots=True)
class SheetOrigin:
    """Where a table stands: a sheet, read from its cell A1."""

    sheet: str

    def address(self, row: int, column: int | None = None) -> Origin:
        """The place of a value by its indices in the table, counted from 0; of the whole row without a column."""
        return Origin(self.sheet, row + 1, 0 if column is None else column + 1)


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

    What plain values cannot say stands beside them by (row, column), counted from 0: `errors` the text of error values,
    `uncalculated` formulas without a stored result, `linked` formulas that read other workbooks, `doubled` cells that
    the file holds twice. `far` are filled cells too far out to be read. `hidden_rows` are rows hidden or filtered out.
    `unreadable` says why a sheet has no rows.
    """

    rows: Sequence[Sequence[Plain]]
    origin: SheetOrigin
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    linked: frozenset[tuple[int, int]] = frozenset()
    doubled: frozenset[tuple[int, int]] = frozenset()
    unordered_rows: frozenset[int] = frozenset()
    far: tuple[tuple[int, int], ...] = ()
    unreadable: str | None = None


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A workbook's tables by sheet name, in its own order. `sha256` is that of the file; `macros` are never run."""

    name: str
    sha256: str
    sheets: Mapping[str, RawTable]
    macros: bool = False
