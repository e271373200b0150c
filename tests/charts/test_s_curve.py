import dataclasses
import datetime as dt
import itertools

import pytest

from pfreport import assets
from pfreport.charts import s_curve
from pfreport.charts.s_curve import Forecast
from pfreport.kinds import Month
from pfreport.pipeline import find
from pfreport.rendering.text.values import Formats
from pfreport.workbook.examine import examine
from tests.charts import pictures
from tests.charts.findings import findings, periods, project
from tests.charts.pictures import look, painted, series, texts

JANUARY = float(Month(2026, 1).ordinal)
words = Formats("en").text


def _prepared(**given):
    return s_curve.prepare(
        findings(**{"projects": [project()], "periods": periods()} | given), "P-1"
    )


def test_curves_begin_at_zero_and_end_with_the_last_month_reported():
    data = _prepared()
    assert data.planned == tuple((JANUARY + n, 100.0 * n) for n in range(13))
    assert data.earned == tuple((JANUARY + n, 80.0 * n) for n in range(7))
    assert data.actual == tuple((JANUARY + n, 125.0 * n) for n in range(7))
    assert (data.planned_now, data.budget, data.now, data.known_to) == (
        600,
        1200,
        JANUARY + 6,
        JANUARY + 6,
    )


def test_the_forecast_ends_at_the_earned_schedule_finish():
    data = _prepared()
    # CPI 480 / 750, SPI(t) 4.8 / 6: 12 / 0.8 = 15 months, so until the end of March 2027
    assert data.forecast.cost == pytest.approx(750 + (1200 - 480) / (480 / 750))
    assert data.forecast.finish == pytest.approx(JANUARY + 15, abs=0.04)
    assert data.forecast.basis == "chart.finish.earned_schedule"
    assert data.forecast.low <= data.forecast.cost <= data.forecast.high


def test_the_delay_is_counted_from_the_day_the_plan_had_reached_what_is_earned():
    data = _prepared()
    assert data.plan_reached == pytest.approx(JANUARY + 4.8)
    assert data.days_behind == (dt.date(2026, 6, 30) - dt.date(2026, 5, 25)).days


def test_without_months_there_are_points_at_the_status_date():
    given = {"percent_complete": 0.5, "cost_to_date": 700.0, "planned_to_date": 650.0}
    data = _prepared(projects=[project(**given)], periods=[])
    assert (data.earned, data.actual) == (((JANUARY + 6, 600.0),), ((JANUARY + 6, 700.0),))
    assert data.planned[0] == (JANUARY, 0.0)


def test_what_has_not_begun_shows_its_plan_alone():
    plan_only = [
        {key: row[key] for key in ("project_id", "period", "planned_value")} for row in periods()
    ]
    data = _prepared(projects=[project(status="Proposed")], periods=plan_only)
    assert (data.earned, data.actual, data.forecast, data.plan_reached) == ((), (), None, None)
    assert data.planned


def test_a_finished_project_has_no_forecast():
    rows = [row | {"earned_value": 100.0, "actual_cost": 90.0} for row in periods()]
    done = project(status="Completed", actual_finish="2026-12-31")
    assert _prepared(status_date="2026-12-31", projects=[done], periods=rows).forecast is None


def test_where_nothing_is_known_there_is_no_chart():
    assert s_curve.prepare(findings(projects=[{"project_id": "P-1"}]), "P-1") is None
    assert s_curve.prepare(findings(), "P-404") is None


def test_series_are_drawn_where_the_data_says():
    data = pictures.s_curve()
    canvas = painted("s_curve", data)
    for name in ("planned", "earned", "actual"):
        assert series(canvas, name) == list(getattr(data, name))
    assert series(canvas, "budget")[0][1] == data.budget
    assert series(canvas, "forecast") == [
        data.actual[-1],
        (data.forecast.finish, data.forecast.cost),
    ]


def test_labels_name_every_figure():
    shown = " | ".join(
        text for text, _ in texts(painted("s_curve", pictures.s_curve(), look("screen", 660)))
    )
    for words_ in (
        "EUR million, cumulative",
        "Earned value 3.15",
        "days behind plan",
        "5.50 EAC",
        "5.90 high",
        "5.20 low",
        "Budget 4.80",
    ):
        assert words_ in shown
    assert "3 Jun 2027 | by earned schedule" in shown.replace("\u00a0", " ")


