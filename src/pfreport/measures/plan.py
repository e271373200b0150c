"""The plan as a line: how much was to be earned by when. Earned value reads it upwards, earned schedule sideways."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from pfreport.kinds import Month, month_position
from pfreport.measures.facts import ProjectFacts, is_blank, missing
from pfreport.measures.measurement import Given, Undefined

ASSUMED_LINEAR = "plan assumed linear"
OFF_BUDGET = 0.05
DAYS_PLACES = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """Cumulative planned value by months from the axis begin: straight between its points, level behind the last.

    `begin` is where the axis begins among all months, `duration` its length in months, `falls_in` the first month with a
    negative planned value. `given` are the cells it was made from, `marks` what it assumes.
    """

    begin: float
    duration: float
    points: tuple[tuple[float, float], ...]
    falls_in: str | None
    given: dict[str, Given]
    marks: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """All that is planned."""
        return self.points[-1][1]

    def planned_by(self, months: float) -> float:
        """Planned value after so many months; what precedes the axis for none or fewer."""
        if months <= 0:
            return self.points[0][1]
        for (left, low), (right, high) in pairwise(self.points):
            if months < right:
                return low + (months - left) / (right - left) * (high - low)
        return self.total

    def months_for(self, value: float) -> float:
        """After how many months that much was to be earned: on a level stretch its far end. The plan must not fall."""
        if value <= 0:
            return 0.0
        if value >= self.total:
            return self.duration
        (left, low), (right, high) = next(((a, b) for a, b in pairwise(self.points) if value < b[1]))
        return left + (value - low) / (high - low) * (right - left)


def axis_begin(facts: ProjectFacts) -> float | Undefined:
    """Where a project's month axis begins: with the month of its first planned value, else at Baseline start."""
    if facts.planned.unknown:
        return Undefined(facts.planned.unknown)
    planned = _planned_months(facts)
    if planned:
        return float(planned[0].ordinal)
    start = facts.project.baseline_start
    if start is None:
        return missing(facts.project, "baseline_start", "Baseline start")
    month = Month.of(start)
    return month.ordinal + (start.day - 1) / month.days


def axis_end(facts: ProjectFacts) -> float | Undefined:
    """Where the plan ends: with the month of the last planned value, else at Baseline finish."""
    if facts.planned.unknown:
        return Undefined(facts.planned.unknown)
    planned = _planned_months(facts)
    if planned:
        return planned[-1].ordinal + 1.0
    finish = facts.project.baseline_finish
    return missing(facts.project, "baseline_finish", "Baseline finish") if finish is None else month_position(finish)


def axis_given(facts: ProjectFacts) -> dict[str, Given]:
    """The cells that say where the axis begins and ends."""
    planned = _planned_months(facts)
    if planned:
        first, last = planned[0], planned[-1]
        return {
            "First month planned": facts.planned.given(facts.planned.amounts[first], first, first),
            "Last month planned": facts.planned.given(facts.planned.amounts[last], last, last),
        }
    return {"Baseline start": facts.given("baseline_start"), "Baseline finish": facts.given("baseline_finish")}


def plan(facts: ProjectFacts) -> Plan | Undefined:
    """The plan by month, or the line through Planned to date to Budget at Baseline finish; why there is none otherwise."""
    begin, end = axis_begin(facts), axis_end(facts)
    for found in (begin, end):
        if isinstance(found, Undefined):
            return found
    return _by_month(facts) if _planned_months(facts) else _line(facts)


def _planned_months(facts: ProjectFacts) -> list[Month]:
    return [month for month in facts.planned.months if facts.planned.amounts[month] > 0]
