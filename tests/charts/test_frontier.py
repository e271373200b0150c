import dataclasses
import itertools

import pytest

from pfreport.advice.advice import advise
from pfreport.charts import frontier
from tests.advice.test_selection import bringing
from tests.charts.findings import findings
from tests.charts.pictures import frontier as usual
from tests.charts.pictures import painted, series, texts


def _given():
    sheets = bringing(A=(10.0, 60.0), B=(20.0, 100.0), C=(30.0, 120.0))
    whole = findings(settings={"funding_limit": 50.0, "discount_rate": 0.0}, **sheets)
    return dataclasses.replace(
        whole, advice=advise(whole.portfolio, whole.measurements, whole.ratings)
    )


def test_every_budget_has_its_best_value_and_the_plan_lies_at_the_limit():
    data = frontier.prepare(_given())
    assert [spot.value for spot in data.spots] == sorted(spot.value for spot in data.spots)
    assert (data.spots[0].budget, data.spots[-1].budget, data.spots[-1].value) == (
        0.0,
        pytest.approx(60.0),
        pytest.approx(280.0),
    )
    assert (data.plan.value, data.plan.cost, data.limit) == (
        pytest.approx(220.0),
        pytest.approx(50.0),
        50.0,
    )
    assert (data.today.value, data.today.cost) == (0.0, 0.0)


def test_a_frontier_that_more_money_does_not_lift_says_so_once():
    rising = frontier.prepare(_given())
    assert frontier.alt(rising).key == "chart.frontier.alt"
    assert (
        frontier.alt(dataclasses.replace(rising, spots=(rising.spots[-1],) * 2)).key
        == "chart.frontier.alt.flat"
    )


def test_without_a_plan_there_is_no_chart():
    assert frontier.prepare(findings()) is None


def test_the_line_rises_in_steps_to_the_last_budget():
    data = usual()
    points = series(painted("frontier", data), "best")
    assert all(x2 == x1 or y2 == y1 for (x1, y1), (x2, y2) in itertools.pairwise(points))
    assert points[-1] == (max(data.spots[-1].budget, data.spots[-1].cost), data.spots[-1].value)


def test_the_plan_what_runs_today_and_the_limit_are_named():
    said = [text for text, _ in texts(painted("frontier", usual()))]
    assert "Limit" in said
    assert any(text.startswith("Today") for text in said)
    assert any(text.startswith("The plan") for text in said)
