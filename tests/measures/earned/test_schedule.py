import datetime as dt
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.kinds import month_position
from pfreport.measures.earned.plan import plan
from pfreport.measures.earned.schedule import day_reaching
from tests.measures.facts_builder import facts, figures
from tests.measures.worked_examples import check, examples

PLANS = st.lists(st.floats(0, 1e6), min_size=1, max_size=24).filter(
    lambda amounts: math.fsum(amounts) > 1
)


@pytest.mark.parametrize("example", examples("earned_schedule"))
def test_worked_example(example):
    check(example)


@pytest.mark.parametrize(
    ("earned", "expected"), [(0, 0), (5, 0.5), (10, 1), (45, 2.5), (95, 4.5), (100, 5), (120, 5)]
)
def test_earned_schedule_along_a_plan(earned, expected):
    """Cumulative plan 10, 30, 60, 90, 100; counted by hand after Lipke (2003)."""
    of = facts(
        "2026-05-31",
        budget=100,
        planned=[10, 20, 30, 30, 10],
        earned={"2026-05": earned},
        actual={"2026-05": 1},
    )
    assert figures(of)["es"].value == pytest.approx(expected, abs=1e-12)


def test_a_level_stretch_is_earned_to_its_far_end():
    """Cumulative plan 10, 30, 30, 60, 100: the plan had 30 from the second to the third month."""
    of = facts(
        "2026-05-31",
        budget=100,
        planned=[10, 20, 0, 30, 40],
        earned={"2026-05": 30},
        actual={"2026-05": 1},
    )
    assert figures(of)["es"].value == 3


@given(PLANS, st.lists(st.floats(0, 1), min_size=2, max_size=8))
def test_more_earned_is_never_less_schedule(amounts, shares):
    total = math.fsum(amounts)
    line = plan(facts(budget=total, planned=amounts))
    found = [line.months_for(share * total) for share in sorted(shares)]
    assert all(one <= other for one, other in itertools.pairwise(found))


@given(PLANS, st.floats(0, 1))
def test_the_plan_had_by_then_what_is_earned(amounts, share):
    total = math.fsum(amounts)
    line = plan(facts(budget=total, planned=amounts))
    assert line.planned_by(line.months_for(share * total)) == pytest.approx(
        share * total, rel=1e-6, abs=1e-6 * total
    )


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)))
def test_a_day_is_the_first_that_reaches_its_own_end(day):
    assert day_reaching(month_position(day)) == day


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)), st.floats(0.001, 0.999))
def test_within_a_day_it_is_that_day(day, part):
    before = month_position(day) - 1 / 31
    assert day_reaching(max(before, math.floor(before)) + part / 31) in (day - dt.timedelta(1), day)


def test_a_project_on_plan_ends_with_the_plan():
    of = facts("2026-03-31", budget=700, planned=[100] * 7, earned=[100] * 3, actual=[100] * 3)
    assert figures(of)["finish_earned_schedule"].value == dt.date(2026, 7, 31)
