import dataclasses

import pytest

from pfreport.charts import performance
from pfreport.rendering.text.values import Formats
from tests.charts import pictures
from tests.charts.findings import findings, periods, project
from tests.charts.pictures import look, painted, shape, texts


def _prepared(**given):
    usual = {
        "projects": [project("P-1"), project("P-2")],
        "periods": [*periods("P-1", 80, 125), *periods("P-2", 100, 98)],
    }
    return performance.prepare(findings(**usual | given))


def test_projects_stand_at_their_ratios():
    data = _prepared()
    first, second = data.standings
    assert (first.project.key, first.cost, first.time) == (
        "P-1",
        pytest.approx(0.64),
        pytest.approx(0.8),
    )
    assert (second.cost, second.time, second.budget) == (
        pytest.approx(100 / 98),
        pytest.approx(1.0),
        1200,
    )
    assert (first.outside, second.outside) == (True, False)


def test_the_limits_are_drawn_where_they_hold_for_all():
    data = _prepared()
    assert data.cost_limits == (0.95, 0.90)
    own = {
        "limits": [{"measure": "cpi", "category": "IT", "amber": 0.8}],
        "projects": [project("P-1", category="IT"), project("P-2")],
    }
    assert _prepared(**own).cost_limits == ()
    assert _prepared(**own).time_limits == (0.95, 0.90)


def test_projects_without_both_ratios_or_not_in_delivery_are_left_out():
    assert performance.prepare(findings()) is None
    assert (
        _prepared(projects=[project("P-1", status="On hold"), project("P-2", status="Cancelled")])
        is None
    )
    assert len(_prepared(periods=periods("P-1")).standings) == 1


def test_a_bubble_lies_where_its_ratios_say_and_its_area_is_its_budget():
    data = pictures.performance(9)
    canvas = painted("performance", data, look("screen", 660))
    zero, five = (shape(canvas, f"bubble-P-{n:03}") for n in (5, 4))
    one, other = data.standings[5], data.standings[4]
    assert ((five.right - five.left) / (zero.right - zero.left)) ** 2 == pytest.approx(
        other.budget / one.budget, rel=0.01
    )
    boxes = {s.project.key: shape(canvas, f"bubble-{s.project.key}") for s in data.standings}
    across = sorted(data.standings, key=lambda s: s.time)
    middles = [boxes[s.project.key].left + boxes[s.project.key].right for s in across]
    assert middles == sorted(middles)


def test_a_ratio_out_of_the_field_is_held_at_its_edge():
    data = dataclasses.replace(
        pictures.performance(2), standings=(*pictures.performance(1).standings, _far())
    )
    box = shape(painted("performance", data), "bubble-P-999")
    assert box.right <= 352 + 12
    assert box.top <= painted("performance", data).height


def _far():
    return dataclasses.replace(
        pictures.performance(1).standings[0],
        project=dataclasses.replace(pictures.s_curve().project, key="P-999"),
        cost=40.0,
    )


def test_of_300_projects_the_worst_are_labelled():
    shown = {text for text, _ in texts(painted("performance", pictures.performance(300)))}
    labelled = {s.project.key for s in pictures.performance(300).standings} & shown
    assert 5 <= len(labelled) <= 24
    dark = {s.project.key for s in pictures.performance(300).standings if s.outside}
    assert labelled <= dark


def test_few_projects_are_labelled_by_name_and_on_a_phone_by_id():
    wide, narrow = (
        {
            text
            for text, _ in texts(painted("performance", pictures.performance(9), look("screen", w)))
        }
        for w in (660, 350)
    )
    assert "P-004 Project 4" in wide
    assert "P-004" in narrow


def test_the_text_alternative_states_the_figures():
    said = Formats("en").text(performance.alt(_prepared()))
    assert said == "Of 2 projects, 1 earns less than it costs, 1 is behind the plan, 1 both"
