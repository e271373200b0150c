"""The range of outcomes: what the work may cost and bring in the end, from the spread of estimates,
not from history.

Projects Approved, Active and On hold count. Everything is in base currency; runs are simulated.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from pfreport.measures.earned.completion import INDICATIVE_BELOW
from pfreport.measures.engine.facts import Member, WiderFacts
from pfreport.measures.engine.lists import cells, named
from pfreport.measures.engine.measurement import (
    Coverage,
    Given,
    Measurement,
    Outcome,
    Traced,
    Undefined,
    undefined,
)
from pfreport.measures.engine.registry import Better, Enters, measure
from pfreport.measures.engine.rollup import coverage, rates
from pfreport.measures.risk.exposure import exposed_members, own_risks
from pfreport.measures.risk.simulation import (
    CORRELATION,
    MIDDLE,
    Event,
    Sources,
    Spectrum,
    Spread,
    simulated,
)
from pfreport.measures.risk.threats import TODAY, expected_cost, probability_of
from pfreport.model.risk import Risk, RiskType
from pfreport.reasons import Because

SOURCE = (
    "AACE International RP 57R-09, Integrated Cost and Schedule Risk Analysis Using Monte Carlo "
    "Simulation"
)
QUANTILES: Mapping[str, float] = {f"p{n:02}": n / 100 for n in (5, *range(10, 100, 10), 95)}
YOUNG = (0.9, 1.0, 1.5)
DRIVERS = 5
BUDGET, WITH_CONTINGENCY = "budget", "with contingency"


@dataclass(frozen=True, slots=True)
class Part:
    """A project's part of the sum, with its figures it was made from."""

    member: Member
    source: Spread | Event
    figures: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class RiskPart:
    """A risk as an event of the sum; a threat costs, an opportunity saves."""

    risk: Risk
    source: Event


@dataclass(frozen=True)
class Case:
    """What one sum is made of, and the projects that should be in it."""

    parts: tuple[Part, ...]
    risks: tuple[RiskPart, ...]
    counted: tuple[Member, ...]

    @functools.cached_property
    def sources(self) -> Sources:
        """What is simulated, in the order of keys."""
        every = sorted(
            (*(p.source for p in self.parts), *(r.source for r in self.risks)), key=lambda s: s.key
        )
        return Sources(
            tuple(s for s in every if isinstance(s, Spread)),
            tuple(s for s in every if isinstance(s, Event)),
        )

    def traced(self, value: float | Undefined) -> Traced:
        """A figure of the simulation with everything it was made from."""
        return Traced(value, self._given, members=self._members, coverage=self._covered)

    @functools.cached_property
    def _given(self) -> dict[str, Given]:
        """The cells of risks, of Feasibility where it decides, blank or not, and of the rates."""
        of_risks = {named(r.risk): cells(r.risk, TODAY, r.source.amount) for r in self.risks}
        decided = (
            (p.source, p.member.facts.project) for p in self.parts if isinstance(p.source, Event)
        )
        feasible = {
            f"Feasibility of {event.key}": Given(event.probability, project.cells("feasibility"))
            for event, project in decided
        }
        return {**feasible, **of_risks, **rates(p.member for p in self.parts)}

    @functools.cached_property
    def _members(self) -> tuple[Measurement, ...]:
        return tuple(figure for p in self.parts for figure in p.figures)

    @functools.cached_property
    def _covered(self) -> Coverage:
        return coverage([p.member for p in self.parts], self.counted)


def cost_case(facts: WiderFacts) -> Case:
    """What the cost at completion is made of: the spread of each project's estimates, and its open
    risks.
    """
    counted = tuple(exposed_members(facts))
    parts = tuple(part for m in counted if (part := _cost(m)) is not None)
    of_projects = (r for p in parts for r in _events(p.member.facts.risks, _rate(p.member)))
    return Case(parts, (*of_projects, *_events(own_risks(facts), 1.0)), counted)


def benefit_case(facts: WiderFacts) -> Case:
    """What the benefit to come is made of: of each project all, with its Feasibility, or
    nothing.
    """
    counted = tuple(exposed_members(facts))
    return Case(tuple(part for m in counted if (part := _benefit(m)) is not None), (), counted)


