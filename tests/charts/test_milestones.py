import datetime as dt

import pytest

from pfreport.charts import milestones
from pfreport.charts.milestones import MOST_ROWS
from pfreport.kinds import month_position
from pfreport.rendering.formats import Formats
from tests.charts import pictures
from tests.charts.findings import findings, project
from tests.charts.pictures import look, painted, texts


def _prepared(*rows):
    named = [{"name": f"M {n}"} | row for n, row in enumerate(rows, 1)]
    return milestones.prepare(findings(projects=[project()], milestones=named), "P-1")


def test_a_milestone_is_where_it_was_reached_or_is_expected():
    data = _prepared(
        {"baseline_date": "2026-03-31", "actual_date": "2026-04-10"},
        {"baseline_date": "2026-09-30", "forecast_date": "2026-10-15"},
        {"baseline_date": "2026-11-30"},
    )
    assert [(row.now, row.reached, row.slip) for row in data.rows] == [
        (dt.date(2026, 4, 10), True, 10),
        (dt.date(2026, 10, 15), False, 15),
        (dt.date(2026, 11, 30), False, 0),
    ]


def test_an_overdue_milestone_is_expected_today_at_the_earliest():
    (row,) = _prepared({"baseline_date": "2026-05-31", "forecast_date": "2026-06-05"}).rows
    assert (row.now, row.slip) == (dt.date(2026, 6, 30), 30)


def test_an_actual_date_after_the_status_date_is_not_known_yet():
    (row,) = _prepared({"baseline_date": "2026-08-31", "actual_date": "2026-08-20"}).rows
    assert not row.reached


def test_of_many_the_last_reached_and_the_next_are_shown():
    past = [{"baseline_date": f"20{y}-{m:02d}-15", "actual_date": f"20{y}-{m:02d}-15"} for y in (24, 25) for m in range(1, 13)]
    ahead = [{"baseline_date": f"2027-{m:02d}-15"} for m in range(1, 13)]
    data = _prepared(*past, *ahead)
    assert data.total == 36
    assert len(data.rows) == MOST_ROWS
    assert [row.reached for row in data.rows] == [True] * 5 + [False] * 9
    assert data.rows[4].now == dt.date(2025, 12, 15)


def test_without_dates_there_is_no_chart():
    assert _prepared() is None
    assert _prepared({}) is None
    assert milestones.prepare(findings(), "P-404") is None


@pytest.mark.parametrize("width", [350, 960])
def test_marks_lie_on_one_scale_with_the_status_line(width):
    data = pictures.milestones()
    canvas = painted("milestones", data, look("screen", width))
    sheet = canvas.figure.axes[0]
    (status,) = [line for line in sheet.lines if line.get_gid() == "status"]
    joined = [line for line in sheet.lines if line.get_gid() is None and len(set(line.get_ydata())) == 1][1:]
    first, last = joined[0].get_xdata()[0], joined[-1].get_xdata()[1]
    begin, end = month_position(data.rows[0].baseline), month_position(data.rows[-1].now)
    expected = first + (month_position(data.status) - begin) / (end - begin) * (last - first)
    assert status.get_xdata()[0] == pytest.approx(expected, abs=0.01)


def test_labels_say_how_late():
    shown = {text.replace("\u00a0", " ") for text, _ in texts(painted("milestones", pictures.milestones(), look("print", 516)))}
    assert {"Milestone 3", "+15 days", "+25 days", "0 days", "30 Jun 2026"} <= shown


def test_the_text_alternative_states_the_figures():
    said = Formats("en").text(milestones.alt(pictures.milestones())).replace("\u00a0", " ")
    assert said == "6 milestones, 3 reached, 5 later than the baseline, most of all Milestone 5, by 25 days"
    (on_time,) = (_prepared({"baseline_date": "2026-11-30"}),)
    assert Formats("en").text(milestones.alt(on_time)) == "1 milestone, 0 reached, none later than the baseline"
