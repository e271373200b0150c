"""What every chart must do, whatever its data: stay well-formed, deterministic, legible, silent
about nothing.
"""

import dataclasses
import itertools
import json
import math
import re
import subprocess
import sys
from dataclasses import asdict
from xml.etree import ElementTree as ET

import pytest

from pfreport.charts import performance, s_curve
from pfreport.charts.catalogue import CHARTS, drawn
from pfreport.charts.svg import classes
from pfreport.rendering.text.values import Formats
from tests.charts.findings import findings, periods, project
from tests.charts.pictures import HOSTILE, NAMED, ODD, SIZES, USUAL, look, painted, texts

ALL = [*USUAL.items(), *ODD]
DRAWN = [
    *((*one, size) for one in ALL for size in SIZES),
    *((*one, size) for one in NAMED for size in (SIZES[2], SIZES[3])),
]
SVG = "{http://www.w3.org/2000/svg}"


def test_every_chart_has_an_example_here():
    assert set(USUAL) == set(CHARTS)


@pytest.mark.parametrize(("name", "data", "size"), DRAWN)
def test_the_svg_is_clean(name, data, size):
    how = look(*size)
    root = ET.fromstring(drawn(name, data, how, "block-7"))
    elements = list(root.iter())
    assert {e.tag for e in elements} <= {f"{SVG}{tag}" for tag in ("svg", "title", "path", "text")}
    assert not any(
        attribute == "style" or attribute.startswith("on")
        for e in elements
        for attribute in e.attrib
    )
    ids = [e.attrib["id"] for e in elements if "id" in e.attrib]
    assert len(ids) == len(set(ids))
    assert all(one.startswith("block-7-") for one in ids)
    assert "fe" not in {
        value[1:3]
        for e in elements
        for value in e.attrib.values()
        if re.fullmatch("#[0-9a-f]{6}", value)
    }
    assert root.attrib["viewBox"] == f"0 0 {size[1]:g} {root.attrib['height'].removesuffix('pt')}"


@pytest.mark.parametrize("name", USUAL)
def test_the_screen_colours_by_known_classes_alone_and_print_by_colours_alone(name):
    screen = ET.fromstring(drawn(name, USUAL[name], look("screen", 660), "a"))
    used = {one for e in screen.iter() for one in e.attrib.get("class", "").split()}
    assert used
    assert used <= set(classes())
    assert not any(
        e.attrib.get(paint, "none") != "none" for e in screen.iter() for paint in ("fill", "stroke")
    )
    paper = ET.fromstring(drawn(name, USUAL[name], look("print", 352), "a"))
    assert not any("class" in e.attrib for e in paper.iter())
    assert {e.attrib["font-family"] for e in paper.iter(f"{SVG}text")} == {"Inter Tab"}


@pytest.mark.parametrize("name", USUAL)
def test_the_title_says_what_the_alt_text_says(name):
    how = look()
    title = ET.fromstring(drawn(name, USUAL[name], how, "a")).find(f"{SVG}title")
    assert title.text == Formats("en").chart_text(CHARTS[name].alt(USUAL[name]))


@pytest.mark.parametrize(("name", "data", "size"), DRAWN)
def test_no_two_texts_overlap_and_all_stay_on_the_sheet(name, data, size):
    canvas = painted(name, data, look(*size))
    found = texts(canvas)
    assert found
    for (one, box), (other, second) in itertools.combinations(found, 2):
        assert not box.overlaps(second, -0.8), f"{one!r} and {other!r}"
    for text, box in found:
        assert box.left > -2, text
        assert box.right < canvas.width + 2, text
        assert box.bottom > -2, text
        assert box.top < canvas.height + 2, text


@pytest.mark.parametrize(("name", "data"), NAMED)
def test_typed_text_is_capped_and_printed_as_it_stands(name, data):
    for text, _ in texts(painted(name, data, look("screen", 960))):
        assert len(text) <= 60


def test_hostile_names_are_text_and_nothing_else():
    for name in HOSTILE[:2]:
        (data,) = [
            data for chart, data in NAMED if chart == "reds" and data.panels[0].project.name == name
        ]
        root = ET.fromstring(drawn("reds", data, look("print", 516), "a"))
        assert any(name in (e.text or "") for e in root.iter(f"{SVG}text"))
        assert not root.findall(f".//{SVG}script")


@pytest.mark.parametrize(("name", "data"), ALL)
def test_every_row_of_the_table_is_as_long_as_its_heads(name, data):
    grid = CHARTS[name].table(data)
    text = Formats("en").text
    assert grid.rows
    assert {len(row) for row in grid.rows} == {len(grid.heads)}
    assert all(text(value) for value in (*grid.heads, *(cell for row in grid.rows for cell in row)))


@pytest.mark.parametrize("name", USUAL)
def test_data_is_plain_json(name):
    assert json.loads(json.dumps(asdict(USUAL[name]), default=str))


@pytest.mark.parametrize("name", CHARTS)
def test_where_no_figure_is_known_there_is_no_chart(name):
    whole = findings(projects=[project()], periods=periods())
    bare = dataclasses.replace(
        whole.measurements, portfolio={}, programmes={}, goals={}, projects={}, facts={}
    )
    chart = CHARTS[name]
    subject = ("P-1",) if name in ("s_curve", "milestones") else ()
    assert (
        chart.prepare(dataclasses.replace(whole, measurements=bare, ratings={}), *subject) is None
    )
    some = dataclasses.replace(whole.measurements, portfolio={}, goals={}, projects={"P-1": {}})
    assert chart.prepare(dataclasses.replace(whole, measurements=some), *subject) is None


def test_what_is_no_number_is_not_drawn():
    whole = findings(projects=[project()], periods=periods())
    figures = whole.measurements.projects["P-1"]
    odd = {
        one: dataclasses.replace(figures[one], value=value)
        for one, value in (("pv", math.nan), ("eac_high", math.inf), ("cpi", math.nan))
    }
    broken = dataclasses.replace(
        whole,
        measurements=dataclasses.replace(whole.measurements, projects={"P-1": {**figures, **odd}}),
    )
    data = s_curve.prepare(broken, "P-1")
    assert data.planned_now is None
    assert data.forecast.high >= data.forecast.cost
    assert math.isfinite(data.forecast.high)
    assert performance.prepare(broken) is None


def test_a_second_process_draws_the_same_bytes():
    script = (
        "import hashlib; from pfreport.charts.catalogue import drawn; from tests.charts.pictures "
        "import USUAL, look\n"
        "print(hashlib.sha256(''.join(drawn(n, d, look('screen', 660), 'a') for n, d in "
        "USUAL.items()).encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].strip()) == 64


def test_importing_the_charts_loads_no_matplotlib():
    script = "import sys, pfreport.charts.catalogue; print('matplotlib' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True
        ).stdout.strip()
        == "False"
    )
