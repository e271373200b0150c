"""Where one day more or less counts: what is past, what is near; and the largest of several."""

from __future__ import annotations

import datetime as dt

import pytest

from pfreport.report.parts.figures import of_portfolio
from pfreport.report.parts.stated import budget, finishes, overdue
from tests.report.findings import STATUS_DATE, findings, project, text

BARE = {"percent_complete": None, "cost_to_date": None, "forecast_finish": None}


def at(days: int) -> str:
    """A day so long after the status date."""
    return (dt.date.fromisoformat(STATUS_DATE) + dt.timedelta(days)).isoformat()


@pytest.mark.parametrize(("days", "past"), [(-1, 1), (0, 0), (1, 0)])
def test_a_finish_is_past_from_the_day_after(days, past):
    found = findings(projects=[project(**BARE | {"baseline_finish": at(days)}, status="Active")])
    assert len(overdue(found)) == past


@pytest.mark.parametrize(("days", "near"), [(-1, 0), (0, 1), (365, 1), (366, 0)])
def test_a_finish_is_near_from_today_to_a_year_from_now(days, near):
    found = findings(projects=[project(**BARE | {"baseline_finish": at(days)}, status="Active")])
    tile = finishes(found, of_portfolio(found))
    assert tile is not None
    assert [text(one) for one in tile.context] == ["1 more is to finish within a year"] * near


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_largest_budget_is_named_where_there_are_others(number):
    rows = [project(**BARE | {"budget": 1000.0 * size}) for size in range(1, number + 1)]
    found = findings(projects=rows)
    tile = budget(found, of_portfolio(found))
    assert tile is not None
    assert len(tile.context) == (2 if number > 1 else 1)
