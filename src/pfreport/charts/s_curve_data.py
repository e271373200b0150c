"""What an S-curve shows of a project: its curves by position on the month axis, and where they
lead.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pfreport.advice.findings import Findings
from pfreport.charts.placing import Point
from pfreport.charts.scale import day_at, finite
from pfreport.charts.sources import facts_of, number, ref
from pfreport.kinds import month_position
from pfreport.measures.earned.curves import Curve, curves
from pfreport.measures.earned.plan import plan
from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.engine.measurement import Measurement, Undefined
from pfreport.model.project import Status
from pfreport.values import Ref
from pfreport.words.catalogue import key_of
from pfreport.words.keys import Key


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where cost is expected to end: when (a position on the month axis), what that date rests on
    (a term), how much.
    """

    finish: float
    basis: Key
    cost: float
    low: float
    high: float

    def divided(self, whole: float) -> Forecast:
        """The same as shares of an amount."""
        return replace(self, cost=self.cost / whole, low=self.low / whole, high=self.high / whole)


@dataclass(frozen=True, slots=True)
class SCurve:
    """Cumulative amounts of one project: points of (position on the month axis, amount), each curve
    with its end.

    Without a currency they are shares of the budget.
    `planned_now` is the plan at the status date; `plan_reached` is where the plan had reached what
    is earned now.
    """

    project: Ref
    currency: str | None
    status: dt.date
    planned: tuple[Point, ...] = ()
    earned: tuple[Point, ...] = ()
    actual: tuple[Point, ...] = ()
    planned_now: float | None = None
    budget: float | None = None
    forecast: Forecast | None = None
    plan_reached: float | None = None

    def in_shares(self) -> SCurve | None:
        """The same in shares of the budget; None where that is not known."""
        whole = self.budget
        if not whole:
            return None
        return replace(
            self,
            currency=None,
            planned=_divided(self.planned, whole),
            earned=_divided(self.earned, whole),
            actual=_divided(self.actual, whole),
            planned_now=None if self.planned_now is None else self.planned_now / whole,
            budget=1.0,
            forecast=self.forecast and self.forecast.divided(whole),
        )

    @property
    def now(self) -> float:
        """The status date on the month axis."""
        return month_position(self.status)

    @property
    def known_to(self) -> float:
        """Where earned value and actual cost end: the end of the last month reported."""
        return max(
            (curve[-1][0] for curve in (self.earned, self.actual) if curve), default=self.now
        )

    @property
    def days_behind(self) -> int | None:
        """Calendar days between the day the plan had reached what is earned, and the day it was
        earned.
        """
        return (
            None
            if self.plan_reached is None
            else (day_at(self.known_to) - day_at(self.plan_reached)).days
        )


def prepare(findings: Findings, project_id: str) -> SCurve | None:
    """None where neither plan nor progress nor cost of the project is known over time."""
    facts = facts_of(findings, project_id)
    figures = findings.measurements.projects.get(project_id, {})
    if facts is None or not figures.keys() >= {"bac", "ev", "ac", "etc"}:
        return None
    cumulative, line = curves(facts, figures), plan(facts)
    begin, reached = (
        (None, None) if isinstance(line, Undefined) else (line.begin, number(figures, "es"))
    )
    now = month_position(facts.status_date)
    planned = _points(cumulative.planned, math.inf, begin)
    earned, actual = (
        _points(curve, now) if any(curve.values()) else ()
        for curve in (cumulative.earned, cumulative.actual)
    )
    if not (planned or earned or actual):
        return None
    return SCurve(
        project=ref(facts.project),
        currency=facts.currency,
        status=facts.status_date,
        planned=planned,
        earned=earned,
        actual=actual,
        planned_now=number(figures, "pv"),
        budget=number(figures, "bac"),
        forecast=_prospect(facts, figures, max(now, actual[-1][0])) if actual else None,
        plan_reached=None if begin is None or reached is None or not earned else begin + reached,
    )


def _divided(curve: tuple[Point, ...], whole: float) -> tuple[Point, ...]:
    return tuple((position, amount / whole) for position, amount in curve)


def _points(curve: Curve, now: float, begin: float | None = None) -> tuple[Point, ...]:
    """A curve by positions: each month at its end, the status month at the status date, from 0
    where it is more than a point.
    """
    points = [
        (min(month.ordinal + 1.0, now), amount)
        for month, amount in sorted(curve.items())
        if finite(amount)
    ]
    if len(points) > 1 or (points and begin is not None):
        first = min(curve).ordinal if begin is None else begin
        points.insert(0, (float(first), 0.0))
    return tuple(points)


def _prospect(
    facts: ProjectFacts, figures: Mapping[str, Measurement], now: float
) -> Forecast | None:
    """The estimate with its range at the earned-schedule finish, else at the forecast finish; None
    once it is over.
    """
    cost = number(figures, "eac")
    if cost is None or facts.project.status in (Status.COMPLETED, Status.CANCELLED):
        return None
    finishes = (
        (
            "earned_schedule",
            figures["finish_earned_schedule"].value
            if "finish_earned_schedule" in figures
            else None,
        ),
        ("forecast", facts.project.forecast_finish),
        ("baseline", facts.project.baseline_finish),
    )
    for basis, day in finishes:
        if isinstance(day, dt.date) and month_position(day) > now:
            low, high = number(figures, "eac_low"), number(figures, "eac_high")
            range_ = (
                min(cost, cost if low is None else low),
                max(cost, cost if high is None else high),
            )
            return Forecast(month_position(day), key_of("chart.finish", basis), cost, *range_)
    return None
