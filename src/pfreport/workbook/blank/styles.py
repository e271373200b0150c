"""How the blank workbook looks: cell formats, widths and colours, the lights in those of the
reports.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from enum import StrEnum
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from pfreport.charts.palette import load_palette
from pfreport.kinds import Kind, Month, Rag
from pfreport.model.columns import Record
from pfreport.model.strategy import Alignment, Goal


class Need(StrEnum):
    """How much a sheet is needed, in words."""

    REQUIRED = "Required"
    STARTER = "Part of the starter"
    OPTIONAL = "Optional"


def need(record: type[Record]) -> Need:
    """How much the sheet of a record class is needed."""
    if record.sheet.required:
        return Need.REQUIRED
    return Need.STARTER if record in (Goal, Alignment) else Need.OPTIONAL


TYPED_AS_TEXT = (
    Kind.ID,
    Kind.IDS,
    Kind.JUDGEMENT,
)  # 0012 would lose its zeros, and 1/3 become a date
NUMBER_FORMATS = {
    **dict.fromkeys(TYPED_AS_TEXT, "@"),
    Kind.DATE: "yyyy-mm-dd",
    Kind.MONTH: "yyyy-mm",
    Kind.MONEY: "#,##0",
    Kind.FRACTION: "0.0%",
    Kind.INTEGER: "0",
}
WIDTHS = {
    Kind.LONG_TEXT: 60,
    Kind.TEXT: 28,
    Kind.IDS: 20,
    Kind.JUDGEMENT: 18,
    Kind.MONEY: 14,
    Kind.ONE_OF: 14,
}
USUAL_WIDTH = 12
WRAPPED = (Kind.TEXT, Kind.LONG_TEXT)
HEADING_HEIGHT, LINE_HEIGHT = 34, 15
MOST_LINES_OF_A_CELL = 10
TABS = {Need.REQUIRED: "accent", Need.STARTER: "amber", Need.OPTIONAL: "hairline"}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def cell(self, kind: Kind) -> Format:
        """A cell to fill in."""
        wrap = {"text_wrap": True} if kind in WRAPPED else {}
        return self.make(num_format=NUMBER_FORMATS.get(kind, "General"), valign="top", **wrap)

    def setting(self, kind: Kind) -> Format:
        """The value of a setting: as a cell of its kind, all to the left since kinds are mixed in
        one column.
        """
        return self.make(
            num_format=NUMBER_FORMATS.get(kind, "General"),
            valign="top",
            align="left",
            text_wrap=True,
        )

    def heading(self, *, required: bool) -> Format:
        """A heading of a table: bold on the accent where it must be there, plain on a tint where it
        may be missing.
        """
        look = {"bold": True, "font_color": colour("ground"), "bg_color": colour("accent")}
        plain = {"font_color": colour("ink"), "bg_color": colour("tint")}
        return self.make(
            text_wrap=True,
            valign="vcenter",
            border=1,
            border_color=colour("hairline"),
            **(look if required else plain),
        )

    def light(self, rag: Rag) -> Format:
        """What a cell that holds the word for a light turns into."""
        role = rag.value.lower()
        fill = (
            colour("band_watch")
            if rag is Rag.GREY
            else load_palette().colours[f"{role}_fill"].print
        )
        letter = load_palette().colours[f"{role}_letter"].print
        return self.make(bg_color=fill, font_color=letter, border=1, border_color=colour("ground"))

    def need(self, need: Need) -> Format:
        """How much a sheet is needed, in the colour of its tab."""
        return self.make(
            bg_color=colour(TABS[need]),
            font_color=colour("ink" if need is Need.OPTIONAL else "ground"),
            valign="top",
        )

    def lacking(self) -> Format:
        """What an empty cell of a bold column turns into once its row is in use."""
        return self.make(bg_color="#fff4d6")

    def make(self, **properties: Any) -> Format:
        """The format with these properties of xlsxwriter."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]


def colour(role: str) -> str:
    """A colour of the palette by day."""
    return load_palette().colours[role].light


def width(kind: Kind, heading: str) -> float:
    """A column's width in characters: room for its values and for the longest word of its heading
    beside the filter's arrow.
    """
    return max(WIDTHS.get(kind, USUAL_WIDTH), max(map(len, heading.split())) + 4)


def lines_of(text: str, characters: float) -> int:
    """How many lines a wrapped text takes in a column of that width."""
    return sum(max(1, len(textwrap.wrap(line, int(characters)))) for line in text.splitlines())


def write_cell(sheet: Any, row: int, column: int, value: object, look: Format) -> None:
    """Writes a value of the model, or anything else a workbook may hold. None leaves the cell
    blank, text is never a formula. Counts from 0.
    """
    match value:
        case None:
            sheet.write_blank(row, column, None, look)
        case bool():
            sheet.write_string(row, column, "Yes" if value else "No", look)
        case Month():
            sheet.write_datetime(row, column, value.first_day, look)
        case dt.date():
            sheet.write_datetime(row, column, value, look)
        case int() | float():
            sheet.write_number(row, column, value, look)
        case tuple() | list():
            sheet.write_string(row, column, ", ".join(map(str, value)), look)
        case _:
            sheet.write_string(row, column, str(value), look)
