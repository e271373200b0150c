"""Rows of text files with more fields than headings: nobody knows which field is which."""

from __future__ import annotations

from collections.abc import Iterable

from pfreport.faults import Effect, Severity, fault, kind
from pfreport.workbook.file.raw import RawTable
from pfreport.workbook.sheets.table import Table

TOO_LONG = kind("PF120", Severity.ERROR, Effect.ROW_LEFT_OUT)


def leave_out_ragged(table: Table) -> None:
    """Leaves out the rows that have something beyond the last heading."""
    raw = table.raw
    ragged = raw.ragged or rows_with_more(raw, table.header_row)
    for position, row in enumerate(table.rows):
        if row in ragged:
            origin = raw.origin.address(row)
            left_over = ragged[row] or "something"
            table.faults.append(fault(TOO_LONG, origin, left_over, table.project_of(position)))
            table.faulty.add(position)
            table.dropped.setdefault(position, origin)


def rows_with_more(raw: RawTable, header_row: int) -> dict[int, str]:
    """The rows of a text file that have something beyond the last heading, and what; a file that
    knows types holds notes there.
    """
    if raw.typed or raw.mapped or not raw.rows:
        return {}
    last = max(_filled(raw.rows[header_row]), default=-1)
    return {
        row: ", ".join(str(cells[at]) for at in surplus)
        for row, cells in enumerate(raw.rows[header_row + 1 :], header_row + 1)
        if (surplus := [at for at in _filled(cells) if at > last])
    }


def _filled(cells: Iterable[object]) -> list[int]:
    return [at for at, cell in enumerate(cells) if str(cell).strip()]
