import pytest

from pfreport.charts import capacity
from pfreport.charts.capacity import Busy
from pfreport.kinds import Month
from pfreport.reasons import Because, Reason, because
from pfreport.rendering.text.values import Formats
from tests.charts import pictures
from tests.charts.findings import findings, project
from tests.charts.pictures import look, painted, texts


def _prepared(demand, resources=None):
    there = [
        {"role": role, "period": f"2026-{month:02d}", "capacity": 10.0}
        for role in ("Analyst", "Builder")
        for month in (7, 8)
    ]
    return capacity.prepare(
        findings(
            projects=[project()], resources=there if resources is None else resources, demand=demand
        )
    )


def _needs(fte: float, month: str = "2026-08", **fields):
    return {"role": "Builder", "period": month, "demand": fte} | fields


def test_the_busiest_role_stands_first_with_hard_and_soft_apart():
    data = _prepared([_needs(9.0), _needs(6.0, "2026-07", commitment="Soft")])
    assert data.months == (Month(2026, 7), Month(2026, 8))
    assert [role.name for role in data.roles] == ["Builder", "Analyst"]
    assert [(one.hard, one.soft) for one in data.roles[0].busy] == [(0.0, 0.6), (0.9, 0.9)]


def test_over_capacity_by_hard_demand_and_by_soft():
    assert (Busy(1.01, 1.01).is_over, Busy(1.0, 1.2).is_over, Busy(1.0, 1.2).would_be_over) == (
        True,
        False,
        True,
    )
    assert Busy(1.1, 1.2).would_be_over is False
    assert Busy(None, None, Reason(Because.NO_CAPACITY)).is_over
    assert not Busy(None, None, because(Because.NO_ROW, sheet="Resources")).is_over


def test_a_year_of_months_and_the_busiest_roles_are_enough():
    there = [
        {"role": f"R{n:02}", "period": str(Month(2026, 7).plus(m)), "capacity": 5.0}
        for n in range(20)
        for m in range(24)
    ]
    data = _prepared([{"role": "R07", "period": "2026-09", "demand": 3.0}], there)
    assert (len(data.months), len(data.roles), data.total) == (12, 16, 20)
    assert data.roles[0].name == "R07"


def test_demand_without_any_capacity_is_no_chart():
    assert _prepared([_needs(1.0)], resources=[]) is None
    assert _prepared([], resources=[]) is None


def test_what_is_over_is_outlined_and_what_soft_demand_would_make_so_is_dashed():
    canvas = painted("capacity", pictures.capacity(), look("screen", 960))
    boxes = {patch.get_gid() for axes in canvas.figure.axes for patch in axes.patches}
    lines = {line.get_gid() for axes in canvas.figure.axes for line in axes.lines}
    assert {one for one in boxes if one and one.startswith("over-")} == {"over-0-1", "over-1-2"}
    assert {one for one in lines if one and one.startswith("hoped-")} == {"hoped-0-3"}


def test_no_figure_is_rounded_to_its_limit():
    found = {
        text.replace("\u00a0", " ")
        for text, _ in texts(painted("capacity", pictures.capacity(), look("screen", 960)))
    }
    assert {"130 %", "100.2 %", "0 %"} <= found
    assert "nobody" in {text for text, _ in texts(painted("capacity", pictures.unstaffed()))}


@pytest.mark.parametrize(("width", "blocks"), [(960, 1), (660, 2), (350, 3)])
def test_a_narrow_sheet_shows_every_month_in_blocks_below_each_other(width, blocks):
    shown = [
        (text, box)
        for text, box in texts(painted("capacity", pictures.capacity(), look("screen", width)))
    ]
    assert sum("%" in text for text, _ in shown) == 23
    assert [text for text, _ in shown].count("Role 1") == blocks


def test_the_text_alternative_counts_what_is_over():
    said = Formats("en").text(capacity.alt(pictures.capacity())).replace("\u00a0", " ")
    assert (
        said == "Utilisation of 2 roles from November 2026 to October 2027: 2 role months are over "
        "capacity"
    )
