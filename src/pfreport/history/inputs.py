"""`inputs.json` read back: the portfolio a past pack was made from, with the cells of that time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import UnionType
from typing import Any

from pfreport.history.rows import in_order
from pfreport.history.schema import Schema
from pfreport.kinds import Kind, Month
from pfreport.model.columns import NOTHING, Column, Record, columns
from pfreport.model.portfolio import RECORDS, LeftOut, Portfolio, field_of
from pfreport.origins import Origin, place
from pfreport.reasons import absence_stated
from pfreport.settings import Setting, Settings, declared

SCHEMA = Schema("pfreport.inputs")


def portfolio_of(inputs: Mapping[str, Any], name: str, status_date: dt.date) -> Portfolio:
    """The portfolio that `inputs.json` holds, by the name and as at the status date of its pack.

    LookupError, TypeError, ValueError or AttributeError where it is not what we wrote.
    """
    sheets, absent = inputs["sheets"], inputs.get("absent", {})
    records: dict[str, Any] = {
        field_of(record): records_of(
            record, sheets.get(record.sheet.name, {}), absent.get(record.sheet.name, {})
        )
        for record in RECORDS
    }
    return Portfolio(
        settings=_settings(sheets.get("Settings", {}), name, status_date),
        **records,
        incomplete=inputs.get("incomplete", {}),
        rows_left_out=inputs.get("rows_left_out", {}),
        left_out=tuple(
            LeftOut(key, one["name"], one["reason"])
            for key, one in sorted(inputs.get("left_out", {}).items())
        ),
    )


def records_of(
    record: type[Record], rows: Mapping[str, Any], absent: Mapping[str, Any] = NOTHING
) -> tuple[Any, ...]:
    """The rows of one sheet as records, in the order of their keys."""
    return in_order(
        _record(record, fields, absent.get(key, NOTHING)) for key, fields in rows.items()
    )


def _record(record: type[Record], fields: Mapping[str, Any], absent: Mapping[str, Any]) -> Record:
    known = columns(record)
    values: dict[str, Any] = {
        name: _value(known[name], value) for name, (value, _) in fields.items() if name in known
    }
    cells = {
        name: place(cell)
        for name, (_, cell) in {**fields, **absent}.items()
        if name in known and cell
    }
    row = next(iter(cells.values()), Origin(record.sheet.name, 0, 0))._replace(column=0)
    columns_at = {name: cell.column for name, cell in cells.items() if cell.column}
    return record(
        origin=row,
        columns_at=columns_at,
        absent={name: absence_stated(why) for name, (why, _) in absent.items()},
        **values,
    )


def _value(declared_as: Column | Setting, value: Any) -> Any:
    """A value of JSON as the type of its column."""
    match declared_as.kind:
        case Kind.DATE:
            return dt.date.fromisoformat(value)
        case Kind.MONTH:
            return _month(value)
        case Kind.IDS:
            return tuple(value)
        case Kind.YES_NO:
            return _checked(value, bool)
        case (
            Kind.MONEY
            | Kind.FRACTION
            | Kind.NUMBER
            | Kind.INTEGER
            | Kind.IMPACT
            | Kind.JUDGEMENT
            | Kind.LIMIT
        ):
            return _checked(value, int | float)
        case _:
            choices = declared_as.choices if isinstance(declared_as, Column) else None
            return choices(value) if choices else _checked(value, str)


def _checked(value: Any, kind: type | UnionType) -> Any:
    """A value that is of the type it was written as; another was not written by us."""
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind}")
    return value


def _month(text: str) -> Month:
    found = Month.parse(text)
    if found is None:
        raise ValueError(f"{text!r} is no month")
    return found


def _settings(rows: Mapping[str, Any], name: str, status_date: dt.date) -> Settings:
    known = {key: rows[key]["value"] for key in declared() if key in rows}
    values: dict[str, Any] = {
        key: _value(declared()[key], value)
        for key, (value, _) in known.items()
        if value is not None
    }
    values |= {"portfolio_name": name, "status_date": status_date}
    return Settings(
        **values, origins={key: place(cell) for key, (_, cell) in known.items() if cell}
    )
