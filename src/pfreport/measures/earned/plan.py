"""The plan as a line: how much was to be earned by when. Earned value reads it upwards, earned
schedule sideways.
"""

from __future__ import annotations

import functools
import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from pfreport.kinds import Month, month_position
from pfreport.measures.engine.data_month import DataMonth, day_given
from pfreport.measures.engine.facts import ProjectFacts, is_blank, missing
from pfreport.measures.engine.measurement import Given, Undefined
from pfreport.reasons import Because, Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """Cumulative planned value by months from the axis begin: straight between its points, level
    behind the last.

    `begin` is where the axis begins among all months, `duration` its length in months. `falls_in`
    is the first month in which it falls, None for a sound plan; `marks` say what it assumes.
    """

    begin: float
    duration: float
    points: tuple[tuple[float, float], ...]
    falls_in: Month | None = None
    marks: tuple[Reason, ...] = ()

    @property
    def total(self) -> float:
        """All that is planned."""
        return self.points[-1][1]

    def planned_by(self, months: float) -> float:
        """What is planned for the first so many months."""
        if months <= 0:
            return self.points[0][1]
        for (left, low), (right, high) in pairwise(self.points):
            if months < right:
                return low + (months - left) / (right - left) * (high - low)
        return self.total

    def months_for(self, value: float) -> float:
        """After how many months that much is planned: on a level stretch its far end. Only for a
        plan that never falls.
        """
        if value <= 0:
            return 0.0
        if value >= self.total:
            return self.duration
        (left, low), (right, high) = next((a, b) for a, b in pairwise(self.points) if value < b[1])
        return left + (value - low) / (high - low) * (right - left)


@functools.lru_cache(maxsize=1)  # as for data_month
def plan(facts: ProjectFacts) -> Plan | Undefined:
    """The plan by month; without it the line through Planned to date to Budget at Baseline
    finish.
    """
    begin, end = axis_begin(facts), axis_end(facts)
    if isinstance(begin, Undefined):
        return begin
    if isinstance(end, Undefined):
        return end
    return _by_month(facts, begin, end) if planned_months(facts) else _line(facts, begin, end)


def axis_begin(facts: ProjectFacts) -> float | Undefined:
    """Where a project's month axis begins: with the month of its first planned value, else at
    Baseline start.
    """
    if facts.planned.unknown:
        return facts.planned.unknown
    planned = planned_months(facts)
    if planned:
        return float(planned[0].ordinal)
    start = facts.project.baseline_start
    if start is None:
        return missing(facts.project, "baseline_start", "Baseline start")
    return Month.of(start).ordinal + (start.day - 1) / Month.of(start).days


def axis_end(facts: ProjectFacts) -> float | Undefined:
    """Where the plan ends: with the month of the last planned value, else at Baseline finish."""
    if facts.planned.unknown:
        return facts.planned.unknown
    planned = planned_months(facts)
    if planned:
        return planned[-1].ordinal + 1.0
    finish = facts.project.baseline_finish
    return (
        missing(facts.project, "baseline_finish", "Baseline finish")
        if finish is None
        else month_position(finish)
    )


def planned_months(facts: ProjectFacts) -> list[Month]:
    """The months with something planned; none where the plan is not by month."""
    return [month for month in facts.planned.months if facts.planned.amounts[month] > 0]


def begin_given(facts: ProjectFacts) -> dict[str, Given]:
    """The cells that say where the axis begins."""
    planned = planned_months(facts)
    if planned:
        return {
            "First planned month": facts.planned.given(
                facts.planned.amounts[planned[0]], planned[0], planned[0]
            )
        }
    return {"Baseline start": facts.given("baseline_start")}


def end_given(facts: ProjectFacts) -> dict[str, Given]:
    """The cells that say where the plan ends."""
    planned = planned_months(facts)
    if planned:
        return {
            "Last planned month": facts.planned.given(
                facts.planned.amounts[planned[-1]], planned[-1], planned[-1]
            )
        }
    return {"Baseline finish": facts.given("baseline_finish")}


def plan_given(facts: ProjectFacts, last: Month | None = None) -> dict[str, Given]:
    """The cells the plan was made from, by month up to `last`."""
    if planned_months(facts):
        return {"Planned value": facts.planned.given(facts.planned.total(last=last), last=last)}
    line = {
        **begin_given(facts),
        **end_given(facts),
        "Budget": facts.given("budget"),
        "Planned to date": facts.given("planned_to_date"),
    }
    return {name: given for name, given in line.items() if given.value is not None}


def planned_given(facts: ProjectFacts, line: Plan, data: DataMonth) -> dict[str, Given]:
    """The cells that say what was planned by the data date: of a line only those of the stretch
    it lies on.
    """
    day = day_given(facts, data)
    if planned_months(facts):
        return {**plan_given(facts, data.month), **day}
    whole, gone = plan_given(facts), data.position - line.begin
    if gone <= 0:
        return {**begin_given(facts), **day}
    if gone >= line.duration:
        return {**end_given(facts), "Budget": whole["Budget"], **day}
    return (
        {**whole, **day}
        if data.behind or "Planned to date" not in whole
        else {"Planned to date": whole["Planned to date"]}
    )


def _by_month(facts: ProjectFacts, begin: float, end: float) -> Plan:
    months, amounts = facts.planned.months, facts.planned.amounts
    planned, first = [amounts[month] for month in months], Month.from_ordinal(int(begin))
    ends = range(months[-1].ordinal - first.ordinal + 2)
    return Plan(
        begin=begin,
        duration=end - begin,
        points=tuple(
            (float(count), math.fsum(planned[: bisect_right(months, first.plus(count - 1))]))
            for count in ends
        ),
        falls_in=next((month for month in months if amounts[month] < 0), None),
    )


def _line(facts: ProjectFacts, begin: float, end: float) -> Plan | Undefined:
    budget, to_date = facts.project.budget, facts.project.planned_to_date
    if budget is None:
        return missing(facts.project, "budget", "Budget")
    if to_date is None:
        if not is_blank(facts.project, "planned_to_date"):
            return missing(facts.project, "planned_to_date", "Planned to date")
        return Plan(
            begin,
            end - begin,
            ((0.0, 0.0), (end - begin, budget)),
            marks=(Reason(Because.PLAN_ASSUMED_LINEAR),),
        )
    today = month_position(facts.status_date) - begin
    between = ((today, to_date),) if 0 < today < end - begin else ()
    falls = facts.status_month if between and to_date > budget else None
    return Plan(begin, end - begin, ((0.0, 0.0), *between, (end - begin, budget)), falls)
