import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.charts.scale import axis, day_at, finite, month_ticks, unit_of
from pfreport.kinds import Month, month_position


def test_an_axis_has_round_ticks_and_zero():
    assert axis([4.8e6, 5.9e6]).ticks == (0, 1e6, 2e6, 3e6, 4e6, 5e6, 6e6)
    assert axis([-30, 95], 5).ticks == (-50, 0, 50, 100)
    assert axis([0.86, 1.04], 6, zero=False).ticks == (0.85, 0.9, 0.95, 1.0, 1.05)


def test_an_axis_of_nothing_is_still_one():
    assert axis([]).ticks == (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    assert axis([7.0], zero=False).low < 7.0 < axis([7.0], zero=False).high


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=5), st.integers(2, 8))
def test_an_axis_holds_every_value_that_can_be_drawn(values, most):
    found = axis(values, most)
    assert 2 <= len(found.ticks) <= 2 * most + 2
    edge = 1e-8 * (found.high - found.low)
    assert all(found.low - edge <= value <= found.high + edge for value in finite(*values))


@pytest.mark.parametrize(
    ("amounts", "scale"),
    [
        ([], 1),
        ([999], 1),
        ([1000], 1e3),
        ([950_000], 1e3),
        ([-1.2e6, 3], 1e6),
        ([2e9], 1e9),
        ([3e15], 1e9),
    ],
)
def test_the_unit_leaves_a_digit_before_the_point(amounts, scale):
    assert unit_of(amounts).scale == scale


def test_months_name_the_year_wherever_it_changes():
    start = Month(2025, 9).ordinal
    ticks = month_ticks(start, start + 20.5, 2)
    assert [(str(tick.value), tick.form) for _, tick in ticks] == [
        ("2025-09", "short"),
        ("2025-12", "name"),
        ("2026-03", "short"),
        ("2026-06", "name"),
        ("2026-09", "name"),
        ("2026-12", "name"),
        ("2027-03", "short"),
    ]


def test_months_begin_with_a_quarter_or_a_year_where_asked():
    start = Month(2025, 9).ordinal + 0.4
    assert str(month_ticks(start, start + 9, 3, quarters=True)[0][1].value) == "2025-10"
    assert str(month_ticks(start, start + 60, 7)[0][1].value) == "2026-01"


@given(st.floats(20000, 28000), st.floats(0.1, 2000), st.floats(0.1, 300))
def test_month_ticks_lie_on_the_axis_and_as_far_apart_as_asked(low, length, least):
    places = [position for position, _ in month_ticks(low, low + length, least)]
    assert all(low - 1e-6 <= place <= low + length for place in places)
    assert all(b - a >= least for a, b in itertools.pairwise(places))


@given(st.dates(dt.date(1990, 1, 1), dt.date(2200, 12, 31)))
def test_a_position_leads_back_to_its_day(day):
    assert day_at(month_position(day)) == day


def test_the_beginning_of_a_month_is_the_end_of_the_day_before():
    assert day_at(float(Month(2026, 3).ordinal)) == dt.date(2026, 2, 28)
    assert day_at(Month(2026, 3).ordinal + 0.001) == dt.date(2026, 3, 1)
