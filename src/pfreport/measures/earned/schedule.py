"""Earned schedule: time performance in months, which does not end at 1 as SPI does."""

from __future__ import annotations

import datetime as dt
import math

from pfreport.kinds import Month, month_position
from pfreport.measures.earned.plan import (
    axis_begin,
    axis_end,
    begin_given,
    end_given,
    plan,
    plan_given,
)
from pfreport.measures.engine.data_month import data_month, day_given
from pfreport.measures.engine.facts import ProjectFacts, missing
from pfreport.measures.engine.measurement import (
    Given,
    Measurement,
    Outcome,
    Traced,
    Undefined,
    Value,
    undefined,
)
from pfreport.measures.engine.registry import Better, Enters, measure
from pfreport.model.project import Status
from pfreport.reasons import Because

LIPKE = "Lipke, Schedule is Different, The Measurable News (2003)"
LIPKE_FORECAST = "Lipke, Earned Schedule (2009); Vanhoucke, Measuring Time (2009)"
LAST_YEAR = dt.MAXYEAR


@measure(
    "at",
    "Actual time",
    unit="months",
    better=Better.NEITHER,
    formula="data date, or Actual finish once Completed, - begin of the plan",
    source=LIPKE,
    enters=Enters.DELIVERY,
)
def actual_time(facts: ProjectFacts) -> Outcome:
    """Months from the begin of the plan to the data date."""
    data, begin = data_month(facts), axis_begin(facts)
    if data.problem:
        return data.problem
    if isinstance(begin, Undefined):
        return begin
    finish = _finished(facts)
    elapsed = (data.position if finish is None else month_position(finish)) - begin
    end = day_given(facts, data) if finish is None else _finish_given(facts)
    return Traced(
        elapsed if elapsed >= 0 else undefined(Because.NOT_DUE_TO_START),
        {**begin_given(facts), **end},
    )


@measure(
    "planned_duration",
    "Planned duration",
    unit="months",
    better=Better.NEITHER,
    formula="end of the last month with Planned value, else Baseline finish, - begin of the plan",
    source=LIPKE,
    enters=Enters.DELIVERY,
)
def planned_duration(facts: ProjectFacts) -> Outcome:
    """Months the plan takes."""
    begin, end = axis_begin(facts), axis_end(facts)
    if isinstance(begin, Undefined):
        return begin
    if isinstance(end, Undefined):
        return end
    return Traced(end - begin, {**begin_given(facts), **end_given(facts)})


@measure(
    "es",
    "Earned schedule",
    unit="months",
    better=Better.HIGHER,
    formula="C + (EV - PV(C)) / (PV(C+1) - PV(C)), C the largest count of months whose cumulative "
    "PV is at most EV; all done: "
    "planned duration",
    source=LIPKE,
    enters=Enters.DELIVERY,
)
def earned_schedule(
    facts: ProjectFacts, earned_value: float, budget_at_completion: float | None
) -> Outcome:
    """Months after which the plan had what is earned now: all of them once all is done, whatever
    the plan adds up to.
    """
    line = plan(facts)
    if isinstance(line, Undefined):
        return line
    if line.falls_in is not None:
        return Traced(
            undefined(Because.PLAN_FALLS, month=line.falls_in), plan_given(facts), line.marks
        )
    done = budget_at_completion is not None and earned_value >= budget_at_completion > 0
    beyond = (
        done and earned_value < line.total
    )  # planned values may add up to a little more than Budget
    earned = line.duration if beyond else line.months_for(earned_value)
    reached = Month.from_ordinal(math.floor(line.begin + earned))
    return Traced(
        earned, plan_given(facts, reached), line.marks, used=("ev", "bac") if beyond else ("ev",)
    )


@measure(
    "sv_t",
    "Schedule variance in time",
    unit="months",
    better=Better.HIGHER,
    formula="ES - AT",
    source=LIPKE,
    enters=Enters.DELIVERY,
)
def schedule_variance_in_time(earned_schedule: float, actual_time: float) -> Value:
    """Months ahead of plan; behind when negative."""
    return earned_schedule - actual_time if actual_time else undefined(Because.NOT_DUE_TO_START)


