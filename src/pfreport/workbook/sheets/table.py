"""One sheet on its way from plain values to records: columns read, rows judged, faults gathered."""

from __future__ import annotations

import typing
from collections.abc import Collection, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from types import NoneType
from typing import Any

from pfreport.faults import Effect, Fault, FaultKind, Severity, fault, kind, shorten
from pfreport.kinds import Kind
from pfreport.model.columns import FAULTY, Column, Record, columns
from pfreport.model.money import Baseline, Benefit, BenefitPeriod, Period
from pfreport.model.project import Project
from pfreport.model.strategy import Goal
from pfreport.origins import Origin
from pfreport.reasons import Because, Reason, because
from pfreport.workbook.cells.cells import read_column, with_mapping
from pfreport.workbook.cells.days import DATE_AS_TEXT
from pfreport.workbook.cells.numbers import NUMBER_AS_TEXT
from pfreport.workbook.cells.parsed import Trouble
from pfreport.workbook.cells.points import in_points
from pfreport.workbook.file.raw import (
    BLANK,
    UNDER_HEADING,
    Plain,
    RawTable,
)
from pfreport.workbook.file.scan import NO_DATE, NO_TEXT
from pfreport.workbook.sheets.headers import Header, check_header

CELL_BY_CELL: frozenset[type[Record]] = frozenset(
    {Project, Goal, Period, BenefitPeriod, Benefit, Baseline}
)
"""Records that stay when one of their cells is faulty: the cell alone becomes unknown. Every other
row is left out.
"""

AS_TEXT = (NUMBER_AS_TEXT, DATE_AS_TEXT)
"""Warnings about values that stand as text, as all do where a file knows nothing else."""

ERROR_VALUE = kind("PF201", Severity.ERROR, Effect.VALUE_UNKNOWN)
NEVER_CALCULATED = kind("PF202", Severity.ERROR, Effect.VALUE_UNKNOWN)
CELL_DOUBLED = kind("PF222", Severity.ERROR, Effect.VALUE_UNKNOWN)
TEXT_MISSING = kind("PF225", Severity.ERROR, Effect.VALUE_UNKNOWN)
NO_SUCH_DATE = kind("PF227", Severity.ERROR, Effect.VALUE_UNKNOWN)
COVERED = kind("PF121", Severity.ERROR, Effect.VALUE_UNKNOWN)
NOT_READ = {NO_TEXT: TEXT_MISSING, NO_DATE: NO_SUCH_DATE, UNDER_HEADING: COVERED}
OTHER_WORKBOOK = kind("PF223", Severity.WARNING)
BLANK_REQUIRED = kind("PF224", Severity.WARNING)
BLANK_KEY = kind("PF301", Severity.ERROR)


