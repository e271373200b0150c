import math

from pfreport.measures.engine.lists import add_up, count, counts
from pfreport.measures.engine.measurement import Coverage, undefined
from pfreport.reasons import Because
from tests.measures.portfolio_builder import portfolio

ROWS = portfolio(
    changes=[
        {"change_id": f"C-{i}", "cost_impact": cost} for i, cost in enumerate((0.1, None, 0.2, 0.3))
    ]
).changes


def cost(change):
    return change.cost_impact


def test_a_sum_counts_the_rows_that_have_an_amount_and_names_their_cells():
    found = add_up(ROWS, cost, ("cost_impact",), none_known="none", left_out=1)
    assert found.value == math.fsum([0.1, 0.2, 0.3])
    assert found.coverage == Coverage(3, 5)
    assert {key: given.origins[0].address for key, given in found.given.items()} == {
        "C-0": "Changes!F2",
        "C-2": "Changes!F4",
        "C-3": "Changes!F5",
    }


def test_no_row_adds_up_to_0_and_rows_without_an_amount_to_nothing():
    assert add_up([], cost, (), none_known="none").value == 0
    assert add_up(ROWS[1:2], cost, (), none_known=Because.NO_COST).value == undefined(
        Because.NO_COST
    )


def test_counting_by_key_says_for_each_key_why_nothing_is_known():
    assert counts({"a": ROWS[:2], "b": []}, (), absent=None) == {
        "a": count(ROWS[:2], ()),
        "b": count([], ()),
    }
    assert counts({"a": [], "b": []}, (), absent=undefined(Because.NO_ROW, sheet="Risks")) == {
        "a": undefined(Because.NO_ROW, sheet="Risks"),
        "b": undefined(Because.NO_ROW, sheet="Risks"),
    }