@measure(
    "spi_t",
    "Schedule performance index in time",
    unit="ratio",
    better=Better.HIGHER,
    formula="ES / AT",
    source=LIPKE,
    enters=Enters.DELIVERY,
)
def time_performance_index(earned_schedule: float, actual_time: float) -> Value:
    """Months of the plan earned for each month gone."""
    return earned_schedule / actual_time if actual_time else undefined(Because.NOT_DUE_TO_START)


@measure(
    "ieac_t",
    "Estimated duration",
    unit="months",
    better=Better.LOWER,
    formula="planned duration / SPI(t); once complete: AT",
    source=LIPKE_FORECAST,
    enters=Enters.DELIVERY,
)
def estimated_duration(
    facts: ProjectFacts,
    actual_time: float,
    planned_duration: Measurement,
    earned_schedule: Measurement,
    time_performance_index: Measurement,
) -> Outcome:
    """Months the work takes in all if the rest goes as the past did."""
    complete = (
        earned_schedule.known
        and planned_duration.known
        and earned_schedule.number >= planned_duration.number
    )
    if complete or facts.project.status is Status.COMPLETED:
        return Traced(
            actual_time, {} if complete else {"Status": facts.given("status")}, used=("at",)
        )
    for needed in (planned_duration, time_performance_index):
        if not needed.known:
            return Undefined(needed.why)
    if time_performance_index.value == 0:
        return undefined(Because.SPI_IN_TIME_IS_ZERO)
    return Traced(
        planned_duration.number / time_performance_index.number, used=("planned_duration", "spi_t")
    )


@measure(
    "finish_earned_schedule",
    "Finish by earned schedule",
    unit="date",
    better=Better.LOWER,
    formula="begin of the plan + estimated duration",
    source=LIPKE_FORECAST,
    enters=Enters.DELIVERY,
)
def earned_schedule_finish(facts: ProjectFacts, estimated_duration: float) -> Outcome:
    """The day the work ends if the rest goes as the past did; Actual finish of a completed
    project.
    """
    finish, begin = _finished(facts), axis_begin(facts)
    if finish is not None:
        return Traced(finish, _finish_given(facts), used=())
    if facts.project.status is Status.COMPLETED:
        return missing(facts.project, "actual_finish", "Actual finish")
    if isinstance(begin, Undefined):
        return begin
    return Traced(day_reaching(begin + estimated_duration), begin_given(facts))


@measure(
    "tspi",
    "To-complete schedule index",
    unit="ratio",
    better=Better.LOWER,
    formula="(planned duration - ES) / (planned duration - AT)",
    source=LIPKE_FORECAST,
    enters=Enters.DELIVERY,
)
def to_complete_schedule_index(
    planned_duration: float, earned_schedule: float, actual_time: float
) -> Value:
    """Months of the plan to earn for each month left until the baseline finish."""
    if earned_schedule >= planned_duration:
        return undefined(Because.COMPLETE)
    if actual_time >= planned_duration:
        return undefined(Because.BASELINE_FINISH_PASSED)
    return (planned_duration - earned_schedule) / (planned_duration - actual_time)


def day_reaching(position: float) -> dt.date | Undefined:
    """The first day that ends at or behind a position on the month axis."""
    # positions are sums of twelfths and thirty-firsts: a millionth of a day off is arithmetic, not
    # time
    month_before = math.ceil(round(position, 9)) - 1
    if month_before // 12 > LAST_YEAR:
        return undefined(Because.BEYOND_CALENDAR)
    month = Month.from_ordinal(month_before)
    return dt.date(
        month.year, month.month, max(1, math.ceil(round((position - month_before) * month.days, 6)))
    )


def _finished(facts: ProjectFacts) -> dt.date | None:
    """Actual finish of a completed project, unless it is dated after the status date."""
    finish = facts.project.actual_finish
    return (
        finish
        if facts.project.status is Status.COMPLETED
        and finish is not None
        and finish <= facts.status_date
        else None
    )


def _finish_given(facts: ProjectFacts) -> dict[str, Given]:
    """Actual finish, and the Status that makes it count."""
    return {"Actual finish": facts.given("actual_finish"), "Status": facts.given("status")}