@dataclass(slots=True)
class Table:
    """A sheet being read, column by column: each runs in step with `rows`, the indices of the rows
    that count.

    `unknown` holds the fields of a row that are faulty, `dropped` the positions of rows left out
    because of a fault, `gone` those left out with something they belong to. `blamed` holds the
    position of the row that each of its faults is of, by the fault's own place among them.
    `cells_at` maps fields to columns, one mapping a row where rows differ.
    """

    record: type[Record]
    raw: RawTable
    rows: list[int]
    cells_at: Mapping[str, int]
    carried: Mapping[int, str] = field(default_factory=dict)
    header_row: int = 0
    skipped: int = 0
    unknown: dict[int, dict[str, Reason]] = field(default_factory=dict)
    dropped: dict[int, Origin] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    faulty: set[int] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    blamed: dict[int, int] = field(default_factory=dict)
    columns_of_row: Sequence[Mapping[str, int]] | None = None
    _read: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def fields(self) -> Collection[str]:
        """The fields that were read."""
        return self._read.keys()

    def column(self, name: str) -> Sequence[Any]:
        """The values of a field by position; nothing is known of one that the sheet lacks."""
        return self._read[name] if name in self._read else [None] * len(self.rows)

    def put(self, name: str, values: list[Any]) -> None:
        """Puts the values of a field in place."""
        self._read[name] = values

    def whole(self, position: int) -> tuple[Any, ...]:
        """All values of one row, in the order of columns."""
        return tuple(values[position] for values in self._read.values())

    def place(self, position: int, name: str) -> tuple[int, int | None]:
        """Row and column of a field by their indices in the sheet."""
        at = self.columns_of_row[position] if self.columns_of_row else self.cells_at
        return self.rows[position], at.get(name)

    def origin(self, position: int, name: str) -> Origin:
        """The cell of a field; the row where there is none."""
        return self.raw.origin.address(*self.place(position, name))

    def project_of(self, position: int) -> str | None:
        """The project a row names, as far as it could be read."""
        return self.column("project_id")[position] if "project_id" in self._read else None

    def blame(
        self, position: int, name: str, what: FaultKind, found: object = "", /, **values: object
    ) -> None:
        """Notes a fault of one cell. An error makes the cell unknown, or leaves its row out."""
        origin = self.origin(position, name)
        self.blamed[len(self.faults)] = position
        told = fault(what, origin, found, self.project_of(position), **values)
        self.faults.append(with_mapping(told) if self.raw.mapped else told)
        if what.severity is Severity.ERROR:
            self.faulty.add(position)
            if self.record in CELL_BY_CELL and name not in self.record.sheet.key:
                self.unknown.setdefault(position, {})[name] = FAULTY
            else:
                self.dropped.setdefault(position, origin)

    def kept(self) -> list[int]:
        """Positions of the rows that became records."""
        return [p for p in range(len(self.rows)) if p not in self.dropped and p not in self.gone]

    def counts(self) -> dict[str, int]:
        """What `faults.json` says of the sheet's rows: each is read, skipped (blank, or of a
        project left out), or has an error.
        """
        there, read = len(self.rows) + self.skipped, len(set(self.kept()) - self.faulty)
        return {
            "there": there,
            "read": read,
            "skipped": there - read - len(self.faulty),
            "faulty": len(self.faulty),
        }


def read_table(record: type[Record], raw: RawTable, header: Header, score_max: float) -> Table:
    """Reads a sheet whose header is found."""
    raw = heading_unmerged(raw, header.row)
    below, first = uncovered(raw, header.row + 1), header.row + 1
    read = {name: column for name, column in columns(record).items() if name in header.columns}
    keys = [header.columns[name] for name, column in read.items() if column.key]
    rows, keyless = _rows_that_count(raw, below, first, keys)
    table = Table(record, raw, rows, dict(header.columns), header.carried, header.row)
    table.faults += check_header(record, raw, header)
    table.skipped = keyless + raw.skipped
    cells = list(zip(*(below[row - first] for row in rows), strict=True))
    for name, column in read.items():
        read_into(table, name, column, list(cells[header.columns[name]]) if rows else [], score_max)
    for name in set(header.doubled.values()):
        _forget(table, name)
    return table


def read_into(
    table: Table, name: str, column: Column, cells: list[Plain], score_max: float
) -> None:
    """Reads one column's cells into the table, blaming what cannot be read."""
    special = _special(table, name) if _has_special(table.raw) else {}
    for position in special:
        cells[position] = BLANK
    if table.raw.withheld:
        _note_withheld(table, name)
    values, troubles = read_column(column, cells, score_max)
    table.put(name, values)
    if column.kind is Kind.FRACTION and column.high == 1:
        troubles |= in_points(cells, values, troubles)
    troubles |= special
    unknown = value_of_unknown(table.record, name) if troubles else None
    for position, trouble in sorted(troubles.items()):
        if not table.raw.typed and trouble.kind in AS_TEXT:
            continue
        if trouble.kind.severity is Severity.ERROR:
            values[position] = unknown
        table.blame(position, name, trouble.kind, trouble.found, **trouble.values)
    if table.raw.linked:
        _blame_links(table, name)
    if (column.required or column.key) and column.blank is None and None in values:
        _blame_blanks(table, name, column, values)


def value_of_unknown(record: type[Record], name: str) -> Any:
    """What stands in a field that is faulty: None, or what blank means where None is not allowed;
    `absent` says the rest.
    """
    default = next(f.default for f in fields(record) if f.name == name)
    may_be_none = NoneType in typing.get_args(typing.get_type_hints(record)[name])
    return None if may_be_none or default is MISSING else default


def _note_withheld(table: Table, name: str) -> None:
    for position in range(len(table.rows)):
        row, column = table.place(position, name)
        text = table.raw.withheld.get((row, -1 if column is None else column))
        if text is not None:
            table.unknown.setdefault(position, {})[name] = because(
                Because.WITHHELD, text=shorten(text)
            )


