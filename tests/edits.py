"""Changes one cell of a workbook as it was read: to another value that its column allows, from
blank, to blank.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pfreport.kinds import Kind, Month
from pfreport.model.columns import Column, Record, columns
from pfreport.model.portfolio import RECORDS, Portfolio, field_of
from pfreport.origins import Origin
from pfreport.workbook.file.raw import Plain, RawWorkbook

NUMBERED = {("Baselines", "baseline"), ("Buckets", "bucket"), ("Projects", "bucket")}
"""Columns that say which row or group a row is, though their type is no ID."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row that became a record: where it stands, its column, what it holds (the empty
    text: nothing).
    """

    record: Record
    name: str
    column: Column
    holds: Plain

    @property
    def origin(self) -> Origin:
        """Its place."""
        return self.record.at(self.name)

    @property
    def says_which_row(self) -> bool:
        """Whether it identifies its row, or what its row belongs to, rather than saying something
        of it.
        """
        return (
            self.column.key
            or self.column.refers is not None
            or (self.origin.sheet, self.name) in NUMBERED
        )


def cells(raw: RawWorkbook, portfolio: Portfolio) -> list[Cell]:
    """Every cell in a known column of a row that counts, filled or not."""
    return [
        Cell(row, name, column, holds(raw, row.at(name)))
        for sheet in RECORDS
        for row in getattr(portfolio, field_of(sheet))
        for name, column in columns(sheet).items()
        if name in row.columns_at
    ]


def holds(raw: RawWorkbook, place: Origin) -> Plain:
    """What stands in a cell."""
    return raw.sheets[place.sheet].rows[place.row - 1][place.column - 1]


def changed(raw: RawWorkbook, place: Origin, value: Plain) -> RawWorkbook:
    """The same workbook with another value in one cell."""
    table = raw.sheets[place.sheet]
    rows = [list(row) for row in table.rows]
    rows[place.row - 1][place.column - 1] = value
    return dataclasses.replace(
        raw, sheets={**raw.sheets, place.sheet: dataclasses.replace(table, rows=rows)}
    )


def another(chance: random.Random, cell: Cell, portfolio: Portfolio) -> Plain:
    """Another value the cell's column allows; the one it holds where its type has no other to
    offer.
    """
    of_kind = _OF_KIND.get(cell.column.kind)
    return (
        of_kind(chance, cell, getattr(cell.record, cell.name), portfolio) if of_kind else cell.holds
    )


def _amount(chance: random.Random, cell: Cell, now: object, _: Portfolio) -> Plain:
    amount = now if isinstance(now, int | float) and now else 1000.0
    return round(
        _bounded(cell.column, amount * chance.choice((0.5, 0.9, 0.97, 1.02, 1.1, 1.7, 3.0))), 2
    )


def _whole(chance: random.Random, cell: Cell, now: object, _: Portfolio) -> Plain:
    number = now if isinstance(now, int) else 1
    return int(_bounded(cell.column, number + chance.choice((-1, 1, 2))))


def _share(chance: random.Random, cell: Cell, _: object, __: Portfolio) -> Plain:
    return _bounded(cell.column, chance.choice((0.0, 0.05, 0.3, 0.55, 0.8, 0.95, 1.0)))


def _day(chance: random.Random, _: Cell, now: object, portfolio: Portfolio) -> Plain:
    day = now if isinstance(now, dt.date) else portfolio.settings.status_date
    return day + dt.timedelta(days=chance.choice((-200, -60, -31, -7, -1, 1, 5, 30, 61, 150)))


def _month(chance: random.Random, _: Cell, now: object, __: Portfolio) -> Plain:
    assert isinstance(now, Month)
    return str(now.plus(chance.choice((-14, -3, -1, 1, 2, 30))))


def _reference(chance: random.Random, cell: Cell, _: object, portfolio: Portfolio) -> Plain:
    if cell.column.refers is None:
        return f"{cell.holds} anew"
    same_sheet = getattr(portfolio, field_of(type(cell.record)))
    return chance.choice(
        sorted({getattr(row, cell.name) for row in same_sheet if getattr(row, cell.name)})
    )


def _bounded(column: Column, value: float) -> float:
    low = value if column.low is None else max(value, column.low)
    return low if column.high is None else min(low, column.high)


_OF_KIND: Mapping[Kind, Callable[[random.Random, Cell, object, Portfolio], Plain]] = {
    Kind.MONEY: _amount,
    Kind.NUMBER: _amount,
    Kind.INTEGER: _whole,
    Kind.FRACTION: _share,
    Kind.DATE: _day,
    Kind.MONTH: _month,
    Kind.ID: _reference,
    Kind.YES_NO: lambda _, __, now, ___: "no" if now else "yes",
    Kind.ONE_OF: lambda chance, cell, now, _: chance.choice(
        [word for word in cell.column.words if word != now]
    ),
    Kind.CURRENCY: lambda chance, _, now, __: chance.choice(
        [code for code in ("EUR", "USD", "GBP") if code != now]
    ),
    Kind.IMPACT: lambda chance, *_: chance.choice(("None", "Low", "Moderate", "Strong", "Extreme")),
    Kind.JUDGEMENT: lambda chance, *_: chance.choice(("1/3", 2, 5)),
    Kind.TEXT: lambda *_: "Other words",
    Kind.LONG_TEXT: lambda *_: "Other words",
}
