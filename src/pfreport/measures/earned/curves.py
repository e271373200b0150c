"""The S-curve: plan, progress and cost by month, added up, and the way to the estimate at
completion.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from pfreport.kinds import Month
from pfreport.measures.earned.costs import cost_to_go_by_month
from pfreport.measures.earned.plan import plan
from pfreport.measures.earned.progress import percent_by
from pfreport.measures.engine.data_month import data_month
from pfreport.measures.engine.facts import ProjectFacts, Series
from pfreport.measures.engine.measurement import Measurement, Undefined

Curve = Mapping[Month, float]


@dataclass(frozen=True, slots=True)
class Curves:
    """Cumulative amounts at month ends, in the project's currency; a curve nothing is known of is
    empty.

    `earned` and `actual` end with the data month (one point where they are not by month);
    `forecast` begins there with actual cost and ends at the estimate at completion. `planned`
    covers the whole plan.
    """

    planned: Curve
    earned: Curve
    actual: Curve
    forecast: Curve

    @property
    def months(self) -> list[Month]:
        """Every month from the first to the last of any curve."""
        known = [
            month.ordinal
            for curve in (self.planned, self.earned, self.actual, self.forecast)
            for month in curve
        ]
        return (
            [Month.from_ordinal(ordinal) for ordinal in range(min(known), max(known) + 1)]
            if known
            else []
        )


def curves(facts: ProjectFacts, figures: Mapping[str, Measurement]) -> Curves:
    """The curves of one project from its facts and its figures."""
    last = data_month(facts).month
    return Curves(
        planned=_planned(facts),
        earned=_earned(facts, figures, last),
        actual=_added_up(facts.actual, last) or _point(figures["ac"], last),
        forecast=_forecast(facts, figures, last),
    )


def _planned(facts: ProjectFacts) -> Curve:
    line = plan(facts)
    if isinstance(line, Undefined):
        return {}
    ends = range(math.floor(line.begin), math.ceil(line.begin + line.duration))
    return {Month.from_ordinal(end): line.planned_by(end + 1 - line.begin) for end in ends}


def _earned(facts: ProjectFacts, figures: Mapping[str, Measurement], last: Month) -> Curve:
    budget = figures["bac"].number if figures["bac"].known else math.inf
    if facts.earned:
        return {
            month: min(amount, budget) for month, amount in _added_up(facts.earned, last).items()
        }
    if facts.percent and not facts.percent.unknown and figures["bac"].known:
        return {
            month: percent_by(facts, month) * budget
            for month in facts.percent.months
            if month <= last
        }
    return _point(figures["ev"], last)


def _forecast(facts: ProjectFacts, figures: Mapping[str, Measurement], last: Month) -> Curve:
    """From actual cost along the cost to go; nothing where it cannot be dated or nothing is to
    go.
    """
    spent, rest = figures["ac"], figures["cost_to_go"]
    by_month = cost_to_go_by_month(facts, rest.number) if spent.known and rest.known else None
    if by_month is None or isinstance(by_month, Undefined) or not by_month.amounts:
        return {}
    ahead = dict(sorted(by_month.amounts.items()))
    return {last: spent.number} | dict(
        zip(ahead, list(accumulate(ahead.values(), initial=spent.number))[1:], strict=True)
    )


def _added_up(column: Series, last: Month) -> dict[Month, float]:
    """What a column comes to by the end of each month from its first filled one on."""
    if column.unknown or not column.months:
        return {}
    months = range(column.months[0].ordinal, last.ordinal + 1)
    return {Month.from_ordinal(end): column.total(last=Month.from_ordinal(end)) for end in months}


def _point(figure: Measurement, month: Month) -> Curve:
    return {month: figure.number} if figure.known else {}
