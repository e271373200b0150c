"""What templates see of a report: its blocks with their texts, widths and addresses worked out."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from pfreport import values as v
from pfreport.charts import marks
from pfreport.charts.canvas import Look
from pfreport.charts.catalogue import drawn
from pfreport.charts.palette import Medium, Palette
from pfreport.faults import shorten
from pfreport.rendering.columns import LONGEST_HEAD, STEPS, Need, shares, widest_line, widest_word, widths
from pfreport.rendering.formats import TABLE, TEXT, Formats, Piece, Place
from pfreport.rendering.links import Links, anchor
from pfreport.rendering.numbers import NO_BREAK
from pfreport.rendering.sorting import WORST_FIRST, first_direction, sort_key
from pfreport.report.blocks import Beside, Block, Cell, Chart, LightShares, Provenance, Report, Row, Table, TableColumn

TRACKS = 12
"""Blocks side by side stand on a grid of so many columns."""

MARK_WIDTHS: Mapping[type, float] = {v.Light: 13.0, v.Bullet: 54.0, v.Spark: 30.0}
"""What a column of print needs at least, in pt."""

MOST_SOURCES = 400
"""Figures explained in print; of more, those of single projects are left to their own reports."""

LONGEST_UNBROKEN = 20
WIDEST = 660
NARROW = 350
"""Charts are drawn at two widths for the screen (CSS px): scaled down, their text would be too small to read."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The medium, its colours, the width of the text and the gutter between columns (CSS px or pt)."""

    medium: Medium
    palette: Palette
    width: float
    gutter: float

    def part(self, tracks: int, width: float) -> float:
        """How wide so many of the twelve tracks of a width are."""
        return (width + self.gutter) * tracks / TRACKS - self.gutter


