"""Milestones: achieved on time, late, slipping, and what comes next."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Callable, Mapping, Sequence

from pfreport.measures.delivery.scope import is_accepted, is_kept
from pfreport.measures.engine.facts import ProjectFacts, of_setting
from pfreport.measures.engine.lists import cells, count, counts, left_out, named, no_row
from pfreport.measures.engine.measurement import Coverage, Outcome, Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.model.delivery import Milestone, MilestoneType
from pfreport.reasons import Because

SOURCE = "GAO-16-89G, Schedule Assessment Guide: milestones against the baseline"
SLIP = (
    "(the later of Forecast date and status date, without Forecast date only if overdue) - "
    "Baseline date"
)


_SLIP = ("baseline_date", "forecast_date", "actual_date")


def is_achieved(milestone: Milestone, on: dt.date) -> bool:
    """Reached by a day; an Actual date after it is not known yet."""
    return milestone.actual_date is not None and milestone.actual_date <= on


def expected_date(milestone: Milestone) -> dt.date | None:
    """When a milestone not yet achieved is expected: its forecast, else its baseline."""
    return milestone.forecast_date or milestone.baseline_date


def slip(milestone: Milestone, on: dt.date) -> int | None:
    """Days a milestone not achieved slips against its baseline; None where no forecast is given and
    it is not overdue.

    A forecast that has passed says less than the day itself: what is not reached yet is reached
    today at the earliest.
    """
    baseline, forecast = milestone.baseline_date, milestone.forecast_date
    if baseline is None or (forecast is None and baseline >= on):
        return None
    return (max(forecast or on, on) - baseline).days


def next_milestone_of(facts: ProjectFacts, *, gates: bool = False) -> Milestone | None:
    """The milestone (or gate) not yet achieved that is expected first, from the status date on."""
    on = facts.status_date
    ahead = [
        (day, m.milestone_id, m)
        for m in facts.milestones
        if not is_achieved(m, on)
        and (day := expected_date(m)) is not None
        and day >= on
        and (m.type is MilestoneType.GATE or not gates)
    ]
    return min(ahead)[2] if ahead else None


@measure(
    "milestones_due",
    "Milestones due",
    unit="count",
    better=Better.NEITHER,
    formula="milestones with Baseline date on or before the status date",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def milestones_due(facts: ProjectFacts) -> Traced | Undefined:
    """How many milestones should have been reached."""
    return _number(facts, _due(facts), ("baseline_date",))


@measure(
    "milestones_met",
    "Milestones met",
    unit="count",
    better=Better.HIGHER,
    formula="due milestones with Actual date on or before Baseline date",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def milestones_met(facts: ProjectFacts) -> Traced | Undefined:
    """How many of them were reached by their baseline date."""
    met = [
        m
        for m in _due(facts)
        if m.actual_date is not None
        and m.baseline_date is not None
        and m.actual_date <= m.baseline_date
    ]
    return _number(facts, met, ("baseline_date", "actual_date"))


@measure(
    "milestones_on_time",
    "Milestones on time",
    unit="fraction",
    better=Better.HIGHER,
    formula="due milestones with Actual date <= Baseline date / milestones due",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def milestones_on_time(milestones_met: float, milestones_due: float) -> float | Undefined:
    """Share of due milestones reached by their baseline date."""
    return (
        milestones_met / milestones_due if milestones_due else undefined(Because.NO_MILESTONE_DUE)
    )


@measure(
    "milestones_late",
    "Late milestones",
    unit="count",
    better=Better.LOWER,
    formula="milestones not achieved that are overdue or forecast after their Baseline date; "
    "critical ones apart",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
    keyed=True,
)
def milestones_late(facts: ProjectFacts) -> Mapping[str, Outcome]:
    """Late milestones, critical first."""
    late = late_milestones(facts)
    by_weight = {
        "critical": [m for m in late if m.critical],
        "other": [m for m in late if not m.critical],
    }
    absent = no_row(facts, Milestone, facts.milestones)
    return counts(
        by_weight, (*_SLIP, "critical"), absent=absent, left_out=left_out(facts, Milestone)
    )


def late_milestones(facts: ProjectFacts) -> list[Milestone]:
    """Milestones not achieved that slip, critical first, then by how much."""
    slips = _slips(facts)
    late = [m for m in slips if slips[m] > 0]
    return sorted(late, key=lambda m: (not m.critical, -slips[m], m.milestone_id))


@measure(
    "milestone_slip_worst",
    "Worst milestone slip",
    unit="days",
    better=Better.LOWER,
    formula=f"largest over milestones not achieved of {SLIP}",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.MEDIAN_AND_WORST,
)
def milestone_slip_worst(facts: ProjectFacts) -> Traced | Undefined:
    """Days the milestone that slips most is late."""
    return _over_slips(facts, max)


@measure(
    "milestone_slip_median",
    "Median milestone slip",
    unit="days",
    better=Better.LOWER,
    formula=f"median over milestones not achieved of {SLIP}",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.MEDIAN_AND_WORST,
)
def milestone_slip_median(facts: ProjectFacts) -> Traced | Undefined:
    """Days the milestone in the middle is late."""
    return _over_slips(facts, statistics.median)


@measure(
    "next_milestone",
    "Next milestone",
    unit="date",
    better=Better.NEITHER,
    formula="first date ahead (Forecast date, else Baseline date) of a milestone not achieved",
    source=SOURCE,
    enters=Enters.DELIVERY,
)
def next_milestone(facts: ProjectFacts) -> Traced | Undefined:
    """When the next milestone is expected."""
    return _dated(facts, next_milestone_of(facts), Because.NO_MILESTONE_AHEAD)


@measure(
    "next_gate",
    "Next gate",
    unit="date",
    better=Better.NEITHER,
    formula="first date ahead (Forecast date, else Baseline date) of a milestone of type Gate not "
    "achieved",
    source="Cooper, Stage-Gate Systems (1990)",
    enters=Enters.DELIVERY,
)
def next_gate(facts: ProjectFacts) -> Traced | Undefined:
    """When the next gate is expected."""
    return _dated(facts, next_milestone_of(facts, gates=True), Because.NO_GATE_AHEAD, "type")


@measure(
    "next_gate_accepted",
    "Accepted for the next gate",
    unit="fraction",
    better=Better.HIGHER,
    formula="weight of deliverables Accepted / weight not Descoped, of the next gate's phase",
    source="Cooper, Stage-Gate Systems (1990): a gate asks for its stage's deliverables",
    enters=Enters.DELIVERY,
)
def next_gate_accepted(facts: ProjectFacts) -> Traced | Undefined:
    """How much of what the next gate's phase delivers is accepted."""
    gate = next_milestone_of(facts, gates=True)
    if gate is None or gate.phase is None:
        return undefined(Because.NO_GATE_AHEAD if gate is None else Because.NO_PHASE_OF_GATE)
    named_gate = {"Gate": cells(gate, ("phase", "type", *_ahead(gate)), gate.phase)}
    wanted = [d for d in facts.deliverables if d.phase is gate.phase and is_kept(d)]
    weight = math.fsum(d.weight for d in wanted)
    if not weight:
        return Traced(undefined(Because.NO_DELIVERABLE_IN_PHASE), named_gate)
    accepted = math.fsum(d.weight for d in wanted if is_accepted(d, facts.status_date))
    given = {
        named(d): cells(d, ("weight", "status", "phase", "accepted_on"), d.status) for d in wanted
    }
    return Traced(accepted / weight, {**named_gate, **given})


