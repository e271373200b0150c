"""Dates against their baselines: slips of start and finish, and how far the baselines themselves
have moved.
"""

from __future__ import annotations

import datetime as dt

from pfreport.measures.engine.facts import ProjectFacts, cell, missing, of_setting
from pfreport.measures.engine.measurement import (
    Coverage,
    Given,
    Outcome,
    Traced,
    undefined,
)
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.model.money import Baseline
from pfreport.model.project import Status
from pfreport.reasons import Because

CALENDAR = "calendar arithmetic"
GAO = (
    "GAO, Cost Estimating and Assessment Guide, GAO-20-195G (2020): growth is measured against the "
    "original baseline"
)
NOT_STARTED = frozenset({Status.PROPOSED, Status.APPROVED})


@measure(
    "start_slip_days",
    "Slip of the start",
    unit="days",
    better=Better.LOWER,
    formula="Actual start, else the later of Forecast start and status date, - Baseline start",
    source=CALENDAR,
    enters=Enters.DELIVERY,
    wider=Wider.MEDIAN_AND_WORST,
)
def start_slip(facts: ProjectFacts) -> Outcome:
    """Calendar days from Baseline start to the start as it was or is expected; later is
    positive.
    """
    actual = facts.project.actual_start
    happened = facts.project.status not in NOT_STARTED or (
        actual is not None and actual <= facts.status_date
    )
    return _slip(facts, "start", happened=happened)


@measure(
    "finish_slip_days",
    "Slip of the finish",
    unit="days",
    better=Better.LOWER,
    formula="Actual finish once Completed, else the later of Forecast finish and status date, - "
    "Baseline finish",
    source=CALENDAR,
    enters=Enters.DELIVERY,
    wider=Wider.MEDIAN_AND_WORST,
)
def finish_slip(facts: ProjectFacts) -> Outcome:
    """Calendar days from Baseline finish to the finish as it was or is expected; later is
    positive.
    """
    return _slip(facts, "finish", happened=facts.project.status is Status.COMPLETED)


@measure(
    "finish_slip_pct",
    "Slip of the finish, share",
    unit="fraction",
    better=Better.LOWER,
    formula="slip of the finish / days of the baseline",
    source=CALENDAR,
    enters=Enters.DELIVERY,
    wider=Wider.MEDIAN_AND_WORST,
)
def finish_slip_percentage(facts: ProjectFacts, finish_slip: float) -> Outcome:
    """The slip of the finish over the length of the baseline."""
    length = baseline_days(facts)
    if length is None:
        return missing(facts.project, "baseline_start", "Baseline start")
    return Traced(finish_slip / length, {"Baseline start": facts.given("baseline_start")})


@measure(
    "budget_growth",
    "Growth of the budget",
    unit="money",
    better=Better.LOWER,
    formula="Budget - Budget of the original baseline",
    source=GAO,
    wider=Wider.SUM,
)
def budget_growth(facts: ProjectFacts, budget_at_completion: float) -> Outcome:
    """By how much the current baseline costs more than the original one."""
    first = _original(facts)
    if first is None:
        return undefined(Because.NO_BASELINES)
    if first.budget is None:
        return missing(first, "budget", "Budget of the original baseline")
    return Traced(budget_at_completion - first.budget, {"Original budget": cell(first, "budget")})


@measure(
    "finish_growth_days",
    "Growth of the finish",
    unit="days",
    better=Better.LOWER,
    formula="Baseline finish - Finish of the original baseline",
    source=GAO,
    enters=Enters.DELIVERY,
    wider=Wider.MEDIAN_AND_WORST,
)
def finish_growth(facts: ProjectFacts) -> Outcome:
    """Calendar days by which the current baseline finishes later than the original one."""
    first, finish = _original(facts), facts.project.baseline_finish
    if first is None:
        return undefined(Because.NO_BASELINES)
    if finish is None:
        return missing(facts.project, "baseline_finish", "Baseline finish")
    if first.finish is None:
        return missing(first, "finish", "Finish of the original baseline")
    given = {
        "Baseline finish": facts.given("baseline_finish"),
        "Original finish": cell(first, "finish"),
    }
    return Traced(float((finish - first.finish).days), given)


@measure(
    "rebaselines",
    "Rebaselines",
    unit="count",
    better=Better.LOWER,
    formula="rows of Baselines above the lowest-numbered one",
    source=GAO,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def rebaselines(facts: ProjectFacts) -> Outcome:
    """How often the baseline was changed."""
    if not facts.baselines:
        return undefined(Because.NO_BASELINES)
    cells = tuple(sorted(row.at("baseline") for row in facts.baselines))
    count, left_out = len(facts.baselines), facts.rows_left_out.get("Baselines", 0)
    coverage = Coverage(count, count + left_out) if left_out else None
    return Traced(float(count - 1), {"Baselines": Given(float(count), cells)}, coverage=coverage)


def baseline_days(facts: ProjectFacts) -> int | None:
    """Days of the current baseline, the first and the last both counted, so that no baseline is
    of length 0.
    """
    start, finish = facts.project.baseline_start, facts.project.baseline_finish
    return None if start is None or finish is None else (finish - start).days + 1


def _slip(facts: ProjectFacts, end: str, *, happened: bool) -> Outcome:
    """Days from a baseline date to when it happened, else to the later of its forecast and the
    status date.
    """
    baseline, moved = f"baseline_{end}", f"{'actual' if happened else 'forecast'}_{end}"
    for name in (baseline, moved):
        if getattr(facts.project, name) is None:
            return Traced(
                missing(facts.project, name, _heading(name)), _chosen(facts, end, happened=happened)
            )
    due: dt.date = getattr(facts.project, baseline)
    day: dt.date = getattr(facts.project, moved)
    reached = day if happened else max(day, facts.status_date)
    given = {_heading(name): facts.given(name) for name in (baseline, moved)}
    if reached != day:
        given = {
            _heading(baseline): given[_heading(baseline)],
            **of_setting(facts.settings, "status_date"),
        }
    return Traced(float((reached - due).days), {**given, **_chosen(facts, end, happened=happened)})


def _chosen(facts: ProjectFacts, end: str, *, happened: bool) -> dict[str, Given]:
    """The Status, where it is what says that the finish has come or that the start has not."""
    return {"Status": facts.given("status")} if happened is (end == "finish") else {}


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _original(facts: ProjectFacts) -> Baseline | None:
    return min(facts.baselines, key=lambda row: row.baseline, default=None)
