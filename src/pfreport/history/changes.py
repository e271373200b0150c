"""Which cells of a workbook changed between two portfolios, by key though rows moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from pfreport.history.rows import Row, by_key
from pfreport.kinds import Kind
from pfreport.model.columns import Record, columns
from pfreport.model.portfolio import RECORDS, Portfolio, field_of
from pfreport.origins import Origin
from pfreport.settings import declared

SETTINGS = "Settings"
_SILENT = frozenset({Kind.LONG_TEXT})
"""Kinds of column that no figure reads."""
_PASSING = frozenset({"status_date"})
"""Settings that say when a report is made, not what it is about."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that changed, or a row that came or went (`field` None; `before` or `now` is then
    the row).

    `row` is the row it stands in as it is now, or as it was where it is gone; None for a setting.
    `origin` is the cell there.
    """

    row: Record | None
    key: str
    field: str | None
    before: Any
    now: Any
    origin: Origin

    @property
    def record(self) -> type[Record] | None:
        """What its sheet holds; None for a setting."""
        return type(self.row) if self.row is not None else None

    @property
    def sheet(self) -> str:
        """The sheet it stands on."""
        return self.record.sheet.name if self.record else SETTINGS


def changes(before: Portfolio, now: Portfolio) -> tuple[Change, ...]:
    """Every change that a figure may feel, sheet by sheet.

    A row of a sheet by month changes cell by cell, since its cells count by themselves; any other
    row comes or goes whole.
    """
    found = list(_of_settings(before, now))
    for record in RECORDS:
        name = field_of(record)
        found += _of_sheet(record, by_key(getattr(before, name)), by_key(getattr(now, name)))
    return tuple(found)


def applied(portfolio: Portfolio, change: Change) -> Portfolio:
    """The portfolio in which one change alone has been made."""
    if change.row is None:
        return replace(portfolio, settings=replace(portfolio.settings, **{change.key: change.now}))
    name = field_of(type(change.row))
    rows = dict(by_key(getattr(portfolio, name)))
    if change.field is not None:
        rows[change.key] = written(
            rows.get(change.key) or bare(change.row), change.row, {change.field: change.now}
        )
    elif change.now is None:
        rows.pop(change.key, None)
    else:
        rows[change.key] = change.now
    records: dict[str, Any] = {name: tuple(rows.values())}
    return replace(portfolio, **records)


def written(row: Row, like: Row, values: Mapping[str, Any]) -> Row:
    """A row with other values in some cells, which are absent for the reasons of another row."""
    absent = {name: why for name, why in row.absent.items() if name not in values}
    absent |= {name: like.absent[name] for name in values if name in like.absent}
    return replace(row, absent=absent, **values)


def bare(row: Row) -> Row:
    """A row with nothing but what identifies it."""
    return type(row)(origin=row.origin, **{name: getattr(row, name) for name in row.sheet.key})


def by_month(record: type[Record]) -> bool:
    """Whether a sheet has a row a month."""
    return "period" in record.sheet.key


def _of_settings(before: Portfolio, now: Portfolio) -> Iterator[Change]:
    for key in declared():
        old, new = getattr(before.settings, key), getattr(now.settings, key)
        if old != new and key not in _PASSING and declared()[key].kind not in _SILENT:
            yield Change(
                None,
                key,
                None,
                old,
                new,
                now.settings.at(key) or before.settings.at(key) or Origin(SETTINGS, 0, 0),
            )


def _of_sheet(
    record: type[Record], before: Mapping[str, Record], now: Mapping[str, Record]
) -> Iterator[Change]:
    for key in sorted({*before, *now}):
        old, new = before.get(key), now.get(key)
        if (old is None or new is None) and not by_month(record):
            row = new if new is not None else old
            if row is not None:
                yield Change(row, key, None, old, new, row.origin)
        else:
            yield from _of_cells(record, key, old, new)


def _of_cells(
    record: type[Record], key: str, old: Record | None, new: Record | None
) -> Iterator[Change]:
    blank = {declared_as.name: declared_as.default for declared_as in fields(record)}
    for name, column in columns(record).items():
        if column.kind in _SILENT or column.personal or name in record.sheet.key:
            continue
        values = (
            blank[name] if old is None else getattr(old, name),
            blank[name] if new is None else getattr(new, name),
        )
        row = new if new is not None and new.at(name).column else old if old is not None else new
        if values[0] != values[1] and row is not None:
            yield Change(row, key, name, *values, row.at(name))
