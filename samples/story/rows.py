"""Rows of the samples: tables that stand in CSV files, and the typing of what they hold."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from pfreport.kinds import Kind, Month
from pfreport.model.columns import Record, columns
from pfreport.model.portfolio import field_of

Row = dict[str, object]
TABLES = Path(__file__).parent / "tables"
STATUS_DATE = dt.date(2026, 10, 31)
STATUS_MONTH = Month.of(STATUS_DATE)


def read(record: type[Record]) -> list[Row]:
    """The rows of a sheet as its CSV file has them, each value of the type of its column."""
    kinds = {name: column.kind for name, column in columns(record).items()}
    with (TABLES / f"{field_of(record)}.csv").open(encoding="utf-8", newline="") as file:
        return [
            {name: value(kinds[name], text) for name, text in row.items()}
            for row in csv.DictReader(file)
        ]


def value(kind: Kind, text: str) -> object:
    """A text as a value of a kind; None for none."""
    if not text:
        return None
    match kind:
        case Kind.DATE:
            return dt.date.fromisoformat(text)
        case Kind.MONEY | Kind.NUMBER | Kind.FRACTION | Kind.INTEGER | Kind.LIMIT:
            return float(text)
        case _:
            return text


def months(first: Month, last: Month) -> list[Month]:
    """Every month from the first to the last."""
    return [first.plus(step) for step in range(last.ordinal - first.ordinal + 1)]
