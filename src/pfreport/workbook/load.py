"""From plain values to a checked portfolio: every sheet read, every reference resolved, every rule
asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pfreport.faults import Effect, Fault
from pfreport.model.columns import Record
from pfreport.model.delivery import Milestone
from pfreport.model.governance import ScenarioChoice
from pfreport.model.money import Benefit
from pfreport.model.people import Demand, RoleMonth
from pfreport.model.portfolio import RECORDS, Portfolio, field_of
from pfreport.model.project import Project
from pfreport.model.strategy import Bucket, Goal
from pfreport.settings import SCORE_MAX, Config, Settings
from pfreport.workbook.collection import uncollected
from pfreport.workbook.file.raw import RawWorkbook
from pfreport.workbook.rules import apply_rules
from pfreport.workbook.sheets import lost
from pfreport.workbook.sheets.keys import check_keys, ordered
from pfreport.workbook.sheets.owners import name_projects
from pfreport.workbook.sheets.records import build
from pfreport.workbook.sheets.references import Known, define, resolve, unify
from pfreport.workbook.sheets.settings_reading import SHEET, read_settings
from pfreport.workbook.sheets.sheets import Sheets, find_sheets, read_sheet
from pfreport.workbook.sheets.table import Table

DEFINING: tuple[type[Record], ...] = (Goal, Project, Milestone, Benefit)
"""Sheets other sheets refer to, each after those it refers to itself."""

SHARED_NAMES: tuple[tuple[tuple[type[Record], str], ...], ...] = (
    ((RoleMonth, "role"), (Demand, "role")),
    ((Bucket, "bucket"), (Project, "bucket")),
    ((ScenarioChoice, "scenario"),),
)
"""Names that are spelled alike wherever they stand; the first sheet that has them says how."""


@dataclass(frozen=True, slots=True)
class Validated:
    """The portfolio, None where a fault stops the build; every fault, by sheet and cell; what
    became of each sheet's rows.
    """

    portfolio: Portfolio | None
    faults: tuple[Fault, ...]
    rows: Mapping[str, Mapping[str, int]]


def validate(raw: RawWorkbook, config: Config, overrides: Mapping[str, object]) -> Validated:
    """Checks a whole workbook. `overrides` are settings given as flags; they go before
    `pfreport.toml`, that before the sheet.
    """
    with uncollected():
        return _validate(raw, config, overrides)


def _validate(raw: RawWorkbook, config: Config, overrides: Mapping[str, object]) -> Validated:
    sheets = find_sheets(raw, settings_elsewhere=bool(config.settings))
    read = read_settings(sheets.settings, config, overrides)
    tables = _read_tables(sheets, read.settings.score_max if read.settings else SCORE_MAX)
    faults = [*read.faults, *sheets.faults, *(f for table in tables.values() for f in table.faults)]
    rows = {SHEET: read.rows} | {
        record.sheet.name: tables[record].counts() for record in RECORDS if record in tables
    }
    portfolio = None
    if read.settings and not any(f.kind.effect is Effect.STOPS for f in faults):
        portfolio, found = apply_rules(_assemble(read.settings, tables, sheets), config.mail)
        faults += found
    return Validated(
        portfolio, tuple(sorted(faults, key=lambda f: f.sort_key)), MappingProxyType(rows)
    )


def _read_tables(sheets: Sheets, score_max: float) -> dict[type[Record], Table]:
    """Every known sheet, references resolved and keys checked; sheets that others refer to
    first.
    """
    tables: dict[type[Record], Table] = {}
    known = {sheet: Known(readable=False) for sheet in sheets.unreadable}
    for record in (*DEFINING, *(r for r in RECORDS if r not in DEFINING)):
        raw = sheets.tables.get(record)
        goals = known.get(Goal.sheet.name, Known())
        table = read_sheet(record, raw, score_max, goals, sheets) if raw else None
        if table is None:
            if raw and record in DEFINING:
                known[record.sheet.name] = Known(readable=False)
            continue
        tables[record] = table
        _relate(table, known)
    name_projects(tables)
    return tables


def _relate(table: Table, known: dict[str, Known]) -> None:
    record = table.record
    if record in (Goal, Project):  # these refer to themselves, and lose no row by it
        check_keys(table)
        if record is Project:
            lost.leave_out_unreadable(table)
        known[record.sheet.name] = define(table) if table.rows else Known(readable=False)
        resolve(table, known)
        return
    resolve(table, known)
    check_keys(table)
    if record in DEFINING:
        known[record.sheet.name] = define(table)


def _assemble(
    settings: Settings, tables: Mapping[type[Record], Table], sheets: Sheets
) -> Portfolio:
    for shared in SHARED_NAMES:
        unify(*((tables.get(record), name) for record, name in shared))
    records: dict[str, Any] = {
        field_of(record): build(table, ordered(table)) for record, table in tables.items()
    }
    return Portfolio(
        settings=settings,
        **records,
        left_out=lost.projects_left_out(tables[Project]),
        incomplete=lost.incomplete(tables, sheets.unreadable),
        rows_left_out=lost.rows_left_out(tables),
    )
