import math

import numpy_financial
import pytest
import pyxirr
from hypothesis import given
from hypothesis import strategies as st

from pfreport.measures.value.cash_flow import (
    discounted,
    modified_rate_of_return,
    payback_period,
    per_month,
    per_year,
    present_value,
    sign_changes,
)

amounts = st.floats(-1e6, 1e6, allow_nan=False).map(lambda amount: round(amount, 2))
rates = st.floats(-0.5, 2.0)
flows = st.lists(amounts, min_size=1, max_size=40)


def flow(*amounts):
    return dict(enumerate(amounts))


@given(flows, rates)
def test_present_value_is_that_of_numpy_financial(amounts, rate):
    size = math.fsum(abs(amount) * (1 + rate) ** -period for period, amount in enumerate(amounts))
    assert present_value(flow(*amounts), rate) == pytest.approx(
        numpy_financial.npv(rate, amounts), rel=1e-9, abs=1e-9 * size + 1e-9
    )


def test_present_value_is_that_of_a_third_implementation():
    assert present_value(flow(-1000, 300, 420, 680), 0.1) == pytest.approx(
        pyxirr.npv(0.1, [-1000, 300, 420, 680]), rel=1e-12
    )


@given(flows, rates, st.integers(-24, 24))
def test_valuing_later_compounds_the_value(amounts, rate, at):
    size = math.fsum(
        abs(amount) * (1 + rate) ** (at - period) for period, amount in enumerate(amounts)
    )
    moved = present_value(flow(*amounts), rate) * (1 + rate) ** at
    assert present_value(flow(*amounts), rate, at) == pytest.approx(
        moved, rel=1e-9, abs=1e-9 * size + 1e-12
    )


@given(st.permutations(list(enumerate([0.1, -0.3, 1e9, -1e9, 7.7, 1e-7]))))
def test_the_order_of_periods_changes_no_bit(pairs):
    assert present_value(dict(pairs), 0.07) == present_value(dict(sorted(pairs)), 0.07)


@given(rates)
def test_a_month_twelve_times_is_a_year(rate):
    assert per_year(per_month(rate)) == pytest.approx(rate, abs=1e-12)


@given(st.lists(amounts, min_size=2, max_size=30), st.floats(0, 0.5), st.floats(0, 0.5))
def test_mirr_is_that_of_numpy_financial(amounts, finance, reinvest):
    if not (amounts[0] and amounts[-1]):
        amounts = [-1.0, *amounts, 1.0]
    expected = numpy_financial.mirr(amounts, finance, reinvest)
    found = modified_rate_of_return(flow(*amounts), finance, reinvest)
    assert (
        found is None
        if math.isnan(expected)
        else found == pytest.approx(expected, rel=1e-9, abs=1e-9)
    )


def test_mirr_counts_from_the_first_amount_to_the_last():
    assert modified_rate_of_return(flow(0, 0, -100, 121, 0), 0.1, 0.1) == pytest.approx(0.21)


@pytest.mark.parametrize(
    ("amounts", "changes"),
    [
        ((), 0),
        ((-1, 2), 1),
        ((-1, 0, 0, 2), 1),
        ((-1, 0, -2), 0),
        ((-50, -100, 600, 300, -100), 2),
        ((0, 1, -1, 0, 1), 2),
    ],
)
def test_changes_of_sign_skip_zeros(amounts, changes):
    assert sign_changes(flow(*amounts)) == changes


@pytest.mark.parametrize(
    ("amounts", "months"),
    [
        ((-1000, 300, 420, 680), 2 + 280 / 680),
        ((-100, 100), 1.0),
        ((-100, 150, -100, 100), 2.5),  # paid back in 1, but not for good
        ((-100, 150, -100), None),
        ((-100, 20, 20), None),
        ((100, 50), 0.0),
        ((0, 0), None),
        ((), None),
        ((0, 0, -100, 0, 0, 200), 2.5),  # counted from the first amount
        ((-0.3, 0.1, 0.1, 0.1), 3.0),  # though the sum of the four is not 0 in binary
        ((-0.7, 0.1, 0.6), 2.0),
    ],
)
def test_payback(amounts, months):
    found = payback_period(flow(*amounts))
    assert found is None if months is None else found == pytest.approx(months)


def test_discounted_payback_of_the_textbook():
    assert payback_period(discounted(flow(-1000, 300, 420, 680), 0.1)) == pytest.approx(
        2.744, abs=5e-4
    )


@given(st.lists(amounts, min_size=2, max_size=30), st.integers(1, 24))
def test_payback_moves_with_nothing_but_the_flow(amounts, later):
    moved = {period + later: amount for period, amount in flow(*amounts).items()}
    assert payback_period(moved) == pytest.approx(payback_period(flow(*amounts)))
