"""Finds the table on a sheet and which column of it is which."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from pfreport.faults import Effect, Fault, Severity, fault, kind
from pfreport.model.columns import Record, columns
from pfreport.workbook.cells.texts import clean
from pfreport.workbook.file.raw import BLANK, Plain, RawTable

HEADER_WITHIN_ROWS = 10
FEWEST_KNOWN_HEADINGS = 2
CARRIED = "x_"

HEADING_MISSING = kind("PF103", Severity.ERROR, Effect.VALUE_UNKNOWN)
NOT_MAPPED = kind("PF118", Severity.WARNING)
HEADING_UNKNOWN = kind("PF104", Severity.WARNING)
HEADING_DOUBLED = kind("PF105", Severity.ERROR, Effect.VALUE_UNKNOWN)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: its row, and the columns by field, all counted from 0.

    `others` are columns nobody knows, `carried` those that begin with x_, `doubled` second columns
    for one field.
    """

    row: int
    columns: Mapping[str, int]
    others: Mapping[int, str]
    carried: Mapping[int, str]
    doubled: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class LocatedTable:
    """A sheet with the header of its table, None where no row is one. `matrix_row` is the row that
    is headed by goals, where the sheet may be a matrix.
    """

    raw: RawTable
    header: Header | None
    matrix_row: int | None = None


def locate_table(raw: RawTable, known: Mapping[str, str]) -> LocatedTable:
    """The table on a sheet: its header is the row among the first ten with the most known headings,
    at least two; the upper one on a tie.

    `known` gives the field of each `plain_heading`.
    """
    row = heading_row(raw, known)
    return LocatedTable(raw, None if row is None else header_at(raw, row, known))


def heading_row(raw: RawTable, known: Mapping[str, str]) -> int | None:
    """The row among the first ten with the most known headings; the first where a mapping wrote
    them there.
    """
    best, most = None, FEWEST_KNOWN_HEADINGS - 1
    for index, row in enumerate(raw.rows[: 1 if raw.mapped else HEADER_WITHIN_ROWS]):
        count = len({known[h] for h in map(plain_heading, row) if h in known})
        if count > most:
            best, most = index, count
    return best


def header_at(raw: RawTable, row: int, known: Mapping[str, str]) -> Header:
    """Which column is which under the headings of a row."""
    at: dict[str, int] = {}
    others: dict[int, str] = {}
    carried: dict[int, str] = {}
    doubled: dict[int, str] = {}
    for column, value in enumerate(raw.rows[row]):
        name = known.get(plain_heading(value))
        if name is not None and name not in at:
            at[name] = column
        elif name is not None:
            doubled[column] = name
        elif str(value).strip().lower().startswith(CARRIED):
            carried[column] = clean(str(value))[0]
        elif value != BLANK and str(value).strip():
            others[column] = str(value)
    return Header(row, at, others, carried, doubled)


def plain_heading(value: Plain) -> str:
    """A heading without regard to case, spacing and punctuation; `%` reads as percent. Empty for
    what is no text.
    """
    if not isinstance(value, str):
        return ""
    text = unicodedata.normalize("NFKC", value.replace("%", " percent ")).casefold()
    return "".join(c for c in text if c.isalnum())


def known_headings(record: type[Record]) -> Mapping[str, str]:
    """Every heading a sheet's columns go by, as `plain_heading`, and the field it stands for:
    headings, keys, aliases.
    """
    declared = columns(record)
    known = {
        plain_heading(alias): name for name, column in declared.items() for alias in column.aliases
    }
    return (
        known
        | {plain_heading(name): name for name in declared}
        | {plain_heading(c.heading): n for n, c in declared.items()}
    )


def check_header(record: type[Record], raw: RawTable, header: Header) -> list[Fault]:
    """Faults of the headings: required ones that are missing, unknown ones, doubled ones."""
    declared = columns(record)
    at_row = raw.origin.address(header.row)
    missing = [
        c.heading for name, c in declared.items() if c.required and name not in header.columns
    ]
    faults = [
        fault(NOT_MAPPED if raw.mapped else HEADING_MISSING, at_row, heading) for heading in missing
    ]
    for column, text in header.others.items():
        faults.append(
            fault(
                HEADING_UNKNOWN,
                raw.origin.address(header.row, column),
                text,
                near=_nearest(record, text, header),
            )
        )
    for column, name in header.doubled.items():
        other = raw.origin.address(header.row, header.columns[name])
        text_there = str(raw.rows[header.row][column])
        origin = raw.origin.address(header.row, column)
        faults.append(
            fault(
                HEADING_DOUBLED,
                origin,
                text_there,
                heading=declared[name].heading,
                other=other.cell,
            )
        )
    return faults


def _nearest(record: type[Record], text: str, header: Header) -> str:
    unused = {
        plain_heading(c.heading): c.heading
        for name, c in columns(record).items()
        if name not in header.columns
    }
    near = difflib.get_close_matches(plain_heading(text), unused, 1)
    return (
        f"did you mean {unused[near[0]]}?"
        if near
        else "rename it, or let it begin with x_ to carry it through"
    )