@dataclass(frozen=True, slots=True)
class Column:
    """A block that stands beside others: its own width and the class that gives it its place."""

    block: Block
    width: float
    place: str


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A stretch of the bar of lights."""

    x: float
    width: float
    role: str
    label: str


class Page:
    """One report in one medium, for its templates."""

    def __init__(self, report: Report, formats: Formats, layout: Layout, links: Links) -> None:
        self.report = report
        self.layout = layout
        self.palette = layout.palette
        self.screen = layout.medium == "screen"
        self.text_place = TEXT
        self.table_place = TABLE
        self.links = links
        self._formats = formats
        self._sources = frozenset(source.figure for source in report.provenance)

    @property
    def language(self) -> str:
        """The language the words are in; the locale only shapes numbers and dates."""
        return "en"

    @property
    def title(self) -> str:
        """The title of the document, for tabs, outlines and metadata."""
        about = self.report.about
        what = "Executive report" if self.report.kind == "executive" else f"{self.text(self.report.name, TABLE)}, project status report"
        title = f"{what}, {shorten(about.portfolio_name)}, {self.date(about.status_date)}"
        return title.replace(NO_BREAK, " ")

    @property
    def contents_before(self) -> int:
        """Position of the section before which the list of contents stands: the end of page one."""
        later = (i for i, section in enumerate(self.report.sections) if section.new_page and i)
        return next(later, 0)

    def date(self, day: dt.date) -> str:
        """A date in full."""
        return self.text(v.Day(day))

    def cells(self, addresses: tuple[str, ...]) -> str:
        """Addresses in a row."""
        return self.text(v.Cells(addresses), TABLE)

    def inputs(self, source: Provenance) -> str:
        """What a figure was made from, by name."""
        return "; ".join(f"{name} {self.text(given, TABLE)}" for name, given in source.inputs)

    @property
    def sources_left_out(self) -> int:
        """How many figures print has no room to explain."""
        return len(self.report.provenance) - len(self._printed_sources())

    def sources_by_formula(self) -> list[tuple[str, list[Provenance]]]:
        """The figures print explains, together where they have their formula in common."""
        found: dict[str, list[Provenance]] = {}
        for source in self._printed_sources():
            found.setdefault(source.formula, []).append(source)
        return list(found.items())

    def _printed_sources(self) -> tuple[Provenance, ...]:
        every = self.report.provenance
        if len(every) <= MOST_SOURCES:
            return every
        return tuple(source for source in every if not source.figure.startswith("projects/"))[:MOST_SOURCES]

    def has_long_word(self, text: str) -> bool:
        """Whether a word is so long that it must be broken somewhere."""
        return any(len(word) > LONGEST_UNBROKEN for word in text.split())

    def anchor(self, name: str) -> str:
        """A name as an id."""
        return anchor(name)

    def chart(self, block: Chart, width: float) -> Markup:
        """A chart's SVG: on the screen wide and narrow, of which the style sheet shows one, in print as a picture."""
        alt = self.text(block.alt)
        if not self.screen:
            source = base64.b64encode(self._drawn(block, width, "").encode()).decode()
            return Markup('<img src="data:image/svg+xml;base64,{}" alt="{}">').format(source, alt)
        forms = (("wide", min(width, WIDEST)), ("narrow", NARROW))
        drawn = (Markup('<div class="{}">{}</div>').format(name, Markup(self._drawn(block, size, name))) for name, size in forms)  # noqa: S704 - our own SVG
        return Markup("").join(drawn)

    def _drawn(self, block: Chart, width: float, form: str) -> str:
        return drawn(block.name, block.data, Look(self._formats.chart_text, self.layout.medium, self.palette, width), f"{block.id}-{form}")

    def is_shares(self, mark: object) -> bool:
        """Whether a tile's mark is the bar of lights."""
        return isinstance(mark, LightShares)

    def shares_text(self, mark: LightShares) -> str:
        """The bar of lights in words."""
        return ", ".join(f"{light} {self.text(v.Share(share))}" for light, share in mark.shares)

    def share_bars(self, mark: LightShares, width: float) -> list[ShareBar]:
        """The bar of lights as stretches of a width; those wide enough carry letter and share."""
        bars: list[ShareBar] = []
        at = 0.5
        for light, share in mark.shares:
            size = round(share * (width - 1), 2)
            if size > 0:
                label = f"{light[0]} {self.text(v.Share(share))}" if size > width / 5 and light != "Grey" else ""
                bars.append(ShareBar(round(at, 2), max(size - 2, 1), light.lower(), label))
            at += size
        return bars

    def sub_place(self, place: Place) -> Place:
        """How the second line of a cell is printed: with its units, things by their keys."""
        return replace(place, bare=False, names=False, linked=False)

    def text(self, value: v.Value, place: Place = TEXT) -> str:
        """A value as plain text."""
        return self._formats.text(value, place)

    def pieces(self, value: v.Value, place: Place = TEXT) -> tuple[Piece, ...]:
        """A value as runs of text."""
        return self._formats.pieces(value, place)

    def headline(self, value: v.Value) -> tuple[str, str]:
        """A value as a large number and its unit."""
        return self._formats.headline(value)

    def source(self, figure: str | None) -> str | None:
        """The id of the row that says where a figure came from; None where there is none."""
        return f"w-{anchor(figure)}" if figure in self._sources and figure is not None else None

    def place(self, table: Table, index: int) -> Place:
        """How the values of a column are printed."""
        column = table.columns[index]
        return Place(
            table=True,
            bare=column.numeric,
            currency=column.currency,
            thousands=column.thousands,
            names=table.style == "health",
            longest=TABLE.longest,
        )

    def partial(self, block: Block) -> str:
        """The template of a block: its kind in lower case."""
        return f"blocks/{re.sub('(?<!^)(?=[A-Z])', '_', type(block).__name__).lower()}.html"

    def columns(self, table: Table, width: float) -> tuple[tuple[int, TableColumn, int], ...]:
        """Position, column and width class of every column this medium shows, in a table of a width."""
        shown = [(i, c) for i, c in enumerate(table.columns) if self.screen or not c.screen_only]
        parts = [column.width for _, column in shown]
        if not self.screen:
            parts = widths([self._need(table, i) for i, _ in shown], width)
        return tuple((i, column, part) for (i, column), part in zip(shown, shares(parts, STEPS[self.layout.medium]), strict=True))

    def _need(self, table: Table, index: int) -> Need:
        """What a column of print asks for, its padding included."""
        column, place = table.columns[index], self.place(table, index)
        sizes = self.palette.type["print"]
        size = sizes["health" if table.style == "health" else "table"].size
        cells = [row.cells[index] for row in table.rows]
        marks = [MARK_WIDTHS[type(cell.main)] for cell in cells if type(cell.main) in MARK_WIDTHS]
        texts = [self._shown(cell.main, place) for cell in cells if cell.main and type(cell.main) not in MARK_WIDTHS]
        below = [self.text(cell.sub, self.sub_place(place)) for cell in cells if cell.sub]
        heads = [self.text(column.label)] if table.style != "pairs" else []
        small = sizes["small"].size
        least = max(widest_word(texts, size), widest_word(below, small), widest_word(heads, small, LONGEST_HEAD), *marks, 0.0)
        most = max(widest_line(texts, size), widest_line(below, small), widest_word(heads, small), least)
        padding = self._padding(table, index)
        return Need(column.width, least + padding, most + padding)

    def _padding(self, table: Table, index: int) -> float:
        """What keeps a column of print off the one before it: more for words that follow a figure."""
        if not index:
            return 0.0
        dense = table.style == "health"
        if table.columns[index - 1].numeric and not table.columns[index].numeric:
            return 8.0 if dense else 11.0
        return 4.0 if dense else 7.0

    def groups(self, table: Table) -> tuple[tuple[Row, ...], ...]:
        """Rows in runs: a programme's subtotal with its projects, the total by itself."""
        runs: list[list[Row]] = []
        for row in table.rows:
            if not runs or row.kind != "row" or runs[-1][0].kind == "total":
                runs.append([])
            runs[-1].append(row)
        return tuple(tuple(run) for run in runs)

    def reasons(self, table: Table) -> Mapping[str, str]:
        """A letter for every reason why a figure of this table has no value."""
        found: dict[str, str] = {}
        for row in table.rows:
            for cell in row.cells:
                for value in (cell.main, cell.sub):
                    if isinstance(value, v.Absent):
                        found.setdefault(value.reason, letters(len(found)))
        return found

    def lights(self, table: Table) -> tuple[str, ...]:
        """The lights of a table's rows, worst first."""
        found = {row.light for row in table.rows if row.light}
        return tuple(light.value for light in WORST_FIRST if light.value in found)

    def _shown(self, value: v.Value, place: Place) -> str:
        """A value as it stands in a cell, where the reason of an absent one is a letter."""
        return "".join(piece.text for piece in self.pieces(value, place))

    def is_mark(self, cell: Cell) -> bool:
        """Whether a cell holds a light, beside which its second line stands."""
        return isinstance(cell.main, v.Light)

    def sort_key(self, cell: Cell) -> str:
        """What a cell is sorted by; empty for what stays last."""
        return sort_key(cell.main)

    def first_direction(self, table: Table, index: int) -> int:
        """How a first click sorts a column."""
        return first_direction(row.cells[index].main for row in table.rows if row.kind == "row")

    def beside(self, beside: Beside, width: float) -> list[Column]:
        """Blocks side by side on a grid of twelve tracks, each with the width it gets."""
        found: list[Column] = []
        for block, tracks in zip(beside.blocks, shares(beside.widths, TRACKS), strict=True):
            part = self.layout.part(tracks, width)
            cell = (part + (self.layout.gutter if found else 0.0)) / width
            found.append(Column(block, part, f"span{tracks}" if self.screen else f"w{round(cell * STEPS['print'])}"))
        return found

    def spark(self, mark: v.Spark, width: float, height: float) -> marks.SparkMark:
        """A sparkline's geometry."""
        return marks.spark(mark, width, height)

    def bullet(self, mark: v.Bullet, width: float, height: float) -> marks.BulletMark:
        """A bullet's geometry."""
        return marks.bullet(mark, width, height)

    def paint(self, fill: str | None = None, stroke: str | None = None) -> Markup:
        """The attributes that colour a shape by roles of the palette: classes on the screen, colours in print."""
        given = {name: role for name, role in (("fill", fill), ("stroke", stroke)) if role}
        if self.screen:
            names = " ".join(f"c{name[0]}-{role.replace('_', '-')}" for name, role in given.items())
            plain = Markup("") if fill else Markup(' fill="none"')
            return Markup(' class="{}"').format(names) + plain
        colours = {name: self.palette.colours[role].print for name, role in given.items()} | ({} if fill else {"fill": "none"})
        return Markup("").join(Markup(' {}="{}"').format(name, colour) for name, colour in colours.items())


def letters(number: int) -> str:
    """a, b … z, aa, ab …"""
    head, tail = divmod(number, 26)
    return (letters(head - 1) if head else "") + chr(ord("a") + tail)
