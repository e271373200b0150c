import pytest

from pfreport.kinds import Month
from pfreport.measures.earned.curves import curves
from tests.measures.facts_builder import facts, figures


def _curves(*args, **given):
    of = facts(*args, **given)
    return curves(of, figures(of))


def _months(first, amounts):
    return {
        Month(2026, 1).plus(first + i): pytest.approx(amount) for i, amount in enumerate(amounts)
    }


def test_the_curves_of_a_project_by_month():
    found = _curves(
        "2026-03-31",
        budget=500,
        planned=[100] * 5,
        earned=[80, 80, 80],
        actual=[100, 100, 100],
        forecast={"2026-04": 100, "2026-05": 100, "2026-06": 200},
    )
    assert found.planned == _months(0, [100, 200, 300, 400, 500])
    assert found.earned == _months(0, [80, 160, 240])
    assert found.actual == _months(0, [100, 200, 300])
    assert found.forecast == _months(2, [300, 381.25, 462.5, 625])
    assert found.months == [Month(2026, n) for n in range(1, 7)]


def test_the_curves_end_with_the_data_month():
    found = _curves(
        "2026-03-31", budget=500, planned=[100] * 5, percent=[0.1, 0.2, 0.3], actual=[100, 100]
    )
    assert found.earned == _months(0, [50, 100])
    assert found.actual == _months(0, [100, 200])


def test_a_project_without_months_is_a_line_and_two_points():
    found = _curves(
        "2026-02-28",
        budget=400,
        baseline_start="2026-01-01",
        baseline_finish="2026-04-30",
        percent_complete=0.5,
        cost_to_date=100,
    )
    assert found.planned == _months(0, [100, 200, 300, 400])
    assert found.earned == {Month(2026, 2): 200}
    assert found.actual == {Month(2026, 2): 100}


def test_nothing_known_draws_nothing():
    found = _curves()
    assert (found.planned, found.earned, found.actual, found.forecast, found.months) == (
        {},
        {},
        {},
        {},
        [],
    )