def certain_benefits(facts: WiderFacts) -> tuple[str, ...]:
    """IDs of the projects whose benefit counts as certain because Feasibility is blank."""
    return tuple(
        p.source.key
        for p in benefit_case(facts).parts
        if p.member.facts.project.feasibility is None
    )


@measure(
    "cost_outcome",
    "Cost at completion, range of outcomes",
    unit="money",
    better=Better.LOWER,
    formula="not exceeded with that chance: ac + PERT of eac_low, eac, eac_high, less ac (below 20 "
    "% complete 0.9, 1, 1.5 times the "
    "larger of bac and eac_manager) + open risks as events of probability and cost; correlation of "
    "projects 0.3",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def cost_outcome(facts: WiderFacts) -> Mapping[str, Outcome]:
    """What the work may cost in the end: the amount not exceeded with a chance of 5 to 95 %."""
    return _quantiles(cost_case(facts), Because.NO_ESTIMATES_TO_SPREAD)


@measure(
    "cost_outcome_p80",
    "Cost at completion, P80 otherwise",
    unit="money",
    better=Better.LOWER,
    formula="P80 with independent projects (correlation 0), with projects that move as one (1), "
    "and the ends of its 95 % interval",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def cost_outcome_p80(facts: WiderFacts) -> Mapping[str, Outcome]:
    """How P80 depends on what is assumed, and how well it is known."""
    case = cost_case(facts)
    if not case.parts:
        return {}
    low, high = simulated(case.sources, CORRELATION).interval(MIDDLE)
    others = {f"correlation {r:g}": simulated(case.sources, r).quantile(MIDDLE) for r in (0.0, 1.0)}
    return {key: case.traced(value) for key, value in {**others, "low": low, "high": high}.items()}


@measure(
    "cost_outcome_runs",
    "Runs of the simulation",
    unit="count",
    better=Better.NEITHER,
    formula="10,000, doubled up to 80,000 while the 95 % interval of P80 is over 1 % of it",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
)
def cost_outcome_runs(facts: WiderFacts) -> Traced | Undefined:
    """How many runs it took to know P80 well enough."""
    return _of_cost(facts, lambda found: float(found.runs))


@measure(
    "cost_outcome_driver",
    "Driver of the range of cost",
    unit="fraction",
    better=Better.NEITHER,
    formula="covariance of the project's cost, or of the risk, with the total / variance of the "
    "total; the five largest",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def cost_outcome_driver(facts: WiderFacts) -> Mapping[str, Outcome]:
    """What makes the range as wide as it is."""
    case = cost_case(facts)
    if not case.parts:
        return {}
    drivers = simulated(case.sources, CORRELATION).drivers[:DRIVERS]
    return {_driver(source): case.traced(share) for source, share in drivers if share > 0}


@measure(
    "cost_outcome_limit",
    "Budget of the projects in the range",
    unit="money",
    better=Better.NEITHER,
    formula="sum of bac over the projects in the range; with contingency: + Contingency",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def cost_outcome_limit(facts: WiderFacts) -> Mapping[str, Outcome]:
    """What the range is measured by: the budget of the same projects, with and without
    contingency.
    """
    case = cost_case(facts)
    projects = [p.member for p in case.parts]
    return {
        key: Traced(
            amount,
            rates(projects),
            members=_measured_by(case, key),
            coverage=coverage(projects, case.counted),
        )
        for key, amount in _limits(case).items()
    }


@measure(
    "cost_within",
    "Chance of staying within the budget",
    unit="fraction",
    better=Better.HIGHER,
    formula="share of runs with a cost at completion of no more than the budget; with contingency: "
    "than budget + Contingency",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def cost_within(facts: WiderFacts) -> Mapping[str, Outcome]:
    """How likely it is that the money is enough."""
    case = cost_case(facts)
    if not case.parts:
        return {}
    found = simulated(case.sources, CORRELATION)
    whole = {key: case.traced(found.within(amount)) for key, amount in _limits(case).items()}
    return {
        key: replace(one, members=(*one.members, *_measured_by(case, key)))
        for key, one in whole.items()
    }


@measure(
    "benefit_outcome",
    "Benefit to come, range of outcomes",
    unit="money",
    better=Better.HIGHER,
    formula="not exceeded with that chance: of each project all its benefit to come, with "
    "Feasibility (blank: certain), or nothing",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def benefit_outcome(facts: WiderFacts) -> Mapping[str, Outcome]:
    """What the work may still bring: the amount not exceeded with a chance of 5 to 95 %."""
    return _quantiles(benefit_case(facts), Because.NO_BENEFITS_TO_SPREAD)


def _quantiles(case: Case, nothing: Because) -> dict[str, Outcome]:
    if not case.parts:
        return {key: undefined(nothing) for key in QUANTILES}
    found = simulated(case.sources, CORRELATION)
    return {key: case.traced(found.quantile(p)) for key, p in QUANTILES.items()}


def _of_cost(facts: WiderFacts, value: Callable[[Spectrum], float]) -> Traced | Undefined:
    case = cost_case(facts)
    return (
        case.traced(value(simulated(case.sources, CORRELATION)))
        if case.parts
        else undefined(Because.NO_ESTIMATES_TO_SPREAD)
    )


def _limits(case: Case) -> dict[str, float]:
    """Budget, and budget and contingency, of the projects in the range, where all of them have a
    budget.
    """
    budgets = [p.member.amount("bac") for p in case.parts]
    if not budgets or None in budgets:
        return {}
    budget = math.fsum(b or 0.0 for b in budgets)
    left = math.fsum(p.member.amount("contingency") or 0.0 for p in case.parts)
    return {BUDGET: budget, WITH_CONTINGENCY: budget + left}


def _measured_by(case: Case, key: str) -> tuple[Measurement, ...]:
    """The figures a limit is the sum of."""
    ids = ("bac", "contingency") if key == WITH_CONTINGENCY else ("bac",)
    return tuple(
        p.member.figures[id] for p in case.parts for id in ids if p.member.amount(id) is not None
    )


def _driver(source: Spread | Event) -> str:
    return f"{'project' if isinstance(source, Spread) else 'risk'} {source.key}"


def _cost(member: Member) -> Part | None:
    """What a project may cost in the end; None where a figure it takes is not known."""
    key = member.facts.project.project_id
    ids, ends = _young_ends(member) if _is_young(member) else _ends(member)
    spent = member.amount("ac")
    if ends is None or spent is None:
        return None
    # nothing costs less in the end than it has cost already
    low, mode, high = (max(end, spent) for end in (min(ends), ends[1], max(ends)))
    return Part(
        member, Spread(key, low, mode, high), tuple(member.figures[id] for id in ("ac", *ids))
    )


def _is_young(member: Member) -> bool:
    """Too little is done for estimates to spread as they should."""
    complete = member.amount("pct_complete")
    return complete is None or complete < INDICATIVE_BELOW


def _young_ends(member: Member) -> tuple[tuple[str, ...], tuple[float, ...] | None]:
    known = {
        id: amount for id in ("bac", "eac_manager") if (amount := member.amount(id)) is not None
    }
    return tuple(known), tuple(times * max(known.values()) for times in YOUNG) if known else None


def _ends(member: Member) -> tuple[tuple[str, ...], tuple[float, ...] | None]:
    ids = ("eac_low", "eac", "eac_high")
    known = [amount for id in ids if (amount := member.amount(id)) is not None]
    return ids, tuple(known) if len(known) == len(ids) else None


def _benefit(member: Member) -> Part | None:
    project, amount = member.facts.project, member.amount("benefit_to_go")
    if not amount:
        return None
    feasibility = 1.0 if project.feasibility is None else project.feasibility
    return Part(
        member, Event(project.project_id, feasibility, amount), (member.figures["benefit_to_go"],)
    )


def _events(risks: tuple[Risk, ...] | list[Risk], rate: float) -> Iterator[RiskPart]:
    """Open risks that have a probability and a cost."""
    for risk in risks:
        probability, cost = probability_of(risk), risk.cost_impact
        if risk.is_open and probability is not None and cost and expected_cost(risk) is not None:
            sign = -1.0 if risk.type is RiskType.OPPORTUNITY else 1.0
            yield RiskPart(risk, Event(risk.risk_id, probability, sign * cost * rate))


def _rate(member: Member) -> float:
    rate = member.facts.rate
    return (
        float(rate.value)
        if isinstance(rate, Given) and isinstance(rate.value, int | float)
        else 1.0
    )
