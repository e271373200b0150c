import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.measures.earned.costs import cost_to_go_by_month, spent_by_month
from pfreport.measures.engine.measurement import undefined
from pfreport.reasons import Because
from tests.measures.portfolio_builder import measured
from tests.measures.worked_examples import examples
from tests.measures.worked_portfolios import check


@pytest.mark.parametrize("example", examples("costs"))
def test_worked_example(example):
    check(example)


def facts(status_date="2026-03-31", periods=(), incomplete=None, **project):
    return measured(status_date, projects=[project], periods=periods, incomplete=incomplete).facts[
        "P-1"
    ]


def by_month(found):
    return {str(month): amount for month, amount in found.amounts.items()}


def row(period, **amounts):
    return {"period": period, **amounts}


def test_cost_to_go_follows_the_forecast():
    of = facts(
        periods=[
            row("2026-04", forecast_cost=10, planned_value=999),
            row("2026-06", forecast_cost=30),
        ]
    )
    found = cost_to_go_by_month(of, 100)
    assert by_month(found) == {"2026-04": 25, "2026-06": 75}
    assert [origin.address for origin in found.given["Forecast cost"].origins] == [
        "Periods!G2",
        "Periods!G3",
    ]


def test_a_forecast_of_the_past_is_no_weight():
    of = facts(periods=[row("2026-02", forecast_cost=1000), row("2026-05", forecast_cost=1)])
    assert by_month(cost_to_go_by_month(of, 100)) == {"2026-05": 100}


def test_of_the_status_month_what_its_forecast_exceeds_its_actual_cost_by():
    of = facts(
        periods=[
            row("2026-03", forecast_cost=50, actual_cost=40, earned_value=40),
            row("2026-04", forecast_cost=30),
        ]
    )
    assert by_month(cost_to_go_by_month(of, 100)) == {"2026-03": 25, "2026-04": 75}


def test_a_status_month_that_cost_more_than_forecast_leaves_nothing_to_come():
    of = facts(
        periods=[
            row("2026-03", forecast_cost=50, actual_cost=70, earned_value=40),
            row("2026-04", forecast_cost=30),
        ]
    )
    assert by_month(cost_to_go_by_month(of, 100)) == {"2026-04": 100}


def test_while_the_status_month_is_not_reported_all_its_forecast_is_to_come():
    reported = [
        row("2026-02", actual_cost=5, earned_value=5),
        row("2026-03", actual_cost=40, forecast_cost=50),
        row("2026-04", forecast_cost=50),
    ]
    of = facts(periods=reported)
    assert by_month(cost_to_go_by_month(of, 100)) == {"2026-03": 50, "2026-04": 50}
    assert by_month(spent_by_month(of)) == {"2026-02": 5}


def test_else_cost_to_go_follows_the_plan_of_later_months():
    of = facts(
        periods=[
            row("2026-03", planned_value=500),
            row("2026-04", planned_value=10),
            row("2026-05", planned_value=40),
        ]
    )
    assert by_month(cost_to_go_by_month(of, 100)) == {"2026-04": 20, "2026-05": 80}


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        ({"forecast_finish": "2026-06-10"}, ["2026-04", "2026-05", "2026-06"]),
        (
            {"forecast_finish": "2026-05-31", "baseline_finish": "2026-12-31"},
            ["2026-04", "2026-05"],
        ),
        ({"forecast_finish": "2026-01-31"}, ["2026-04"]),
        ({"forecast_finish": "2026-03-31"}, ["2026-04"]),
        ({"baseline_finish": "2026-05-31"}, ["2026-04", "2026-05"]),
        ({}, ["2026-04"]),
    ],
)
def test_else_it_is_spread_evenly_to_the_finish(dates, months):
    assert by_month(cost_to_go_by_month(facts(**dates), 90)) == {
        month: pytest.approx(90 / len(months)) for month in months
    }


def test_nothing_to_go_has_no_months():
    assert by_month(cost_to_go_by_month(facts(periods=[row("2026-04", forecast_cost=10)]), 0)) == {}


def test_an_unreadable_forecast_makes_the_months_unknown():
    of = facts(
        periods=[
            row("2026-04", forecast_cost=10),
            {"period": "2026-05", "absent": {"forecast_cost": "faulty"}},
        ]
    )
    assert cost_to_go_by_month(of, 90) == undefined(Because.CELL_FAULTY, cell="Periods!G3")


def test_a_row_left_out_makes_what_was_spent_unknown():
    of = facts(
        periods=[row("2026-01", actual_cost=10)],
        incomplete={"Periods": {"P-1": "row 7 of Periods left out"}},
    )
    assert spent_by_month(of) == undefined(Because.STATED, text="row 7 of Periods left out")


def test_actual_cost_after_the_status_month_is_not_spent():
    of = facts(
        periods=[row("2026-03", actual_cost=10, earned_value=1), row("2026-04", actual_cost=99)]
    )
    assert by_month(spent_by_month(of)) == {"2026-03": 10}


def test_cost_to_date_has_no_months_and_no_cost_needs_none():
    assert spent_by_month(facts(cost_to_date=5)) == undefined(Because.COST_NOT_BY_MONTH)
    assert by_month(spent_by_month(facts())) == {}


@given(
    st.dictionaries(
        st.sampled_from(["2026-03", "2026-04", "2026-05", "2026-09"]), st.floats(0, 1e6), max_size=4
    ),
    st.dictionaries(
        st.sampled_from(["2026-03", "2026-04", "2026-06"]), st.floats(0, 1e6), max_size=3
    ),
    st.floats(0.01, 1e9),
)
def test_the_months_add_up_to_the_cost_to_go(forecast, planned, to_go):
    periods = [
        row(m, forecast_cost=forecast.get(m), planned_value=planned.get(m))
        for m in sorted({*forecast, *planned})
    ]
    found = cost_to_go_by_month(facts(periods=periods), to_go)
    assert math.fsum(found.amounts.values()) == pytest.approx(to_go, rel=1e-12)
