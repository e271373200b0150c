"""Records made of a table that has been read."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import repeat
from typing import Any

from pfreport.model.columns import NOTHING
from pfreport.origins import Origin
from pfreport.workbook.cells.texts import clean
from pfreport.workbook.sheets.table import Table


def build(table: Table, order: Sequence[int]) -> tuple[Any, ...]:
    """The records of these positions, in this order, made a column at a time: calling the class for
    every row takes thrice as long.
    """
    given: dict[str, Iterable[Any]] = _places(table, order)
    for name in table.fields:
        given[name] = map(table.column(name).__getitem__, order)
    records = [table.record.__new__(table.record) for _ in order]
    for declared in fields(table.record):
        values = given.get(declared.name, repeat(declared.default))
        deque(map(getattr(table.record, declared.name).__set__, records, values), maxlen=0)
    return tuple(records)


def _places(table: Table, order: Sequence[int]) -> dict[str, Iterable[Any]]:
    """The fields every record has: where it was read, why values are absent, what it carries."""
    origin, cells_at, of_row = table.raw.origin, table.cells_at, table.columns_of_row
    return {
        "origin": [origin.address(table.rows[position]) for position in order],
        "columns_at": [origin.columns(of_row[p]) for p in order]
        if of_row
        else repeat(origin.columns(cells_at)),
        "lines": [*_lines(table, order)] if table.raw.mapped else repeat(NOTHING),
        "absent": [table.unknown.get(position, NOTHING) for position in order]
        if table.unknown
        else repeat(NOTHING),
        "extra": [_extra(table, position) for position in order]
        if table.carried
        else repeat(NOTHING),
    }


def _lines(table: Table, order: Sequence[int]) -> Iterable[Mapping[str, tuple[Origin, ...]]]:
    """Where values stand that are not in their record's row and a column of their own."""
    if table.columns_of_row is None:
        return table.raw.origin.lines([table.rows[position] for position in order], table.cells_at)
    return (
        line
        for p in order
        for line in table.raw.origin.lines([table.rows[p]], table.columns_of_row[p])
    )


def _extra(table: Table, position: int) -> dict[str, str]:
    row, raw = table.rows[position], table.raw
    return {
        heading: raw.errors.get((row, column)) or clean(str(raw.cell(row, column)))[0]
        for column, heading in table.carried.items()
    }
