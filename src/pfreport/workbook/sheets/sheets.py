"""What is wrong with a sheet as a whole: told before any of its cells is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pfreport.faults import Effect, Fault, FaultKind, Severity, fault, kind
from pfreport.workbook.file.raw import BLANK, Merge, RawTable


def _error(code: str, effect: Effect = Effect.VALUE_UNKNOWN) -> FaultKind:
    return kind(code, Severity.ERROR, effect)


def _warning(code: str) -> FaultKind:
    return kind(code, Severity.WARNING)


FEWEST_HEADINGS = 3
MOST_HEADINGS_SHOWN = 6
ADD_HEADINGS = (
    "name the columns in one row among the first ten, as in the workbook that pfreport init writes"
)
MACROS = _warning("PF001")
SHEET_MISSING = _error("PF101", Effect.STOPS)
NO_TABLE_REQUIRED = _error("PF102", Effect.STOPS)
NO_TABLE = _error("PF106")
NEARLY_NAMED = _warning("PF107")
LOOKS_LIKE = _warning("PF108")
UNREADABLE = _error("PF109")
UNREADABLE_REQUIRED = _error("PF110", Effect.STOPS)
MERGED = _warning("PF111")
HIDDEN_ROWS = _warning("PF112")
HIDDEN_SHEET = _warning("PF113")
FAR_CELLS = _warning("PF114")
UNORDERED = _warning("PF115")
NOT_STANDARD = _error("PF119", Effect.STOPS)
NAMED_TWICE = _error("PF116")
NO_PROJECTS = _error("PF117", Effect.STOPS)


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
