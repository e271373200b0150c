"""What more money would bring: the best choice at budgets from what is forced to everything."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pfreport.advice.constraints import Sort
from pfreport.advice.selection import Case, Selection, with_money
from pfreport.advice.solver import Problem, Solution, best_value, least_cost

STEPS = 20


@dataclass(frozen=True, slots=True)
class Point:
    """What a budget brings at best: the value, and the cost of it. `gap` is 0.0 where that is
    proven.
    """

    budget: float
    value: float
    cost: float
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Frontier:
    """Points from the least budget to all, the point of the plan at its limit (None where it allows
    no choice), and today's portfolio.
    """

    points: tuple[Point, ...]
    limit: Point | None
    today: Point


def frontier(selection: Selection) -> Frontier | None:
    """None where no budget at all allows a choice."""
    case = selection.case
    problem = case.problem
    least = least_cost(_without_money(case))
    if least is None:
        return None
    most = max(math.fsum(c.cost or 0.0 for c in case.candidates), least)
    budgets = (
        [least + (most - least) * step / STEPS for step in range(STEPS + 1)]
        if most > least
        else [least]
    )
    found, today = selection.solution, case.today
    limit = Point(case.rules.money, found.value, found.cost, found.gap) if found else None
    return Frontier(
        _points(case, budgets),
        limit,
        Point(problem.cost(today), problem.value(today), problem.cost(today)),
    )


def _points(case: Case, budgets: Iterable[float]) -> tuple[Point, ...]:
    """From the largest budget down: what costs less than the next one is the best there too."""
    found: list[tuple[float, Solution]] = []
    for budget in sorted(budgets, reverse=True):
        last = found[-1][1] if found else None
        if last is None or last.cost > budget:
            last = best_value(with_money(case, budget).problem)
        if last is None:
            break
        found.append((budget, last))
    return tuple(_rising(found[::-1]))


def _rising(found: Iterable[tuple[float, Solution]]) -> Iterator[Point]:
    """What a smaller budget allows a larger one allows too."""
    known: Solution | None = None
    for budget, one in found:
        known = one if known is None or one.value >= known.value else known
        yield Point(budget, known.value, known.cost, max(one.gap, known.gap))


def _without_money(case: Case) -> Problem:
    problem = case.problem
    return Problem(
        problem.values,
        problem.costs,
        tuple(c for c in case.constraints if c.sort is not Sort.MONEY),
        problem.value_out,
        problem.cost_out,
    )