def _forget(table: Table, name: str) -> None:
    """A column given twice is known in no row; the key of a row is taken from the first."""
    if not columns(table.record)[name].key:
        table.put(name, [None] * len(table.rows))
        for position in range(len(table.rows)):
            table.unknown.setdefault(position, {})[name] = FAULTY


def uncovered(raw: RawTable, first: int) -> list[Sequence[Plain]]:
    """The rows from `first` on, without what merged cells hide."""
    below = list(raw.rows[first:])
    for merge in raw.merges:
        for row in range(max(merge.top, first), min(merge.bottom + 1, len(raw.rows))):
            cells = list(below[row - first])
            shown = cells[merge.left] if row == merge.top else BLANK
            cells[merge.left : merge.right + 1] = [BLANK] * len(cells[merge.left : merge.right + 1])
            cells[merge.left : merge.left + 1] = [shown] * len(cells[merge.left : merge.left + 1])
            below[row - first] = cells
    return below


def heading_unmerged(raw: RawTable, header_row: int) -> RawTable:
    """The table with its headings unmerged from what stands below them: what a merge hides there
    that begins in the row of headings is no value, and no row is passed over for it.
    """
    from_heading = [m for m in raw.merges if m.top <= header_row < m.bottom]
    if not from_heading:
        return raw
    hidden = {
        (row, column): UNDER_HEADING
        for merge in from_heading
        for row in range(header_row + 1, min(merge.bottom + 1, len(raw.rows)))
        for column in range(merge.left, min(merge.right + 1, len(raw.rows[row])))
        if _filled(raw.cell(row, column))
    }
    merges = tuple(merge for merge in raw.merges if merge not in from_heading)
    return replace(raw, merges=merges, errors=hidden | {**raw.errors})


def _rows_that_count(
    raw: RawTable, below: Sequence[Sequence[Plain]], first: int, keys: Sequence[int]
) -> tuple[list[int], int]:
    """Rows with something in a key cell, and how many others have something elsewhere."""
    marked = {row for row, column in raw.special() if column in keys}
    of_keys = [[row[key] for row in below] for key in keys]
    blanks = {value for value in set().union(*of_keys) if not _filled(value)}
    counted = [
        i
        for i, cells in enumerate(zip(*of_keys, strict=True), first)
        if not blanks.issuperset(cells) or i in marked
    ]
    others = {*range(first, first + len(below))} - {*counted} if len(counted) < len(below) else ()
    return counted, sum(any(map(_filled, below[index - first])) for index in others)


def _filled(value: Plain) -> bool:
    """Whether a cell holds more than blanks."""
    return not isinstance(value, str) or (bool(value) and not value.isspace())


def _has_special(raw: RawTable) -> bool:
    return bool(raw.errors or raw.uncalculated or raw.doubled)


def _special(table: Table, name: str) -> dict[int, Trouble]:
    """What plain values do not show of a column: error values, formulas without a result, cells
    stored twice.
    """
    places = (table.place(position, name) for position in range(len(table.rows)))
    troubles = {
        position: special_trouble(table.raw, row, -1 if column is None else column)
        for position, (row, column) in enumerate(places)
    }
    return {position: trouble for position, trouble in troubles.items() if trouble}


def special_trouble(raw: RawTable, row: int, column: int) -> Trouble | None:
    """What plain values do not show of a cell, if anything."""
    place = (row, column)
    if place in raw.errors:
        return Trouble(NOT_READ.get(raw.errors[place], ERROR_VALUE), raw.errors[place])
    if place in raw.uncalculated:
        return Trouble(NEVER_CALCULATED, "")
    return Trouble(CELL_DOUBLED, "") if place in raw.doubled else None


def _blame_links(table: Table, name: str) -> None:
    for position in range(len(table.rows)):
        if table.place(position, name) in table.raw.linked:
            table.blame(position, name, OTHER_WORKBOOK)


def _blame_blanks(table: Table, name: str, column: Column, values: Sequence[Any]) -> None:
    for position, value in enumerate(values):
        if (
            value is None
            and name not in table.unknown.get(position, ())
            and position not in table.dropped
        ):
            what = BLANK_KEY if column.key else BLANK_REQUIRED
            table.blame(position, name, what, heading=column.heading)
