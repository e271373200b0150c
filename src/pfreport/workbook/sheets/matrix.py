"""Alignment as a matrix: projects down, one column a goal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pfreport.faults import fault
from pfreport.kinds import normalised
from pfreport.model.columns import columns
from pfreport.model.strategy import Alignment, Goal
from pfreport.settings import SCORE_MAX
from pfreport.workbook.cells.cells import read_cell, read_column
from pfreport.workbook.file.raw import BLANK, RawTable
from pfreport.workbook.sheets.headers import (
    HEADING_UNKNOWN,
    Header,
    LocatedTable,
    header_at,
    heading_row,
    known_headings,
    plain_heading,
)
from pfreport.workbook.sheets.references import UNKNOWN_ID, Known
from pfreport.workbook.sheets.table import Table, heading_unmerged, read_into, uncovered

_GOAL = "goal:"


def matrix_row(located: LocatedTable, goals: LocatedTable | None) -> LocatedTable:
    """The sheet with the row that is headed by goals, where it has no column of them."""
    if located.header and "goal_id" in located.header.columns:
        return located
    known = {**known_headings(Alignment), **_headings(_ids(goals) if goals else ())}
    return replace(located, matrix_row=heading_row(located.raw, known))


def read_matrix(located: LocatedTable, goals: Known, score_max: float) -> Table | None:
    """The matrix as a table of one row a filled cell; None where the sheet is none."""
    if located.matrix_row is None:
        return None
    known = {**known_headings(Alignment), **_headings(goals.spelled.values())}
    header = header_at(located.raw, located.matrix_row, known)
    goal_columns = {
        column: name.removeprefix(_GOAL)
        for name, column in header.columns.items()
        if name.startswith(_GOAL)
    }
    if not goal_columns or "project_id" not in header.columns:
        return None
    return _unfolded(located.raw, header, goal_columns, score_max)


def _headings(goals: Iterable[str]) -> dict[str, str]:
    return {plain_heading(goal): _GOAL + goal for goal in goals}


def _ids(goals: LocatedTable) -> Iterable[str]:
    """The IDs that stand on the sheet of goals."""
    if goals.header is None or "goal_id" not in goals.header.columns:
        return ()
    cells = goals.raw.column(goals.header.columns["goal_id"], goals.header.row + 1)
    ids, _ = read_column(columns(Goal)["goal_id"], cells, SCORE_MAX)
    return filter(None, ids)


def _unfolded(raw: RawTable, header: Header, goals: dict[int, str], score_max: float) -> Table:
    at_project = header.columns["project_id"]
    raw = heading_unmerged(raw, header.row)
    special, below = raw.special(), uncovered(raw, header.row + 1)
    filled = []
    for row, cells in enumerate(below, header.row + 1):
        filled += [
            (row, column) for column in goals if cells[column] != BLANK or (row, column) in special
        ]
    table = Table(Alignment, raw, [row for row, _ in filled], {}, header_row=header.row)
    table.columns_of_row = [
        {"project_id": at_project, "goal_id": column, "impact": column} for _, column in filled
    ]
    declared = columns(Alignment)
    projects = [below[row - header.row - 1][at_project] for row, _ in filled]
    read_into(table, "project_id", declared["project_id"], projects, score_max)
    table.put("goal_id", [goals[column] for _, column in filled])
    impacts = [below[row - header.row - 1][column] for row, column in filled]
    read_into(table, "impact", declared["impact"], impacts, score_max)
    for column, heading in header.others.items():
        _blame_heading(table, header, column, heading, score_max)
    return table


def _blame_heading(
    table: Table, header: Header, column: int, heading: str, score_max: float
) -> None:
    """A column of impacts under a heading that is no goal is an unknown goal; any other column is
    not read.
    """
    raw = table.raw
    cells = [cell for cell in raw.column(column, header.row + 1) if cell != BLANK]
    declared = columns(Alignment)["impact"]
    are_impacts = [read_cell(declared, cell, score_max).value is not None for cell in cells]
    origin = raw.origin.address(header.row, column)
    if are_impacts and all(are_impacts):
        near = "correct it, or add it to Goals"
        told = fault(UNKNOWN_ID, origin, normalised(heading), sheet="Goals", near=near)
    else:
        near = "a column here is headed by a Goal ID"
        told = fault(HEADING_UNKNOWN, origin, heading, near=near)
    table.faults.append(told)
