from __future__ import annotations

import dataclasses

import pytest

from pfreport.history.changes import applied, changes
from pfreport.origins import Origin
from tests.measures.portfolio_builder import portfolio
from tests.report.findings import project


def months(**columns):
    return [{"project_id": "P-1", "period": "2026-05", "planned_value": 10.0} | columns]


def told(before, now):
    return [(c.sheet, c.key, c.field, c.before, c.now) for c in changes(before, now)]


def moved(whole, rows=40):
    """The same portfolio with every row of its sheets further down."""
    down = {
        name: tuple(
            dataclasses.replace(row, origin=row.origin._replace(row=row.origin.row + rows))
            for row in getattr(whole, name)
        )
        for name in ("projects", "periods", "risks")
    }
    return dataclasses.replace(whole, **down)


def test_rows_that_moved_are_no_change():
    whole = portfolio("2026-06-30", projects=[project()], periods=months())
    assert told(whole, moved(whole)) == []


def test_a_cell_is_named_where_it_stands_now():
    before = portfolio("2026-06-30", projects=[project()], periods=months())
    now = moved(
        portfolio("2026-06-30", projects=[project(budget=1200.0)], periods=months(earned_value=8.0))
    )
    found = changes(before, now)
    assert told(before, now) == [
        ("Projects", "P-1", "budget", 1000.0, 1200.0),
        ("Periods", "P-1 / 2026-05", "earned_value", None, 8.0),
    ]
    assert [c.origin for c in found] == [
        now.projects[0].at("budget"),
        now.periods[0].at("earned_value"),
    ]


def test_a_month_comes_cell_by_cell_and_a_risk_as_a_row():
    before = portfolio("2026-06-30", projects=[project()])
    risk = {
        "risk_id": "R-1",
        "project_id": "P-1",
        "probability": 0.5,
        "impact": 2,
        "cost_impact": 10.0,
        "status": "Open",
    }
    now = portfolio(
        "2026-06-30", projects=[project()], periods=months(actual_cost=9.0), risks=[risk]
    )
    assert told(before, now)[:2] == [
        ("Periods", "P-1 / 2026-05", "planned_value", None, 10.0),
        ("Periods", "P-1 / 2026-05", "actual_cost", None, 9.0),
    ]
    (row,) = [c for c in changes(before, now) if c.field is None]
    assert (row.sheet, row.key, row.before, row.now) == ("Risks", "R-1", None, now.risks[0])
    (gone,) = [c for c in changes(now, before) if c.field is None]
    assert (gone.before, gone.now, gone.origin) == (now.risks[0], None, now.risks[0].origin)


def test_the_status_date_is_no_change_but_other_settings_are():
    before = portfolio("2026-06-30", projects=[project()])
    now = portfolio("2026-07-31", projects=[project()], settings={"eac_from": 0.2})
    assert told(before, now) == [("Settings", "eac_from", None, 0.1, 0.2)]


def test_words_move_nothing():
    before = portfolio("2026-06-30", projects=[project(summary="Well", manager="A")])
    assert (
        told(before, portfolio("2026-06-30", projects=[project(summary="Badly", manager="B")]))
        == []
    )


@pytest.mark.parametrize("way", ["there", "back"])
def test_all_changes_applied_one_after_the_other_are_the_other_portfolio(way):
    risk = {
        "risk_id": "R-1",
        "project_id": "P-1",
        "probability": 0.5,
        "impact": 2,
        "cost_impact": 10.0,
        "status": "Open",
    }
    first = portfolio(
        "2026-06-30", projects=[project()], periods=months(earned_value=8.0), risks=[risk]
    )
    second = portfolio(
        "2026-06-30",
        projects=[project(budget=None, forecast_finish="2027-01-31")],
        periods=months(actual_cost=7.0),
    )
    before, now = (first, second) if way == "there" else (second, first)
    whole = before
    for change in changes(before, now):
        whole = applied(whole, change)
    assert changes(whole, now) == ()


def test_the_place_of_a_setting_that_nobody_wrote_is_its_sheet():
    before = portfolio("2026-06-30", projects=[project()])
    (change,) = changes(
        before,
        dataclasses.replace(before, settings=dataclasses.replace(before.settings, stale_days=10)),
    )
    assert change.origin == Origin("Settings", 0, 0)