def test_labels_are_shorter_on_a_phone():
    shown = [text for text, _ in texts(painted("s_curve", pictures.s_curve(), look("screen", 350)))]
    assert "Earned 3.15" in shown
    assert not any("Earned value" in text for text in shown)


def test_labels_at_the_end_stay_apart_where_the_range_is_narrow():
    data = dataclasses.replace(
        pictures.s_curve(),
        forecast=Forecast(pictures.BEGIN + 20.0, "chart.finish.forecast", 5e6, 4.999e6, 5.001e6),
    )
    heights = sorted(
        box.bottom
        for text, box in texts(painted("s_curve", data))
        if text.endswith(("EAC", "high", "low"))
    )
    assert heights[1] - heights[0] > 7.2
    assert heights[2] - heights[1] > 7.2


def test_the_text_alternative_states_the_figures():
    said = words(s_curve.alt(pictures.s_curve())).replace("\u00a0", " ")
    assert said.startswith(
        "P-007 Field workforce system, cumulative at 30 September 2026: Planned value EUR 3.67 m, "
    )
    assert said.endswith("forecast EUR 5.50 m (EUR 5.20 m to EUR 5.90 m) by 3 June 2027")


def test_the_table_has_a_row_a_month():
    rows = s_curve.table(pictures.s_curve()).rows
    assert len(rows) == 19
    assert words(rows[0][0]) == "September\u00a02025"
    assert words(rows[-1][2]).startswith("n/a")


@pytest.mark.parametrize("width", [345, 352, 516])
@pytest.mark.parametrize("share", [0.6, 0.75, 0.86])
def test_no_label_crosses_an_upright(width, share):
    usual = pictures.s_curve()
    data = dataclasses.replace(
        usual,
        earned=tuple((x, share * y) for x, y in usual.planned[:14]),
        plan_reached=pictures.BEGIN + 13 * share,
    )
    assert across_uprights(painted("s_curve", data, look("print", width))) == []


@pytest.fixture(scope="module")
def sample():
    """The whole sample, measured."""
    return find(examine(assets.folder("samples") / "portfolio.xlsx", {}))


@pytest.mark.parametrize("width", [345, 352, 516])
@pytest.mark.parametrize("number", range(1, 13))
def test_no_label_of_the_sample_crosses_an_upright(sample, number, width):
    data = s_curve.prepare(sample, f"P-{number:03d}")
    if data is not None:
        assert across_uprights(painted("s_curve", data, look("print", width))) == []


@pytest.mark.parametrize("width", [345, 352])
@pytest.mark.parametrize("number", [3, 4, 6, 11])
def test_no_leader_of_a_late_project_crosses_a_curve(sample, number, width):
    canvas = painted("s_curve", s_curve.prepare(sample, f"P-{number:03d}"), look("print", width))
    drawn = {
        line.get_gid() or "": line.get_transform().transform(line.get_xydata())
        for axes in canvas.figure.axes
        for line in axes.lines
    }
    leaders = [points for name, points in drawn.items() if name.startswith("leader")]
    curves = [drawn[name] for name in ("planned", "actual", "earned")]
    for start, end in leaders:
        off_mark = tuple(a + 0.1 * (b - a) for a, b in zip(start, end, strict=True))
        assert not any(
            _cross(off_mark, end, a, b) for curve in curves for a, b in itertools.pairwise(curve)
        )


def _cross(a, b, c, d):
    """Whether two segments cross."""
    side = lambda p, q, r: (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])  # noqa: E731 - a local name for one formula
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def across_uprights(canvas):
    """The labels that the upright of the status date or of the finish runs through."""
    uprights = [
        line
        for axes in canvas.figure.axes
        for line in axes.lines
        if line.get_gid() in ("status", "finish")
    ]
    ends = [list(zip(line.get_xdata(), line.get_ydata(), strict=True)) for line in uprights]
    assert ends
    return [
        text
        for (x, low), (_, high) in ends
        for text, box in texts(canvas)
        if box.left < x - 1 < x + 1 < box.right and box.bottom < high and box.top > low
    ]


def test_the_budget_stands_clear_of_a_status_date_at_the_begin():
    data = dataclasses.replace(pictures.young(), status=dt.date(2025, 9, 20))
    canvas = painted("s_curve", data, look("print", 345))
    ((box, x),) = [
        (box, series(canvas, "status")[0][0])
        for text, box in texts(canvas)
        if text.startswith("Budget")
    ]
    assert box.left > x
