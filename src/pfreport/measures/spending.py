"""Cost to go by month: when what is still to be spent will be spent."""

from __future__ import annotations

import math
from collections.abc import Mapping

from pfreport.kinds import Month
from pfreport.measures.data_month import data_month
from pfreport.measures.facts import ProjectFacts


def cost_to_go_by_month(facts: ProjectFacts, estimate_to_complete: float | None) -> dict[Month, float]:
    """The estimate to complete over the months to come, as Forecast cost has it, else as planned, else evenly.

    Without an estimate: Forecast cost as it was entered.
    """
    forecast = _forecast(facts)
    if estimate_to_complete is None:
        return forecast
    weights = _above_zero(forecast) or _above_zero(_planned(facts)) or _even(facts)
    whole = math.fsum(weights.values())
    return {month: estimate_to_complete * weight / whole for month, weight in weights.items()} if estimate_to_complete else {}


def _forecast(facts: ProjectFacts) -> dict[Month, float]:
    """Forecast cost of the months to come; of the status month what it exceeds its actual cost by."""
    if facts.forecast.unknown:
        return {}
    to_come = _to_come(facts, facts.forecast.amounts)
    now, spent = facts.status_month, facts.actual.amounts
    if now in facts.forecast.amounts and data_month(facts).month == now:
        to_come[now] = max(0.0, facts.forecast.amounts[now] - spent.get(now, 0.0))
    return dict(sorted(to_come.items()))


def _planned(facts: ProjectFacts) -> dict[Month, float]:
    return {} if facts.planned.unknown else _to_come(facts, facts.planned.amounts)


def _to_come(facts: ProjectFacts, amounts: Mapping[Month, float]) -> dict[Month, float]:
    """The months behind the status month, and the status month itself where nothing is reported of it yet."""
    first = facts.status_month.plus(1 if data_month(facts).month == facts.status_month else 0)
    return {month: amount for month, amount in amounts.items() if month >= first}


def _even(facts: ProjectFacts) -> dict[Month, float]:
    """Every month from the next one to the finish alike; the next one alone where the finish is past or not known."""
    following, finish = facts.status_month.plus(1), facts.project.forecast_finish or facts.project.baseline_finish
    last = max(following, Month.of(finish)) if finish else following
    return {Month.from_ordinal(ordinal): 1.0 for ordinal in range(following.ordinal, last.ordinal + 1)}


def _above_zero(amounts: Mapping[Month, float]) -> dict[Month, float]:
    return {month: amount for month, amount in amounts.items() if amount > 0}
