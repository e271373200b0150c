"""A check says of figures what a build says, though it measures only what it needs."""

from pathlib import Path

import pytest

from pfreport import assets
from pfreport.pipeline import find
from pfreport.workbook.examine import Examined, examine, judge_quickly
from tests.packs import workbook
from tests.varied import sheets

LIGHTS = ("overall", "time", "cost", "scope", "quality", "risk", "benefits", "resources")
NEED_FIGURES = {"PF609", "PF610"}


def everything_green() -> dict[str, list[dict[str, object]]]:
    """A portfolio whose managers declare every light Green and say nothing, with people short in a
    month.
    """
    rows = {name: [dict(row) for row in of] for name, of in sheets(20).items()}
    for row in rows["Projects"]:
        row.update(dict.fromkeys((f"rag_{light}" for light in LIGHTS), "Green"))
        row.pop("summary")
    keys = [row["project_id"] for row in rows["Projects"]]
    rows["Resources"] = [{"role": "Engineer", "period": "2026-12", "capacity": 5.0}]
    rows["Demand"] = [
        {"project_id": key, "role": "Engineer", "period": "2026-12", "demand": 1.0} for key in keys
    ]
    return rows


def told_twice(examined: Examined) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """What a check and what a build say that needs figures, by place."""
    assert examined.portfolio is not None
    built = [f for f in find(examined).faults if f.code in NEED_FIGURES]
    return [f.sort_key for f in judge_quickly(examined.portfolio)], [f.sort_key for f in built]


def test_check_and_build_say_the_same(tmp_path):
    quickly, built = told_twice(examine(workbook(tmp_path, everything_green()), {}))
    assert quickly == built
    assert len(built) > 10


def test_people_short_over_all_projects_are_seen_by_a_check_of_one(tmp_path):
    rows = everything_green()
    for row in rows["Projects"][1:]:
        row |= {"rag_comment": "See the steering paper.", "summary": "On its way."}
    rows["Projects"][0] |= {"status": "Active", "summary": "On its way."} | dict.fromkeys(
        f"rag_{light}" for light in LIGHTS[:-1]
    )
    rows["Projects"] = [
        {name: value for name, value in row.items() if value is not None}
        for row in rows["Projects"]
    ]
    quickly, built = told_twice(examine(workbook(tmp_path, rows), {}))
    assert quickly == built
    assert len(built) == 1


@pytest.mark.parametrize("sample", ["portfolio.xlsx", "starter.xlsx"])
def test_the_samples_are_told_the_same(sample):
    quickly, built = told_twice(examine(Path(assets.folder("samples") / sample), {}))
    assert quickly == built
