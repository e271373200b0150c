"""The solver reaches optima that are known, breaks ties in one way, and says how sure it is."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pfreport.advice.rows import Row
from pfreport.advice.solver import Problem, best, best_value, least_cost, possible

INSTANCES = Path(__file__).parent / "knapsacks.txt"
SECONDS = 10.0


def knapsacks() -> Iterator[tuple[str, float, Problem]]:
    """Name, known optimum and problem of every instance."""
    lines = [
        line
        for line in INSTANCES.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    starts = [n for n, line in enumerate(lines) if line.startswith("problem ")]
    for first, last in zip(starts, [*starts[1:], len(lines)], strict=True):
        (_, _, optimum), profits, *rows, bounds = (
            [float(x) for x in line.split()] for line in lines[first + 1 : last]
        )
        keys = [f"X-{n:03}" for n in range(len(profits))]
        of = tuple(
            Row(weights=dict(zip(keys, row, strict=True)), high=bound)
            for row, bound in zip(rows, bounds, strict=True)
        )
        yield (
            lines[first].split()[1],
            optimum,
            Problem(dict(zip(keys, profits, strict=True)), of[0].weights, of),
        )


@pytest.mark.parametrize(
    ("name", "optimum", "problem"), list(knapsacks()), ids=[name for name, _, _ in knapsacks()]
)
def test_public_benchmarks_reach_their_known_optima(name, optimum, problem):
    begun = time.monotonic()
    found = best(problem)
    assert found.value == pytest.approx(optimum, abs=1e-6)
    assert (found.proven, found.gap) == (True, 0.0)
    assert problem.allows(found.chosen)
    assert time.monotonic() - begun < SECONDS


def knapsack(values: dict[str, float], costs: dict[str, float], budget: float) -> Problem:
    return Problem(values, costs, (Row(weights=costs, high=budget),))


def test_the_textbook_case():
    found = best(
        knapsack({"A": 60.0, "B": 100.0, "C": 120.0}, {"A": 10.0, "B": 20.0, "C": 30.0}, 50.0)
    )
    assert (found.chosen, found.value, found.cost) == (("B", "C"), 220.0, 50.0)


def test_of_equal_values_the_cheapest_is_taken():
    assert best(knapsack({"A": 5.0, "B": 5.0}, {"A": 2.0, "B": 1.0}, 2.0)).chosen == ("B",)


def test_of_equal_values_and_costs_the_first_by_sorted_ids_is_taken():
    keys = [f"P-{n}" for n in range(1, 9)]
    found = best(knapsack(dict.fromkeys(keys, 1.0), dict.fromkeys(keys, 1.0), 3.0))
    assert found.chosen == ("P-1", "P-2", "P-3")


def test_what_brings_and_costs_nothing_is_taken_only_to_come_first():
    values, costs = {"P-1": 0.0, "P-2": 7.0, "P-3": 0.0}, {"P-1": 0.0, "P-2": 1.0, "P-3": 0.0}
    assert best(knapsack(values, costs, 5.0)).chosen == ("P-1", "P-2")


@pytest.mark.parametrize("seed", range(40))
def test_the_choice_does_not_depend_on_the_order_of_projects_and_rows(seed):
    draw = random.Random(seed)
    keys = [f"P-{n:02}" for n in range(14)]
    values = {key: float(draw.randint(1, 3)) for key in keys}
    costs = {key: float(draw.randint(1, 3)) for key in keys}
    rows = [
        Row(weights=costs, high=9.0),
        Row(weights={key: float(draw.randint(0, 2)) for key in keys}, high=6.0),
    ]
    first = best(Problem(values, costs, tuple(rows)))
    # IDs are handed over in their order, whatever the order of the sheet; weights and rows in any
    shuffled = draw.sample(keys, len(keys))
    turned = tuple(
        Row(weights={key: row.weights[key] for key in shuffled}, high=row.high)
        for row in reversed(rows)
    )
    assert best(Problem(values, {key: costs[key] for key in shuffled}, turned)) == first


def test_amounts_in_tens_of_millions_are_told_apart_to_the_cent():
    values = {"A": 38_464_653.73, "B": 38_464_653.74, "C": 12_000_000.01}
    costs = {"A": 10_796_716.44, "B": 10_796_716.44, "C": 30_000_000.0}
    assert best(knapsack(values, costs, 11_000_000.0)).chosen == ("B",)


def test_a_bound_reached_to_the_cent_is_kept():
    costs = {"A": 0.1, "B": 0.2}
    assert best(knapsack({"A": 1.0, "B": 1.0}, costs, 0.3)).chosen == ("A", "B")


def test_what_is_impossible_has_no_solution():
    problem = Problem({"A": 1.0}, {"A": 1.0}, (Row(weights={"A": 1.0}, low=2.0),))
    assert best(problem) is None
    assert best_value(problem) is None
    assert least_cost(problem) is None
    assert not possible(problem)
    assert not possible(Problem({}, {}, (Row(weights={}, low=1.0),)))
    assert best(Problem({}, {}, ())).chosen == ()


def test_a_search_that_is_stopped_states_its_gap(monkeypatch):
    draw = random.Random(1)
    keys = [f"P-{n:03}" for n in range(60)]
    rows = tuple(
        Row(weights={k: float(draw.randint(10, 99)) for k in keys}, high=1000.0) for _ in range(12)
    )
    problem = Problem({k: float(draw.randint(10, 99)) for k in keys}, rows[0].weights, rows)
    monkeypatch.setattr("pfreport.advice.solver.NODES", 1)
    found = best(problem)
    assert not found.proven
    assert 0.0 < found.gap < 1.0
    assert problem.allows(found.chosen)
    assert best(problem) == found
