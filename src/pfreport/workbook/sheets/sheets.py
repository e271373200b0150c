"""What is wrong with a sheet as a whole: told before any of its cells is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pfreport.faults import Effect, Fault, FaultKind, Severity, fault, kind
from pfreport.workbook.file.raw import BLANK, Merge, RawTable


def _error(
    code: str, title: str, message: str, hint: str, effect: Effect = Effect.VALUE_UNKNOWN
) -> FaultKind:
    return kind(code, Severity.ERROR, title, message, hint, effect)


def _warning(code: str, title: str, message: str, hint: str) -> FaultKind:
    return kind(code, Severity.WARNING, title, message, hint)


FEWEST_HEADINGS = 3
MOST_HEADINGS_SHOWN = 6
ADD_HEADINGS = (
    "name the columns in one row among the first ten, as in the workbook that pfreport init writes"
)
MACROS = _warning(
    "PF001",
    "Macros",
    "the workbook has macros; they are never run",
    "nothing to do, if the values are up to date",
)
SHEET_MISSING = _error(
    "PF101",
    "Sheet missing",
    "there is no sheet {found}",
    "add it: pfreport init writes a workbook with every sheet; or map a workbook as it is: "
    "pfreport init --from",
    Effect.STOPS,
)
NO_TABLE_REQUIRED = _error(
    "PF102",
    "No table on a required sheet",
    "no table was found on the sheet {found}",
    f"{ADD_HEADINGS}; or map it as it is: pfreport init --from",
    Effect.STOPS,
)
NO_TABLE = _error(
    "PF106", "No table", "no table was found on the sheet {found}; it is not read", ADD_HEADINGS
)
NEARLY_NAMED = _warning(
    "PF107", "Sheet name unknown", "the sheet {found} is not read", "did you mean {near}?"
)
LOOKS_LIKE = _warning(
    "PF108",
    "Sheet name unknown",
    "the sheet {found} is not read, though it has the headings of {near}",
    "name it {near}",
)
UNREADABLE = _error(
    "PF109",
    "Sheet unreadable",
    "the sheet {found} cannot be read: {why}",
    "copy its values into a new sheet",
)
UNREADABLE_REQUIRED = _error(
    "PF110",
    "Required sheet unreadable",
    "the sheet {found} cannot be read: {why}",
    "copy its values into a new sheet",
    Effect.STOPS,
)
MERGED = _warning(
    "PF111",
    "Merged cells",
    "cells are merged: {found}; the value counts for the first of them only",
    "unmerge them; or let a mapping give each row the value: fill_down in pfreport.toml",
)
HIDDEN_ROWS = _warning(
    "PF112",
    "Hidden rows",
    "rows hidden or filtered out, but read all the same: {count}",
    "delete rows that are not meant",
)
HIDDEN_SHEET = _warning(
    "PF113",
    "Hidden sheet",
    "the sheet {found} is hidden; it is read all the same",
    "rename it if it is not meant",
)
FAR_CELLS = _warning(
    "PF114",
    "Far cells",
    "cells far outside the table are not read: {found}",
    "delete these rows and columns",
)
UNORDERED = _warning(
    "PF115",
    "Rows out of order",
    "the file holds its rows out of order",
    "save it in a spreadsheet program",
)
NOT_STANDARD = _error(
    "PF119",
    "Not a standard workbook",
    "the sheet {found} has a table of its own form, {rows} rows under {headings}",
    "pfreport init --from {workbook} writes the mapping it would guess",
    Effect.STOPS,
)
NAMED_TWICE = _error(
    "PF116",
    "Sheet given twice",
    "{found} is a second sheet {name}; it is not read",
    "keep one of the two",
)
NO_PROJECTS = _error(
    "PF117",
    "No project",
    "the sheet Projects has no rows",
    "enter at least one project",
    Effect.STOPS,
)


def unread(table: RawTable, name: str, *, required: bool) -> Fault:
    """The fault of a sheet that cannot be read."""
    return fault(
        UNREADABLE_REQUIRED if required else UNREADABLE,
        table.origin.address(0),
        name,
        why=table.unreadable,
    )


def whole_sheet(table: RawTable, name: str) -> Iterable[Fault]:
    """Warnings about a sheet that is hidden, has hidden rows, far cells or rows out of order."""
    at = table.origin.address
    if not table.visible:
        yield fault(HIDDEN_SHEET, at(0), name)
    hidden = [row for row in table.hidden_rows if row < len(table.rows) and any(table.rows[row])]
    if hidden:
        yield fault(HIDDEN_ROWS, at(min(hidden)), len(hidden), count=len(hidden))
    if table.far:
        yield fault(FAR_CELLS, at(*table.far[0]), _listed(at(*place).cell for place in table.far))
    if table.unordered_rows:
        yield fault(UNORDERED, at(min(table.unordered_rows)))


def merged_cells(table: RawTable, header_row: int) -> Iterable[Fault]:
    """The warning about merged cells below the header."""
    below = sorted((m for m in table.merges if m.top > header_row), key=lambda m: (m.top, m.left))
    if below:
        origin = table.origin.address(below[0].top, below[0].left)
        yield fault(MERGED, origin, _listed(_range(table, merge) for merge in below))


def _range(table: RawTable, merge: Merge) -> str:
    first = table.origin.address(merge.top, merge.left)
    last = table.origin.address(merge.bottom, merge.right)
    return f"{first.cell}:{last.cell}"


def _listed(addresses: Iterable[str | None], most: int = 5) -> str:
    listed = [a for a in addresses if a]
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more


def of_its_own_form(tables: Sequence[RawTable], workbook: str) -> Iterable[Fault]:
    """The largest of the sheets nobody knows, where there is no sheet of projects: what is there is
    somebody's own list.
    """
    best = max(tables, key=lambda table: len(table.rows), default=None)
    row = (
        next(
            (i for i, cells in enumerate(best.rows) if sum(map(bool, cells)) >= FEWEST_HEADINGS),
            None,
        )
        if best
        else None
    )
    if best is not None and row is not None and len(best.rows) > row + 1:
        names = [str(cell) for cell in best.rows[row] if cell != BLANK]
        headings = ", ".join(names[:MOST_HEADINGS_SHOWN]) + (
            "…" if len(names) > MOST_HEADINGS_SHOWN else ""
        )
        values = {"rows": len(best.rows) - row - 1, "headings": headings, "workbook": workbook}
        yield fault(NOT_STANDARD, best.origin.address(row), best.origin.sheet, None, **values)
