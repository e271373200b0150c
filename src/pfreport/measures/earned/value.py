"""Earned value: what was to be done, what is done and what it cost, and the ratios between them."""

from __future__ import annotations

from dataclasses import replace

from pfreport.measures.earned.plan import plan, planned_given
from pfreport.measures.earned.progress import (
    Share,
    nothing_to_go_by,
    share_by_method,
    share_by_month,
    undated,
)
from pfreport.measures.engine.data_month import DataMonth, data_month, progress_by_month
from pfreport.measures.engine.facts import ProjectFacts, is_blank, missing
from pfreport.measures.engine.measurement import Measurement, Outcome, Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Wider, measure
from pfreport.model.project import Status
from pfreport.reasons import Because

STANDARD = "ANSI/EIA-748-D; PMI, The Standard for Earned Value Management (2019)"
NOT_STARTED = frozenset({Status.PROPOSED, Status.APPROVED})


@measure(
    "bac",
    "Budget at completion",
    unit="money",
    better=Better.NEITHER,
    formula="Budget",
    source=STANDARD,
    wider=Wider.SUM,
)
def budget_at_completion(facts: ProjectFacts) -> Outcome:
    """The approved budget, contingency left out."""
    budget = facts.project.budget
    return (
        missing(facts.project, "budget", "Budget")
        if budget is None
        else Traced(budget, {"Budget": facts.given("budget")})
    )


@measure(
    "pv",
    "Planned value",
    unit="money",
    better=Better.NEITHER,
    formula="Planned value of the months before the data date + that of its month x the part of "
    "the month gone",
    source=STANDARD,
    wider=Wider.SUM,
)
def planned_value(facts: ProjectFacts) -> Outcome:
    """The budget of the work that was to be done by the data date."""
    data, line = data_month(facts), plan(facts)
    if data.problem:
        return data.problem
    if not isinstance(line, Undefined):
        return Traced(
            line.planned_by(data.position - line.begin),
            planned_given(facts, line, data),
            line.marks,
        )
    to_date = facts.project.planned_to_date
    if to_date is None or facts.planned or data.as_at != facts.status_date:
        return line
    return Traced(to_date, {"Planned to date": facts.given("planned_to_date")})


@measure(
    "ev",
    "Earned value",
    unit="money",
    better=Better.HIGHER,
    formula="sum of Earned value; else the last Percent complete x Budget; else by the Earned "
    "value method; never above Budget",
    source=STANDARD,
    wider=Wider.SUM,
)
def earned_value(facts: ProjectFacts, budget_at_completion: Measurement) -> Outcome:
    """The budget of the work that is done by the data date."""
    data = data_month(facts)
    if data.problem:
        return data.problem
    column = progress_by_month(facts)
    if column.unknown:
        return column.unknown
    if facts.earned:
        return _earned_by_month(facts, data, budget_at_completion)
    if column:
        share = share_by_month(facts, data.month)
        return _earned_by_share(
            replace(share, given={**share.given, **data.given}), budget_at_completion
        )
    return _earned_by_method(facts, budget_at_completion)


@measure(
    "ac",
    "Actual cost",
    unit="money",
    better=Better.NEITHER,
    formula="sum of Actual cost; else Cost to date",
    source=STANDARD,
    wider=Wider.SUM,
)
def actual_cost(facts: ProjectFacts) -> Outcome:
    """What was spent by the data date, accruals included."""
    data = data_month(facts)
    problem = data.problem or facts.actual.unknown
    if problem:
        return problem
    if facts.actual:
        spent = facts.actual.total(last=data.month)
        given = {"Actual cost": facts.actual.given(spent, last=data.month), **data.given}
        return Traced(spent if spent >= 0 else undefined(Because.COST_BELOW_ZERO), given)
    to_date = facts.project.cost_to_date
    if to_date is not None:
        return Traced(to_date, {"Cost to date": facts.given("cost_to_date")}, undated(data))
    if facts.project.status in NOT_STARTED and is_blank(facts.project, "cost_to_date"):
        return Traced(0.0, {"Status": facts.given("status")})
    return missing(facts.project, "cost_to_date", "Cost to date")


def _earned_by_month(facts: ProjectFacts, data: DataMonth, budget: Measurement) -> Traced:
    earned = facts.earned.total(last=data.month)
    given = {"Earned value": facts.earned.given(earned, last=data.month), **data.given}
    if earned < 0:
        return Traced(undefined(Because.EARNED_BELOW_ZERO), given, used=())
    capped = budget.known and earned > budget.number
    return Traced(budget.number if capped else earned, given, used=(budget.id,) if capped else ())


def _earned_by_share(share: Share, budget: Measurement) -> Outcome:
    if not budget.known:
        return Undefined(budget.why)
    return Traced(share.value * budget.number, share.given, share.marks, coverage=share.coverage)


def _earned_by_method(facts: ProjectFacts, budget: Measurement) -> Outcome:
    share = share_by_method(facts, data_month(facts))
    if isinstance(share, Undefined):
        return share
    if share is not None:
        return _earned_by_share(share, budget)
    if facts.project.status is Status.COMPLETED:
        return _earned_by_share(Share(1.0, {"Status": facts.given("status")}), budget)
    if facts.project.status in NOT_STARTED:
        return Traced(0.0, {"Status": facts.given("status")}, used=())
    return nothing_to_go_by(facts)
