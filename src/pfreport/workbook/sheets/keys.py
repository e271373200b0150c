"""Keys of rows: none given twice, and the order of rows by them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from itertools import compress
from typing import Any

from pfreport.faults import Effect, FaultKind, Severity, kind
from pfreport.kinds import natural_key, normalised
from pfreport.model.columns import Doubles, columns
from pfreport.workbook.sheets.table import Table

DOUBLED = kind("PF302", Severity.ERROR, Effect.ROW_LEFT_OUT)
SAME_ROW_TWICE = kind("PF303", Severity.ERROR, Effect.VALUE_UNKNOWN)
ADDED_UP = kind("PF304", Severity.WARNING)


def check_keys(table: Table) -> None:
    """Blames rows that share a key: in most sheets one of them is wrong, in sheets by month they
    add up.
    """
    keys = key_columns(table, _normal)
    rows: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    if len(set(keys)) == len(keys):
        return
    must = [columns(table.record)[name].key for name in table.record.sheet.key]
    for position in table.kept():
        if None not in compress(keys[position], must):
            rows[keys[position]].append(position)
    for positions in rows.values():
        if len(positions) > 1 and table.record.sheet.doubles is Doubles.ADD_UP:
            _add_up(table, positions)
        elif len(positions) > 1:
            _leave_out(table, positions)


def ordered(table: Table) -> list[int]:
    """Positions of the rows kept, by key in natural order: the order of rows in the sheet never
    matters.
    """
    keys = key_columns(table, _ranks)
    kept = table.kept()
    if len(set(keys)) == len(keys):
        return sorted(kept, key=keys.__getitem__)
    return sorted(kept, key=lambda position: (keys[position], [*map(repr, table.whole(position))]))


def key_columns(table: Table, of: Callable[[set[Any]], Mapping[Any, Any]]) -> list[tuple[Any, ...]]:
    """The key of every row, each distinct part passed through a mapping made by `of`."""
    mapped = []
    for name in table.record.sheet.key:
        values = table.column(name)
        mapped.append(map(of(set(values)).__getitem__, values))
    return list(zip(*mapped, strict=True))


def _normal(values: set[Any]) -> Mapping[Any, Any]:
    return {value: normalised(value) if isinstance(value, str) else value for value in values}


def _ranks(values: set[Any]) -> Mapping[Any, int]:
    """The place of each value in natural order; what is not known comes first."""
    texts = [v for v in values if isinstance(v, str)]
    others = [v for v in values if v is not None and not isinstance(v, str)]
    inorder = [None, *sorted(others), *sorted(texts, key=lambda text: (natural_key(text), text))]
    return {value: rank for rank, value in enumerate(inorder)}


def _leave_out(table: Table, positions: list[int]) -> None:
    first, *others = positions
    for position in others:
        _blame(table, DOUBLED, position, first)
    for position in positions:
        table.dropped.setdefault(position, table.origin(others[0], table.record.sheet.key[0]))
        table.faulty.add(position)


def _add_up(table: Table, positions: list[int]) -> None:
    contents = [table.whole(position) for position in positions]
    often = Counter(contents)
    first_of: dict[Any, int] = {}
    for position, content in zip(positions, contents, strict=True):
        first = first_of.setdefault(content, position)
        if first != position:
            _blame(table, SAME_ROW_TWICE, position, first)
            table.dropped.setdefault(first, table.origin(position, table.record.sheet.key[0]))
        elif position != positions[0] and often[content] == 1:
            _blame(table, ADDED_UP, position, positions[0])


def _blame(table: Table, what: FaultKind, position: int, first: int) -> None:
    """Blames a row for having the key of an earlier one."""
    key = table.record.sheet.key
    parts = (table.column(name)[position] for name in key)
    shown = ", ".join(str(part) for part in parts if part is not None)
    addresses = {
        "first": table.origin(first, key[0]).address,
        "second": table.origin(position, key[0]).address,
    }
    table.blame(position, key[0], what, shown, **addresses)
