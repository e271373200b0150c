import math
import time
from itertools import pairwise

import numpy as np
import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.measures.value.cash_flow import per_year, present_value
from pfreport.measures.value.rates_of_return import HIGHEST, LOWEST, rates_of_return


def flow(*amounts):
    return dict(enumerate(amounts))


def with_roots(*rates):
    """The flow that is worth nothing at these rates: the product of (1 + rate) - z, z the discount
    factor.
    """
    coefficients = np.array([1.0])
    for rate in rates:
        coefficients = np.convolve(coefficients, [-1.0, 1 + rate])
    return flow(*coefficients.tolist())


@pytest.mark.parametrize(
    ("amounts", "rates"),
    [
        ((-1000, 300, 420, 680), [0.1634056]),  # Brealey, Myers and Allen
        ((-100, 60, 60, 60), [0.3630965]),  # numpy-financial's documentation uses the like
        ((-50, -100, 600, 300, -100), [-0.7688955, 1.8544178]),
        (
            (-4000, 25000, -25000),
            [0.25, 4.0],
        ),  # Brealey, Myers and Allen: the pump of Lorie and Savage
        ((1000, -3000, 2500), []),  # positive at every rate
        ((-1, 2, -1.0001), []),
        ((-1, 2.2, -1.21), [0.1]),  # touches 0 and does not cross it
        ((-1, 6, -11, 6), [0.0, 1.0, 2.0]),
        ((-100, 50, 50), [0.0]),
        ((-1, 0.0001), []),  # -99.99 % is no longer inside
        ((-1, 11), []),
        ((-1, 10.9), [9.9]),
        ((5, 5), []),
        ((0, 0), []),
        ((), []),
        ((0, 0, -100, 0, 121), [0.1]),
    ],
)
def test_all_rates(amounts, rates):
    assert list(rates_of_return(flow(*amounts))) == pytest.approx(rates, abs=1e-6)


@given(
    st.lists(
        st.sampled_from([-0.6, -0.2, -0.01, 0.0, 0.004, 0.01, 0.08, 0.3, 1.0, 3.0, 8.0]),
        unique=True,
        min_size=1,
        max_size=6,
    )
)
def test_planted_rates_are_found_and_no_others(rates):
    assert list(rates_of_return(with_roots(*rates))) == pytest.approx(sorted(rates), abs=1e-6)


@given(st.floats(0.001, 0.05), st.floats(1e-4, 1e-3))
def test_two_rates_close_together_are_two(rate, apart):
    assert len(rates_of_return(with_roots(rate, rate + apart))) == 2


@given(
    st.lists(st.floats(1, 1e5), min_size=1, max_size=60),
    st.lists(st.floats(1, 1e5), min_size=1, max_size=60),
)
def test_one_change_of_sign_has_the_rate_numpy_financial_finds(costs, benefits):
    amounts = [-cost for cost in costs] + benefits
    expected = numpy_financial.irr(amounts)
    found = rates_of_return(flow(*amounts))
    if math.isnan(expected) or not LOWEST < expected < HIGHEST:
        assert len(found) <= 1
    else:
        assert list(found) == pytest.approx([expected], abs=1e-7)


@given(st.lists(st.floats(-1e4, 1e4).map(lambda amount: round(amount, 2)), min_size=2, max_size=60))
def test_a_flow_is_worth_nothing_at_each_of_its_rates(amounts):
    for rate in rates_of_return(flow(*amounts)):
        size = math.fsum(
            abs(amount) * (1 + rate) ** -period for period, amount in enumerate(amounts)
        )
        assert abs(present_value(flow(*amounts), rate)) <= 1e-6 * size


@given(st.lists(st.integers(-100, 100), min_size=3, max_size=25))
def test_crossings_on_a_fine_grid_are_never_missed(amounts):
    """Between two rates at which the value has different signs there is a root: the plain check
    that needs no theory.
    """
    grid = np.expm1(np.linspace(math.log(0.1), math.log(10.9), 400))
    values = [present_value(flow(*amounts), rate) for rate in grid]
    crossings = sum(a * b < 0 for a, b in pairwise(values))
    assert len(rates_of_return(flow(*amounts))) >= crossings


def test_money_in_another_unit_leaves_the_rates():
    amounts = (-50, -100, 600, 300, -100)
    assert rates_of_return(flow(*(1e6 * a for a in amounts))) == pytest.approx(
        rates_of_return(flow(*amounts)), rel=1e-12
    )


def test_a_year_apart_by_month_it_is_the_same_rate_a_year():
    (monthly,) = rates_of_return({0: -1000, 12: 300, 24: 420, 36: 680})
    assert per_year(monthly) == pytest.approx(0.16340560068898924, abs=1e-12)


def test_twenty_years_of_months_that_change_sign_every_month_are_quick():
    noise = np.random.Generator(np.random.PCG64(7)).normal(0, 100, 240)
    amounts = {month: float(noise[month]) - (50 if month < 60 else -60) for month in range(240)}
    begin = time.perf_counter()
    rates = rates_of_return(amounts)
    assert time.perf_counter() - begin < 1
    roots = np.roots([amounts[month] for month in reversed(range(240))])
    real = [
        1 / root.real - 1 for root in roots if abs(root.imag) < 1e-9 * abs(root) and root.real > 0
    ]
    assert list(rates) == pytest.approx(
        sorted(rate for rate in real if LOWEST < rate < HIGHEST), abs=1e-6
    )
