"""The third step: located tables become records, every reference resolved and every key checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

from pfreport.faults import Effect, Fault, fault
from pfreport.model.columns import Record, columns
from pfreport.model.delivery import Milestone
from pfreport.model.governance import ScenarioChoice
from pfreport.model.money import Benefit
from pfreport.model.people import Demand, RoleMonth
from pfreport.model.portfolio import RECORDS, Portfolio, field_of
from pfreport.model.project import Project
from pfreport.model.strategy import Bucket, Goal
from pfreport.settings import SCORE_MAX, Config, Settings
from pfreport.workbook.sheets import lost
from pfreport.workbook.sheets.clock import of_other_time_zones
from pfreport.workbook.sheets.headers import LocatedTable
from pfreport.workbook.sheets.keys import check_keys, ordered
from pfreport.workbook.sheets.locate import LocatedWorkbook
from pfreport.workbook.sheets.matrix import read_matrix
from pfreport.workbook.sheets.ragged import leave_out_ragged
from pfreport.workbook.sheets.records import build
from pfreport.workbook.sheets.references import Known, define, resolve, unify
from pfreport.workbook.sheets.settings_reading import SETTINGS_SHEET, read_settings
from pfreport.workbook.sheets.sheets import NO_PROJECTS, NO_TABLE, NO_TABLE_REQUIRED, merged_cells
from pfreport.workbook.sheets.table import Table, read_table

DEFINING: tuple[type[Record], ...] = (Goal, Project, Milestone, Benefit)
"""Sheets other sheets refer to, each after those it refers to itself."""

SHARED_NAMES: tuple[tuple[tuple[type[Record], str], ...], ...] = (
    ((RoleMonth, "role"), (Demand, "role")),
    ((Bucket, "bucket"), (Project, "bucket")),
    ((ScenarioChoice, "scenario"),),
)
"""Names that are spelled alike wherever they stand; the first sheet that has them says how."""


@dataclass(frozen=True, slots=True)
class ParsedWorkbook:
    """The portfolio as it was read, None where a fault stops the build; the faults so far; what
    became of each sheet's rows. `without_settings` is the portfolio where faulty settings stop the
    build: it is good for finding what else is wrong.
    """

    portfolio: Portfolio | None
    faults: tuple[Fault, ...]
    rows: Mapping[str, Mapping[str, int]]
    without_settings: Portfolio | None = None


def parse(
    located: LocatedWorkbook, config: Config, overrides: Mapping[str, object]
) -> ParsedWorkbook:
    """Reads the settings and every table. `overrides` are settings given as flags; they go before
    `pfreport.toml`, that before the sheet.
    """
    read = read_settings(located.settings, config, overrides)
    tables = _Tables(located, read.settings.score_max if read.settings else SCORE_MAX)
    tables.read()
    faults = (*read.faults, *located.faults, *tables.faults())
    stopped = any(fault.kind.effect is Effect.STOPS for fault in faults)
    portfolio = tables.assembled(read.settings) if read.settings and not stopped else None
    rows = MappingProxyType({SETTINGS_SHEET: read.rows, **tables.rows()})
    partial = None
    if portfolio is None and Project in tables.of:
        partial = tables.assembled(cast("Settings", read.partial))
    return ParsedWorkbook(portfolio, faults, rows, partial)


@dataclass(slots=True)
class _Tables:
    """The tables of a workbook as they are read, with the IDs that those before define for those
    after.
    """

    located: LocatedWorkbook
    score_max: float
    of: dict[type[Record], Table] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    own_faults: list[Fault] = field(default_factory=list)

    def read(self) -> None:
        """Reads every known sheet; sheets that others refer to first."""
        self.unreadable |= self.located.unreadable
        self.known |= {sheet: Known(readable=False) for sheet in self.unreadable}
        for record in (*DEFINING, *(r for r in RECORDS if r not in DEFINING)):
            located = self.located.tables.get(record)
            table = self._read(record, located) if located else None
            if table is not None:
                self.of[record] = table
                self._relate(table)
            elif located and record in DEFINING:
                self.known[record.sheet.name] = Known(readable=False)
        lost.name_projects(self.of)

    def faults(self) -> list[Fault]:
        """Those of sheets without a table, then those of each table."""
        return [*self.own_faults, *(fault for table in self.of.values() for fault in table.faults)]

    def rows(self) -> dict[str, Mapping[str, int]]:
        """What became of each sheet's rows."""
        return {r.sheet.name: self.of[r].counts() for r in RECORDS if r in self.of}

    def assembled(self, settings: Settings) -> Portfolio:
        """The portfolio of all rows that were not left out."""
        for shared in SHARED_NAMES:
            unify(*((self.of.get(record), name) for record, name in shared))
        records: dict[str, Any] = {
            field_of(record): build(table, ordered(table)) for record, table in self.of.items()
        }
        return Portfolio(
            settings=settings,
            **records,
            left_out=lost.projects_left_out(self.of[Project]),
            incomplete=lost.incomplete(self.of, self.unreadable),
            rows_left_out=lost.rows_left_out(self.of),
        )

    def _read(self, record: type[Record], located: LocatedTable) -> Table | None:
        """One known sheet; None, with a fault noted, where it has no table."""
        raw, header, required = located.raw, located.header, record.sheet.required
        table = read_matrix(located, self.known.get(Goal.sheet.name, Known()), self.score_max)
        keys = {name for name in record.sheet.key if columns(record)[name].key}
        if table is None and header is not None and keys <= header.columns.keys():
            table = read_table(record, raw, header, self.score_max)
        if table is not None:
            table.faults += merged_cells(raw, table.header_row)
            table.faults += of_other_time_zones(table)
            leave_out_ragged(table)
            if required and not table.rows:
                self.own_faults.append(fault(NO_PROJECTS, raw.origin.address(table.header_row)))
        elif any(map(any, raw.rows)) or required:
            what = NO_TABLE_REQUIRED if required else NO_TABLE
            origin = raw.origin.address(header.row if header else 0)
            self.own_faults.append(fault(what, origin, record.sheet.name))
            self.unreadable.add(record.sheet.name)
        return table

    def _relate(self, table: Table) -> None:
        """Resolves what a table refers to, checks its keys, and keeps the IDs it defines."""
        record = table.record
        if record in (Goal, Project):  # these refer to themselves, and lose no row by it
            check_keys(table)
            if record is Project:
                lost.leave_out_unreadable(table)
            self.known[record.sheet.name] = define(table) if table.rows else Known(readable=False)
            resolve(table, self.known)
            return
        resolve(table, self.known)
        check_keys(table)
        if record in DEFINING:
            self.known[record.sheet.name] = define(table)
