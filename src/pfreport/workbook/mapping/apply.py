"""The step: a workbook as it is becomes one in our form. Without a mapping nothing changes."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pfreport.faults import Effect, Fault, Severity, fault, kind
from pfreport.model.columns import Record
from pfreport.model.project import Project
from pfreport.model.strategy import Alignment, Goal
from pfreport.settings import Config
from pfreport.workbook.file.raw import RawTable, RawWorkbook
from pfreport.workbook.mapping.declared import NOT_READ, GoalsFrom, Mapped, SheetMapping, Sources
from pfreport.workbook.mapping.goals import alignment_of, goals_of, names_of, served, written_goals
from pfreport.workbook.mapping.read import read_mapping
from pfreport.workbook.mapping.several import together
from pfreport.workbook.mapping.sheet import HEADING_NOT_THERE, NO_HEADINGS, locate_view, map_sheet
from pfreport.workbook.mapping.toml import nearest
from pfreport.workbook.mapping.view import View, heading_text
from pfreport.workbook.sheets.headers import known_headings, locate_table, plain_heading
from pfreport.workbook.sheets.sheets import unread, whole_sheet

SHEET_NOT_THERE = kind("PF710", Severity.ERROR, Effect.VALUE_UNKNOWN)


def in_our_form(raw: RawWorkbook, config: Config) -> RawWorkbook:
    """The workbook in our form. Raises ConfigurationError where the file says what cannot be
    meant.
    """
    mapped = read_mapping(config)
    if not (mapped.sheets or mapped.goals or mapped.goals_from):
        return raw
    making = _Making(raw, config, mapped, dict(raw.sheets))
    for name, mapping in mapped.sheets.items():
        if mapping.sheets == (NOT_READ,):
            _put(making.sheets, name, None)
        elif tables := _sources(making, mapping):
            making.used[name] = tables
            _put(making.sheets, name, _mapped(making, mapping, tables))
    for table in {id(table): table for tables in making.used.values() for table in tables}.values():
        making.faults += whole_sheet(table, table.origin.sheet)
        if making.sheets.get(table.origin.sheet) is table:
            del making.sheets[table.origin.sheet]
    if mapped.goals:
        _put(making.sheets, Goal.sheet.name, written_goals(mapped.goals, config))
    if mapped.goals_from and _of(making.sheets, Alignment) is None:
        _align(making, mapped.goals_from)
    return replace(raw, sheets=making.sheets, faults=tuple(making.faults))


@dataclass(slots=True)
class _Making:
    """A workbook on its way into our form: its sheets so far, the sheets of the workbook that
    ours are read from and their tables, faults.
    """

    raw: RawWorkbook
    config: Config
    mapped: Mapped
    sheets: dict[str, RawTable]
    used: dict[str, Sequence[RawTable]] = field(default_factory=dict)
    views: dict[str, list[View]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def _sources(making: _Making, mapping: SheetMapping) -> list[RawTable]:
    """The sheets that a mapping reads: those it names, else the one of our name, else the only
    one that is filled.
    """
    sheets, sources = making.raw.sheets, []
    by_name = {plain_heading(name): name for name in sheets}
    for named in mapping.sheets or (mapping.record.sheet.name,):
        exact = named if named in sheets else by_name.get(plain_heading(named))
        filled = (
            [table for table in sheets.values() if any(map(any, table.rows))]
            if not mapping.sheets
            else []
        )
        if exact is not None:
            sources.append(sheets[exact])
        elif len(filled) == 1:
            sources += filled
        else:
            at = making.config.origin(f"{mapping.path}.sheet" if mapping.sheets else mapping.path)
            making.faults.append(fault(SHEET_NOT_THERE, at, named, near=_near(named, list(sheets))))
    return sources


def _near(named: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(named, names, 1)
    return (
        f"did you mean {near[0]}?"
        if near
        else "write sheet = with one of its sheets: " + ", ".join(names)
    )


def _mapped(making: _Making, mapping: SheetMapping, tables: Sequence[RawTable]) -> RawTable | None:
    """Ours, made of each of these that can be read; of one that cannot it is told where it
    stands.
    """
    if all(table.unreadable for table in tables):
        return tables[0]
    views = making.views[mapping.record.sheet.name] = []
    for table in tables:
        if table.unreadable:
            required = mapping.record.sheet.required
            making.faults.append(unread(table, table.origin.sheet, required=required))
        elif view := locate_view(mapping, table):
            views.append(view)
        else:
            at = making.config.origin(mapping.path)
            making.faults.append(fault(NO_HEADINGS, at, table.origin.sheet))
    return _joined(making, mapping, views)


def _joined(making: _Making, mapping: SheetMapping, views: Sequence[View]) -> RawTable | None:
    """Ours, made of these tables."""
    mapped = [map_sheet(mapping, view, making.config) for view in views]
    making.faults += (fault for _, faults in mapped for fault in faults)
    return together([table for table, _ in mapped]) if mapped else None


def _put(sheets: dict[str, RawTable], name: str, table: RawTable | None) -> None:
    """Puts a sheet of ours in the place of one that has its name."""
    for other in [other for other in sheets if plain_heading(other) == plain_heading(name)]:
        del sheets[other]
    if table is not None:
        sheets[name] = table


def _of(sheets: Mapping[str, RawTable], record: type[Record]) -> RawTable | None:
    return next(
        (
            table
            for name, table in sheets.items()
            if plain_heading(name) == plain_heading(record.sheet.name)
        ),
        None,
    )


def _align(making: _Making, goals_from: GoalsFrom) -> None:
    """What a column of Projects says of goals; they are goals of their own where none are
    written down.
    """
    projects = _naming_goals(making, goals_from)
    if projects is None:
        return
    header = locate_table(projects, known_headings(Project)).header
    headings = [heading_text(cell) for cell in projects.rows[header.row]] if header else []
    at = next(
        (
            i
            for i, text in enumerate(headings)
            if plain_heading(text) == plain_heading(goals_from.heading)
        ),
        None,
    )
    if header is None or at is None:
        where = making.config.origin("alignment.goal_from")
        near = nearest(goals_from.heading, filter(None, headings))
        making.faults.append(
            fault(
                HEADING_NOT_THERE, where, goals_from.heading, sheet=projects.origin.sheet, near=near
            )
        )
        return
    serving = served(projects, header, at)
    goals = _of(making.sheets, Goal)
    if goals is None:
        goals = goals_of(serving, projects.origin)
        _put(making.sheets, Goal.sheet.name, goals)
    _put(
        making.sheets,
        Alignment.sheet.name,
        alignment_of(serving, projects.origin, goals_from, names_of(goals), making.config),
    )


def _naming_goals(making: _Making, goals_from: GoalsFrom) -> RawTable | None:
    """Projects with the column that names goals; a mapping may have left that out."""
    mapping, heading = making.mapped.sheets.get(Project.sheet.name), goals_from.heading
    views = making.views.get(Project.sheet.name, [])
    if mapping is None or all(view.column(heading) is None for view in views):
        return _of(making.sheets, Project)
    naming = replace(mapping, columns={**mapping.columns, heading: Sources((heading,))})
    return together([map_sheet(naming, view, making.config)[0] for view in views])
