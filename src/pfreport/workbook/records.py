"""Records made of a table that has been read."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import repeat
from typing import Any

from pfreport.model.columns import NOTHING
from pfreport.origins import Origin
from pfreport.workbook.table import Table
from pfreport.workbook.texts import clean


def build(table: Table, order: Sequence[int]) -> tuple[Any, ...]:
    """The records of these positions, in this order, made a column at a time: calling the class for every row takes thrice as long."""
    given = {name: map(values.__getitem__, order) for name, values in table.values.items()} | _places(table, order)
    records = [table.record.__new__(table.record) for _ in order]
    for declared in fields(table.record):
        values = given.get(declared.name, repeat(declared.default))
        deque(map(getattr(table.record, declared.name).__set__, records, values), maxlen=0)
    return tuple(records)


def _places(table: Table, order: Sequence[int]) -> dict[str, Iterable[Any]]:
    """The fields every record has: where it was read, why values are absent, what it carries."""
    sheet, shared = table.raw.origin.sheet, {name: column + 1 for name, column in table.cells_at.items()}
    of_row = table.columns_of_row
    return {
        "origin": [Origin(sheet, table.rows[position] + 1, 0) for position in order],
        "columns_at": [{n: c + 1 for n, c in of_row[p].items()} for p in order] if of_row else repeat(shared),
        "absent": [table.unknown.get(position, NOTHING) for position in order] if table.unknown else repeat(NOTHING),
        "extra": [_extra(table, position) for position in order] if table.carried else repeat(NOTHING),
    }


def _extra(table: Table, position: int) -> dict[str, str]:
    row = table.raw.rows[table.rows[position]]
    place = table.rows[position]
    return {heading: table.raw.errors.get((place, column)) or clean(str(row[column]))[0] for column, heading in table.carried.items()}
