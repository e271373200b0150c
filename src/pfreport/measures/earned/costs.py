"""Cost by month: what was spent, and the cost to go spread over the months to come, so that both
add up to the estimate.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pfreport.kinds import Month
from pfreport.measures.engine.data_month import data_month
from pfreport.measures.engine.facts import ProjectFacts, Series
from pfreport.measures.engine.measurement import Given, Measurement, Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.model.project import Status
from pfreport.reasons import Because

SOURCE = "GAO-20-195G, Cost Estimating and Assessment Guide: life-cycle cost"


@dataclass(frozen=True, slots=True)
class CostByMonth:
    """An amount of cost by month, with the cells that say when."""

    amounts: Mapping[Month, float]
    given: Mapping[str, Given]


def spent_by_month(facts: ProjectFacts) -> CostByMonth | Undefined:
    """Actual cost, as far as it is counted; why it cannot be dated otherwise."""
    if facts.actual.unknown:
        return facts.actual.unknown
    if not facts.actual and facts.project.cost_to_date:
        return undefined(Because.COST_NOT_BY_MONTH)
    last = _last_counted(facts)
    counted = {month: amount for month, amount in facts.actual.amounts.items() if month <= last}
    return CostByMonth(
        counted,
        {"Actual cost": facts.actual.given(math.fsum(counted.values()), last=last)}
        if counted
        else {},
    )


def cost_to_go_by_month(facts: ProjectFacts, cost_to_go: float) -> CostByMonth | Undefined:
    """The cost to go over the months to come, in proportion to Forecast cost, else to Planned
    value, else evenly to the finish.

    Of the status month's Forecast cost only what exceeds its Actual cost is to come.
    """
    if not cost_to_go:
        return CostByMonth({}, {})
    ways = (
        ("Forecast cost", facts.forecast, _forecast_to_come(facts)),
        ("Planned value", facts.planned, _later(facts, facts.planned)),
    )
    for name, column, weights in ways:
        if column.unknown:
            return column.unknown
        if math.fsum(weights.values()) > 0:
            return _spread(cost_to_go, weights, {name: _cells(facts, column, weights)})
    return _evenly(facts, cost_to_go)


@measure(
    "cost_total",
    "Whole-life cost",
    unit="money",
    better=Better.LOWER,
    formula="EAC; n/a: Actual cost + Forecast cost as entered; Cancelled: AC",
    source=SOURCE,
    enters=Enters.VALUE,
    wider=Wider.SUM,
)
def cost_total(
    facts: ProjectFacts, estimate_at_completion: Measurement, actual_cost: Measurement
) -> Traced | Undefined:
    """What the project costs from beginning to end."""
    cancelled = facts.project.status is Status.CANCELLED
    best = actual_cost if cancelled else estimate_at_completion
    spent, to_go = _spent(facts), _forecast_as_entered(facts)
    if best.known:
        return Traced(
            best.number, {"Status": facts.given("status")} if cancelled else {}, used=(best.id,)
        )
    if cancelled or isinstance(spent, Undefined) or isinstance(to_go, Undefined):
        return Traced(Undefined(best.why), used=(best.id,))
    return Traced(
        _number(spent) + _number(to_go), {"Actual cost": spent, "Forecast cost": to_go}, used=()
    )


@measure(
    "cost_to_go",
    "Cost to go",
    unit="money",
    better=Better.LOWER,
    formula="ETC; n/a: Forecast cost as entered; Cancelled: 0",
    source=SOURCE,
    enters=Enters.TO_GO,
    wider=Wider.SUM,
)
def cost_to_go(facts: ProjectFacts, estimate_to_complete: Measurement) -> Traced | Undefined:
    """What is still to be spent."""
    if facts.project.status is Status.CANCELLED:
        return Traced(0.0, {"Status": facts.given("status")}, used=())
    if estimate_to_complete.known:
        return Traced(estimate_to_complete.number)
    to_go = _forecast_as_entered(facts)
    if isinstance(to_go, Undefined):
        return Undefined(estimate_to_complete.why)
    return Traced(_number(to_go), {"Forecast cost": to_go}, used=())


def _last_counted(facts: ProjectFacts) -> Month:
    """The month up to which actual cost counts: the data month, so that cost by month adds up to
    ac; else the status month.
    """
    data = data_month(facts)
    return facts.status_month if data.problem else data.month


def _spread(cost: float, weights: Mapping[Month, float], given: Mapping[str, Given]) -> CostByMonth:
    whole = math.fsum(weights.values())
    return CostByMonth(
        {month: cost * (weight / whole) for month, weight in sorted(weights.items()) if weight},
        given,
    )


def _evenly(facts: ProjectFacts, cost_to_go: float) -> CostByMonth:
    name = "forecast_finish" if facts.project.forecast_finish else "baseline_finish"
    finish = getattr(facts.project, name)
    first = facts.status_month.plus(1)
    last = max(first, Month.of(finish)) if finish else first
    months = [Month.from_ordinal(ordinal) for ordinal in range(first.ordinal, last.ordinal + 1)]
    return _spread(
        cost_to_go,
        dict.fromkeys(months, 1.0),
        {name.replace("_", " ").capitalize(): facts.given(name)},
    )


def _forecast_to_come(facts: ProjectFacts) -> dict[Month, float]:
    """Forecast cost of later months, and what the status month's exceeds its actual cost by."""
    now = facts.status_month
    spent = facts.actual.amounts.get(now, 0.0) if _last_counted(facts) >= now else 0.0
    rest = facts.forecast.amounts.get(now, 0.0) - spent
    return ({now: rest} if rest > 0 and now in facts.forecast.amounts else {}) | _later(
        facts, facts.forecast
    )


def _later(facts: ProjectFacts, column: Series) -> dict[Month, float]:
    now = facts.status_month
    return {month: amount for month, amount in column.amounts.items() if month > now}


def _forecast_as_entered(facts: ProjectFacts) -> Given | Undefined:
    """Cost to go where there is no estimate: the forecast of the months to come, if there is
    any.
    """
    if facts.forecast.unknown:
        return facts.forecast.unknown
    parts = _forecast_to_come(facts)
    return (
        _cells(facts, facts.forecast, parts)
        if parts
        else undefined(Because.NO_FIELD, field="Forecast cost")
    )


def _spent(facts: ProjectFacts) -> Given | Undefined:
    if facts.actual.unknown:
        return facts.actual.unknown
    if not facts.actual and facts.project.cost_to_date is not None:
        return facts.given("cost_to_date")
    last = _last_counted(facts)
    return facts.actual.given(facts.actual.total(last=last), last=last)


def _cells(facts: ProjectFacts, column: Series, parts: Mapping[Month, float]) -> Given:
    """Amounts to come with their cells; the rest of the status month's forecast comes from its
    actual cost too.
    """
    spent = facts.actual.origins.get(facts.status_month, ()) if facts.status_month in parts else ()
    return Given(
        math.fsum(parts.values()),
        (*(origin for month in sorted(parts) for origin in column.origins[month]), *spent),
    )


def _number(given: Given) -> float:
    if not isinstance(given.value, int | float):
        raise TypeError(f"{given.value!r} is no amount")
    return given.value
