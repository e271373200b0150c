"""Scans a sheet's XML for what a plain reading does not show: error values, formulas without a
result, far cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pfreport.workbook.file.formats import Beside

MOST_SHEET_ROWS = 200_000
MOST_SHEET_COLUMNS = 200
MOST_FAR_CELLS = 100
GRID_ROWS = 1_048_576
GRID_COLUMNS = 16_384

CLASSIC_ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"}
)
"""The error values the reader knows; any other makes it give up on the whole sheet."""

NO_TEXT, NO_DATE = "missing text", "impossible date"
"""Why a cell cannot be read that holds no error value."""
LAST_DAY, TEXT_DIGITS = 1e7, 10

_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
LINK = re.compile(r"\[\d+\]")

Place = tuple[int, int]
"""A cell of a sheet by its row and its column, both counted from 0."""


class SheetRefusedError(Exception):
    """The sheet cannot be read; its text says why."""


@dataclass(slots=True)
class Scan:
    """What was found, by (row, column) counted from 0. `cuts` are spans of bytes the reader must
    not see.
    """

    errors: dict[Place, str] = field(default_factory=dict)
    uncalculated: set[Place] = field(default_factory=set)
    linked: set[Place] = field(default_factory=set)
    doubled: set[Place] = field(default_factory=set)
    unordered_rows: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    far: list[Place] = field(default_factory=list)
    cuts: list[tuple[int, int]] = field(default_factory=list)


def scan_sheet(xml: bytes, *, recalculates: bool, beside: Beside | None = None) -> Scan:
    """Scans one sheet, given in UTF-8. Raises SheetRefusedError for cells outside the grid and for
    too many far ones.

    `recalculates`: the file asks to be calculated on opening, as programs write that store 0 for
    every formula's result. `beside` is what the workbook holds beside the sheet, if that is known.
    """
    # most workbooks are read without
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415

    outer = DefusedXMLParser(forbid_dtd=True, encoding="utf-8")
    scanner = _Scanner(xml, outer.parser, recalculates=recalculates, beside=beside)
    outer.parser.Parse(xml, True)  # noqa: FBT003 - its only signature: data, whether it is the last
    return scanner.found


def without(xml: bytes, cuts: list[tuple[int, int]]) -> bytes:
    """The XML without these spans."""
    kept, position = [], 0
    for start, end in cuts:
        kept.append(xml[position:start])
        position = end
    return b"".join((*kept, xml[position:]))


def end_of(name: str, xml: bytes, position: int) -> int:
    """Where an element of that name ends whose end was told at a position: behind its end tag, or
    right there where it has none.
    """
    end = re.compile(rf"</(?:[^<>:]+:)?{name}\s*>".encode()).match(xml, position)
    return end.end() if end else position


def column_and_row(address: str) -> Place | None:
    """Both counted from 0; None where the text is no address."""
    placed = _REFERENCE.fullmatch(address)
    return (column_index(placed[1]), int(placed[2]) - 1) if placed else None


def column_index(letters: str) -> int:
    """A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0


