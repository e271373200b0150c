"""Goals: what each weighs, what money serves it, and how far it has come."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pfreport.measures.engine.facts import (
    Member,
    ProjectFacts,
    WiderFacts,
    cell,
    missing,
    of_setting,
)
from pfreport.measures.engine.measurement import Given, Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, measure
from pfreport.measures.engine.rollup import coverage, enters, rates
from pfreport.measures.strategy.ahp import compared, shared_out
from pfreport.measures.value.targets import PROGRESS, progress
from pfreport.model.portfolio import Portfolio
from pfreport.model.strategy import Goal
from pfreport.origins import Origin
from pfreport.reasons import Because

SPEND = "Levine, Project Portfolio Management (2005): spending by strategic objective"
NO_GOAL = "no goal"


def leaf_goals(goals: Iterable[Goal]) -> tuple[Goal, ...]:
    """Goals that are nobody's parent: those that carry weight."""
    known = tuple(goals)
    parents = {g.parent_goal for g in known}
    return tuple(g for g in known if g.goal_id not in parents)


def leaves_under(goal: Goal, goals: Iterable[Goal]) -> tuple[str, ...]:
    """IDs of the goals that a goal sums: itself if it is nobody's parent, else the leaves below
    it.
    """
    known = tuple(goals)
    below = {goal.goal_id}
    while more := {g.goal_id for g in known if g.parent_goal in below} - below:
        below |= more
    return tuple(g.goal_id for g in leaf_goals(known) if g.goal_id in below)


def goal_weights(portfolio: Portfolio) -> Mapping[str, float]:
    """Weight of every leaf goal, together 1; equal where all are 0 or blank. Goals compared pair
    by pair share theirs by AHP.
    """
    leaves = leaf_goals(portfolio.goals)
    total = math.fsum(g.weight or 0.0 for g in leaves)
    own = {g.goal_id: (g.weight or 0.0) / total if total else 1 / len(leaves) for g in leaves}
    return shared_out(own, compared(portfolio))


def weight_cells(portfolio: Portfolio, goals: Iterable[str] | None = None) -> dict[str, Given]:
    """What the weights of goals (of all where none are named) were made from: every Weight, and
    judgements where they are compared.
    """
    leaves, comparison = leaf_goals(portfolio.goals), compared(portfolio)
    all_compared = comparison is not None and len(comparison.weights) == len(leaves)
    given = {} if all_compared else {f"Weight of {g.goal_id}": cell(g, "weight") for g in leaves}
    if comparison and (goals is None or not comparison.weights.keys().isdisjoint(goals)):
        given |= {f"{p.goal_a} to {p.goal_b}": cell(p, "judgement") for p, _ in comparison.pairs}
    return given


def score(facts: ProjectFacts, goal_id: str) -> float | None:
    """How strongly a project serves a goal, 0 to score_max: 0 without a row, None where the
    row's Impact is not known.
    """
    row = facts.scores.get(goal_id)
    return 0.0 if row is None else row.impact


def score_cells(facts: ProjectFacts, goals: Iterable[str]) -> tuple[Origin, ...]:
    """The cells of a project's scores of some goals."""
    return tuple(
        place
        for goal in goals
        if goal in facts.scores
        for place in facts.scores[goal].cells("impact")
    )


def goal_shares(facts: ProjectFacts) -> Mapping[str, float] | None:
    """How a project's money splits over the goals it serves, in proportion to its scores, together
    1.

    Empty where it serves none; None where a score is not known.
    """
    scores = {goal: score(facts, goal) for goal in facts.weights}
    known = {goal: s for goal, s in scores.items() if s is not None}
    if len(known) < len(scores):
        return None
    whole = math.fsum(known.values())
    return {goal: s / whole for goal, s in known.items() if s} if whole else {}


@measure(
    "goal_weight",
    "Weight of the goal",
    unit="fraction",
    better=Better.NEITHER,
    formula="Weight / sum of Weight; goals compared pair by pair share the sum of theirs by AHP; a "
    "parent sums its goals",
    source="Weighted scoring; of compared goals Saaty, The Analytic Hierarchy Process (1980)",
    of="goal",
)
def goal_weight(facts: WiderFacts) -> Traced:
    """How much the goal counts beside the others."""
    leaves = _leaves(facts)
    return Traced(
        math.fsum(facts.weights[goal] for goal in leaves), weight_cells(facts.portfolio, leaves)
    )


@measure(
    "goal_coverage",
    "Money behind the goal",
    unit="money",
    better=Better.NEITHER,
    formula="sum over projects of bac x score / score_max; a parent sums its goals",
    source=SPEND,
    of="goal",
    enters=Enters.RISK,
)
def goal_coverage(facts: WiderFacts) -> Traced | Undefined:
    """Budget of the projects that serve the goal, weighed by how strongly they do."""
    top = facts.portfolio.settings.score_max
    leaves = _leaves(facts)
    backed = [b for b in _backed(facts) if b.member.facts.scores]
    if not backed:
        return undefined(Because.NO_PROJECT_SCORED)
    parts = [
        (b, math.fsum(b.budget * (score(b.member.facts, goal) or 0.0) / top for goal in leaves))
        for b in backed
    ]
    found = _traced(facts, math.fsum(part for _, part in parts), parts, leaves)
    served_by = tuple(b.member.figures["bac"] for b, part in parts if part)
    return replace(
        found,
        given={**found.given, **of_setting(facts.portfolio.settings, "score_max")},
        members=served_by,
    )


