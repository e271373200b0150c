import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.measures.engine.measurement import Undefined, undefined
from pfreport.measures.strategy.ahp import Comparison, compared, principal
from pfreport.measures.strategy.goals import goal_weights
from pfreport.reasons import Because
from tests.measures.portfolio_builder import measured, portfolio
from tests.measures.worked_examples import examples
from tests.measures.worked_portfolios import check

SCALE = [1 / n for n in range(9, 1, -1)] + [float(n) for n in range(1, 10)]
GOALS = "ABCDEFGHIJK"


@pytest.mark.parametrize("example", examples("ahp"))
def test_worked_example(example):
    check(example)


def of(judgements: dict[tuple[str, str], float], weights: dict[str, float] | None = None):
    goals = sorted({goal for pair in judgements for goal in pair} | (weights or {}).keys())
    return portfolio(
        goals=[
            {"goal_id": goal, "name": goal, "weight": (weights or {}).get(goal, 1.0)}
            for goal in goals
        ],
        goal_pairs=[
            {"goal_a": a, "goal_b": b, "judgement": value} for (a, b), value in judgements.items()
        ],
    )


@given(
    st.integers(2, 8).flatmap(
        lambda n: st.lists(
            st.sampled_from(SCALE), min_size=math.comb(n, 2), max_size=math.comb(n, 2)
        )
    )
)
def test_power_iteration_finds_what_numpy_finds(values):
    n = round((1 + math.sqrt(1 + 8 * len(values))) / 2)
    matrix = np.ones((n, n))
    for (i, j), value in zip(itertools.combinations(range(n), 2), values, strict=True):
        matrix[i, j], matrix[j, i] = value, 1 / value
    eigenvalues, vectors = np.linalg.eig(matrix)
    largest = int(np.argmax(eigenvalues.real))
    vector = np.abs(vectors[:, largest].real)
    weights, eigenvalue = principal(matrix.tolist())
    assert eigenvalue == pytest.approx(eigenvalues[largest].real, rel=1e-9)
    assert weights == pytest.approx(tuple(vector / vector.sum()), rel=1e-7)


@given(st.lists(st.floats(1.0, 3.0), min_size=3, max_size=9))
def test_judgements_that_agree_give_back_the_weights_they_were_made_from(weights):
    names = GOALS[: len(weights)]
    pairs = {
        (a, b): weights[i] / weights[j]
        for (i, a), (j, b) in itertools.combinations(enumerate(names), 2)
    }
    found = compared(of(pairs))
    assert found is not None
    assert list(found.weights.values()) == pytest.approx([w / sum(weights) for w in weights])
    assert found.consistency_ratio == pytest.approx(0.0, abs=1e-9)


def test_the_pair_furthest_from_the_weights_is_named():
    found = compared(
        of(
            {
                ("A", "B"): 2.0,
                ("B", "C"): 2.0,
                ("A", "C"): 1 / 9,
                ("A", "D"): 1.0,
                ("B", "D"): 1.0,
                ("C", "D"): 1.0,
            }
        )
    )
    assert found is not None
    assert not isinstance(found.consistency_ratio, Undefined)
    assert found.consistency_ratio > 0.1
    pair, implied = found.most_inconsistent
    assert (pair.goal_a, pair.goal_b) == ("A", "C")
    assert implied == found.weights["A"] / found.weights["C"]


def test_a_pair_judged_twice_a_parent_and_a_goal_with_itself():
    assert compared(of({("A", "B"): 2.0, ("B", "A"): 0.5})) is None
    assert compared(of({("A", "A"): 1.0})) is None
    goals = [
        {"goal_id": "P", "weight": 1.0},
        *({"goal_id": g, "weight": 1.0, "parent_goal": "P"} for g in "AB"),
    ]
    pairs = [
        {"goal_a": "A", "goal_b": "B", "judgement": 3.0},
        {"goal_a": "P", "goal_b": "A", "judgement": 9.0},
    ]
    assert goal_weights(portfolio(goals=goals, goal_pairs=pairs)) == pytest.approx(
        {"A": 0.75, "B": 0.25}
    )


def test_a_judgement_that_could_not_be_read_makes_weight_count():
    assert goal_weights(of({("A", "B"): None}, {"A": 3.0, "B": 1.0})) == {"A": 0.75, "B": 0.25}


def test_of_eleven_goals_no_random_index_is_known():
    pairs = dict.fromkeys(itertools.combinations(GOALS, 2), 1.0)
    assert compared(of(pairs)).consistency_ratio == undefined(Because.NO_RANDOM_INDEX, goals=11)


def test_alignment_goes_by_the_compared_weights():
    of_pair = [{"goal_a": "A", "goal_b": "B", "judgement": 4.0}]
    goals = [{"goal_id": g, "weight": 1.0} for g in "AB"]
    found = measured(goals=goals, goal_pairs=of_pair, alignment=[{"goal_id": "A", "impact": 4.0}])
    assert found.projects["P-1"]["alignment"].value == pytest.approx(0.8)


def test_the_ratio_names_its_cells():
    found = measured(
        goals=[{"goal_id": g, "weight": 1.0} for g in "ABC"],
        goal_pairs=[{"goal_a": a, "goal_b": b, "judgement": 1.0} for a, b in ("AB", "AC", "BC")],
    )
    origins = found.portfolio["ahp_consistency_ratio"].origins()
    assert {o.address for o in origins} == {"'Goal pairs'!C2", "'Goal pairs'!C3", "'Goal pairs'!C4"}


@pytest.mark.parametrize(
    ("goals", "index"),
    [(3, 0.58), (4, 0.90), (5, 1.12), (6, 1.24), (7, 1.32), (8, 1.41), (9, 1.45), (10, 1.49)],
)
def test_the_consistency_ratio_of_each_size_is_over_saatys_random_index(goals, index):
    comparison = Comparison(
        {f"G-{n}": 1 / goals for n in range(goals)}, goals + 0.1 * (goals - 1), ()
    )
    assert comparison.consistency_ratio == pytest.approx(0.1 / index)
