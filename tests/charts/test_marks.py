import datetime as dt
import math
import re

import pytest

from pfreport.charts.marks import Bar, bullet, dumbbell, hatched, spark, time_axis
from pfreport.values import Bullet, Dumbbell, Spark, TimeAxis

YEAR = TimeAxis(dt.date(2026, 1, 31), dt.date(2027, 1, 31), dt.date(2026, 7, 31))


def test_a_spark_runs_from_edge_to_edge_on_its_scale():
    mark = spark(Spark((0.85, 1.0, 1.15), 1.0, 0.85, 1.15), 44, 14)
    assert mark.runs == ("2,12 22,7 42,2",)
    assert mark.reference_y == 7
    assert mark.dot == (42, 2)


def test_a_gap_parts_a_spark_and_the_dot_stands_at_the_last_value_known():
    mark = spark(Spark((1.0, 2.0, None, 3.0, 4.0, None)), 54, 10)
    assert mark.runs == ("2,8 12,6", "32,4 42,2")
    assert mark.dot == (42, 2)
    assert mark.reference_y is None


def test_values_out_of_scale_are_held_at_the_edge():
    assert spark(Spark((0.1, 9.0), None, 0.85, 1.15), 24, 14).runs == ("2,12 22,2",)


@pytest.mark.parametrize("values", [(), (None,), (math.nan, math.inf)])
def test_a_spark_without_values_is_empty(values):
    mark = spark(Spark(values), 44, 14)
    assert mark.runs == ()
    assert mark.dot is None


def test_a_spark_of_one_value_is_a_dot_in_the_middle():
    mark = spark(Spark((3.0,)), 44, 14)
    assert mark.runs == ()
    assert mark.dot == (2, 7)


def test_a_bullet_on_time_and_money():
    mark = bullet(Bullet(60, 95, 100, 125, (1.05, 1.10)), 125, 10)
    assert mark.bands == (Bar(0, 105), Bar(105, 5), Bar(110, 15))
    assert (mark.spent, mark.to_come, mark.over) == (Bar(0, 60), Bar(60, 35), Bar(95, 0))
    assert mark.budget_x == 100
    assert (mark.bar_y, mark.bar_height) == (2.9, 4.2)
    assert mark.over_hatch == ""


def test_an_overrun_within_the_last_limit_keeps_its_colour():
    mark = bullet(Bullet(60, 110, 100, 125, (1.05, 1.10)), 125, 10)
    assert (mark.to_come, mark.over) == (Bar(60, 50), Bar(110, 0))


def test_an_overrun_past_the_last_limit_stands_out_from_the_budget_on():
    mark = bullet(Bullet(60, 115, 100, 125, (1.05, 1.10)), 125, 10)
    assert (mark.to_come, mark.over) == (Bar(60, 40), Bar(100, 15))
    assert mark.over_hatch


def test_what_is_spent_past_the_budget_stays_spent():
    mark = bullet(Bullet(112, 120, 100, 125, (1.05, 1.10)), 125, 10)
    assert (mark.spent, mark.to_come, mark.over) == (Bar(0, 112), Bar(112, 0), Bar(112, 8))


def test_a_bullet_never_leaves_its_scale():
    mark = bullet(Bullet(-5, 900, 100, 125), 125, 10)
    assert mark.spent == Bar(0, 0)
    assert mark.to_come.x + mark.to_come.width == 125
    assert bullet(Bullet(1, 2, 3, 0.0), 125, 10).budget_x == 0


def test_hatching_stays_inside_its_bar_at_45_degrees():
    numbers = [float(n) for n in re.findall(r"[\d.]+", hatched(Bar(10, 20), 3, 4))]
    lines = [numbers[n : n + 4] for n in range(0, len(numbers), 4)]
    assert len(lines) == 10  # x + y runs from 13 to 37, every 2.4
    for x1, y1, x2, y2 in lines:
        assert x2 - x1 == pytest.approx(y1 - y2, abs=0.02)
        assert 10 <= x1 <= x2 <= 30
        assert 3 <= y2 <= y1 <= 7


def test_an_axis_names_quarters_and_places_the_status_date():
    mark = time_axis(YEAR, 130, 22)
    # twelve months and an edge of a quarter month at both ends over 130: 10.4 a month
    assert mark.status_x == pytest.approx(6.25 * 10.4, abs=0.01)
    assert [str(month.value) for _, month in mark.ticks] == [
        "2026-04",
        "2026-07",
        "2026-10",
        "2027-01",
    ]
    assert [month.form for _, month in mark.ticks] == ["short", "name", "name", "short"]
    assert mark.ticks[0][0] == pytest.approx(2.25 * 10.4, abs=0.01)


def test_a_dumbbell_stands_on_its_axis_and_is_hatched_until_it_is_reached():
    expected = dumbbell(
        Dumbbell(YEAR, dt.date(2026, 7, 31), dt.date(2026, 10, 31), reached=False), 130, 10, 4
    )
    assert expected.baseline_x == pytest.approx(6.25 * 10.4, abs=0.01)
    assert expected.now_x == pytest.approx(9.25 * 10.4, abs=0.01)
    assert expected.hatch.startswith("M")
    reached = dumbbell(Dumbbell(YEAR, None, dt.date(2026, 1, 31), reached=True), 130, 10, 4)
    assert (reached.baseline_x, reached.hatch) == (None, "")
    assert reached.now_x == pytest.approx(0.25 * 10.4, abs=0.01)


def test_an_axis_of_one_day_has_room():
    day = dt.date(2026, 7, 31)
    assert time_axis(TimeAxis(day, day, day), 100, 20).status_x == 50
