import pytest

from pfreport.measures.strategy.goals import goal_weights, leaves_under
from tests.measures.portfolio_builder import portfolio
from tests.measures.worked_examples import examples
from tests.measures.worked_portfolios import check


@pytest.mark.parametrize("example", examples("goals"))
def test_worked_example(example):
    check(example)


def goals(*rows):
    return portfolio(
        goals=[
            {"goal_id": key, "weight": weight, "parent_goal": parent}
            for key, weight, parent in rows
        ]
    )


def test_weights_are_shares_of_the_goals_that_are_nobodys_parent():
    found = goal_weights(
        goals(("A", 5.0, None), ("B", 3.0, "A"), ("C", 1.0, "A"), ("D", 0.0, None))
    )
    assert found == {"B": 0.75, "C": 0.25, "D": 0.0}


def test_without_weights_goals_weigh_the_same():
    assert goal_weights(goals(("A", 0.0, None), ("B", None, None))) == {"A": 0.5, "B": 0.5}
    assert goal_weights(portfolio()) == {}


def test_a_parent_sums_its_leaves_however_deep():
    of = goals(("A", 1.0, None), ("B", 1.0, "A"), ("C", 1.0, "B"), ("D", 1.0, "A")).goals
    assert [leaves_under(goal, of) for goal in of] == [("C", "D"), ("C",), ("C",), ("D",)]
