import dataclasses

import pytest

from pfreport.charts import outcomes
from pfreport.rendering.text.values import Formats
from tests.charts import pictures
from tests.charts.findings import findings, periods, project
from tests.charts.pictures import look, painted, series, texts


def test_amounts_rise_with_their_chance_beside_budget_and_contingency():
    data = outcomes.prepare(findings(projects=[project(contingency=100.0)], periods=periods()))
    assert [chance for _, chance, _ in data.amounts] == [
        0.05,
        0.1,
        0.2,
        0.3,
        0.4,
        0.5,
        0.6,
        0.7,
        0.8,
        0.9,
        0.95,
    ]
    assert [amount for _, _, amount in data.amounts] == sorted(
        amount for _, _, amount in data.amounts
    )
    assert [(key, amount) for key, amount, _ in data.limits] == [
        ("budget", 1200.0),
        ("with contingency", 1300.0),
    ]


def test_without_an_estimate_there_is_no_chart():
    assert outcomes.prepare(findings(projects=[project()])) is None


def test_limits_stand_at_their_amounts_on_the_scale_of_the_curve():
    data = pictures.outcomes()
    canvas = painted("outcomes", data, look("screen", 960))
    curve = series(canvas, "curve")
    assert curve == [(amount, chance) for _, chance, amount in data.amounts]
    (x, _), (same, _) = series(canvas, "budget")
    (y, _), _ = series(canvas, "with contingency")
    assert x == same
    assert y - x == pytest.approx((data.limits[1][1] - data.limits[0][1]) / _per_unit(canvas))


def _per_unit(canvas) -> float:
    """Money for one unit of the sheet, from the axes that hold the curve."""
    (axes,) = [
        axes for axes in canvas.figure.axes if any(line.get_gid() == "curve" for line in axes.lines)
    ]
    low, high = axes.get_xlim()
    return (high - low) / (axes.get_position().width * canvas.width)


def test_the_named_amounts_and_limits_are_labelled():
    found = {
        text.replace("\u00a0", " ")
        for text, _ in texts(painted("outcomes", pictures.outcomes(), look("screen", 960)))
    }
    assert {
        "10 %",
        "50 %",
        "80 %",
        "105",
        "108",
        "110",
        "Budget 99.4: 0 %",
        "with contingency 104: 3 %",
    } <= found


def test_no_label_stands_on_an_upright():
    data = pictures.outcomes()
    p50 = next(amount for key, _, amount in data.amounts if key == "p50")
    near = dataclasses.replace(
        data, limits=(("budget", p50 + 0.2e6, 0.55), ("with contingency", p50 + 0.4e6, 0.6))
    )
    canvas = painted("outcomes", near, look("print", 320))
    uprights = [series_at(canvas, key) for key in ("budget", "with contingency")]
    boxes = {text.replace("\u00a0", " "): box for text, box in texts(canvas)}
    amount, named = (
        boxes["108"],
        next(box for text, box in boxes.items() if text.startswith("with")),
    )
    assert not any(amount.left < x < amount.right for x in uprights)
    assert not named.left < uprights[0] < named.right


def series_at(canvas, key) -> float:
    (x, _), _ = series(canvas, key)
    return x


def test_without_a_budget_the_curve_stands_alone():
    data = dataclasses.replace(pictures.outcomes(), limits=())
    assert len(outcomes.table(data).rows) == 11
    assert series(painted("outcomes", data), "curve")


def test_the_text_alternative_states_three_amounts():
    said = Formats("en").text(outcomes.alt(pictures.outcomes())).replace("\u00a0", " ")
    assert said == (
        "Cost at completion: with a chance of 10 % no more than EUR 105 m, with a chance of 50 % "
        "no more than EUR 108 m "
        "and with a chance of 80 % no more than EUR 110 m"
    )
