"""Weights from comparing goals pair by pair (the analytic hierarchy process), and how far the
judgements agree.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pfreport.measures.engine.facts import WiderFacts, cell
from pfreport.measures.engine.measurement import Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, measure
from pfreport.model.portfolio import Portfolio
from pfreport.model.strategy import GoalPair
from pfreport.reasons import Because

SAATY = "Saaty, The Analytic Hierarchy Process (1980); random index after Saaty (1994)"
CONSISTENT_UP_TO = 0.10
RANDOM_INDEX: Mapping[int, float] = {
    3: 0.58,
    4: 0.90,
    5: 1.12,
    6: 1.24,
    7: 1.32,
    8: 1.41,
    9: 1.45,
    10: 1.49,
}
_ROUNDS, _SETTLED = 10_000, 1e-15

Matrix = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Goals compared each with each: their weights, together 1, and the largest eigenvalue of the
    judgements.

    `pairs` are the judgements as entered, each with the factor by which it departs from the weights
    (above 1).
    """

    weights: Mapping[str, float]
    eigenvalue: float
    pairs: tuple[tuple[GoalPair, float], ...]

    @property
    def consistency_ratio(self) -> float | Undefined:
        """0 where all judgements agree; above 0.10 they contradict one another."""
        n = len(self.weights)
        if n not in RANDOM_INDEX:
            if n < min(RANDOM_INDEX):
                return undefined(Because.FEW_GOALS_COMPARED)
            return undefined(Because.NO_RANDOM_INDEX, goals=n)
        return max(0.0, (self.eigenvalue - n) / (n - 1)) / RANDOM_INDEX[n]

    @property
    def most_inconsistent(self) -> tuple[GoalPair, float]:
        """The judgement with the largest |ln(a_ij w_j / w_i)|, and the value the weights would give
        it.
        """
        # of three goals all pairs are equally far off, but for rounding: then the first is named
        pair, _ = max(self.pairs, key=lambda one: round(one[1], 9))
        return pair, self.weights[pair.goal_a] / self.weights[pair.goal_b]


def compared(portfolio: Portfolio) -> Comparison | None:
    """The comparison of the goals that occur in Goal pairs; None where any pair of them does not
    stand once.

    A goal that is a parent carries no weight: rows that name one, or a goal and itself, are not
    used.
    """
    pairs = usable(portfolio)
    goals = [
        g.goal_id for g in portfolio.goals if any(g.goal_id in (p.goal_a, p.goal_b) for p in pairs)
    ]
    judged = {frozenset((p.goal_a, p.goal_b)) for p in pairs if p.judgement is not None}
    if not goals or not len(judged) == len(pairs) == math.comb(len(goals), 2):
        return None
    weights, eigenvalue = principal(_matrix(goals, pairs))
    by_goal = dict(zip(goals, weights, strict=True))
    return Comparison(
        by_goal, eigenvalue, tuple((pair, _departure(pair, by_goal)) for pair in pairs)
    )


def usable(portfolio: Portfolio) -> tuple[GoalPair, ...]:
    """Rows of Goal pairs that compare two goals which carry weight."""
    parents = {g.parent_goal for g in portfolio.goals}
    return tuple(
        p
        for p in portfolio.goal_pairs
        if p.goal_a != p.goal_b and not parents & {p.goal_a, p.goal_b}
    )


def principal(matrix: Matrix) -> tuple[tuple[float, ...], float]:
    """The principal eigenvector of a positive matrix, adding up to 1, and its eigenvalue, by power
    iteration.
    """
    vector = (1 / len(matrix),) * len(matrix)
    eigenvalue = 1.0
    for _ in range(_ROUNDS):
        image = [math.fsum(a * x for a, x in zip(row, vector, strict=True)) for row in matrix]
        eigenvalue = math.fsum(image)
        before, vector = vector, tuple(x / eigenvalue for x in image)
        if max(abs(x - y) for x, y in zip(vector, before, strict=True)) <= _SETTLED:
            break
    return vector, eigenvalue


def shared_out(weights: Mapping[str, float], comparison: Comparison | None) -> Mapping[str, float]:
    """Compared goals share the sum of their own weights as the comparison has it; the others keep
    theirs.
    """
    if comparison is None:
        return weights
    whole = math.fsum(weights[goal] for goal in comparison.weights)
    return {**weights, **{goal: whole * share for goal, share in comparison.weights.items()}}


@measure(
    "ahp_consistency_ratio",
    "Consistency of the goal comparisons",
    unit="ratio",
    better=Better.LOWER,
    formula="((largest eigenvalue - n) / (n - 1)) / random index for n compared goals",
    source=SAATY,
    of="portfolio",
)
def ahp_consistency_ratio(facts: WiderFacts) -> Traced | Undefined:
    """How far the judgements contradict one another: 0 not at all, above 0.10 too far."""
    found = compared(facts.portfolio)
    if found is None:
        return undefined(
            Because.PAIRS_NOT_JUDGED_ONCE
            if facts.portfolio.goal_pairs
            else Because.NO_GOALS_COMPARED
        )
    return Traced(
        found.consistency_ratio,
        {f"{p.goal_a} to {p.goal_b}": cell(p, "judgement") for p, _ in found.pairs},
    )


def _matrix(goals: Sequence[str], pairs: Iterable[GoalPair]) -> list[list[float]]:
    """How many times as important the goal of the row is as that of the column."""
    times = {(goal, goal): 1.0 for goal in goals}
    for pair in pairs:
        judgement = pair.judgement or 1.0
        times[pair.goal_a, pair.goal_b], times[pair.goal_b, pair.goal_a] = judgement, 1 / judgement
    return [[times[a, b] for b in goals] for a in goals]


def _departure(pair: GoalPair, weights: Mapping[str, float]) -> float:
    """|ln(a_ij w_j / w_i)| of one judgement."""
    return abs(math.log((pair.judgement or 1.0) * weights[pair.goal_b] / weights[pair.goal_a]))
