"""One sheet of the blank workbook, made from what its record class declares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from pfreport.kinds import Kind, Rag
from pfreport.model.columns import Column, Record, columns
from pfreport.model.portfolio import RECORDS
from pfreport.workbook.blank.styles import (
    HEADING_HEIGHT,
    LINE_HEIGHT,
    MOST_LINES_OF_A_CELL,
    TYPED_AS_TEXT,
    WRAPPED,
    Styles,
    lines_of,
    width,
    write_cell,
)
from pfreport.workbook.blank.validation import accepted, unique
from pfreport.workbook.cells.describe import comment
from pfreport.workbook.cells.numbers import IMPACTS

Row = Mapping[str, object]
_A4 = 9
_WIDEST_PRINT = 260


class Heading(NamedTuple):
    """The head of a column: its text, its comment, whether it must be there."""

    text: str
    note: str
    required: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet of xlsxwriter with what is written into it; `last` is the last row, from 1, that
    drop-downs and colours reach.
    """

    sheet: Any
    styles: Styles
    last: int

    def below(self, column: int) -> tuple[int, int, int, int]:
        """The cells under one heading as xlsxwriter counts: first row and column, last row and
        column, from 0.
        """
        return 1, column, self.last - 1, column

    def make_table(self, name: str, headings: Sequence[Heading], rows: int, frozen: int) -> None:
        """Makes it a table with a frozen, commented head. An empty table keeps one blank row, which
        reads as none.
        """
        look = [
            {"header": h.text, "header_format": self.styles.heading(required=h.required)}
            for h in headings
        ]
        table = {"name": name.replace(" ", ""), "style": None, "columns": look}
        self.sheet.add_table(0, 0, max(rows, 1), len(headings) - 1, table)
        for position, heading in enumerate(headings):
            self.sheet.write_comment(
                0, position, heading.note, {"author": "pfreport", "x_scale": 2, "y_scale": 1.4}
            )
        self.sheet.set_row(0, HEADING_HEIGHT)
        self.sheet.freeze_panes(1, frozen)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)


def write_records(
    grid: Grid, record: type[Record], rows: Sequence[Row], sheets: Collection[str]
) -> None:
    """Writes the sheet of a record class. `sheets` names the sheets of the workbook, whose IDs
    drop-downs may offer.
    """
    declared = columns(record)
    _refuse_unknown(record, rows)
    for position, (name, column) in enumerate(declared.items()):
        _write_column(grid, position, column, [row.get(name) for row in rows])
        _colour(grid, position, column)
        _guard(grid, position, column, record, sheets)
    for number, row in enumerate(rows, 1):
        _make_room(grid, number, declared, row)
    frozen = sum(1 for _ in takewhile(lambda column: column.key, declared.values()))
    headings = [
        Heading(column.heading, comment(column), column.required) for column in declared.values()
    ]
    texts = [
        position
        for position, column in enumerate(declared.values())
        if column.kind in TYPED_AS_TEXT
    ]
    grid.sheet.ignore_errors(
        {"number_stored_as_text": " ".join(xl_range(*grid.below(position)) for position in texts)}
    )
    grid.make_table(record.sheet.name, headings, len(rows), frozen)
    if sum(width(column.kind, column.heading) for column in declared.values()) <= _WIDEST_PRINT:
        grid.sheet.fit_to_pages(1, 0)


def _refuse_unknown(record: type[Record], rows: Sequence[Row]) -> None:
    unknown = {name for row in rows for name in row} - set(columns(record))
    if unknown:
        raise ValueError(f"{record.sheet.name} has no {', '.join(sorted(unknown))}")


def _write_column(grid: Grid, position: int, column: Column, values: Iterable[object]) -> None:
    look = grid.styles.cell(column.kind)
    grid.sheet.set_column(position, position, width(column.kind, column.heading), look)
    for row, value in enumerate(values, 1):
        write_cell(grid.sheet, row, position, value, look)


def _make_room(grid: Grid, number: int, declared: Mapping[str, Column], row: Row) -> None:
    """Heightens a row of long texts: LibreOffice does not fit heights to them by itself."""
    lines = [
        lines_of(text, width(declared[name].kind, declared[name].heading))
        for name, text in row.items()
        if isinstance(text, str) and declared[name].kind in WRAPPED
    ]
    if max(lines, default=1) > 1:
        grid.sheet.set_row(number, LINE_HEIGHT * min(max(lines), MOST_LINES_OF_A_CELL))


def _colour(grid: Grid, position: int, column: Column) -> None:
    cells = grid.below(position)
    if column.choices is Rag:
        for rag in Rag:
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{rag}"',
                "format": grid.styles.light(rag),
            }
            grid.sheet.conditional_format(*cells, rule)
    if column.required and position:
        lacking = f'=AND($A2<>"",{xl_rowcol_to_cell(1, position)}="")'
        grid.sheet.conditional_format(
            *cells, {"type": "formula", "criteria": lacking, "format": grid.styles.lacking()}
        )


def _guard(
    grid: Grid, position: int, column: Column, record: type[Record], sheets: Collection[str]
) -> None:
    cells = grid.below(position)
    rule = accepted(column, column.heading, _offered(grid, column, sheets))
    if [list(columns(record)).index(name) for name in record.sheet.key] == [position]:
        rule = unique(xl_range_abs(*cells), xl_rowcol_to_cell(*cells[:2]), column.heading)
    if rule is not None:
        grid.sheet.data_validation(*cells, rule)


def _offered(grid: Grid, column: Column, sheets: Collection[str]) -> str | Sequence[str] | None:
    """What a drop-down offers: the words of an impact, or the IDs that stand in another sheet."""
    if column.kind is Kind.IMPACT:
        return [word.capitalize() for word in IMPACTS]
    if column.kind is not Kind.ID or column.refers not in sheets:
        return None
    return _ids(grid, next(record for record in RECORDS if record.sheet.name == column.refers))


def _ids(grid: Grid, record: type[Record]) -> str:
    """The filled IDs of a sheet as a range that grows with it."""
    key = list(columns(record)).index(record.sheet.key[0])
    ids = f"'{record.sheet.name}'!{xl_range_abs(*grid.below(key))}"
    return f"={ids.partition(':')[0]}:INDEX({ids},MAX(1,COUNTA({ids})))"
