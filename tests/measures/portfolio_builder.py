"""Whole portfolios in a few lines: rows of any sheet as plain data, measured by the program's own
step.

`portfolio(projects=[{"budget": 100}], risks=[{"impact": 5}])`: a sheet is named by its field of
`Portfolio`, a row by fields of its record. Dates and months may be ISO text, one-of values their
words. Keys that are left out are numbered (`Risk-1`), projects are P-1, P-2 … and Active, and rows
of other sheets belong to P-1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pfreport.kinds import Kind, Month
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.engine.measurements import Measurements
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.columns import Record, columns
from pfreport.model.portfolio import RECORDS, Portfolio, field_of
from pfreport.model.project import Project
from pfreport.origins import Origin
from pfreport.reasons import absence_stated
from pfreport.settings import Settings

Row = Mapping[str, Any]

KIND_OF = {field_of(record): record for record in RECORDS}


def portfolio(
    status_date: dt.date | str = "2026-06-30",
    *,
    settings: Row | None = None,
    incomplete: Mapping[str, Mapping[str, str]] | None = None,
    rows_left_out: Mapping[str, Mapping[str, int]] | None = None,
    **sheets: Sequence[Row],
) -> Portfolio:
    """A portfolio of the rows given, each sheet in the order of its keys; one project, P-1, where
    none is.
    """
    day = status_date if isinstance(status_date, dt.date) else dt.date.fromisoformat(status_date)
    rows = {"projects": ({},)} | sheets
    return Portfolio(
        settings=Settings(status_date=day, portfolio_name="Test", **(settings or {})),
        incomplete=incomplete or {},
        rows_left_out=rows_left_out or {},
        **{
            name: tuple(
                sorted(
                    (_record(KIND_OF[name], i, row) for i, row in enumerate(of, 1)),
                    key=lambda r: r.key,
                )
            )
            for name, of in rows.items()
        },
    )


def measured(status_date: dt.date | str = "2026-06-30", **given: Any) -> Measurements:
    """All figures of such a portfolio."""
    return measure_portfolio(portfolio(status_date, **given))


def of_project(
    status_date: dt.date | str = "2026-06-30", **given: Any
) -> Mapping[str, Measurement]:
    """The figures of P-1."""
    return measured(status_date, **given).projects["P-1"]


def figure(of: Measurements, path: str) -> Measurement:
    """A figure by its path: `portfolio/npv`, `projects/P-1/npv`, `goals/G-1/goal_coverage`."""
    group, _, rest = path.partition("/")
    if group == "portfolio":
        return of.portfolio[rest]
    key, _, name = rest.partition("/")
    return getattr(of, group)[key][name]


def _record(kind: type[Record], number: int, row: Row) -> Record:
    declared = columns(kind)
    given = _keys(kind, number) | {
        name: _value(declared[name].kind, declared[name].choices, value)
        for name, value in row.items()
        if name != "absent"
    }
    places = {name: place for place, name in enumerate(declared, 1)}
    return kind(
        origin=Origin(kind.sheet.name, number + 1, 0),
        columns_at=places,
        absent={name: absence_stated(why) for name, why in row.get("absent", {}).items()},
        **given,
    )


def _keys(kind: type[Record], number: int) -> dict[str, Any]:
    if kind is Project:
        return {
            "project_id": f"P-{number}",
            "status": _value(Kind.ONE_OF, columns(Project)["status"].choices, "Active"),
        }
    keys = {name for name, column in columns(kind).items() if column.key and column.kind is Kind.ID}
    own = {name: f"{kind.__name__}-{number}" for name in keys if not columns(kind)[name].refers}
    return own | ({"project_id": "P-1"} if "project_id" in columns(kind) else {})


def _value(kind: Kind, choices: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if kind is Kind.DATE:
        return dt.date.fromisoformat(value)
    if kind is Kind.MONTH:
        return Month.parse(value)
    return choices(value) if choices else value
