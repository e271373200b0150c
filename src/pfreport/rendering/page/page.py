"""What templates see of a report: its blocks with their texts, widths and addresses worked out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from pfreport import values as v
from pfreport.faults import shorten
from pfreport.rendering.look.columns import STEPS, shares
from pfreport.rendering.look.layout import TRACKS, Layout
from pfreport.rendering.page.drawings import Drawings
from pfreport.rendering.page.explained import Explained, explained
from pfreport.rendering.page.links import Links, anchor
from pfreport.rendering.page.tables import TableView
from pfreport.rendering.text.addresses import gathered
from pfreport.rendering.text.numbers import NO_BREAK
from pfreport.rendering.text.ties import tied
from pfreport.rendering.text.values import INPUT, TABLE, TEXT, Formats, Piece, Place
from pfreport.report.parts.blocks import (
    Beside,
    Block,
    Members,
    Provenance,
    Report,
    ReportKind,
    Table,
)

MOST_SOURCES = 400
"""Figures explained in print; of more, those of single projects are left to their own reports."""

LONGEST_UNBROKEN = 20


@dataclass(frozen=True, slots=True)
class Column:
    """A block that stands beside others: its own width and the class that gives it its place."""

    block: Block
    width: float
    place: str


class Page:
    """One report in one medium, for its templates."""

    def __init__(
        self,
        report: Report,
        formats: Formats,
        layout: Layout,
        links: Links,
        logo: str | None = None,
    ) -> None:
        self.report = report
        self.logo = logo
        self.layout = layout
        self.palette = layout.palette
        self.screen = layout.screen
        self.text_place = TEXT
        self.table_place = TABLE
        self.links = links
        self.draw = Drawings(formats, layout)
        self._formats = formats
        self._sources = frozenset(source.figure for source in report.provenance)

    @property
    def language(self) -> str:
        """The language the words are in; the locale shapes numbers and dates."""
        return self._formats.words.language

    @property
    def title(self) -> str:
        """The title of the document, for tabs, outlines and metadata."""
        about = self.report.about
        executive = self.report.kind is ReportKind.EXECUTIVE
        title = self._formats.said(
            "page.title.executive" if executive else "page.title.project",
            project=self.text(self.report.name, TABLE),
            portfolio=shorten(about.portfolio_name),
            day=self.date(about.status_date),
        )
        return title.replace(NO_BREAK, " ")

    @property
    def contents_before(self) -> int:
        """Position of the section before which the list of contents stands: the end of page one; -1
        where nothing follows it.
        """
        later = (i for i, section in enumerate(self.report.sections) if section.new_page and i)
        return next(later, -1)

    def text(self, value: v.Value, place: Place = TEXT) -> str:
        """A value as plain text."""
        return self._formats.text(value, place)

    def pieces(self, value: v.Value, place: Place = TEXT) -> tuple[Piece, ...]:
        """A value as runs of text."""
        return self._formats.pieces(value, place)

    def tied(self, markup: Markup) -> Markup:
        """A headline with its words tied where it may not break."""
        return tied(markup)

    def headline(self, value: v.Value) -> tuple[str, str]:
        """A value as a large number and its unit."""
        return self._formats.headline(value)

    def date(self, day: dt.date) -> str:
        """A date in full."""
        return self.text(v.Day(day))

    def partial(self, block: Block) -> str:
        """The template of a block: its kind in lower case."""
        return f"blocks/{re.sub('(?<!^)(?=[A-Z])', '_', type(block).__name__).lower()}.html"

    def table(self, table: Table, width: float) -> TableView:
        """A table with its columns and rows worked out for a width."""
        return TableView(table, self._formats, self.layout, width)

    def beside(self, beside: Beside, width: float) -> list[Column]:
        """Blocks side by side on a grid of twelve tracks, each with the width it gets."""
        found: list[Column] = []
        for block, tracks in zip(beside.blocks, shares(beside.widths, TRACKS), strict=True):
            part = self.layout.part(tracks, width)
            cell = (part + (self.layout.gutter if found else 0.0)) / width
            found.append(
                Column(
                    block,
                    part,
                    f"span{tracks}" if self.screen else f"w{round(cell * STEPS['print'])}",
                )
            )
        return found

    def width_class(self, share: float) -> str:
        """The class of a share of the width."""
        steps = STEPS[self.layout.medium]
        return f"w{max(1, round(share * steps))}"

    def anchor(self, name: str) -> str:
        """A name as an id."""
        return anchor(name)

    def has_long_word(self, text: str) -> bool:
        """Whether a word is so long that it must be broken somewhere."""
        return any(len(word) > LONGEST_UNBROKEN for word in text.split())

    def source(self, figure: str | None) -> str | None:
        """The id of the row that says where a figure came from; None where there is none."""
        return f"w-{anchor(figure)}" if figure in self._sources and figure is not None else None

    def cells(self, addresses: tuple[str, ...]) -> str:
        """Addresses in a row."""
        return self.text(v.Cells(addresses), TABLE)

    def inputs(self, source: Provenance) -> list[str]:
        """What a figure was made from, by name."""
        return self._named(
            [(name, self.text(given, INPUT)) for name, given in source.inputs], source.more_inputs
        )

    def members(self, source: Provenance) -> list[tuple[str, list[str]]]:
        """The projects' figures a wider figure was made from, by measure."""
        return [(self.text(group.measure), self._members(group)) for group in source.members]

    def value(self, source: Provenance) -> str:
        """A figure's value, exact enough to compute it again."""
        return self.text(source.value, INPUT)

    def _members(self, group: Members) -> list[str]:
        return self._named(
            [(self.text(about, TABLE), self.text(given, INPUT)) for about, given in group.parts],
            group.more,
        )

    def _named(self, parts: Iterable[tuple[str, str]], more: int) -> list[str]:
        """Values by their names, and how many there are besides."""
        said = self._formats.said
        named = [said("sources.input", name=name, value=value) for name, value in parts]
        return [*named, said("sources.more", count=more)] if more else named

    def explained(self) -> Explained:
        """The figures print explains, together where they have their formula in common."""
        return explained(self._printed_sources(), self._formats)

    @property
    def source_cells(self) -> tuple[str, ...]:
        """Every cell the figures came from, by sheet."""
        return gathered(address for source in self.report.provenance for address in source.cells)

    @property
    def sources_left_out(self) -> int:
        """How many figures print has no room to explain."""
        return len(self.report.provenance) - len(self._printed_sources())

    def _printed_sources(self) -> tuple[Provenance, ...]:
        every = self.report.provenance
        if len(every) <= MOST_SOURCES:
            return every
        return tuple(source for source in every if not source.figure.startswith("projects/"))[
            :MOST_SOURCES
        ]
