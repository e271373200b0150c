"""Which sheet of a workbook is which, and what is wrong with a sheet as a whole."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pfreport.faults import Effect, Fault, FaultKind, Severity, fault, kind
from pfreport.model.columns import Record, columns
from pfreport.model.portfolio import RECORDS
from pfreport.model.project import Project
from pfreport.model.strategy import Alignment
from pfreport.origins import Origin
from pfreport.workbook.file.raw import BLANK, Merge, RawTable, RawWorkbook
from pfreport.workbook.sheets.headers import find_header, known_headings, plain_heading
from pfreport.workbook.sheets.matrix import read_matrix
from pfreport.workbook.sheets.references import Known
from pfreport.workbook.sheets.settings_reading import SHEET
from pfreport.workbook.sheets.table import Table, read_table


def _error(code: str, effect: Effect = Effect.VALUE_UNKNOWN) -> FaultKind:
    return kind(code, Severity.ERROR, effect)


def _warning(code: str) -> FaultKind:
    return kind(code, Severity.WARNING)


FEWEST_HEADINGS = 3
MOST_SHOWN = 6
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


@dataclass(slots=True)
class Sheets:
    """The known sheets of a workbook, those of them that cannot be read, and the faults of sheets
    as a whole.
    """

    settings: RawTable | None = None
    tables: dict[type[Record], RawTable] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def find_sheets(raw: RawWorkbook, *, settings_elsewhere: bool) -> Sheets:
    """Matches sheets by name, without regard to case, spacing and punctuation."""
    found = Sheets()
    records = {plain_heading(record.sheet.name): record for record in RECORDS}
    found.faults += raw.faults
    if raw.macros:
        found.faults.append(fault(MACROS, Origin(raw.name, 0, 0)))
    strangers = []
    for name, table in raw.sheets.items():
        plain = plain_heading(name)
        if plain != plain_heading(SHEET) and plain not in records:
            strangers.append(name)
        elif _take(found, table, records.get(plain), name):
            found.faults += whole_sheet(table, name)
    _check_present(found, settings_elsewhere=settings_elsewhere)
    for name in strangers:
        found.faults += _check_stranger(raw.sheets[name], name, found)
    if Project.sheet.name in found.unreadable and not raw.faults:
        found.faults += _of_its_own_form([raw.sheets[name] for name in strangers], raw.name)
    return found


def read_sheet(
    record: type[Record], raw: RawTable, score_max: float, goals: Known, found: Sheets
) -> Table | None:
    """Reads one known sheet; None, with a fault noted, where it has no table."""
    header = find_header(raw.rows, known_headings(record))
    if record is Alignment and (header is None or "goal_id" not in header.columns):
        matrix = read_matrix(raw, goals, score_max)
        if matrix:
            matrix.faults += merged_cells(raw, matrix.header_row)
            return matrix
    keys = [name for name in record.sheet.key if columns(record)[name].key]
    if header is not None and all(name in header.columns for name in keys):
        table = read_table(record, raw, header, score_max)
        table.faults += merged_cells(raw, header.row)
        if record.sheet.required and not table.rows:
            found.faults.append(fault(NO_PROJECTS, raw.origin.address(header.row)))
        return table
    if any(map(any, raw.rows)) or record.sheet.required:
        what = NO_TABLE_REQUIRED if record.sheet.required else NO_TABLE
        found.faults.append(
            fault(what, raw.origin.address(header.row if header else 0), record.sheet.name)
        )
        found.unreadable.add(record.sheet.name)
    return None


def _of_its_own_form(tables: Sequence[RawTable], workbook: str) -> Iterable[Fault]:
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
        headings = ", ".join(names[:MOST_SHOWN]) + ("…" if len(names) > MOST_SHOWN else "")
        values = {"rows": len(best.rows) - row - 1, "headings": headings, "workbook": workbook}
        yield fault(NOT_STANDARD, best.origin.address(row), best.origin.sheet, None, **values)


def _take(found: Sheets, table: RawTable, record: type[Record] | None, name: str) -> bool:
    """Puts a sheet in its place; False where it cannot be read."""
    official = record.sheet.name if record else SHEET
    if (record in found.tables) if record else (found.settings is not None):
        found.faults.append(fault(NAMED_TWICE, table.origin.address(0), name, name=official))
        return False
    if table.unreadable:
        found.faults.append(unread(table, name, required=record is None or record.sheet.required))
        found.unreadable.add(official)
        return False
    if record:
        found.tables[record] = table
    else:
        found.settings = table
    return True


def unread(table: RawTable, name: str, *, required: bool) -> Fault:
    """The fault of a sheet that cannot be read."""
    return fault(
        UNREADABLE_REQUIRED if required else UNREADABLE,
        table.origin.address(0),
        name,
        why=table.unreadable,
    )


def _check_present(found: Sheets, *, settings_elsewhere: bool) -> None:
    missing = [
        r.sheet.name
        for r in RECORDS
        if r.sheet.required and r not in found.tables and r.sheet.name not in found.unreadable
    ]
    if found.settings is None and SHEET not in found.unreadable and not settings_elsewhere:
        missing.insert(0, SHEET)
    found.unreadable |= set(missing)
    found.faults += [fault(SHEET_MISSING, Origin(name, 0, 0), name) for name in missing]


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
    found = [a for a in addresses if a]
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more


def _check_stranger(table: RawTable, name: str, found: Sheets) -> Iterable[Fault]:
    """A sheet nobody knows is left alone, unless its name or its headings are nearly those of
    one.
    """
    present = {record.sheet.name for record in found.tables} | (
        {SHEET} if found.settings else set()
    )
    names: Mapping[str, str] = {
        plain_heading(r): r
        for r in (SHEET, *(record.sheet.name for record in RECORDS))
        if r not in present
    }
    near = difflib.get_close_matches(plain_heading(name), names, 1, cutoff=0.75)
    if near:
        yield fault(NEARLY_NAMED, table.origin.address(0), name, near=names[near[0]])
        return
    for record in RECORDS:
        header = (
            find_header(table.rows, known_headings(record))
            if record.sheet.name in names.values()
            else None
        )
        if header and all(n in header.columns for n, c in columns(record).items() if c.required):
            yield fault(LOOKS_LIKE, table.origin.address(header.row), name, near=record.sheet.name)
            return
