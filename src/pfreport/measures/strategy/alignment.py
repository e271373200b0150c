"""Alignment: how strongly projects serve the goals of the portfolio, weighed by what the goals
weigh.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from pfreport.measures.engine.facts import (
    Member,
    ProjectFacts,
    WiderFacts,
    cell,
    missing,
    of_setting,
)
from pfreport.measures.engine.measurement import Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, measure
from pfreport.measures.engine.rollup import coverage, enters, rates, unknown
from pfreport.measures.strategy.goals import score
from pfreport.reasons import Because

SOURCE = (
    "Weighted scoring after Cooper, Edgett and Kleinschmidt, Portfolio Management for New Products "
    "(2001)"
)


def weighted_score(scores: Mapping[str, float], weights: Mapping[str, float], top: float) -> float:
    """Sum of weight x score over top x sum of weights: 0 serves no goal, 1 serves every goal as
    strongly as can be.
    """
    return math.fsum(weights[goal] * s for goal, s in scores.items()) / (
        top * math.fsum(weights[goal] for goal in scores)
    )


@measure(
    "alignment",
    "Alignment",
    unit="fraction",
    better=Better.HIGHER,
    formula="sum of weight x score / (score_max x sum of weights); a pair without a row scores 0",
    source=SOURCE,
    enters=Enters.RISK,
)
def alignment(facts: ProjectFacts) -> Traced | Undefined:
    """How strongly a project serves the goals."""
    if not facts.weights:
        return undefined(Because.NO_GOAL_WEIGHS if facts.goals else Because.NO_GOALS)
    if not facts.scores:
        return undefined(Because.NOT_SCORED)
    scores: dict[str, float] = {}
    for goal in facts.weights:
        found = score(facts, goal)
        if found is None:
            return missing(facts.scores[goal], "impact", f"Impact on {goal}")
        scores[goal] = found
    given = {
        goal: cell(row, "impact")
        for goal, row in sorted(facts.scores.items())
        if goal in facts.weights
    }
    weighed_by = {**facts.weights_given, **of_setting(facts.settings, "score_max")}
    return Traced(
        weighted_score(scores, facts.weights, facts.settings.score_max), {**given, **weighed_by}
    )


@measure(
    "portfolio_alignment",
    "Alignment of the portfolio",
    unit="fraction",
    better=Better.HIGHER,
    formula="sum of bac x alignment / sum of bac, over projects that have both",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
)
def portfolio_alignment(facts: WiderFacts) -> Traced | Undefined:
    """Alignment of what the portfolio was approved to spend."""
    return _weighted_by(facts, "bac")


@measure(
    "portfolio_alignment[etc]",
    "Alignment of the money to go",
    unit="fraction",
    better=Better.HIGHER,
    formula="sum of etc x alignment / sum of etc, over projects that have both",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
)
def portfolio_alignment_to_go(facts: WiderFacts) -> Traced | Undefined:
    """Alignment of what the portfolio has still to spend."""
    return _weighted_by(facts, "etc")


def _weighted_by(facts: WiderFacts, money: str) -> Traced | Undefined:
    counted = [m for m in facts.members if enters(m.facts, Enters.RISK)]
    known = [
        (m, amount, aligned)
        for m in counted
        if (amount := m.amount(money)) is not None
        and (aligned := m.amount("alignment")) is not None
    ]
    whole = math.fsum(amount for _, amount, _ in known)
    if not whole:
        return Traced(undefined(_why_none(counted)), members=unknown(counted, "alignment", money))
    return Traced(
        math.fsum(amount * aligned for _, amount, aligned in known) / whole,
        rates(m for m, _, _ in known),
        members=tuple(m.figures[id] for m, _, _ in known for id in ("alignment", money)),
        coverage=coverage([m for m, _, _ in known], counted, money),
    )


def _why_none(counted: list[Member]) -> Because:
    return (
        Because.NO_MONEY_TO_WEIGH
        if any(m.amount("alignment") is not None for m in counted)
        else Because.NO_PROJECT_SCORED
    )
