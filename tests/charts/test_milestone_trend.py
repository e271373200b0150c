from __future__ import annotations

import datetime as dt

from pfreport.charts import milestone_trend
from tests.charts.pictures import look, painted
from tests.charts.pictures import milestone_trend as usual
from tests.history.past import after
from tests.report.findings import findings, project, text

BASELINE = dt.date(2026, 9, 30)


def milestone(number, **fields):
    return {
        "milestone_id": f"M-{number}",
        "project_id": "P-1",
        "name": f"Step {number}",
        "baseline_date": BASELINE,
    } | fields


def at(status_date, *milestones, **fields):
    return findings(status_date, projects=[project(**fields)], milestones=list(milestones))


def day(month, number=30):
    return dt.date(2026, month, number)


def test_each_report_has_the_day_expected_then():
    first = at("2026-05-31", milestone(1), milestone(2, forecast_date=day(10)))
    second = at(
        "2026-06-30", milestone(1, forecast_date=day(11)), milestone(2, forecast_date=day(10))
    )
    data = milestone_trend.prepare(after(second, first))
    assert data.reports == (dt.date(2026, 5, 31), dt.date(2026, 6, 30))
    assert [(line.name, line.expected, line.slip) for line in data.lines] == [
        ("Step 1", (BASELINE, day(11)), 61),
        ("Step 2", (day(10), day(10)), 0),
    ]


def test_a_milestone_overdue_is_expected_no_earlier_than_the_report():
    first, second = (
        at(when, milestone(1, baseline_date=day(4))) for when in ("2026-05-31", "2026-06-30")
    )
    data = milestone_trend.prepare(after(second, first))
    assert data.lines[0].expected == (dt.date(2026, 5, 31), dt.date(2026, 6, 30))


def test_a_milestone_reached_stays_on_its_day_and_only_on_the_page_of_its_project():
    first = at("2026-05-31", milestone(1, forecast_date=day(7)))
    second = at("2026-06-30", milestone(1, actual_date=day(6, 20)))
    third = at("2026-07-31", milestone(1, actual_date=day(6, 20)))
    found = after(third, first, second)
    (line,) = milestone_trend.prepare(found, "P-1").lines
    assert (line.expected, line.reached) == ((day(7), day(6, 20), day(6, 20)), True)
    assert milestone_trend.prepare(found) is None


def test_a_milestone_that_is_new_has_no_line_yet():
    found = after(at("2026-06-30", milestone(1), milestone(2)), at("2026-05-31", milestone(1)))
    assert [line.name for line in milestone_trend.prepare(found).lines] == ["Step 1"]


def test_of_a_portfolio_those_that_slipped_most_are_shown_the_last_on_top():
    then = at("2026-05-31", *(milestone(number) for number in range(1, 9)))
    now = at(
        "2026-06-30",
        *(milestone(n, forecast_date=BASELINE + dt.timedelta(days=10 * n)) for n in range(1, 9)),
    )
    data = milestone_trend.prepare(after(now, then))
    assert [line.name for line in data.lines] == [f"Step {number}" for number in (8, 7, 6, 5, 4, 3)]
    assert text(milestone_trend.alt(data)).startswith(
        "Milestones as expected in 2 reports: P-1 Step 8 19 December 2026 (+80 days)"
    )


def test_projects_that_are_not_under_way_have_no_line_in_the_portfolios():
    first, second = (
        at(when, milestone(1), status="On hold") for when in ("2026-05-31", "2026-06-30")
    )
    assert milestone_trend.prepare(after(second, first)) is None
    assert milestone_trend.prepare(after(second, first), "P-1") is not None


def test_without_an_earlier_pack_there_is_no_chart():
    assert milestone_trend.prepare(at("2026-06-30", milestone(1))) is None


def test_the_table_has_every_report_and_says_where_a_milestone_was_not_there_yet():
    grid = milestone_trend.table(usual())
    assert len(grid.heads) == 11
    new = next(row for row in grid.rows if text(row[0]).endswith("Milestone 2"))
    assert [text(value) for value in new[1:4]] == ["n/a (not in this report)"] * 2 + [text(new[3])]


def test_names_keep_apart_where_days_do_not():
    heights = milestone_trend._apart(
        [50.0, 50.0, 49.0, 0.0], 10.0, milestone_trend.Box(0, 0, 10, 100)
    )
    assert heights == [50.0, 40.0, 30.0, 0.0]
    low = milestone_trend._apart([1.0, 1.0, 0.0], 10.0, milestone_trend.Box(0, 0, 10, 100))
    assert low == [20.0, 10.0, 0.0]
    assert painted("milestone_trend", usual(apart=0), look("print", 516))
