"""The sample portfolio with names and amounts that stand nowhere else, so that each of them is
found where it leaks.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pfreport.advice.findings import Findings
from pfreport.kinds import Kind
from pfreport.model.source import Source
from pfreport.pipeline import advised, find
from pfreport.rendering.text.values import Formats
from pfreport.settings import Config
from pfreport.values import Money
from pfreport.workbook.examine import Examined
from pfreport.workbook.file.raw import Plain, RawWorkbook
from pfreport.workbook.file.source import read_workbook
from tests.edits import Cell, cells
from tests.workbook.books import validate

SAMPLE = Path(__file__).parents[1] / "samples/portfolio.xlsx"
SETTINGS = "Settings"


@functools.cache
def sample() -> RawWorkbook:
    return read_workbook(SAMPLE)


def edited(
    raw: RawWorkbook,
    change: Callable[[Cell], Plain],
    settings: Callable[[str, Plain], Plain] = lambda _, now: now,
) -> RawWorkbook:
    """The workbook with each filled cell of a known column changed, and each setting."""
    sheets = {
        name: dataclasses.replace(table, rows=[list(row) for row in table.rows])
        for name, table in raw.sheets.items()
    }
    for cell in cells(raw, _portfolio(raw)):
        if cell.holds != "":
            sheets[cell.origin.sheet].rows[cell.origin.row - 1][cell.origin.column - 1] = change(
                cell
            )
    for row in sheets[SETTINGS].rows:
        row[1] = settings(str(row[0]), row[1])
    return dataclasses.replace(raw, sheets=sheets)


def times(factor: float) -> Callable[[RawWorkbook], RawWorkbook]:
    """Every amount so many times as large."""

    def change(cell: Cell) -> Plain:
        return (
            cell.holds * factor
            if cell.column.kind is Kind.MONEY and isinstance(cell.holds, float)
            else cell.holds
        )

    def setting(key: str, now: Plain) -> Plain:
        return now * factor if key == "funding_limit" and isinstance(now, float) else now

    return lambda raw: edited(raw, change, setting)


def renamed(raw: RawWorkbook) -> RawWorkbook:
    """Every person called otherwise, in the same order."""
    return edited(
        raw,
        lambda c: f"Qx{c.holds}z" if c.column.personal else c.holds,
        lambda key, now: f"Qx{now}z" if key.endswith("ed_by") else now,
    )


def found_in(raw: RawWorkbook) -> Findings:
    """Everything a build finds in it."""
    checked = validate(raw, Config(), {})
    return advised(
        find(
            Examined(
                Source("book.xlsx", "0f" * 32, checked.rows),
                Config(),
                checked.portfolio,
                checked.faults,
            )
        )
    )


def amounts(value: Any) -> Iterator[Money]:
    """Every amount in a report, or any part of one."""
    if isinstance(value, Money):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from amounts(getattr(value, field.name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from amounts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from amounts(inner)


def forms(amount: float) -> set[str]:
    """How an amount may be written: in full, in thousands, with three figures and k, m or bn; with
    and without separators.

    Fewer than four figures without a unit, and four without a separator, would be found anywhere.
    """
    size = abs(amount)
    numbers = {f"{number:,.0f}" for number in (size, size / 1000) if number >= 1000}
    separated = {
        number.replace(",", mark) for number in numbers for mark in (",", ".", " ", "’", "'")
    }
    separated |= {number.replace(",", "") for number in numbers if len(number) > len("1,000")}
    short = Formats("en").text(Money(size, "EUR")).replace("\u00a0", " ").removeprefix("EUR ")
    return separated | (
        {short, short.replace(" ", ""), short.replace(".", ",")} if size >= 1000 else set()
    )


def _portfolio(raw: RawWorkbook) -> Any:
    return validate(raw, Config(), {}).portfolio