class _Scanner:
    """The state of one scan: the row and cell the parser is in."""

    def __init__(
        self, xml: bytes, parser: Any, *, recalculates: bool, beside: Beside | None
    ) -> None:
        self.found, self.beside, self.style = Scan(), beside, ""
        self.xml, self.parser, self.recalculates = xml, parser, recalculates
        self.row = self.column = self.last_row = -1
        self.places: set[int] = set()
        self.start = 0
        self.type = ""
        self.formula: list[str] | None = None
        self.value: list[str] | None = None
        self.inline = False
        parser.buffer_text, parser.ordered_attributes = True, False
        parser.StartElementHandler = self.open
        parser.EndElementHandler = self.close

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        if name == "c":
            self.open_cell(attributes)
        elif name == "row":
            self.open_row(attributes)
        elif name == "v":
            self.value = []
            self.parser.CharacterDataHandler = self.value.append
        elif name == "f":
            self.formula = []
            self.parser.CharacterDataHandler = self.formula.append
        elif name == "is":
            self.inline = True

    def close(self, tag: str) -> None:
        """An element ends."""
        name = tag.rpartition("}")[2]
        if name in ("v", "f"):
            self.parser.CharacterDataHandler = None
        elif name == "c":
            self.close_cell()

    def open_row(self, attributes: dict[str, str]) -> None:
        """A row begins, at the number it gives or below the one before."""
        number = attributes.get("r", "")
        self.row = int(number) - 1 if number.isdigit() else self.row + 1
        if not 0 <= self.row < GRID_ROWS:
            raise SheetRefusedError(f"row {self.row + 1:,} lies outside the grid of a sheet")
        if self.row <= self.last_row:
            self.found.unordered_rows.add(self.row)
        self.last_row = max(self.row, self.last_row)
        self.column = -1
        if attributes.get("hidden") in ("1", "true"):
            self.found.hidden_rows.add(self.row)

    def open_cell(self, attributes: dict[str, str]) -> None:
        """A cell begins, at the place it gives or beside the one before."""
        placed = _REFERENCE.fullmatch(attributes.get("r", ""))
        row = int(placed[2]) - 1 if placed else self.row
        self.column = column_index(placed[1]) if placed else self.column + 1
        if not (0 <= row < GRID_ROWS and self.column < GRID_COLUMNS):
            raise SheetRefusedError(f"cell {attributes.get('r')} lies outside the grid of a sheet")
        self.row = row
        place = row * GRID_COLUMNS + self.column
        if place in self.places:
            self.found.doubled.add((row, self.column))
        self.places.add(place)
        self.start = self.parser.CurrentByteIndex
        self.type, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.formula = self.value = None
        self.inline = False

    def close_cell(self) -> None:
        """A cell is complete: what is worth a word is noted."""
        place = (self.row, self.column)
        text = "".join(self.value or ())
        if self.row >= MOST_SHEET_ROWS or self.column >= MOST_SHEET_COLUMNS:
            self.cut_far(place, filled=bool(text or self.formula is not None or self.inline))
            return
        if self.type == "e":
            self.found.errors[place] = text or "#N/A"
            if text not in CLASSIC_ERRORS:
                self.cut()
        elif why := self.unreadable(text):
            self.found.errors[place] = why
            self.cut()
        elif self.formula is not None and self.lacks_result(text):
            self.found.uncalculated.add(place)
        if self.formula and LINK.search("".join(self.formula)):
            self.found.linked.add(place)

    def unreadable(self, text: str) -> str | None:
        """Why a cell cannot be read that refers to no text, or shows as a date what is none."""
        if self.beside is None or not text:
            return None
        if self.type == "s":
            whole = text.isascii() and text.isdigit() and len(text) < TEXT_DIGITS
            return None if whole and int(text) < self.beside.texts else NO_TEXT
        dated = self.type == "n" and self.style in self.beside.dated
        return NO_DATE if dated and not abs(_number(text)) <= LAST_DAY else None

    def lacks_result(self, text: str) -> bool:
        """Whether a formula has no stored result; an empty text is one."""
        if self.type == "str":
            return self.value is None
        return not text.strip() or (self.recalculates and text == "0")

    def cut_far(self, place: Place, *, filled: bool) -> None:
        """Takes a far cell out, since it would make the reader allocate the whole grid up to it."""
        if filled:
            self.found.far.append(place)
        if len(self.found.far) > MOST_FAR_CELLS:
            raise SheetRefusedError(
                f"it uses more than {MOST_SHEET_ROWS:,} rows or {MOST_SHEET_COLUMNS} columns"
            )
        self.cut()

    def cut(self) -> None:
        """Notes the span of the cell that ends here."""
        self.found.cuts.append((self.start, end_of("c", self.xml, self.parser.CurrentByteIndex)))