def _due(facts: ProjectFacts) -> list[Milestone]:
    return [
        m
        for m in facts.milestones
        if m.baseline_date is not None and m.baseline_date <= facts.status_date
    ]


def _number(
    facts: ProjectFacts, rows: Sequence[Milestone], read: Sequence[str]
) -> Traced | Undefined:
    absent = no_row(facts, Milestone, facts.milestones)
    return absent or count(rows, read, left_out=left_out(facts, Milestone))


def _slips(facts: ProjectFacts) -> dict[Milestone, int]:
    on = facts.status_date
    return {
        m: days
        for m in facts.milestones
        if not is_achieved(m, on) and (days := slip(m, on)) is not None
    }


def _over_slips(facts: ProjectFacts, pick: Callable[[Sequence[int]], float]) -> Traced | Undefined:
    slips = _slips(facts)
    if not slips:
        return no_row(facts, Milestone, facts.milestones) or undefined(Because.NO_SLIP_AHEAD)
    value = float(pick(list(slips.values())))
    made_of = {m: days for m, days in slips.items() if pick is not max or days == value}
    given = {named(m): cells(m, _SLIP, float(days)) for m, days in made_of.items()}
    if any(m.forecast_date is None or m.forecast_date < facts.status_date for m in made_of):
        given |= of_setting(facts.settings, "status_date")
    waiting = sum(not is_achieved(m, facts.status_date) for m in facts.milestones)
    return Traced(value, given, coverage=Coverage(len(slips), waiting + left_out(facts, Milestone)))


def _ahead(milestone: Milestone) -> tuple[str, ...]:
    """The fields that say when a milestone is expected."""
    return ("forecast_date", "actual_date") if milestone.forecast_date else _SLIP


def _dated(
    facts: ProjectFacts, milestone: Milestone | None, nothing: Because, *decide: str
) -> Traced | Undefined:
    if milestone is None:
        return no_row(facts, Milestone, facts.milestones) or undefined(nothing)
    day = expected_date(milestone)
    if day is None:
        raise ValueError(f"{milestone.milestone_id} has no date")
    return Traced(day, {milestone.title: cells(milestone, (*_ahead(milestone), *decide), day)})
