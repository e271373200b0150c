"""The best choice of projects, exactly: integer programming by HiGHS, ties broken so that every run
chooses the same.

Of all choices of the greatest value the one of the least cost is taken, of those the first by its
sorted IDs.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from pfreport.advice.rows import Row

TIE = 1e-6
"""Values so close are the same."""
CENT = 0.005
MANY, ROUGH = 60, 5e-3
"""Among more projects than this, points of a frontier are searched to this share of the best: there
are many points.
"""
NODES = 20_000
"""Branches after which a search stops and states its gap: a count, not a time, so that every
machine stops at the same place.
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is chosen among, by ID in order: the value of being in over being out, the cost of it,
    and what binds.

    `value_out` and `cost_out` are value and cost where nothing is chosen.
    """

    values: Mapping[str, float]
    costs: Mapping[str, float]
    rows: tuple[Row, ...]
    value_out: float = 0.0
    cost_out: float = 0.0

    def value(self, chosen: Collection[str]) -> float:
        """What a choice is worth."""
        return math.fsum([self.value_out, *(self.values[key] for key in chosen)])

    def cost(self, chosen: Collection[str]) -> float:
        """What a choice costs."""
        return math.fsum([self.cost_out, *(self.costs[key] for key in chosen)])

    def allows(self, chosen: Collection[str]) -> bool:
        """Whether a choice keeps to everything."""
        return all(not row.excess(chosen) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Solution:
    """A choice in the order of IDs; `gap` is by what share of its value a better one may lie above
    it (0.0 where proven).
    """

    chosen: tuple[str, ...]
    value: float
    cost: float
    proven: bool
    gap: float


def best(problem: Problem) -> Solution | None:
    """The choice of the greatest value, then of the least cost, then the first by sorted IDs; None
    where none is allowed.
    """
    found = _most_valuable(problem)
    if found is None or not found.proven:
        return found
    return _first_by_id(problem, _cheapest(problem, found))


def best_value(problem: Problem) -> Solution | None:
    """The greatest value, and the least cost it can be had for; which of several such choices is
    left open.

    Among many projects a choice within ROUGH of the best will do, whatever it costs; its gap says
    so.
    """
    if len(problem.values) > MANY:
        return _most_valuable(problem, ROUGH)
    found = _most_valuable(problem)
    return _cheapest(problem, found) if found is not None and found.proven else found


def least_cost(problem: Problem) -> float | None:
    """What the cheapest choice allowed costs; None where none is allowed."""
    found = _Model(problem).search(problem.costs)
    return None if found is None else problem.cost(found.chosen)


def possible(problem: Problem) -> bool:
    """Whether any choice is allowed."""
    return _Model(problem).search(dict.fromkeys(problem.values, 0.0)) is not None


def _most_valuable(problem: Problem, within: float = 0.0) -> Solution | None:
    found = _Model(problem).search(
        {key: -value for key, value in problem.values.items()}, within=within
    )
    if found is None:
        return None
    value = problem.value(found.chosen)
    beyond = max(0.0, problem.value_out - found.bound - value)
    gap = 0.0 if found.proven and not within else beyond / max(abs(value), 1.0)
    return Solution(found.chosen, value, problem.cost(found.chosen), found.proven, gap)


def _cheapest(problem: Problem, found: Solution) -> Solution:
    """Among the choices of one value the cheapest."""
    tied = _Model(problem, (_at_least(problem, found.value),)).search(problem.costs)
    return found if tied is None else _accepted(problem, found, tied.chosen)


def _accepted(problem: Problem, found: Solution, chosen: tuple[str, ...]) -> Solution:
    """Another choice in place of one found, if it is allowed, as good and no dearer when added up
    exactly.
    """
    value, cost = problem.value(chosen), problem.cost(chosen)
    sound = problem.allows(chosen) and value >= found.value - TIE and cost < found.cost
    return replace(found, chosen=chosen, value=value, cost=cost) if sound else found


def _first_by_id(problem: Problem, found: Solution) -> Solution:
    """Among the choices of one value and cost the one whose IDs come first, as sorted lists
    compare.
    """
    ties = (_at_least(problem, found.value), _at_most(problem, found.cost))
    tied = replace(problem, rows=(*ties, *problem.rows))
    # with an aim the solver prunes: three times as fast as asking whether there is any at all
    if least_cost(replace(tied, rows=(*tied.rows, _other_than(problem, found.chosen)))) is None:
        return found
    chosen = _walk(tied, found.chosen)
    return replace(found, chosen=chosen, value=problem.value(chosen), cost=problem.cost(chosen))


def _walk(tied: Problem, known: tuple[str, ...]) -> tuple[str, ...]:
    """ID by ID: stop where those taken suffice, else take the next if it can be taken."""
    taken: dict[str, None] = {}
    decided: dict[str, float] = {}
    expected = frozenset(known)
    model = _Model(tied)
    for key in tied.values:
        if tied.allows(taken):
            break
        if key not in expected:
            later = model.search(tied.costs, {**decided, key: 1.0})
            expected = frozenset(later.chosen) if later else expected
        decided[key] = float(key in expected)
        if key in expected:
            taken[key] = None
    return tuple(taken)


def _at_least(problem: Problem, value: float) -> Row:
    return Row(weights=problem.values, low=value - TIE / 2, constant=problem.value_out)


def _at_most(problem: Problem, cost: float) -> Row:
    return Row(weights=problem.costs, high=cost + CENT, constant=problem.cost_out)


def _other_than(problem: Problem, chosen: Collection[str]) -> Row:
    """At least one project is decided otherwise."""
    weights = {key: -1.0 if key in chosen else 1.0 for key in problem.values}
    return Row(weights=weights, low=1.0 - len(chosen))


@dataclass(frozen=True, slots=True)
class _Found:
    """A choice and the bound proven for what was minimised."""

    chosen: tuple[str, ...]
    bound: float
    proven: bool


class _Model:
    """A problem as the matrix the solver reads."""

    def __init__(self, problem: Problem, extra: Sequence[Row] = ()) -> None:
        # scipy takes longer to load than a check takes
        from scipy.optimize import LinearConstraint  # noqa: PLC0415

        self.keys = tuple(problem.values)
        rows = (*problem.rows, *extra)
        matrix = [[row.weights.get(key, 0.0) for key in self.keys] for row in rows]
        bounds = [row.low - row.constant for row in rows], [row.high - row.constant for row in rows]
        self._settled_by = tuple(row for row in rows if not any(row.weights.values()))
        self._rows = LinearConstraint(matrix, *bounds) if rows and self.keys else None

    def search(
        self,
        costs: Mapping[str, float],
        fixed: Mapping[str, float] | None = None,
        within: float = 0.0,
    ) -> _Found | None:
        """The choice of least cost, projects in `fixed` in (1) or out (0), or one `within` that
        share of it; None where none is allowed.
        """
        from scipy.optimize import Bounds, milp  # noqa: PLC0415 - as above

        if any(row.excess(()) for row in self._settled_by):
            return None
        if not self.keys:
            return _Found((), 0.0, proven=True)
        held = fixed or {}
        bounds = Bounds(
            [held.get(k, 0.0) for k in self.keys], [held.get(k, 1.0) for k in self.keys]
        )
        options = {"mip_rel_gap": within, "node_limit": NODES}
        result = milp(
            [costs[k] for k in self.keys],
            integrality=1,
            bounds=bounds,
            constraints=self._rows,
            options=options,
        )
        if result.x is None:
            return None
        chosen = tuple(key for key, x in zip(self.keys, result.x, strict=True) if x > 0.5)
        bound = result.fun if result.mip_dual_bound is None else result.mip_dual_bound
        return _Found(chosen, float(bound), proven=result.status == _PROVEN)


_PROVEN = 0
