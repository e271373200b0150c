"""IDs: defined on one sheet, resolved to its spelling wherever else they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pfreport.faults import Effect, Severity, kind
from pfreport.kinds import Kind, natural_key, normalised
from pfreport.model.columns import FAULTY, Column, columns
from pfreport.workbook.sheets.table import Table

UNKNOWN_ID = kind("PF305", Severity.ERROR, Effect.ROW_LEFT_OUT)


@dataclass(slots=True)
class Known:
    """The IDs of one sheet: spelling by normalised ID, those whose rows were left out, whether it
    could be read at all.
    """

    spelled: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    readable: bool = True


_GONE = object()
_UNKNOWN = object()


def define(table: Table) -> Known:
    """The IDs a sheet defines, for others to refer to."""
    name = table.record.sheet.key[0]
    kept = set(table.kept())
    known = Known()
    for position, value in enumerate(table.column(name)):
        if value is not None and position in kept:
            known.spelled[normalised(value)] = value
        elif value is not None:
            known.gone.add(normalised(value))
    known.gone -= known.spelled.keys()
    return known


def resolve(table: Table, known: Mapping[str, Known]) -> None:
    """Spells every reference as the sheet that defines it; rows that refer to nothing are left
    out.
    """
    for name, column in columns(table.record).items():
        if column.refers and name in table.fields:
            of = known.get(column.refers, Known())
            if column.kind is Kind.IDS:
                _resolve_lists(table, name, column, of)
            else:
                _resolve_single(table, name, column, of)


def unify(*users: tuple[Table | None, str]) -> None:
    """Spells names that several sheets share alike: as in the first that has them, else as the
    first spelling in order.
    """
    spelled: dict[str, str] = {}
    used = [(table, name) for table, name in users if table and name in table.fields]
    for table, name in used:
        for value in sorted({*table.column(name)} - {None}):
            spelled.setdefault(normalised(value), value)
    for table, name in used:
        alike = {value: spelled[normalised(value)] for value in {*table.column(name)} - {None}}
        table.put(name, [alike.get(value) for value in table.column(name)])


def _resolve_single(table: Table, name: str, column: Column, of: Known) -> None:
    values = table.column(name)
    resolved = {value: _lookup(value, column, of) for value in {*values} - {None}}
    lost = {value for value, spelled in resolved.items() if spelled in (_GONE, _UNKNOWN)}
    table.put(name, [None if value in lost else resolved.get(value) for value in values])
    for position, value in enumerate(values) if lost else ():
        if value in lost and resolved[value] is _GONE:
            _lose(table, position, name)
        elif value in lost and position not in table.dropped:
            _blame_unknown(table, position, name, value, column)


def _resolve_lists(table: Table, name: str, column: Column, of: Known) -> None:
    resolved = []
    for position, listed in enumerate(table.column(name)):
        spelled = {value: _lookup(value, column, of) for value in listed or ()}
        for value in listed or ():
            if spelled[value] is _UNKNOWN:
                _blame_unknown(table, position, name, value, column)
        known = {*spelled.values()} - {_GONE, _UNKNOWN}
        resolved.append(tuple(sorted(known, key=natural_key)))
    table.put(name, resolved)


def _lose(table: Table, position: int, name: str) -> None:
    """What a row belongs to was left out: the row goes with it, without a fault of its own."""
    if columns(table.record)[name].key:
        table.gone.add(position)
    else:
        table.unknown.setdefault(position, {})[name] = FAULTY


def _lookup(value: str, column: Column, of: Known) -> Any:
    plain = normalised(value)
    words = {normalised(word): word for word in column.also}
    if plain in of.spelled:
        return of.spelled[plain]
    return words.get(plain, _GONE if plain in of.gone or not of.readable else _UNKNOWN)


def _blame_unknown(table: Table, position: int, name: str, value: str, column: Column) -> None:
    words = f", or enter {' or '.join(column.also)}" if column.also else ""
    table.blame(
        position,
        name,
        UNKNOWN_ID,
        value,
        sheet=column.refers,
        near=f"correct it, or add it to {column.refers}{words}",
    )
