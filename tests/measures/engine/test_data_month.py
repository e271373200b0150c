import datetime as dt

import pytest

from pfreport.kinds import Month
from pfreport.measures.engine.data_month import data_month
from pfreport.measures.engine.measurement import undefined
from pfreport.reasons import Because
from tests.measures.facts_builder import facts
from tests.measures.worked_examples import check, examples


@pytest.mark.parametrize("example", examples("data_month"))
def test_worked_example(example):
    check(example)


def test_a_month_reported_in_full_is_taken_at_the_status_date():
    found = data_month(facts("2026-02-10", earned=[1, 1], actual=[1, 1]))
    assert (found.month, found.behind, found.as_at, found.problem) == (
        Month(2026, 2),
        0,
        dt.date(2026, 2, 10),
        None,
    )
    assert found.position == 12 * 2026 + 1 + 10 / 28


def test_one_month_behind_is_late_and_taken_at_its_end():
    found = data_month(facts("2026-03-10", earned=[1, 1, 1], actual=[1, 1]))
    assert (found.month, found.behind, found.as_at, found.problem) == (
        Month(2026, 2),
        1,
        dt.date(2026, 2, 28),
        None,
    )
    assert found.late


def test_two_months_behind_is_too_late():
    found = data_month(facts("2026-04-10", percent=[0.1, 0.2], actual=[1, 1]))
    assert (found.behind, found.problem) == (
        2,
        undefined(Because.NOT_REPORTED_SINCE, month=Month(2026, 2)),
    )


@pytest.mark.parametrize("status", ["Completed", "Cancelled", "On hold"])
def test_who_has_stopped_is_not_late(status):
    found = data_month(facts("2026-12-31", status=status, earned=[1, 1], actual=[1, 1]))
    assert (found.month, found.late, found.problem) == (Month(2026, 2), False, None)


def test_a_project_without_months_is_of_the_status_date():
    found = data_month(facts("2026-12-31", percent_complete=0.5, cost_to_date=3))
    assert (found.month, found.late) == (Month(2026, 12), False)


def test_earned_value_by_month_goes_before_percent_complete():
    found = data_month(
        facts("2026-03-31", earned=[1, 1], percent=[0.1, 0.2, 0.3], actual=[1, 1, 1])
    )
    assert found.month == Month(2026, 2)
