"""At completion: the headline estimate, its range, and what is still to be spent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from pfreport.measures.earned.value import STANDARD
from pfreport.measures.engine.data_month import data_month
from pfreport.measures.engine.facts import ProjectFacts, of_setting
from pfreport.measures.engine.measurement import (
    Given,
    Measurement,
    Outcome,
    Traced,
    Undefined,
    Value,
    undefined,
)
from pfreport.measures.engine.registry import Better, Wider, measure
from pfreport.model.columns import NOTHING
from pfreport.model.project import Status
from pfreport.reasons import Because

SPREAD = "the spread of the estimates, not a confidence interval"
FALLBACKS = ("eac_cpi", "eac_manager", "eac_budget")
YOUNG = ("eac_manager", "eac_budget")
COMMITTED = "Committed"
INDICATIVE_BELOW, FLOOR_UP_TO = 0.2, 0.5


class Estimates(NamedTuple):
    """The estimates there are, in the order in which equal ones are named."""

    estimate_by_cost: Measurement
    estimate_by_manager: Measurement
    estimate_by_budget: Measurement
    estimate_by_cost_and_schedule: Measurement
    estimate_by_weighted_index: Measurement
    estimate_by_recent_cost: Measurement


class RangeUse(StrEnum):
    """What the range of estimates is good for at a stage of the work."""

    INDICATIVE = "indicative"
    FLOOR = "a floor"
    USABLE = "usable"


def range_use(figures: Mapping[str, Measurement]) -> RangeUse:
    """What a project's range of estimates is good for: the less is done, the less."""
    complete = figures["pct_complete"]
    if not complete.known or complete.number < INDICATIVE_BELOW:
        return RangeUse.INDICATIVE
    return RangeUse.FLOOR if complete.number <= FLOOR_UP_TO else RangeUse.USABLE


def eac_method_used(figures: Mapping[str, Measurement]) -> str | None:
    """The id of the figure that became the headline estimate (`ac` once Completed); None where
    there is none.
    """
    headline = figures["eac"]
    named = [key for key in headline.inputs if key.startswith("eac_")] or ["ac"]
    return named[0] if headline.known else None


def is_raised_to_committed(figures: Mapping[str, Measurement]) -> bool:
    """Whether the headline estimate is what is spent and ordered, as no estimate reaches that."""
    return COMMITTED in figures["eac"].inputs


@measure(
    "eac",
    "Estimate at completion",
    unit="money",
    better=Better.LOWER,
    formula="the estimate eac_method names, else the first of eac_cpi, eac_manager, eac_budget "
    "that exists; "
    "below eac_from complete eac_manager, else eac_budget; Completed: AC; never below AC + "
    "Committed",
    source=STANDARD,
    wider=Wider.SUM,
)
def estimate_at_completion(
    facts: ProjectFacts,
    actual_cost: Measurement,
    earned_value: Measurement,
    percent_complete: Measurement,
    estimates: Estimates,
) -> Outcome:
    """The final cost every page goes by."""
    problem = data_month(facts).problem or facts.committed.unknown
    if problem:
        return problem
    if actual_cost.value == 0 and earned_value.known and earned_value.number > 0:
        return Traced(undefined(Because.NO_ACTUALS), used=("ac", "ev"))
    if facts.project.status is Status.COMPLETED:
        return _as(actual_cost, {"Status": facts.given("status")})
    return _with_committed(
        facts,
        actual_cost,
        _chosen(facts, percent_complete, estimates),
        _choice(facts, percent_complete),
    )


@measure(
    "eac_low",
    "Estimate at completion, lowest",
    unit="money",
    better=Better.LOWER,
    formula="the smallest estimate that exists; complete: AC",
    source=SPREAD,
    wider=Wider.SUM,
)
def lowest_estimate(
    facts: ProjectFacts,
    estimate_at_completion: Measurement,
    percent_complete: Measurement,
    estimates: Estimates,
) -> Outcome:
    """The smallest of the estimates."""
    return _end_of_range(min, estimate_at_completion, _spread(facts, percent_complete, estimates))


@measure(
    "eac_high",
    "Estimate at completion, highest",
    unit="money",
    better=Better.LOWER,
    formula="the largest estimate that exists; complete: AC",
    source=SPREAD,
    wider=Wider.SUM,
)
def highest_estimate(
    facts: ProjectFacts,
    estimate_at_completion: Measurement,
    percent_complete: Measurement,
    estimates: Estimates,
) -> Outcome:
    """The largest of the estimates."""
    return _end_of_range(max, estimate_at_completion, _spread(facts, percent_complete, estimates))


@measure(
    "etc",
    "Estimate to complete",
    unit="money",
    better=Better.LOWER,
    formula="EAC - AC",
    source=STANDARD,
    wider=Wider.SUM,
)
def estimate_to_complete(estimate_at_completion: float, actual_cost: float) -> Value:
    """What is still to be spent."""
    return estimate_at_completion - actual_cost


def _chosen(
    facts: ProjectFacts, percent_complete: Measurement, estimates: Estimates
) -> Measurement:
    """The headline among the estimates: the first that exists in the order that holds, else the
    last of it.
    """
    by_id = {estimate.id: estimate for estimate in estimates}
    order = (
        YOUNG
        if _young(facts, percent_complete)
        else (f"eac_{facts.settings.eac_method}", *FALLBACKS)
    )
    return next((by_id[key] for key in order if by_id[key].known), by_id[order[-1]])


def _choice(facts: ProjectFacts, percent_complete: Measurement) -> dict[str, Given]:
    """The setting that chose the headline."""
    return of_setting(
        facts.settings, "eac_from" if _young(facts, percent_complete) else "eac_method"
    )


def _young(facts: ProjectFacts, percent_complete: Measurement) -> bool:
    return percent_complete.known and percent_complete.number < facts.settings.eac_from


def _as(figure: Measurement, given: Mapping[str, Given] = NOTHING) -> Traced:
    """A figure taken over as it is."""
    return Traced(
        Undefined(figure.why) if not figure.known else figure.number,
        given,
        used=(figure.id,),
    )


def _with_committed(
    facts: ProjectFacts, actual_cost: Measurement, chosen: Measurement, given: Mapping[str, Given]
) -> Traced:
    """An estimate, or what is spent and ordered already where that is more."""
    if not (facts.committed and actual_cost.known and chosen.known):
        return _as(chosen, given)
    committed = facts.committed.total()
    bound = actual_cost.number + committed
    if chosen.number >= bound:
        return _as(chosen, given)
    return Traced(
        bound, {COMMITTED: facts.committed.given(committed), **given}, used=(chosen.id, "ac")
    )


def _spread(
    facts: ProjectFacts, percent_complete: Measurement, estimates: Estimates
) -> Iterable[Measurement]:
    """The estimates that still differ in what is to come; none of finished work."""
    complete = percent_complete.known and percent_complete.number >= 1
    return () if complete or facts.project.status is Status.COMPLETED else estimates


def _end_of_range(
    pick: Callable[..., Measurement], headline: Measurement, estimates: Iterable[Measurement]
) -> Traced:
    """One end of the range. An estimate that rests on an assumption the headline does not make is
    left out.
    """
    if not headline.known:
        return _as(headline)
    sound = (e for e in estimates if e.known and set(e.marks) <= set(headline.marks))
    return _as(pick((headline, *sound), key=lambda estimate: estimate.number))