@measure(
    "goal_spend_share",
    "Share of spend",
    unit="fraction",
    better=Better.NEITHER,
    formula="sum over projects of bac x score / sum of the project's scores, over sum of bac; a "
    "parent sums its goals",
    source=SPEND,
    of="goal",
    enters=Enters.RISK,
)
def goal_spend_share(facts: WiderFacts) -> Traced | Undefined:
    """Share of the budget that serves the goal."""
    leaves = _leaves(facts)
    return _spend_share(facts, lambda shares: math.fsum(shares.get(goal, 0.0) for goal in leaves))


@measure(
    f"goal_spend_share[{NO_GOAL}]",
    "Share of spend that serves no goal",
    unit="fraction",
    better=Better.LOWER,
    formula="bac of projects that are not scored or score 0 throughout, over sum of bac",
    source=SPEND,
    of="portfolio",
    enters=Enters.RISK,
)
def no_goal_spend_share(facts: WiderFacts) -> Traced | Undefined:
    """Share of the budget that serves no goal: with the shares of all goals it makes 1."""
    return _spend_share(facts, lambda shares: 0.0 if shares else 1.0)


@measure(
    "goal_progress",
    "Progress",
    unit="fraction",
    better=Better.HIGHER,
    formula="(Current value - Start value) / (Target value - Start value), not clipped",
    source=PROGRESS,
    of="goal",
)
def goal_progress(facts: WiderFacts) -> Traced | Undefined:
    """How much of the way from start to target the goal's measure has come."""
    return progress(_goal(facts))


@measure(
    "goal_time_elapsed",
    "Time elapsed",
    unit="fraction",
    better=Better.NEITHER,
    formula="(status date - Start date) / (Target date - Start date)",
    source=PROGRESS,
    of="goal",
)
def goal_time_elapsed(facts: WiderFacts) -> Traced | Undefined:
    """How much of the goal's time has passed."""
    goal, settings = _goal(facts), facts.portfolio.settings
    if goal.start_date is None or goal.target_date is None:
        name = "start_date" if goal.start_date is None else "target_date"
        return missing(goal, name, name.replace("_", " ").capitalize())
    dates = {"Start date": cell(goal, "start_date"), "Target date": cell(goal, "target_date")}
    given = {**dates, **of_setting(settings, "status_date")}
    return Traced(_share_of_days(goal.start_date, settings.status_date, goal.target_date), given)


def _share_of_days(start: dt.date, day: dt.date, end: dt.date) -> float | Undefined:
    return (
        (day - start) / (end - start) if end != start else undefined(Because.TARGET_DATE_IS_START)
    )


def _goal(facts: WiderFacts) -> Goal:
    if facts.goal is None:
        raise ValueError("a figure of a goal needs one")
    return facts.goal


def _leaves(facts: WiderFacts) -> tuple[str, ...]:
    return leaves_under(_goal(facts), facts.portfolio.goals)


@dataclass(frozen=True, slots=True)
class _Backed:
    """A project that counts, with its budget in base currency and how it splits over goals."""

    member: Member
    budget: float
    shares: Mapping[str, float]


def _counted(facts: WiderFacts) -> list[Member]:
    return [m for m in facts.members if enters(m.facts, Enters.RISK)]


def _backed(facts: WiderFacts) -> list[_Backed]:
    """The projects that count and of which budget and scores are known."""
    found = ((m, m.amount("bac"), goal_shares(m.facts)) for m in _counted(facts))
    return [
        _Backed(m, budget, shares)
        for m, budget, shares in found
        if budget is not None and shares is not None
    ]


def _spend_share(
    facts: WiderFacts, part: Callable[[Mapping[str, float]], float]
) -> Traced | Undefined:
    backed = _backed(facts)
    whole = math.fsum(b.budget for b in backed)
    if not whole:
        return undefined(Because.NO_BUDGET)
    parts = [(b, b.budget * part(b.shares)) for b in backed]
    # a project's share of one goal hangs on its scores of all of them
    return _traced(
        facts, math.fsum(amount for _, amount in parts) / whole, parts, tuple(facts.weights)
    )


def _traced(
    facts: WiderFacts, value: float, parts: Sequence[tuple[_Backed, float]], goals: Sequence[str]
) -> Traced:
    """A goal's figure with each project's part of it, its budgets and the scores it was made
    from.
    """
    money = f"money:{facts.portfolio.settings.base_currency}"
    given = {
        b.member.facts.project.project_id: Given(amount, score_cells(b.member.facts, goals), money)
        for b, amount in parts
    }
    return Traced(
        value,
        {**given, **rates(b.member for b, _ in parts)},
        members=tuple(b.member.figures["bac"] for b, _ in parts),
        coverage=coverage([b.member for b, _ in parts], _counted(facts), "bac"),
    )
