"""Alignment as a matrix: projects down, one column a goal."""

from __future__ import annotations

from pfreport.faults import fault
from pfreport.kinds import normalised
from pfreport.model.columns import columns
from pfreport.model.strategy import Alignment
from pfreport.workbook.cells.cells import read_cell
from pfreport.workbook.file.raw import BLANK, RawTable
from pfreport.workbook.sheets.headers import (
    HEADING_UNKNOWN,
    Header,
    find_header,
    known_headings,
    plain_heading,
)
from pfreport.workbook.sheets.references import UNKNOWN_ID, Known
from pfreport.workbook.sheets.table import Table, read_into, uncovered

_GOAL = "goal:"


def read_matrix(raw: RawTable, goals: Known, score_max: float) -> Table | None:
    """The matrix as a table of one row a filled cell; None where the sheet is none."""
    of_goals = {plain_heading(goal): _GOAL + goal for goal in goals.spelled.values()}
    header = find_header(raw.rows, {**known_headings(Alignment), **of_goals})
    if header is None or "project_id" not in header.columns:
        return None
    goal_columns = {
        column: name.removeprefix(_GOAL)
        for name, column in header.columns.items()
        if name.startswith(_GOAL)
    }
    if not goal_columns:
        return None
    return _unfolded(raw, header, goal_columns, score_max)


def _unfolded(raw: RawTable, header: Header, goals: dict[int, str], score_max: float) -> Table:
    at_project = header.columns["project_id"]
    special, below = raw.special(), uncovered(raw, header.row + 1)
    filled = [
        (row, column)
        for row, cells in enumerate(below, header.row + 1)
        for column in goals
        if cells[column] != BLANK or (row, column) in special
    ]
    table = Table(Alignment, raw, [row for row, _ in filled], {}, {}, header_row=header.row)
    table.columns_of_row = [
        {"project_id": at_project, "goal_id": column, "impact": column} for _, column in filled
    ]
    declared = columns(Alignment)
    read_into(
        table,
        "project_id",
        declared["project_id"],
        [below[row - header.row - 1][at_project] for row, _ in filled],
        score_max,
    )
    table.values["goal_id"] = [goals[column] for _, column in filled]
    read_into(
        table,
        "impact",
        declared["impact"],
        [below[row - header.row - 1][column] for row, column in filled],
        score_max,
    )
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
    cells = [row[column] for row in raw.rows[header.row + 1 :] if row[column] != BLANK]
    impacts = [
        cell
        for cell in cells
        if read_cell(columns(Alignment)["impact"], cell, score_max).value is not None
    ]
    origin = raw.origin.address(header.row, column)
    if impacts and len(impacts) == len(cells):
        table.faults.append(
            fault(
                UNKNOWN_ID,
                origin,
                normalised(heading),
                sheet="Goals",
                near="correct it, or add it to Goals",
            )
        )
    else:
        table.faults.append(
            fault(HEADING_UNKNOWN, origin, heading, near="a column here is headed by a Goal ID")
        )
