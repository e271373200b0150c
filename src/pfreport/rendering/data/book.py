"""An Excel workbook of tables with a first sheet that says what is where. Text is written as text:
nothing becomes a formula.
"""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from pfreport.artefact import Artefact
from pfreport.charts.palette import load_palette

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
README = "Read me"
NO_VALUE = "n/a"
LIGHTS = ("Green", "Amber", "Red", "Grey")

# a constant, so that the same figures are the same bytes
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001
_LONGEST = 32_767
_NARROWEST, _WIDEST, _WIDEST_PRINT = 8, 48, 260
_LINE_HEIGHT, _MOST_LINES = 15, 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A value with the number format it is shown in; `light` where the word for one has its
    colour.
    """

    value: float | dt.date | str | None
    format: str = ""
    light: bool = False

    @property
    def look(self) -> tuple[str, str]:
        """Number format and role of a cell: cells alike share a format of the workbook."""
        if self.value == NO_VALUE:
            return self.format, NO_VALUE
        return self.format, str(self.value) if self.light and self.value in LIGHTS else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its heads, its rows, what stands in it, comments on heads, the heads whose long
    texts are wrapped.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[Shown]]
    help: str
    notes: Mapping[str, str] = field(default_factory=dict)
    wrapped: Sequence[str] = ()
    frozen: int = 1


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its title, lines about it, how its cells are read, and its sheets by name."""

    title: str
    lines: Sequence[str]
    reading: Sequence[str]
    sheets: Mapping[str, Sheet]


def write_book(name: str, book: Book) -> Artefact:
    """The workbook; the same book gives the same bytes."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }
    file = xlsxwriter.Workbook(target, options)
    file.set_properties({"title": book.title, "author": "pfreport", "created": _CREATED})
    forms = _Forms(file)
    _write_readme(file.add_worksheet(README), forms, book)
    for sheet_name, sheet in book.sheets.items():
        _write_sheet(file.add_worksheet(sheet_name), forms, sheet_name, sheet)
    file.close()
    return Artefact(name, MEDIA_TYPE, target.getvalue())


class _Forms:
    """The formats of one workbook, each made once."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def make(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._file.add_format({"valign": "top", **properties})
        return self._made[key]

    def cell(self, cell: Shown, *, wrap: bool) -> Any:
        form, role = cell.look
        properties: dict[str, Any] = {"num_format": form} if form else {}
        if role == NO_VALUE:
            properties |= {"align": "right", "font_color": _colour("mute")}
        elif role:
            properties |= {"bg_color": _light(role, "fill"), "font_color": _light(role, "letter")}
        elif isinstance(cell.value, str):
            properties["indent"] = 1
        return self.make(**properties, **({"text_wrap": True} if wrap else {}))

    def head(self) -> Any:
        return self.make(
            bold=True,
            text_wrap=True,
            indent=1,
            bg_color=_colour("tint"),
            font_color=_colour("ink"),
            bottom=1,
        )


def _colour(role: str) -> str:
    return load_palette().colours[role].light


def _light(word: str, part: str) -> str:
    return (
        _colour("band_watch")
        if (word, part) == ("Grey", "fill")
        else load_palette().colours[f"{word.lower()}_{part}"].print
    )


def _write_readme(sheet: Any, forms: _Forms, book: Book) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100, forms.make(text_wrap=True))
    sheet.set_column(2, 2, 12)
    sheet.write_string(0, 0, book.title[:_LONGEST], forms.make(bold=True, font_size=16))
    sheet.set_row(0, 2 * _LINE_HEIGHT)
    row = _write_lines(sheet, 1, book.lines) + 1
    for column, head in enumerate(("Sheet", "What stands in it", "Rows")):
        sheet.write_string(row, column, head, forms.head())
    for place, (name, one) in enumerate(book.sheets.items(), row + 1):
        sheet.write_url(
            place,
            0,
            f"internal:'{name}'!A1",
            forms.make(font_color=_colour("accent"), underline=1),
            name,
        )
        sheet.write_string(place, 1, one.help, forms.make(text_wrap=True))
        sheet.write_number(place, 2, len(one.rows), forms.make())
        _make_room(sheet, place, one.help, 100)
    _write_lines(sheet, row + len(book.sheets) + 2, book.reading)
    _print(sheet, 128)


def _write_lines(sheet: Any, row: int, lines: Sequence[str]) -> int:
    """Lines across the page; the row after them."""
    for place, line in enumerate(lines, row):
        sheet.write_string(place, 0, line[:_LONGEST])
    return row + len(lines)


def _write_sheet(sheet: Any, forms: _Forms, name: str, table: Sheet) -> None:
    """One sheet with one Excel table, frozen head, comments, and columns as wide as what stands
    in them.
    """
    wrapped = {column for column, head in enumerate(table.heads) if head in table.wrapped}
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, forms.cell(cell, wrap=column in wrapped))
        _make_room(
            sheet,
            number,
            max((str(row[column].value or "") for column in wrapped), key=len, default=""),
            _WIDEST,
        )
    columns = [{"header": head, "header_format": forms.head()} for head in table.heads]
    look = {"columns": columns, "name": name, "style": "Table Style Light 1", "banded_rows": False}
    sheet.add_table(0, 0, max(1, len(table.rows)), len(table.heads) - 1, look)
    sheet.set_row(0, 2 * _LINE_HEIGHT + 4)
    sheet.freeze_panes(1, table.frozen)
    for column, head in enumerate(table.heads):
        if head in table.notes:
            sheet.write_comment(0, column, table.notes[head], {"author": "pfreport", "x_scale": 2})
    widths = [
        _width(head, (row[column] for row in table.rows)) for column, head in enumerate(table.heads)
    ]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _print(sheet, sum(widths))
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, table.frozen - 1)


def _print(sheet: Any, width: int) -> None:
    """Across the page; on one page wide where that can still be read."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_footer("&L&A&R&P / &N")
    if width <= _WIDEST_PRINT:
        sheet.fit_to_pages(1, 0)


def _make_room(sheet: Any, number: int, text: str, characters: int) -> None:
    """Heightens the row of a long text: LibreOffice does not fit heights to them by itself."""
    lines = len(textwrap.wrap(text, characters))
    if lines > 1:
        sheet.set_row(number, _LINE_HEIGHT * min(lines, _MOST_LINES))


def _write(sheet: Any, row: int, column: int, cell: Shown, form: Any) -> None:
    if isinstance(cell.value, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(cell.value, dt.time()), form)
    elif isinstance(cell.value, bool | str):
        sheet.write_string(row, column, str(cell.value)[:_LONGEST], form)
    elif cell.value is not None:
        sheet.write_number(row, column, cell.value, form)


def _width(head: str, cells: Iterable[Shown]) -> int:
    """Room for what stands in a column and for the longest word of its head beside the filter's
    arrow.
    """
    texts = (_length(cell) for cell in cells if cell.value is not None)
    return min(_WIDEST, max(_NARROWEST, *(len(word) + 4 for word in head.split()), *texts))


def _length(cell: Shown) -> int:
    if isinstance(cell.value, str):
        return len(cell.value) + 1
    return (
        len(f"{cell.value:{cell.format and ',.2f'}}") + 2
        if isinstance(cell.value, float) and cell.format.startswith("#")
        else 12
    )
