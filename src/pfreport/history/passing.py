"""The past rolled on to a later day as planned: what would stand in a workbook had every month
since gone by its plan.

A month that is newly reported has no value before it: its cells are set against what was planned
(of benefits: expected), so that earned value, cost and benefits as planned move nothing but what
time moves.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from pfreport.history.changes import bare, written
from pfreport.history.rows import by_key
from pfreport.kinds import Month
from pfreport.measures.engine.data_month import data_month
from pfreport.measures.engine.facts import ProjectFacts, gather
from pfreport.model.money import BenefitPeriod, Period
from pfreport.model.portfolio import Portfolio

Row = TypeVar("Row", Period, BenefitPeriod)
AS_PLANNED = ("earned_value", "actual_cost")
"""Columns of Periods of which a month as planned has as much as its planned value."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """One project's portfolio rolled on, and what its newly reported cells hold as planned, by
    sheet, key of the row and column.
    """

    portfolio: Portfolio
    planned: Mapping[tuple[str, str, str], float]


def rolled(before: Portfolio, now: Portfolio, project_id: str) -> Rolled:
    """One project as it would stand on the later day had it gone by plan. Both portfolios hold it
    alone.
    """
    moved = replace(before, settings=replace(before.settings, status_date=now.settings.status_date))
    old, new = gather(before, {})[project_id], gather(now, {})[project_id]
    first, last = data_month(old).month, data_month(new).month
    periods = _filled(
        before.periods,
        now.periods,
        (first, last),
        lambda row, found: _expected(old, row, found, first),
    )
    since = (old.status_month, new.status_month)
    benefits = _filled(before.benefit_periods, now.benefit_periods, since, _expected_benefit)
    planned = {
        (sheet, key, name): value
        for sheet, filled in ((Period.sheet.name, periods), (BenefitPeriod.sheet.name, benefits))
        for key, expected in filled.expected.items()
        for name, value in expected.items()
    }
    return Rolled(replace(moved, periods=periods.rows, benefit_periods=benefits.rows), planned)


@dataclass(frozen=True, slots=True)
class _Filled(Generic[Row]):
    """Rows of a sheet by month with the months since filled as expected, and with what."""

    rows: tuple[Row, ...]
    expected: Mapping[str, Mapping[str, float]]


def _filled(
    before: Iterable[Row],
    now: Iterable[Row],
    since: tuple[Month, Month],
    expect: Callable[[Row | None, Row], dict[str, float]],
) -> _Filled[Row]:
    rows, found = dict(by_key(before)), {}
    for key, row in by_key(now).items():
        if since[0] < row.period <= since[1] and (values := expect(rows.get(key), row)):
            found[key] = values
            rows[key] = written(rows.get(key) or bare(row), row, values)
    return _Filled(tuple(rows.values()), found)


def _expected_benefit(before: BenefitPeriod | None, now: BenefitPeriod) -> dict[str, float]:
    """What a benefit's newly filled month was expected to bring."""
    if not _newly(before, now, "actual"):
        return {}
    known = before or now
    return {
        "actual": next((one for one in (known.forecast, known.planned) if one is not None), 0.0)
    }


def _expected(
    facts: ProjectFacts, before: Period | None, now: Period, last: Month
) -> dict[str, float]:
    """What the newly filled cells of a month hold as planned."""
    plan = (
        before.planned_value
        if before is not None and before.planned_value is not None
        else now.planned_value
    )
    found = {name: plan or 0.0 for name in AS_PLANNED if _newly(before, now, name)}
    if _newly(before, now, "percent_complete"):
        found["percent_complete"] = _percent(facts, now.period, last)
    return found


def _newly(before: Row | None, now: Row, name: str) -> bool:
    return getattr(now, name) is not None and (before is None or getattr(before, name) is None)


def _percent(facts: ProjectFacts, month: Month, last: Month) -> float:
    """Percent complete of a month as planned: what was reached, and the share of the budget planned
    since.
    """
    reached = max((share for at, share in facts.percent.amounts.items() if at <= last), default=0.0)
    ahead = math.fsum(amount for at, amount in facts.planned.amounts.items() if last < at <= month)
    return min(1.0, reached + ahead / facts.project.budget) if facts.project.budget else reached
