"""Facts of a project in one line, through the same `gather` the program uses.

Months are given as a list from 2026-01 on (None: blank) or as {"2026-03": 40.0}; dates as dates or
ISO text; rows of other sheets as dictionaries of fields. Anything else is a field of Projects.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pfreport.kinds import Month
from pfreport.measures import catalogue
from pfreport.measures.engine.engine import measure_subject, ordered
from pfreport.measures.engine.facts import ProjectFacts, gather
from pfreport.measures.engine.measurement import Measurement
from pfreport.model.columns import Record, columns
from pfreport.model.delivery import Deliverable, DeliverableStatus, Milestone
from pfreport.model.money import Baseline, Period
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import EarnedValueMethod, Project, Status
from pfreport.origins import Origin
from pfreport.settings import Settings

FIRST = Month(2026, 1)

Months = Mapping[str, float | None] | Sequence[float | None]
Row = Mapping[str, Any]


def facts(status_date: dt.date | str = "2026-06-30", **given: Any) -> ProjectFacts:
    """The facts of the one project of `portfolio`, which names what may be given."""
    return gather(portfolio(status_date, **given), {})["P-1"]


def portfolio(
    status_date: dt.date | str = "2026-06-30",
    *,
    planned: Months = (),
    earned: Months = (),
    percent: Months = (),
    actual: Months = (),
    forecast: Months = (),
    committed: Months = (),
    capital_share: Months = (),
    milestones: Sequence[Row] = (),
    deliverables: Sequence[Row] = (),
    baselines: Sequence[Row] = (),
    settings: Mapping[str, Any] | None = None,
    incomplete: Mapping[str, str] | None = None,
    **project: Any,
) -> Portfolio:
    """A portfolio of one project, P-1, Active unless said otherwise. `incomplete` maps a sheet to
    why its sums cannot be known.
    """
    by_month = {
        "planned_value": _months(planned),
        "earned_value": _months(earned),
        "percent_complete": _months(percent),
        "actual_cost": _months(actual),
        "forecast_cost": _months(forecast),
        "committed": _months(committed),
        "capital_share": _months(capital_share),
    }
    return Portfolio(
        settings=Settings(
            status_date=_date(status_date), portfolio_name="Test", **(settings or {})
        ),
        projects=(_project(project),),
        periods=_periods(by_month),
        milestones=_rows(Milestone, milestones),
        deliverables=_rows(Deliverable, deliverables),
        baselines=_rows(Baseline, baselines),
        incomplete={sheet: {"P-1": why} for sheet, why in (incomplete or {}).items()},
    )


def figures(of: ProjectFacts) -> dict[str, Measurement]:
    """Every figure of a project, by id."""
    assert catalogue.FAMILIES  # importing it fills the registry
    return measure_subject(of.subject, of, of.currency, ordered("project"))


def _months(given: Months) -> dict[Month, float]:
    if isinstance(given, Mapping):
        pairs = [(Month.parse(text), amount) for text, amount in given.items()]
    else:
        pairs = [(FIRST.plus(i), amount) for i, amount in enumerate(given)]
    return {month: amount for month, amount in pairs if month is not None and amount is not None}


def _project(given: Mapping[str, Any]) -> Project:
    read = {name: _value(name, value) for name, value in given.items()}
    return Project(
        **{
            "origin": _row("Projects", 2),
            "project_id": "P-1",
            "status": Status.ACTIVE,
            "columns_at": _columns(Project),
        }
        | read
    )


def _periods(by_month: Mapping[str, Mapping[Month, float]]) -> tuple[Period, ...]:
    months = sorted({month for series in by_month.values() for month in series})
    return tuple(
        Period(
            origin=_row("Periods", 2 + i),
            columns_at=_columns(Period),
            project_id="P-1",
            period=month,
            **{name: series.get(month) for name, series in by_month.items()},
        )
        for i, month in enumerate(months)
    )


def _rows(kind: type[Any], rows: Sequence[Row]) -> tuple[Any, ...]:
    keys = {
        name: f"{kind.__name__}-{{}}"
        for name, column in columns(kind).items()
        if column.key and name != "project_id"
    }
    made = []
    for i, row in enumerate(rows, 1):
        fields = {"project_id": "P-1"} | {name: pattern.format(i) for name, pattern in keys.items()}
        fields |= {name: _value(name, value, kind) for name, value in row.items()}
        made.append(kind(origin=_row(kind.sheet.name, 1 + i), columns_at=_columns(kind), **fields))
    return tuple(made)


def _value(name: str, value: Any, kind: type[Record] = Project) -> Any:
    """Text as the field's own type, so that worked examples can be plain data."""
    if not isinstance(value, str):
        return value
    if name == "status":
        return DeliverableStatus(value) if kind is Deliverable else Status(value)
    if name == "earned_value_method":
        return EarnedValueMethod(value)
    return _date(value) if columns(kind)[name].kind == "date" else value


def _date(given: dt.date | str) -> dt.date:
    return given if isinstance(given, dt.date) else dt.date.fromisoformat(given)


def _columns(kind: type[Record]) -> dict[str, int]:
    return {name: i for i, name in enumerate(columns(kind), 1)}


def _row(sheet: str, row: int) -> Origin:
    return Origin(sheet, row, 0)
