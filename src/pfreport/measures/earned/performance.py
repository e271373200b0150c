"""Performance: how the work done compares with what it cost and with the plan."""

from __future__ import annotations

from pfreport.kinds import Month
from pfreport.measures.earned.progress import percent_by, share_by_month
from pfreport.measures.earned.value import STANDARD
from pfreport.measures.engine.data_month import data_month, progress_by_month
from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.engine.measurement import (
    Given,
    Measurement,
    Outcome,
    Traced,
    Undefined,
    Value,
    undefined,
)
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.reasons import Because

ANBARI = (
    "Anbari, Earned Value Project Management Method and Extensions, Project Management Journal "
    "34-4 (2003)"
)
RECENT_MONTHS = 3


@measure(
    "pct_complete",
    "Percent complete",
    unit="fraction",
    better=Better.HIGHER,
    formula="EV / BAC",
    source=STANDARD,
    wider=Wider.RATIO_OF_SUMS,
)
def percent_complete(earned_value: float, budget_at_completion: float) -> Value:
    """The share of the work that is done."""
    return _ratio(earned_value, budget_at_completion, Because.BUDGET_IS_ZERO)


@measure(
    "pct_spent",
    "Percent spent",
    unit="fraction",
    better=Better.NEITHER,
    formula="AC / BAC",
    source=STANDARD,
    wider=Wider.RATIO_OF_SUMS,
)
def percent_spent(actual_cost: float, budget_at_completion: float) -> Value:
    """The share of the budget that is spent."""
    return _ratio(actual_cost, budget_at_completion, Because.BUDGET_IS_ZERO)


@measure(
    "cv",
    "Cost variance",
    unit="money",
    better=Better.HIGHER,
    formula="EV - AC",
    source=STANDARD,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def cost_variance(earned_value: float, actual_cost: float) -> Value:
    """By how much the work done cost less than budgeted; favourable when positive."""
    return earned_value - actual_cost


@measure(
    "sv",
    "Schedule variance",
    unit="money",
    better=Better.HIGHER,
    formula="EV - PV",
    source=STANDARD,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def schedule_variance(earned_value: float, planned_value: float) -> Value:
    """By how much more work is done than planned; favourable when positive."""
    return earned_value - planned_value


@measure(
    "cv_pct",
    "Cost variance, share",
    unit="fraction",
    better=Better.HIGHER,
    formula="CV / EV",
    source=ANBARI,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def cost_variance_percentage(cost_variance: float, earned_value: float) -> Value:
    """Cost variance over the value of the work done; favourable when positive."""
    return _ratio(cost_variance, earned_value, Because.NOTHING_EARNED)


@measure(
    "sv_pct",
    "Schedule variance, share",
    unit="fraction",
    better=Better.HIGHER,
    formula="SV / PV",
    source=ANBARI,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def schedule_variance_percentage(schedule_variance: float, planned_value: float) -> Value:
    """Schedule variance over the work planned; favourable when positive."""
    return _ratio(schedule_variance, planned_value, Because.NOTHING_PLANNED)


@measure(
    "cpi",
    "Cost performance index",
    unit="ratio",
    better=Better.HIGHER,
    formula="EV / AC",
    source=STANDARD,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def cost_performance_index(earned_value: float, actual_cost: float) -> Value:
    """Value earned for each unit of cost."""
    if actual_cost == 0:
        return undefined(
            Because.NO_ACTUALS if earned_value > 0 else Because.NO_COST_AND_NO_PROGRESS
        )
    return earned_value / actual_cost


@measure(
    "spi",
    "Schedule performance index",
    unit="ratio",
    better=Better.HIGHER,
    formula="EV / PV",
    source=STANDARD,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def schedule_performance_index(earned_value: float, planned_value: float) -> Value:
    """Value earned for each unit planned. Tends to 1 for every late project: printed, never
    rated.
    """
    return _ratio(earned_value, planned_value, Because.NOTHING_PLANNED)


@measure(
    "cpi_recent",
    "CPI of the last three months",
    unit="ratio",
    better=Better.HIGHER,
    formula="EV / AC of the three months that end with the data month",
    source=STANDARD,
)
def recent_cost_performance_index(
    facts: ProjectFacts, budget_at_completion: Measurement
) -> Outcome:
    """The cost performance index of the last three months alone."""
    data, column = data_month(facts), progress_by_month(facts)
    if not facts.actual or not column:
        return undefined(Because.NOT_BY_MONTH)
    problem = data.problem or column.unknown or facts.actual.unknown
    if problem:
        return problem
    before = data.month.plus(-RECENT_MONTHS)
    earned = _earned_between(facts, before, data.month, budget_at_completion)
    if isinstance(earned, Undefined):
        return earned
    spent = facts.actual.total(before.plus(1), data.month)
    given = {
        "Progress of three months": _progress_given(facts, earned, before, data.month),
        "Actual cost of three months": facts.actual.given(spent, before.plus(1), data.month),
        **data.given,
    }
    used = () if facts.earned else ("bac",)
    if spent <= 0 or earned <= 0:
        return Traced(
            undefined(Because.NO_RECENT_COST if spent <= 0 else Because.NO_RECENT_PROGRESS),
            given,
            used=used,
        )
    return Traced(earned / spent, given, used=used)


def _ratio(part: float, whole: float, reason: Because) -> Value:
    return part / whole if whole else undefined(reason)


def _progress_given(facts: ProjectFacts, earned: float, before: Month, last: Month) -> Given:
    """The months earned value was booked in; of cumulative percentages the two it is the
    difference of.
    """
    if facts.earned:
        return facts.earned.given(earned, before.plus(1), last)
    ends = (
        share_by_month(facts, month).given.get("Percent complete", Given(None))
        for month in (before, last)
    )
    return Given(
        earned,
        tuple(dict.fromkeys(origin for end in ends for origin in end.origins)),
        f"money:{facts.currency}",
    )


def _earned_between(
    facts: ProjectFacts, before: Month, last: Month, budget: Measurement
) -> float | Undefined:
    """Earned after one month up to another."""
    if facts.earned:
        return facts.earned.total(before.plus(1), last)
    if not budget.known:
        return Undefined(budget.why)
    return (percent_by(facts, last) - percent_by(facts, before)) * budget.number
