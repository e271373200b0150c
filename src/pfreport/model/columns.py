"""How a sheet is declared: `Sheet`, `Column`, and `Record`, the base of a row."""

from __future__ import annotations

import functools
import typing
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, cast

from pfreport.kinds import Kind
from pfreport.origins import Origin
from pfreport.reasons import Because, Reason

NOTHING: Mapping[str, Any] = MappingProxyType({})
FAULTY = Reason(Because.FAULTY)


def nothing() -> Mapping[str, Any]:
    """The one empty mapping: rows are many, and most have no absences worth a word."""
    return NOTHING


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet, from which header check, parser, blank workbook and docs are made.

    `required`: the heading must be there (bold). `key`: filled in every row that counts. `blank` is
    what an empty cell means where it means a value. `refers` names the sheet whose IDs it holds,
    `also` the words allowed beside them. `low` and `high` bound a number (inclusive). `personal`
    marks names of persons.
    """

    heading: str
    kind: Kind
    help: str
    required: bool = False
    key: bool = False
    aliases: tuple[str, ...] = ()
    choices: type[StrEnum] | None = None
    blank: object = None
    refers: str | None = None
    also: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    personal: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The values a one-of column allows."""
        return tuple(self.choices) if self.choices else ()


class Doubles(StrEnum):
    """What two rows with one key are."""

    ERROR = "error"
    ADD_UP = "add up"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the fields that identify a row, what it holds, what it adds to the
    reports, whether it is needed.
    """

    name: str
    key: tuple[str, ...]
    help: str
    adds: str
    required: bool = False
    doubles: Doubles = Doubles.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row of a sheet. A field without a value is None, and `why` says why.

    `columns_at` maps field names to column numbers of the sheet it was read from; `lines` maps
    field names to origins where a value came from elsewhere (several cells, a line of
    `pfreport.toml`). `extra` holds `x_` columns by heading.
    """

    sheet: ClassVar[Sheet]

    origin: Origin
    columns_at: Mapping[str, int] = field(default_factory=nothing, repr=False, compare=False)
    lines: Mapping[str, tuple[Origin, ...]] = field(
        default_factory=nothing, repr=False, compare=False
    )
    absent: Mapping[str, Reason] = field(default_factory=nothing, repr=False, compare=False)
    extra: Mapping[str, str] = field(default_factory=nothing, repr=False, compare=False)

    def why(self, name: str) -> Reason:
        """Why a field has no value: blank, withheld, faulty, not mapped."""
        if name in self.absent:
            return self.absent[name]
        read = self.columns_at or self.lines
        return Reason(Because.NOT_MAPPED if read and not self.placed(name) else Because.BLANK)

    def left_blank(self, name: str) -> bool:
        """Whether a field's cell was left empty."""
        return self.why(name).code is Because.BLANK

    def placed(self, name: str) -> bool:
        """Whether a field has a place of its own, filled or not."""
        return name in self.columns_at or name in self.lines

    def at(self, name: str) -> Origin:
        """Where a field's value was read; the row where its sheet has no such column."""
        if name in self.lines:
            return self.lines[name][0]
        column = self.columns_at.get(name)
        return self.origin if column is None else self.origin._replace(column=column)

    def cells(self, *names: str) -> tuple[Origin, ...]:
        """The cells of some fields, blank ones too; none for a field whose column its sheet does
        not have.
        """
        (sheet, row, _, file), places = self.origin, self.columns_at
        if self.lines:
            return tuple(
                [
                    place
                    for name in names
                    if self.placed(name)
                    for place in self.lines.get(name, (self.at(name),))
                ]
            )
        return tuple([Origin(sheet, row, places[name], file) for name in names if name in places])

    @property
    def key(self) -> tuple[Any, ...]:
        """The values that identify this row."""
        return tuple(getattr(self, name) for name in self.sheet.key)


def columns(record: type[Record]) -> Mapping[str, Column]:
    """The columns a record class declares: field name -> Column, in order."""
    return _declared(
        cast("Hashable", record)
    )  # mypy takes the hash of the rows for that of their class


@functools.cache
def _declared(record: Any) -> Mapping[str, Column]:
    hints = typing.get_type_hints(record, include_extras=True)
    declared: dict[str, Column] = {}
    for f in fields(record):
        for note in getattr(hints[f.name], "__metadata__", ()):
            if isinstance(note, Column):
                declared[f.name] = note
    return MappingProxyType(declared)
