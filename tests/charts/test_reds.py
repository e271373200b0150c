import pytest

from pfreport.charts import reds
from pfreport.rendering.text.values import Formats
from tests.charts import pictures
from tests.charts.findings import findings, periods, project
from tests.charts.pictures import look, painted, series, texts


def test_only_reds_are_shown_the_dearest_first():
    given = findings(
        projects=[project("P-1"), project("P-2"), project("P-3")],
        periods=[*periods("P-1", 80, 125), *periods("P-2", 60, 140), *periods("P-3", 100, 100)],
    )
    data = reds.prepare(given)
    assert [panel.project.key for panel in data.panels] == ["P-2", "P-1"]
    assert data.total == 2
    assert data.panels[1].earned[-1] == (6.0, pytest.approx(0.4))
    assert data.panels[1].spent == pytest.approx(750 / 1200)


def test_without_reds_there_is_no_chart():
    assert (
        reds.prepare(findings(projects=[project()], periods=periods(earned=100, actual=100)))
        is None
    )
    assert reds.prepare(findings()) is None


def test_a_finished_project_is_not_red_any_more():
    rows = [row | {"earned_value": 100.0, "actual_cost": 200.0} for row in periods()]
    done = project(status="Completed", actual_finish="2026-12-31")
    assert reds.prepare(findings(status_date="2026-12-31", projects=[done], periods=rows)) is None


def test_all_panels_share_their_scales():
    canvas = painted("reds", pictures.reds(), look("print", 516))
    axes = {
        (axis.get_xlim(), axis.get_ylim())
        for axis in canvas.figure.axes
        if axis.lines and axis.get_ylim()[1] < 5
    }
    assert len(axes) == 1
    for number, panel in enumerate(pictures.reds().panels):
        assert series(canvas, f"earned-{number}") == list(panel.earned)


def test_lines_are_named_in_the_first_panel_alone():
    shown = [text for text, _ in texts(painted("reds", pictures.reds(), look("print", 516)))]
    assert [shown.count(name) for name in ("plan", "earned", "cost")] == [1, 1, 1]


def test_panels_stand_below_each_other_on_a_phone():
    tall, wide = (painted("reds", pictures.reds(), look("screen", width)) for width in (350, 960))
    assert tall.height > 2 * wide.height


def test_the_text_alternative_states_the_figures():
    said = Formats("en").text(reds.alt(pictures.reds(1))).replace("\u00a0", " ")
    assert (
        said
        == "1 red project, per cent of budget: P-15 Red 0 39 % spent for 28 % earned, forecast 115 "
        "%"
    )
