"""The second step: which sheet of a workbook is which of ours, where its table stands, which of its
columns is which. All that is read later is read from here; no heading is looked for again.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pfreport.faults import Fault, fault
from pfreport.model.columns import Record, columns
from pfreport.model.portfolio import RECORDS
from pfreport.model.project import Project
from pfreport.model.strategy import Alignment, Goal
from pfreport.origins import Origin
from pfreport.workbook.file.raw import RawTable, RawWorkbook
from pfreport.workbook.sheets.headers import (
    LocatedTable,
    known_headings,
    locate_table,
    plain_heading,
)
from pfreport.workbook.sheets.matrix import matrix_row
from pfreport.workbook.sheets.settings_reading import SETTINGS_HEADINGS, SETTINGS_SHEET
from pfreport.workbook.sheets.sheets import (
    LOOKS_LIKE,
    MACROS,
    NAMED_TWICE,
    NEARLY_NAMED,
    SHEET_MISSING,
    of_its_own_form,
    unread,
    whole_sheet,
)

NEARLY_THE_NAME = 0.75
"""How alike two names of sheets are, of which one is probably meant for the other."""


@dataclass(frozen=True, slots=True)
class LocatedWorkbook:
    """The known sheets of a workbook with their tables, the names of those that are missing or
    cannot be read, the faults of sheets as a whole.
    """

    settings: LocatedTable | None
    tables: Mapping[type[Record], LocatedTable]
    unreadable: frozenset[str]
    faults: tuple[Fault, ...]


def locate(raw: RawWorkbook, *, settings_elsewhere: bool = False) -> LocatedWorkbook:
    """Matches sheets by name, without regard to case, spacing and punctuation, and finds the table
    on each. `settings_elsewhere`: whether `pfreport.toml` has settings too.
    """
    records = {plain_heading(record.sheet.name): record for record in RECORDS}
    taken = _Taken(raw.file, list(raw.faults))
    if raw.macros:
        taken.faults.append(fault(MACROS, Origin(raw.name, 0, 0, raw.file)))
    strangers = {}
    for name, table in raw.sheets.items():
        plain = plain_heading(name)
        if plain == plain_heading(SETTINGS_SHEET) or plain in records:
            taken.take(table, name, records.get(plain))
        else:
            strangers[name] = table
    taken.check_present(settings_elsewhere=settings_elsewhere)
    for name, table in strangers.items():
        taken.faults += _stranger(table, name, taken.known)
    if Project.sheet.name in taken.unreadable and not raw.faults:
        taken.faults += of_its_own_form([*strangers.values()], raw.name)
    return taken.located()


@dataclass(slots=True)
class _Taken:
    """Sheets known by their names, as they are found."""

    file: str
    faults: list[Fault]
    known: dict[str, tuple[RawTable, type[Record] | None]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)

    def take(self, table: RawTable, name: str, record: type[Record] | None) -> None:
        """Puts a sheet in its place, the settings where it is of no record."""
        official = record.sheet.name if record else SETTINGS_SHEET
        if official in self.known:
            self.faults.append(fault(NAMED_TWICE, table.origin.address(0), name, name=official))
        elif table.unreadable:
            required = record is None or record.sheet.required
            self.faults.append(unread(table, name, required=required))
            self.unreadable.add(official)
        else:
            self.known[official] = table, record
            self.faults += whole_sheet(table, name)

    def check_present(self, *, settings_elsewhere: bool) -> None:
        """Blames a required sheet that is not there."""
        required = [record.sheet.name for record in RECORDS if record.sheet.required]
        if not settings_elsewhere:
            required.insert(0, SETTINGS_SHEET)
        missing = [name for name in required if name not in {*self.known, *self.unreadable}]
        self.unreadable |= {*missing}
        self.faults += [
            fault(SHEET_MISSING, Origin(name, 0, 0, self.file), name) for name in missing
        ]

    def located(self) -> LocatedWorkbook:
        """Each of them with its table."""
        settings = None
        tables: dict[type[Record], LocatedTable] = {}
        for table, record in self.known.values():
            if record is None:
                settings = locate_table(table, SETTINGS_HEADINGS)
            else:
                tables[record] = locate_table(table, known_headings(record))
        if Alignment in tables:
            tables[Alignment] = matrix_row(tables[Alignment], tables.get(Goal))
        return LocatedWorkbook(
            settings, MappingProxyType(tables), frozenset(self.unreadable), tuple(self.faults)
        )


def _stranger(table: RawTable, name: str, present: Iterable[str]) -> Iterable[Fault]:
    """A sheet nobody knows is left alone, unless its name or its headings are nearly those of
    one.
    """
    absent = [official for official in (SETTINGS_SHEET, *_BY_NAME) if official not in present]
    by_plain_name = {plain_heading(official): official for official in absent}
    near = difflib.get_close_matches(plain_heading(name), by_plain_name, 1, cutoff=NEARLY_THE_NAME)
    if near:
        yield fault(NEARLY_NAMED, table.origin.address(0), name, near=by_plain_name[near[0]])
        return
    for official in absent:
        record = _BY_NAME.get(official)
        header = locate_table(table, known_headings(record)).header if record else None
        if record and header and _required(record) <= header.columns.keys():
            yield fault(LOOKS_LIKE, table.origin.address(header.row), name, near=official)
            return


_BY_NAME = {record.sheet.name: record for record in RECORDS}


def _required(record: type[Record]) -> set[str]:
    return {name for name, column in columns(record).items() if column.required}
