import pytest

from pfreport.charts import goal_coverage
from pfreport.rendering.text.values import Formats
from tests.charts import pictures
from tests.charts.findings import findings, project
from tests.charts.pictures import look, painted, shape, texts

GOALS = [
    {
        "goal_id": "G-1",
        "name": "Grow",
        "weight": 1,
        "target_share": 0.5,
        "start_value": 0,
        "target_value": 10,
        "current_value": 4,
        "start_date": "2026-01-01",
        "target_date": "2026-12-31",
    },
    {"goal_id": "G-2", "name": "Save", "weight": 1},
]
ALIGNMENT = [{"project_id": "P-1", "goal_id": "G-1", "impact": 4.0}]


def _prepared(**given):
    usual = {
        "projects": [project("P-1"), project("P-2", budget=400.0)],
        "goals": GOALS,
        "alignment": ALIGNMENT,
    }
    return goal_coverage.prepare(findings(**usual | given))


def test_every_goal_has_its_figures_and_the_rest_serves_none():
    first, second, rest = _prepared().rows
    assert (first.goal.key, first.money, first.share, first.target) == (
        "G-1",
        1200,
        pytest.approx(0.75),
        0.5,
    )
    assert first.progress == pytest.approx(0.4)
    assert first.time == pytest.approx(180 / 364)
    assert (second.money, second.share, second.target, second.progress) == (0, 0, None, None)
    assert rest.goal is None
    assert rest.share == pytest.approx(0.25)


def test_parents_give_way_to_their_parts():
    goals = [*GOALS, {"goal_id": "G-0", "name": "All", "weight": 1}]
    data = _prepared(
        goals=[
            goal | ({} if goal["goal_id"] == "G-0" else {"parent_goal": "G-0"}) for goal in goals
        ]
    )
    assert [row.goal.key for row in data.rows if row.goal] == ["G-1", "G-2"]


def test_without_goals_there_is_no_chart():
    assert goal_coverage.prepare(findings()) is None


def test_bars_of_a_column_are_on_one_scale():
    canvas = painted("goal_coverage", pictures.goal_coverage(), look("screen", 960))
    first, second, target = (
        shape(canvas, f"share-{name}") for name in ("actual-0", "actual-1", "planned-0")
    )
    assert (first.right - first.left) / (second.right - second.left) == pytest.approx(0.41 / 0.27)
    assert (target.right - target.left) / (second.right - second.left) == pytest.approx(0.35 / 0.27)
    assert first.left == second.left == target.left


def test_what_is_outlined_is_only_where_it_is_known():
    canvas = painted("goal_coverage", pictures.goal_coverage(), look("screen", 960))
    named = {patch.get_gid() for axes in canvas.figure.axes for patch in axes.patches}
    assert "share-planned-0" in named
    assert "share-planned-1" not in named


def test_labels_say_what_is_of_what():
    wide, narrow = (
        {
            text.replace("\u00a0", " ")
            for text, _ in texts(
                painted("goal_coverage", pictures.goal_coverage(), look("screen", width))
            )
        }
        for width in (960, 350)
    )
    assert {"16.7", "41 % of 35 %", "31 % at 58 %", "27 %", "No goal"} <= wide
    assert {"EUR 16.7 m behind it", "spend 41 % of 35 %", "progress 31 % at 58 %"} <= narrow


def test_no_goal_is_said_to_be_below_a_target_it_is_above():
    # three quarters of spend for a half
    assert Formats("en").text(goal_coverage.alt(_prepared())).endswith("of 2 goals")


def test_the_text_alternative_names_the_goal_furthest_below_its_target():
    said = (
        Formats("en")
        .text(goal_coverage.alt(_prepared(goals=[GOALS[0] | {"target_share": 0.9}, GOALS[1]])))
        .replace("\u00a0", " ")
    )
    assert (
        said
        == "Money, share of spend and progress of 2 goals; furthest below its target is G-1 Grow, "
        "with 75 % of spend for 90 %"
    )
