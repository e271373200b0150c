"""What `pfreport.toml` says of a workbook, checked: mappings of sheets, where goals come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pfreport.model.columns import Record
from pfreport.workbook.file.raw import Plain
from pfreport.workbook.mapping.patterns import DatePattern, Texts

NOTHING_MATCHES = Texts.of(())
NOT_READ = ""
"""The name of the sheet for one of ours that is not to be read, though the workbook has one of that
name.
"""
SHEET_NAME = "{sheet}"
"""Among constants: the name of the sheet a row stands on."""


class PartDates(StrEnum):
    """The day that a month or a quarter stands for: its first, its last, or the first of starts and
    the last of all else.
    """

    FIRST = "first"
    LAST = "last"
    SPAN = "span"

    def is_last(self, field: str) -> bool:
        """Whether the last day is meant in a field."""
        return self is PartDates.LAST or (self is PartDates.SPAN and "start" not in field)


class How(StrEnum):
    """What several columns of the workbook make together."""

    FIRST = "first"
    ADD = "add"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Sources:
    """The headings one of our columns is read from, and what they make together. `by` stands
    between joined texts.
    """

    headings: tuple[str, ...]
    how: How = How.FIRST
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Unfold:
    """Columns that become rows: one a distinct heading. `field` takes the heading, or what its `*`
    stands for.
    """

    field: str
    columns: Mapping[str, Texts]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMapping:
    """How one of our sheets is read from a workbook as it is. Columns go by field names, or by
    headings that begin with x_.

    `path` is its place in the file. Without columns and constants every heading of the sheet stands
    as it is. Rows in which one cell alone is filled head those below them where `groups` is given:
    by the field they fill, "" where they are passed over. The row that begins with a text of
    `until`, and all below it, are no part of the table.
    """

    record: type[Record]
    path: str
    sheets: tuple[str, ...] = ()
    header_rows: tuple[int, ...] = ()
    transposed: bool = False
    until: Texts = NOTHING_MATCHES
    groups: str | None = None
    fill_down: tuple[str, ...] = ()
    columns: Mapping[str, Sources] = field(default_factory=dict)
    constants: Mapping[str, Plain] = field(default_factory=dict)
    values: Mapping[str, tuple[tuple[Texts, Plain], ...]] = field(default_factory=dict)
    scale: Mapping[str, float] = field(default_factory=dict)
    skip: Mapping[str, Texts] = field(default_factory=dict)
    dates: tuple[DatePattern, ...] = ()
    part_dates: PartDates | None = None
    decimal: str | None = None
    suffixes: Mapping[str, float] = field(default_factory=dict)
    withheld: Texts = NOTHING_MATCHES
    cumulative: tuple[str, ...] = ()
    unfold: Unfold | None = None


@dataclass(frozen=True, slots=True)
class GoalsFrom:
    """A column whose values are goals, and how strongly a project serves the one it names."""

    heading: str
    impact: Plain


@dataclass(frozen=True, slots=True)
class Mapped:
    """Everything the file maps: sheets by the name of ours, goals written down in it, goals made of
    a column.
    """

    sheets: Mapping[str, SheetMapping] = field(default_factory=dict)
    goals: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)
    goals_from: GoalsFrom | None = None
