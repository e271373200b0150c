"""Cost by month: what was spent, and the cost to go spread over the months to come, so that both add up to the estimate."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from pfreport.kinds import Month
from pfreport.measures.data_month import data_month
from pfreport.measures.facts import ProjectFacts, Series
from pfreport.measures.measurement import Given, Measurement, Traced, Undefined
from pfreport.measures.registry import Better, Enters, Wider, measure
from pfreport.model.project import Status

SOURCE = "GAO-20-195G, Cost Estimating and Assessment Guide: life-cycle cost"


@dataclass(frozen=True, slots=True)
class CostByMonth:
    """Cost of a project by month, with the cells that say when. `to_go` may begin in the status month."""

    spent: Mapping[Month, float]
    to_go: Mapping[Month, float]
    given: Mapping[str, Given] = field(default_factory=dict)


def cost_by_month(facts: ProjectFacts, cost_to_go: float) -> CostByMonth | Undefined:
    """Actual cost, then the cost to go over the months to come; why it cannot be dated otherwise."""
    spent = spent_by_month(facts)
    if isinstance(spent, Undefined):
        return spent
    if not cost_to_go:
        return CostByMonth(spent, {})
    weights = _weights(facts, spent)
    if isinstance(weights, Undefined):
        return weights
    whole = math.fsum(weights.parts.values())
    return CostByMonth(spent, {m: cost_to_go * part / whole for m, part in weights.parts.items() if part}, weights.given)


def spent_by_month(facts: ProjectFacts) -> Mapping[Month, float] | Undefined:
    """Actual cost by month, as far as it is counted."""
    if facts.actual.unknown:
        return Undefined(facts.actual.unknown)
    if not facts.actual and facts.project.cost_to_date:
        return Undefined("actual cost not given by month")
    last = _last_counted(facts)
    return {month: amount for month, amount in facts.actual.amounts.items() if month <= last}


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
def cost_total(facts: ProjectFacts, estimate_at_completion: Measurement, actual_cost: Measurement) -> Traced | Undefined:
    """What the project costs from beginning to end."""
    best = actual_cost if facts.project.status is Status.CANCELLED else estimate_at_completion
    if best.known:
        return Traced(best.number, used=(best.id,))
    to_go, spent = _forecast_as_entered(facts), _spent(facts)
    if isinstance(to_go, Undefined) or isinstance(spent, Undefined) or facts.project.status is Status.CANCELLED:
        return Traced(Undefined(best.undefined_because or "no estimate"), used=(best.id,))
    return Traced(spent[0] + to_go[0], {"Actual cost": spent[1], "Forecast cost": to_go[1]}, used=())


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
        return Undefined(estimate_to_complete.undefined_because or "no estimate")
    return Traced(to_go[0], {"Forecast cost": to_go[1]}, used=())


@dataclass(frozen=True, slots=True)
class _Weights:
    """How cost to go spreads over months, and the cells that say so."""

    parts: Mapping[Month, float]
    given: Mapping[str, Given]


def _last_counted(facts: ProjectFacts) -> Month:
    """The month up to which actual cost counts: the data month, so that cost by month adds up to ac; else the status month."""
    data = data_month(facts)
    return facts.status_month if data.problem else data.month


def _weights(facts: ProjectFacts, spent: Mapping[Month, float]) -> _Weights | Undefined:
    """In proportion to Forecast cost, else to Planned value, else evenly to the finish."""
    forecast = _forecast_to_come(facts, spent)
    ways = (("Forecast cost", facts.forecast, forecast), ("Planned value", facts.planned, _later(facts, facts.planned)))
    for name, column, parts in ways:
        if column.unknown:
            return Undefined(column.unknown)
        if math.fsum(parts.values()) > 0:
            return _Weights(parts, {name: Given(None, tuple(o for m in sorted(parts) for o in column.origins[m]))})
    return _evenly(facts)


def _evenly(facts: ProjectFacts) -> _Weights:
    name = "forecast_finish" if facts.project.forecast_finish else "baseline_finish"
    finish = getattr(facts.project, name)
    first = facts.status_month.plus(1)
    last = max(first, Month.of(finish)) if finish else first
    months = [Month.from_ordinal(o) for o in range(first.ordinal, last.ordinal + 1)]
    return _Weights(dict.fromkeys(months, 1.0), {name.replace("_", " ").capitalize(): facts.given(name)})


def _forecast_to_come(facts: ProjectFacts, spent: Mapping[Month, float]) -> dict[Month, float]:
    """Forecast cost of later months, and what the status month's exceeds its actual cost by."""
    now = facts.status_month
    rest = facts.forecast.amounts.get(now, 0.0) - spent.get(now, 0.0)
    return ({now: rest} if rest > 0 and now in facts.forecast.amounts else {}) | _later(facts, facts.forecast)


def _later(facts: ProjectFacts, column: Series) -> dict[Month, float]:
    return {month: amount for month, amount in column.amounts.items() if month > facts.status_month}


def _forecast_as_entered(facts: ProjectFacts) -> tuple[float, Given] | Undefined:
    """Cost to go where there is no estimate: the forecast of the months to come, if there is any."""
    if facts.forecast.unknown:
        return Undefined(facts.forecast.unknown)
    spent = spent_by_month(facts)
    parts = _forecast_to_come(facts, {} if isinstance(spent, Undefined) else spent)
    if not parts:
        return Undefined("no Forecast cost")
    total = math.fsum(parts.values())
    return total, Given(total, tuple(o for m in sorted(parts) for o in facts.forecast.origins[m]))


def _spent(facts: ProjectFacts) -> tuple[float, Given] | Undefined:
    if facts.actual.unknown:
        return Undefined(facts.actual.unknown)
    if not facts.actual and facts.project.cost_to_date is not None:
        return facts.project.cost_to_date, facts.given("cost_to_date")
    last = _last_counted(facts)
    total = facts.actual.total(last=last)
    return total, facts.actual.given(total, last=last)
