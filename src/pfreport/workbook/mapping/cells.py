"""One of our columns, made of columns of the workbook: its values and the place of each."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pfreport.kinds import Kind
from pfreport.model.columns import columns
from pfreport.origins import Origin
from pfreport.workbook.cells.texts import clean, plain_text
from pfreport.workbook.cells.words import LONGEST_ID
from pfreport.workbook.file.raw import BLANK, Plain
from pfreport.workbook.file.scan import Place
from pfreport.workbook.mapping.declared import How, SheetMapping, Sources
from pfreport.workbook.mapping.rows import Line
from pfreport.workbook.mapping.values import Reader, Withheld
from pfreport.workbook.mapping.view import View, heading_text

JOINED_HEADING = "{heading}"
"""Among the headings that are joined: the heading that became this row."""

ID_KEEPS, ID_DIGITS = 40, 8


@dataclass(slots=True)
class Made:
    """A column being made, its lists in step with the lines. `at` is the column most values stand
    in, or the line of a constant.

    `elsewhere` holds the places of values that stand in others, `source` the cell of the workbook
    whose state a value shares (an error value, a formula without a result).
    """

    heading: str
    at: int | Origin | None
    values: list[Plain] = field(default_factory=list)
    elsewhere: dict[int, tuple[Origin, ...]] = field(default_factory=dict)
    withheld: dict[int, str] = field(default_factory=dict)
    source: dict[int, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes columns of one sheet of ours: the mapping, the table of the workbook, the lines to be
    read.

    `filled` holds the rows from which blank cells below take their value.
    """

    mapping: SheetMapping
    view: View
    lines: Sequence[Line]
    special: frozenset[Place]
    filled: Mapping[Place, int] = field(default_factory=dict)

    def read(self, name: str, heading: str, sources: Sources, at: Sequence[int]) -> Made:
        """The column `name` of ours from the columns `at` of the workbook; where columns became
        rows, from that of the line.
        """
        made = Made(
            heading,
            next(
                (line.columns[name] for line in self.lines if name in line.columns),
                at[0] if at else None,
            ),
        )
        take = self._taker(name, sources)
        for index, line in enumerate(self.lines):
            take(made, index, line, (line.columns[name],) if name in line.columns else at)
        return made

    def label(self, heading: str) -> Made:
        """The column that takes the headings of the columns that became rows."""
        header = self.view.header_row
        made = Made(heading, None, [line.label for line in self.lines])
        for index, line in enumerate(self.lines):
            made.elsewhere[index] = (self.view.table.origin.address(header, line.label_at),)
        return made

    def groups(self, heading: str) -> Made:
        """The column that takes the rows which head the others."""
        made = Made(heading, None)
        for index, line in enumerate(self.lines):
            made.values.append(BLANK if line.group is None else self.view.cell(*line.group))
            if line.group is not None:
                made.elsewhere[index] = (self.view.table.origin.address(*line.group),)
        return made

    def constant(self, made: Made, value: Plain, at: Origin) -> None:
        """Fills what is blank with a value that stands in the file."""
        for index, cell in enumerate(made.values):
            if cell == BLANK and index not in made.withheld and index not in made.source:
                made.values[index] = value
                if made.at != at:
                    made.elsewhere[index] = (at,)

    def cell(self, line: Line, column: int) -> Plain:
        """What stands in a column of a line, or for it above."""
        return self.view.cell(*self.place(line, column))

    def place(self, line: Line, column: int) -> Place:
        """The cell that a column of a line is read from."""
        return self.filled.get((line.row, column), line.row), column

    def origin(self, line: Line, column: int) -> Origin:
        """Its place in the workbook."""
        return self.view.table.origin.address(*self.place(line, column))

    def places(self, made: Made, index: int) -> tuple[Origin, ...]:
        """The places a value of a column comes from."""
        at = made.at
        if index in made.elsewhere or at is None:
            return made.elsewhere.get(index, ())
        return (
            (at,)
            if isinstance(at, Origin)
            else (self.view.table.origin.address(self.lines[index].row, at),)
        )

    def _taker(
        self, name: str, sources: Sources
    ) -> Callable[[Made, int, Line, Sequence[int]], None]:
        reader = Reader(self.mapping, name)
        if sources.how is How.ADD:
            return lambda made, index, line, at: self._add(reader, made, index, line, at)
        if sources.how is How.JOIN:
            declared = columns(self.mapping.record).get(name)
            join = _Join(sources, is_id=declared is not None and declared.kind is Kind.ID)
            return lambda made, index, line, at: self._join(reader, join, made, index, line, at)
        return lambda made, index, line, at: self._first(reader, made, index, line, at)

    def _first(self, reader: Reader, made: Made, index: int, line: Line, at: Sequence[int]) -> None:
        """The first cell that holds something; one that is withheld only where no other does."""
        held: tuple[int, str] | None = None
        for column in at:
            if self.place(line, column) in self.special:
                made.source[index] = self.place(line, column)
                return self._put(made, index, line, BLANK, column)
            value = reader.read(self.cell(line, column))
            if isinstance(value, Withheld):
                held = held or (column, value.text)
            elif value != BLANK:
                return self._put(made, index, line, value, column)
        if held:
            made.withheld[index] = held[1]
        return self._put(made, index, line, BLANK, held[0] if held else at[0] if at else None)

    def _put(self, made: Made, index: int, line: Line, value: Plain, column: int | None) -> None:
        made.values.append(value)
        if column is not None and (column != made.at or (line.row, column) in self.filled):
            made.elsewhere[index] = (self.origin(line, column),)

    def _add(self, reader: Reader, made: Made, index: int, line: Line, at: Sequence[int]) -> None:
        """The sum of the cells that hold a number; one that is withheld, or is no number, is the
        whole of it.
        """
        parts: list[float] = []
        for column in at:
            value = reader.read(self.cell(line, column))
            number = None if isinstance(value, Withheld) else reader.number(value)
            if (
                self.place(line, column) in self.special
                or isinstance(value, Withheld)
                or (number is None and value != BLANK)
            ):
                return self._first(reader, made, index, line, (column,))
            if number is not None:
                parts.append(number)
        made.values.append(math.fsum(parts) if parts else BLANK)
        made.elsewhere[index] = tuple(self.origin(line, column) for column in at)
        return None

    def _join(
        self, reader: Reader, join: _Join, made: Made, index: int, line: Line, at: Sequence[int]
    ) -> None:
        """The texts that are given; where all that is there is withheld, so is the whole; one that
        cannot be read is the whole of it.
        """
        unread = next((column for column in at if self.place(line, column) in self.special), None)
        if unread is not None:
            return self._first(reader, made, index, line, (unread,))
        read = [reader.read(self.cell(line, column)) for column in at]
        given = [plain_text(value) for value in read if not isinstance(value, Withheld)]
        held = next((value.text for value in read if isinstance(value, Withheld)), None)
        if held and not any(given):
            made.withheld[index] = held
        made.values.append(join.text(given, line))
        made.elsewhere[index] = tuple(self.origin(line, column) for column in at)
        return None


@dataclass(frozen=True, slots=True)
class _Join:
    """Texts put together; as an ID with dashes between them, and not too long."""

    sources: Sources
    is_id: bool

    def text(self, cells: Sequence[str], line: Line) -> str:
        """The texts that are not blank, then the heading that became this row where it is asked
        for.
        """
        texts = [text for text in (clean(cell)[0] for cell in cells) if text]
        if texts and JOINED_HEADING in self.sources.headings:
            texts.append(heading_text(line.label))
        by = self.sources.by
        joined = ("-" if self.is_id else " ") if by is None else by
        return short_id(joined.join(texts)) if self.is_id else joined.join(texts)


def short_id(text: str) -> str:
    """An ID made of a text: the text where it is short enough, else its beginning and eight digits
    of its hash.
    """
    flat = re.sub(r"\s+", " ", text).strip()
    if len(flat) <= LONGEST_ID:
        return flat
    return f"{flat[:ID_KEEPS].rstrip()}-{hashlib.sha256(flat.encode()).hexdigest()[:ID_DIGITS]}"
