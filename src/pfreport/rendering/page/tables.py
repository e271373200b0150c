"""What templates see of a table: its columns with their widths, its rows in groups, why its figures
are absent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from pfreport import values as v
from pfreport.rendering.look.columns import (
    LONGEST_WORD,
    REGULAR,
    ROOMY,
    SHORTEST_HEAD,
    STEPS,
    Need,
    lines,
    shares,
    widest_half,
    widest_line,
    widest_word,
    widths,
)
from pfreport.rendering.look.layout import Layout
from pfreport.rendering.page.sorting import WORST_FIRST, first_direction, sort_key
from pfreport.rendering.text.values import TABLE, Formats, Place
from pfreport.report.parts.blocks import Cell, Row, RowKind, Table, TableColumn, TableStyle

MARK_WIDTHS: Mapping[type, float] = {
    v.Light: 13.0,
    v.Bullet: 44.0,
    v.LightShares: 96.0,
    v.Spark: 30.0,
    v.Dumbbell: 150.0,
}
"""What a column of print needs at least, in pt."""

NARROW, BRIEF = 3, 15
"""On a phone, more columns than this, or as many of long text, become cards; texts of so many
characters are short.
"""

BULLET = 96.0
"""Width of a bullet in print where it has all the room it wants."""

KEPT_WHOLE, HEALTH_KEPT_WHOLE = 10, 18
"""A table of so many rows in print is not broken between pages; that of health may follow the
contents on a page of its own.
"""

LEAST_BROKEN, HIGH, BETWEEN = 8, 220.0, 6.0
"""Rows of many lines make a table so high, in pt, that keeping it whole may leave a third of a page
empty: from so many rows on it is broken. `BETWEEN` is what keeps rows apart.
"""

WIDE, MANY, LONGEST_NAME = 7, 9, 60
"""In print, tables of more columns than this, and decisions on page one, cut texts at so many
characters; names of projects are always cut there, as they would fill the page: their own reports
give them whole.
"""


class TableView:
    """One table in one medium, in a width."""

    def __init__(self, table: Table, formats: Formats, layout: Layout, width: float) -> None:
        self._table = table
        self._formats = formats
        self._layout = layout
        self._width = width

    @property
    def columns(self) -> tuple[tuple[int, TableColumn, int], ...]:
        """Position, column and width class of every column this medium shows."""
        shown = {
            i: c
            for i, c in enumerate(self._table.columns)
            if self._layout.screen or not c.screen_only
        }
        parts = (
            [column.width for column in shown.values()]
            if self._layout.screen
            else list(self._printed.values())
        )
        steps = shares(parts, STEPS[self._layout.medium])
        return tuple(
            (i, column, part) for (i, column), part in zip(shown.items(), steps, strict=True)
        )

    @property
    def groups(self) -> tuple[tuple[Row, ...], ...]:
        """Rows in runs: a programme's subtotal with its projects, the total by itself."""
        runs: list[list[Row]] = []
        for row in self._table.rows:
            if not runs or row.kind is not RowKind.ROW or runs[-1][0].kind is RowKind.TOTAL:
                runs.append([])
            runs[-1].append(row)
        return tuple(tuple(run) for run in runs)

    @property
    def reasons(self) -> Mapping[str, str]:
        """A letter for every reason why a figure of this table has no value."""
        values = (
            value
            for row in self._table.rows
            for cell in row.cells
            for value in (cell.main, cell.sub)
        )
        found: dict[str, str] = {}
        for value in values:
            if isinstance(value, v.Absent):
                found.setdefault(value.reason, letters(len(found)))
        return found

    @property
    def lights(self) -> tuple[str, ...]:
        """The lights of the rows, worst first."""
        found = {row.light for row in self._table.rows}
        return tuple(light.value for light in WORST_FIRST if light.value in found)

    def place(self, index: int) -> Place:
        """How the values of a column are printed."""
        column = self._table.columns[index]
        return Place(
            table=True,
            bare=column.numeric and self._table.style is not TableStyle.PAIRS,
            currency=column.currency,
            thousands=column.thousands,
            names=self._table.style is TableStyle.HEALTH,
            longest=LONGEST_NAME if self._is_tight(index) else TABLE.longest,
            longest_name=TABLE.longest if self._layout.screen else LONGEST_NAME,
        )

    def _is_tight(self, index: int) -> bool:
        """Whether a long name in a column of print would take the page from the others."""
        return not self._layout.screen and (
            len(self._table.columns) > WIDE
            or (self._table.style is TableStyle.DECISIONS and not index)
        )

    def below(self, index: int) -> Place:
        """How the second line of a cell is printed: with its units, things by their keys."""
        return replace(self.place(index), bare=False, names=False, linked=False)

    def breaks(self, index: int) -> bool:
        """Whether a column of print is too narrow for a word of its head, which then may break at a
        hyphen.
        """
        small = self._layout.palette.type["print"]["small"].size
        return (
            not self._layout.screen
            and widest_word(self._heads(index), small) + self._padding(index) > self._printed[index]
        )

    @property
    def is_card(self) -> bool:
        """Whether a phone shows its rows as cards: where columns side by side would be too narrow
        to read.
        """
        long = [i for i, column, _ in self.columns if not column.numeric and not self.is_brief(i)]
        return self._table.style is not TableStyle.PAIRS and (
            len(self.columns) > NARROW or len(long) >= NARROW
        )

    def is_brief(self, index: int) -> bool:
        """Whether every text of a column is so short that three of such columns fit side by side on
        a phone.
        """
        return index in self._brief

    @cached_property
    def _brief(self) -> frozenset[int]:
        return frozenset(
            i
            for i, column in enumerate(self._table.columns)
            if not column.numeric and self._longest(i) <= BRIEF
        )

    def _longest(self, index: int) -> int:
        cells = [row.cells[index] for row in self._table.rows]
        texts = [
            *(self._shown(cell.main, index) for cell in cells if cell.main),
            *self._below(cells, index),
            *self._heads(index),
        ]
        return max(map(len, texts), default=0)

    def scale(self, index: int) -> float:
        """How large a bullet is drawn in a column of print, so that it is as wide as that and as
        high as ever.
        """
        return (
            1.0
            if self._layout.screen
            else min(1.0, (self._printed[index] - self._padding(index)) / BULLET)
        )

    def is_light(self, cell: Cell) -> bool:
        """Whether a cell holds a light, beside which its second line stands."""
        return isinstance(cell.main, v.Light)

    def sort_key(self, cell: Cell) -> str:
        """What a cell is sorted by; empty for what stays last."""
        return sort_key(cell.main)

    def first_direction(self, index: int) -> int:
        """How a first click sorts a column."""
        return first_direction(
            row.cells[index].main for row in self._table.rows if row.kind is RowKind.ROW
        )

    @cached_property
    def _printed(self) -> Mapping[int, float]:
        """Width of every column of print, by its position; words of heads are kept whole where
        there is room for them.
        """
        shown = [i for i, column in enumerate(self._table.columns) if not column.screen_only]
        bare = [self._need(i) for i in shown]
        for longest in range(LONGEST_WORD, SHORTEST_HEAD - 1, -1):
            needs = [
                self._under_head(i, need, longest) for i, need in zip(shown, bare, strict=True)
            ]
            if sum(need.least for need in needs) <= ROOMY * self._width:
                break
        return dict(zip(shown, widths(needs, self._width), strict=True))

    def _under_head(self, index: int, need: Need, longest: int) -> Need:
        """What a column asks for with its head, whose words of up to so many characters are kept
        whole.
        """
        heads, small, padding = (
            self._heads(index),
            self._layout.palette.type["print"]["small"].size,
            self._padding(index),
        )
        least = max(need.least, widest_word(heads, small, longest) + padding)
        return Need(need.share, least, max(need.most, widest_half(heads, small) + padding, least))

    def _need(self, index: int) -> Need:
        """What the cells of a column of print ask for, its padding included."""
        sizes = self._layout.palette.type["print"]
        size, small = sizes["health" if self.is_dense else "table"].size, sizes["small"].size
        cells = [row.cells[index] for row in self._table.rows]
        marks = [MARK_WIDTHS[type(cell.main)] for cell in cells if type(cell.main) in MARK_WIDTHS]
        texts = [
            self._shown(cell.main, index)
            for cell in cells
            if cell.main and type(cell.main) not in MARK_WIDTHS
        ]
        below = self._below(cells, index)
        under = (
            widest_line(below, small, REGULAR)
            if any(map(self.is_light, cells))
            else widest_word(below, small)
        )
        least = max(widest_word(texts, size), under, *marks, 0.0)
        most = max(widest_line(texts, size), widest_line(below, small, REGULAR), least)
        padding = self._padding(index)
        return Need(self._table.columns[index].width, least + padding, most + padding)

    def _below(self, cells: Sequence[Cell], index: int) -> list[str]:
        """The second lines of a column."""
        return [self._formats.text(cell.sub, self.below(index)) for cell in cells if cell.sub]

    def _heads(self, index: int) -> list[str]:
        """The words of a column's head; marks and tables of pairs have none."""
        label = self._table.columns[index].label
        return (
            []
            if self._table.style is TableStyle.PAIRS or isinstance(label, v.TimeAxis)
            else [self._formats.text(label)]
        )

    def _padding(self, index: int) -> float:
        """What keeps a column of print off the one before it: more for words that follow a
        figure.
        """
        if not index:
            return 0.0
        if self._table.columns[index - 1].numeric and not self._table.columns[index].numeric:
            return 7.0 if self.is_dense else 11.0
        return 3.5 if self.is_dense else 7.0

    @property
    def is_long(self) -> bool:
        """Whether print may break it between pages, with some rows on each side."""
        if self._layout.screen:
            return False
        rows = len(self._table.rows)
        if self._table.style is TableStyle.HEALTH:
            return rows > HEALTH_KEPT_WHOLE
        return rows > KEPT_WHOLE or (
            rows >= LEAST_BROKEN and sum(map(self._height, self._table.rows)) > HIGH
        )

    def _height(self, row: Row) -> float:
        """About how high a row of print is, in pt."""
        sizes = self._layout.palette.type["print"]
        body, small = sizes["health" if self.is_dense else "table"], sizes["small"]
        high = 0.0
        for index, width in self._printed.items():
            cell, room = row.cells[index], width - self._padding(index)
            first = self._shown(cell.main, index) if cell.main else ""
            below = self._formats.text(cell.sub, self.below(index)) if cell.sub else ""
            high = max(
                high,
                lines(first, room, body.size) * body.line
                + lines(below, room, small.size) * small.line,
            )
        return high + BETWEEN

    @property
    def is_dense(self) -> bool:
        """Whether print sets it small and close: health, and tables of many figures."""
        return not self._layout.screen and (
            self._table.style is TableStyle.HEALTH or len(self._table.columns) > MANY
        )

    def _shown(self, value: v.Value, index: int) -> str:
        """A value as it stands in a cell, where the reason of an absent one is a letter."""
        return "".join(piece.text for piece in self._formats.pieces(value, self.place(index)))


def letters(number: int) -> str:
    """a, b … z, aa, ab …"""
    head, tail = divmod(number, 26)
    return (letters(head - 1) if head else "") + chr(ord("a") + tail)
