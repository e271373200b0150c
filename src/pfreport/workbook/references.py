"""IDs: unique where they are defined, resolved to that spelling wherever else they stand, rows ordered by them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pfreport.faults import Effect, Severity, kind
from pfreport.kinds import Kind, natural_key, normalised
from pfreport.model.columns import FAULTY, Column, Doubles, columns
from pfreport.workbook.table import Table

DOUBLED = kind(
    "PF302",
    Severity.ERROR,
    "ID given twice",
    "{found} stands in {first} and in {second}",
    "give each row a key of its own, or delete one of the two",
    Effect.ROW_LEFT_OUT,
)
SAME_ROW_TWICE = kind(
    "PF303",
    Severity.ERROR,
    "Row given twice",
    "{second} repeats {first} ({found})",
    "delete one of the two rows",
    Effect.VALUE_UNKNOWN,
)
ADDED_UP = kind(
    "PF304",
    Severity.WARNING,
    "Rows added up",
    "{second} has the key of {first} ({found}); their amounts are added up",
    "put them into one row if that is not meant",
)
UNKNOWN_ID = kind(
    "PF305",
    Severity.ERROR,
    "Unknown ID",
    "{found} is not on the sheet {sheet}",
    "{near}",
    Effect.ROW_LEFT_OUT,
)


@dataclass(slots=True)
class Known:
    """The IDs of one sheet: spelling by normalised ID, those whose rows were left out, whether it could be read at all."""

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
    for position, value in enumerate(table.values[name]):
        if value is not None and position in kept:
            known.spelled[normalised(value)] = value
        elif value is not None:
            known.gone.add(normalised(value))
    known.gone -= known.spelled.keys()
    return known


def resolve(table: Table, known: Mapping[str, Known]) -> None:
    """Spells every reference as the sheet that defines it; rows that refer to nothing are left out."""
    for name, column in columns(table.record).items():
        if column.refers and name in table.values:
            of = known.get(column.refers, Known())
            if column.kind is Kind.IDS:
                _resolve_lists(table, name, column, of)
            else:
                _resolve_single(table, name, column, of)


def check_keys(table: Table) -> None:
    """Blames rows that share a key: in most sheets one of them is wrong, in sheets by month they add up."""
    keys = key_columns(table, _normal)
    rows: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    if len(set(keys)) == len(keys):
        return
    for position in table.kept():
        if all(part is not None for name, part in zip(table.record.sheet.key, keys[position], strict=True) if _must(table, name)):
            rows[keys[position]].append(position)
    for positions in rows.values():
        if len(positions) > 1 and table.record.sheet.doubles is Doubles.ADD_UP:
            _add_up(table, positions)
        elif len(positions) > 1:
            _leave_out(table, positions)


def unify(*users: tuple[Table | None, str]) -> None:
    """Spells names that several sheets share alike: as in the first that has them, else as the first spelling in order."""
    spelled: dict[str, str] = {}
    for table, name in users:
        values = table.values.get(name, []) if table else []
        for value in sorted({v for v in values if v is not None}):
            spelled.setdefault(normalised(value), value)
    for table, name in users:
        if table and name in table.values:
            table.values[name] = [None if v is None else spelled[normalised(v)] for v in table.values[name]]


def ordered(table: Table) -> list[int]:
    """Positions of the rows kept, by key in natural order: the order of rows in the sheet never matters."""
    keys = key_columns(table, _ranks)
    kept = table.kept()
    if len(set(keys)) == len(keys):
        return sorted(kept, key=keys.__getitem__)
    return sorted(kept, key=lambda p: (keys[p], [repr(values[p]) for values in table.values.values()]))


def key_columns(table: Table, of: Callable[[set[Any]], Mapping[Any, Any]]) -> list[tuple[Any, ...]]:
    """The key of every row, each distinct part passed through a mapping made by `of`."""
    mapped = []
    for name in table.record.sheet.key:
        values = table.values.get(name, [None] * len(table.rows))
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


def _must(table: Table, name: str) -> bool:
    return columns(table.record)[name].key


def _resolve_single(table: Table, name: str, column: Column, of: Known) -> None:
    resolved: dict[Any, Any] = {None: None}
    values = table.values[name]
    for position, value in enumerate(values):
        if value not in resolved:
            resolved[value] = _lookup(value, column, of)
        found = resolved[value]
        if found is _GONE:
            values[position] = None
            _lose(table, position, name)
        elif found is _UNKNOWN:
            values[position] = None
            if position not in table.dropped:
                _blame_unknown(table, position, name, value, column)
        else:
            values[position] = found


def _resolve_lists(table: Table, name: str, column: Column, of: Known) -> None:
    for position, listed in enumerate(table.values[name]):
        found = [(value, _lookup(value, column, of)) for value in listed or ()]
        for value, known in found:
            if known is _UNKNOWN:
                _blame_unknown(table, position, name, value, column)
        spelled = (known for _, known in found if known is not _GONE and known is not _UNKNOWN)
        table.values[name][position] = tuple(sorted(set(spelled), key=natural_key))


def _lose(table: Table, position: int, name: str) -> None:
    """What a row belongs to was left out: the row goes with it, without a fault of its own."""
    if _must(table, name):
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
    table.blame(position, name, UNKNOWN_ID, value, sheet=column.refers, near=f"correct it, or add it to {column.refers}{words}")


def _leave_out(table: Table, positions: list[int]) -> None:
    first, *others = positions
    name = table.record.sheet.key[0]
    for position in others:
        table.blame(position, name, DOUBLED, _shown(table, position), first=_cell(table, first), second=_cell(table, position))
    for position in positions:
        table.dropped.setdefault(position, table.origin(others[0], name))
        table.faulty.add(position)


def _add_up(table: Table, positions: list[int]) -> None:
    name = table.record.sheet.key[0]
    contents = [tuple(values[p] for values in table.values.values()) for p in positions]
    often = Counter(contents)
    first_of: dict[Any, int] = {}
    for position, content in zip(positions, contents, strict=True):
        first = first_of.setdefault(content, position)
        if first != position:
            table.blame(position, name, SAME_ROW_TWICE, _shown(table, position), first=_cell(table, first), second=_cell(table, position))
            table.dropped.setdefault(first, table.origin(position, name))
        elif position != positions[0] and often[content] == 1:
            table.blame(position, name, ADDED_UP, _shown(table, position), first=_cell(table, positions[0]), second=_cell(table, position))


def _shown(table: Table, position: int) -> str:
    parts = (table.values[name][position] for name in table.record.sheet.key if name in table.values)
    return ", ".join(str(part) for part in parts if part is not None)


def _cell(table: Table, position: int) -> str:
    return table.origin(position, table.record.sheet.key[0]).address
