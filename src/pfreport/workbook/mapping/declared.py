"""What `pfreport.toml` says of a workbook, checked: mappings of sheets, where goals come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pfreport.model.columns import Record
from pfreport.workbook.mapping.patterns import DatePattern, Texts
from pfreport.workbook.raw import Plain

NOTHING_MATCHES = Texts.of(())


class How(StrEnum):
    """What several columns of the workbook make together."""

    FIRST = "first"
    ADD = "add"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Sources:
    """The headings one of our columns is read from, and what they make together. `by` stands between joined texts."""

    headings: tuple[str, ...]
    how: How = How.FIRST
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Unfold:
    """Columns that become rows: one a distinct heading. `field` takes the heading, or what its `*` stands for."""

    field: str
    columns: Mapping[str, Texts]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMapping:
    """How one of our sheets is read from a workbook as it is. Columns go by field names, or by headings that begin with x_.

    `path` is its place in the file. Without columns and constants every heading of the sheet stands as it is.
    """

    record: type[Record]
    path: str
    sheet: str | None = None
    header_rows: tuple[int, ...] = ()
    transposed: bool = False
    columns: Mapping[str, Sources] = field(default_factory=dict)
    constants: Mapping[str, Plain] = field(default_factory=dict)
    values: Mapping[str, tuple[tuple[Texts, Plain], ...]] = field(default_factory=dict)
    scale: Mapping[str, float] = field(default_factory=dict)
    skip: Mapping[str, Texts] = field(default_factory=dict)
    dates: tuple[DatePattern, ...] = ()
    decimal: str | None = None
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
    """Everything the file maps: sheets by the name of ours, goals written down in it, goals made of a column."""

    sheets: Mapping[str, SheetMapping] = field(default_factory=dict)
    goals: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)
    goals_from: GoalsFrom | None = None
