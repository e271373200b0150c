"""One sheet of the blank workbook, made from what its record class declares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, NamedTuple

from pfreport.kinds import Kind, Rag
from pfreport.model.columns import Column, Record, columns
from pfreport.model.portfolio import RECORDS
from pfreport.model.strategy import IMPACT_WORDS
from pfreport.origins import column_letters
from pfreport.workbook.blank_cells import write_cell
from pfreport.workbook.blank_styles import HEADING_HEIGHT, Styles, width
from pfreport.workbook.blank_validation import accepted, unique
from pfreport.workbook.describe import comment

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
    """A sheet of xlsxwriter with what is written into it; `last` is the last row, from 1, that drop-downs and colours reach."""

    sheet: Any
    styles: Styles
    last: int

    def below_heading(self, column: int) -> str:
        """The cells under one heading as a range, from `$B$2` on."""
        letters = column_letters(column + 1)
        return f"${letters}$2:${letters}${self.last}"

    def make_table(self, name: str, headings: Sequence[Heading], rows: int, frozen: int) -> None:
        """Makes it a table with a frozen, commented head. An empty table keeps one blank row, which reads as none."""
        look = [{"header": h.text, "header_format": self.styles.heading(required=h.required)} for h in headings]
        table = {"name": name.replace(" ", ""), "style": None, "columns": look}
        self.sheet.add_table(0, 0, max(rows, 1), len(headings) - 1, table)
        for position, heading in enumerate(headings):
            self.sheet.write_comment(0, position, heading.note, {"author": "pfreport", "x_scale": 2, "y_scale": 1.4})
        self.sheet.set_row(0, HEADING_HEIGHT)
        self.sheet.freeze_panes(1, frozen)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)


def write_records(grid: Grid, record: type[Record], rows: Sequence[Row], sheets: Collection[str]) -> None:
    """Writes the sheet of a record class. `sheets` names the sheets of the workbook, whose IDs drop-downs may offer."""
    declared = columns(record)
    _refuse_unknown(record, rows)
    for position, (name, column) in enumerate(declared.items()):
        _write_column(grid, position, column, [row.get(name) for row in rows])
        _colour(grid, position, column)
        _guard(grid, position, column, record, sheets)
    frozen = sum(1 for _ in takewhile(lambda column: column.key, declared.values()))
    headings = [Heading(column.heading, comment(column), column.required) for column in declared.values()]
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
    if column.kind in (Kind.ID, Kind.IDS, Kind.JUDGEMENT):
        grid.sheet.ignore_errors({"number_stored_as_text": grid.below_heading(position).replace("$", "")})


def _colour(grid: Grid, position: int, column: Column) -> None:
    cells = grid.below_heading(position).replace("$", "")
    if column.choices is Rag:
        for rag in Rag:
            grid.sheet.conditional_format(cells, {"type": "cell", "criteria": "==", "value": f'"{rag}"', "format": grid.styles.light(rag)})
    if column.required and position:
        first = cells.partition(":")[0]
        lacking = f'=AND($A2<>"",{first}="")'
        grid.sheet.conditional_format(cells, {"type": "formula", "criteria": lacking, "format": grid.styles.lacking()})


def _guard(grid: Grid, position: int, column: Column, record: type[Record], sheets: Collection[str]) -> None:
    cells = grid.below_heading(position)
    rule = accepted(column, column.heading, _offered(grid, column, sheets))
    if column.kind is Kind.ID and record.sheet.key == (next(iter(columns(record))),) and position == 0:
        rule = unique(cells, cells.partition(":")[0].replace("$", ""), column.heading)
    if rule is not None:
        grid.sheet.data_validation(cells.replace("$", ""), rule)


def _offered(grid: Grid, column: Column, sheets: Collection[str]) -> str | Sequence[str] | None:
    """What a drop-down offers: the words of an impact, or the IDs that stand in another sheet."""
    if column.kind is Kind.IMPACT:
        return list(IMPACT_WORDS)
    if column.kind is not Kind.ID or column.refers not in sheets:
        return None
    return _ids(grid, next(record for record in RECORDS if record.sheet.name == column.refers))


def _ids(grid: Grid, record: type[Record]) -> str:
    """The filled IDs of a sheet as a range that grows with it."""
    ids = f"'{record.sheet.name}'!{grid.below_heading(list(columns(record)).index(record.sheet.key[0]))}"
    return f"={ids.partition(':')[0]}:INDEX({ids},MAX(1,COUNTA({ids})))"
