"""Estimates at completion: six ways to forecast the final cost."""

from __future__ import annotations

from pfreport.measures.earned.value import STANDARD
from pfreport.measures.engine.data_month import data_month
from pfreport.measures.engine.facts import ProjectFacts, is_blank, missing
from pfreport.measures.engine.measurement import (
    Measurement,
    Outcome,
    Traced,
    Undefined,
    Value,
    undefined,
)
from pfreport.measures.engine.registry import Better, measure
from pfreport.reasons import Because

CHRISTENSEN = (
    "Christensen, The Estimate at Completion Problem, Project Management Journal 24-1 (1993)"
)
COST_WEIGHT, SCHEDULE_WEIGHT = 0.8, 0.2


@measure(
    "eac_manager",
    "Estimate at completion, the manager's",
    unit="money",
    better=Better.LOWER,
    formula="Manager estimate; blank: AC + Forecast cost after the data month",
    source=STANDARD,
)
def estimate_by_manager(facts: ProjectFacts, actual_cost: Measurement) -> Outcome:
    """The final cost as the manager sees it."""
    stated = facts.project.manager_estimate
    if stated is None:
        return _bottom_up(facts, actual_cost)
    given = {"Manager estimate": facts.given("manager_estimate")}
    if actual_cost.known and stated < actual_cost.number:
        return Traced(undefined(Because.MANAGER_BELOW_COST), given)
    return Traced(stated, given, used=())


@measure(
    "eac_budget",
    "Estimate at completion, the rest as budgeted",
    unit="money",
    better=Better.LOWER,
    formula="AC + (BAC - EV)",
    source=STANDARD,
)
def estimate_by_budget(
    actual_cost: float, budget_at_completion: float, earned_value: float
) -> Value:
    """The final cost if the rest costs what it was budgeted at."""
    return actual_cost + (budget_at_completion - earned_value)


@measure(
    "eac_cpi",
    "Estimate at completion by CPI",
    unit="money",
    better=Better.LOWER,
    formula="AC + (BAC - EV) / CPI",
    source=STANDARD,
)
def estimate_by_cost(
    actual_cost: float,
    budget_at_completion: float,
    earned_value: float,
    cost_performance_index: float,
) -> Value:
    """The final cost if the rest costs what the work so far cost."""
    if cost_performance_index == 0:
        return undefined(Because.CPI_IS_ZERO)
    return actual_cost + (budget_at_completion - earned_value) / cost_performance_index


@measure(
    "spi_estimates",
    "Schedule index of the estimates",
    unit="ratio",
    better=Better.HIGHER,
    formula="SPI; SPI(t) once AT exceeds the planned duration, when SPI has begun to tend to 1",
    source="Lipke, Schedule is Different, The Measurable News (2003)",
)
def schedule_index(
    schedule_performance_index: Measurement,
    time_performance_index: Measurement,
    actual_time: Measurement,
    planned_duration: Measurement,
) -> Outcome:
    """The schedule index that estimates of cost use."""
    overrun = (
        actual_time.known
        and planned_duration.known
        and actual_time.number > planned_duration.number
    )
    index = time_performance_index if overrun else schedule_performance_index
    return Traced(
        Undefined(index.why) if not index.known else index.number,
        used=(index.id,),
    )


@measure(
    "eac_cpi_spi",
    "Estimate at completion by CPI x SPI",
    unit="money",
    better=Better.LOWER,
    formula="AC + (BAC - EV) / (CPI x SPI); SPI(t) for SPI once AT exceeds the planned duration",
    source=CHRISTENSEN,
)
def estimate_by_cost_and_schedule(
    actual_cost: float,
    budget_at_completion: float,
    earned_value: float,
    cost_performance_index: float,
    schedule_index: float,
) -> Value:
    """The final cost if lateness costs too."""
    factor = cost_performance_index * schedule_index
    return (
        actual_cost + (budget_at_completion - earned_value) / factor
        if factor
        else _no_index(cost_performance_index)
    )


@measure(
    "eac_weighted",
    "Estimate at completion, weighted",
    unit="money",
    better=Better.LOWER,
    formula="AC + (BAC - EV) / (0.8 CPI + 0.2 SPI); SPI(t) for SPI once AT exceeds the planned "
    "duration",
    source=CHRISTENSEN,
)
def estimate_by_weighted_index(
    actual_cost: float,
    budget_at_completion: float,
    earned_value: float,
    cost_performance_index: float,
    schedule_index: float,
) -> Value:
    """The final cost if lateness costs a little."""
    if not cost_performance_index * schedule_index:
        return _no_index(cost_performance_index)
    return actual_cost + (budget_at_completion - earned_value) / (
        COST_WEIGHT * cost_performance_index + SCHEDULE_WEIGHT * schedule_index
    )


@measure(
    "eac_recent",
    "Estimate at completion by recent CPI",
    unit="money",
    better=Better.LOWER,
    formula="AC + (BAC - EV) / CPI of the last three months",
    source=CHRISTENSEN,
)
def estimate_by_recent_cost(
    actual_cost: float,
    budget_at_completion: float,
    earned_value: float,
    recent_cost_performance_index: float,
) -> Value:
    """The final cost if the rest costs what the work of the last three months cost."""
    return actual_cost + (budget_at_completion - earned_value) / recent_cost_performance_index


def _bottom_up(facts: ProjectFacts, actual_cost: Measurement) -> Outcome:
    """Actual cost and what is forecast for the months to come."""
    nothing = missing(facts.project, "manager_estimate", "Manager estimate")
    if not is_blank(facts.project, "manager_estimate"):
        return nothing
    if facts.forecast.unknown:
        return facts.forecast.unknown
    first = data_month(facts).month.plus(1)
    if not any(month >= first for month in facts.forecast.months):
        return nothing
    if not actual_cost.known:
        return Undefined(actual_cost.why)
    to_go = facts.forecast.total(first)
    given = {"Forecast cost": facts.forecast.given(to_go, first)}
    return Traced(
        actual_cost.number + to_go if to_go >= 0 else undefined(Because.FORECAST_BELOW_ZERO), given
    )


def _no_index(cost_performance_index: float) -> Undefined:
    return undefined(Because.SPI_IS_ZERO if cost_performance_index else Because.CPI_IS_ZERO)
