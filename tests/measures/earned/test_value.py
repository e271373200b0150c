import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.kinds import Month
from pfreport.measures.engine.facts import gather
from pfreport.model.money import Period
from pfreport.origins import Origin
from pfreport.reasons import absence_stated, reason_text
from tests.measures.facts_builder import FIRST, facts, figures, portfolio
from tests.measures.worked_examples import check, examples

AMOUNTS = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=12)


@pytest.mark.parametrize("example", examples("earned_value"))
def test_worked_example(example):
    check(example)


@given(AMOUNTS, st.data())
def test_planned_value_at_a_month_end_is_the_cumulative_sum(amounts, data):
    month = FIRST.plus(data.draw(st.integers(0, len(amounts) - 1)))
    of = facts(month.last_day, budget=math.fsum(amounts), planned=amounts)
    assert figures(of)["pv"].value == math.fsum(amounts[: month.ordinal - FIRST.ordinal + 1])


@given(st.permutations(range(9)))
def test_the_order_of_rows_changes_no_bit(order):
    amounts = [0.1, 0.7, 1e-9, 1e9, 3.3, 0.2, 1 / 3, 5e5, 0.6]
    rows = tuple(
        Period(
            origin=Origin("Periods", 2 + i, 0),
            project_id="P-1",
            period=FIRST.plus(i // 3),
            planned_value=amount,
            earned_value=amount / 3,
            actual_cost=amount / 7,
        )
        for i, amount in enumerate(amounts)
    )
    base = portfolio("2026-03-17", budget=math.fsum(amounts))

    def values(periods):
        return {
            key: figure.value
            for key, figure in figures(
                gather(dataclasses.replace(base, periods=periods), {})["P-1"]
            ).items()
        }

    assert values(tuple(rows[i] for i in order)) == values(rows)


@given(st.floats(0.001, 1000))
def test_scaling_money_scales_sums_and_leaves_ratios(factor):
    plain, scaled = _scaled(1), _scaled(factor)
    for key, one in plain.items():
        if one.unit.startswith("money") and one.known:
            assert scaled[key].value == pytest.approx(one.number * factor, rel=1e-9, abs=1e-9), key
        elif one.unit in ("ratio", "fraction", "months"):
            assert scaled[key].value == (
                pytest.approx(one.number, rel=1e-9) if one.known else None
            ), key


def _scaled(by):
    def months(*amounts):
        return [amount * by for amount in amounts]

    return figures(
        facts(
            "2026-04-30",
            budget=1000 * by,
            planned=months(200, 200, 200, 200, 200),
            earned=months(150, 180, 120, 90),
            actual=months(170, 160, 150, 140),
            forecast=months(0, 0, 0, 0, 210, 220),
            contingency=90 * by,
        )
    )


def test_only_the_cells_of_the_months_counted_are_named():
    of = facts(
        "2026-04-30", budget=600, planned=[100] * 6, earned=[100, 90, 80, 70], actual=[100, 90, 80]
    )
    found = figures(of)
    for key in ("ev", "ac", "pv", "cpi"):
        assert {origin.row for origin in found[key].origins() if origin.sheet == "Periods"} == {
            2,
            3,
            4,
        }, key


def test_a_list_that_lacks_a_row_says_so():
    of = facts(
        budget=100, earned_value_method="milestones", milestones=[{"actual_date": "2026-05-01"}, {}]
    )
    found = figures(dataclasses.replace(of, rows_left_out={"Milestones": 1}))["ev"]
    assert (found.value, found.coverage[:2]) == (50, (2, 3))


def test_a_withheld_field_is_not_a_blank_one():
    of = facts(
        budget=100,
        status="Completed",
        absent={
            "percent_complete": absence_stated("withheld: Exempt"),
            "cost_to_date": absence_stated("withheld: Exempt"),
        },
    )
    found = figures(of)
    assert reason_text(found["ev"].why) == "Percent complete withheld: Exempt"
    assert reason_text(found["ac"].why) == "Cost to date withheld: Exempt"
    assert reason_text(found["eac"].why) == "Cost to date withheld: Exempt"


def test_several_rows_of_one_month_add_up():
    row = Period(
        origin=Origin("Periods", 2, 0), project_id="P-1", period=Month(2026, 6), actual_cost=40.0
    )
    base = dataclasses.replace(
        portfolio(), periods=(row, dataclasses.replace(row, origin=Origin("Periods", 3, 0)))
    )
    assert figures(gather(base, {})["P-1"])["ac"].value == 80
