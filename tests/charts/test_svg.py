from xml.etree import ElementTree as ET

import matplotlib as mpl

from pfreport.charts.canvas import Canvas, Look, Stroke
from pfreport.charts.palette import Tone, load_palette
from pfreport.charts.svg import Paint, classes, cleaned, rc, written
from pfreport.rendering.text.values import Formats
from tests.charts.pictures import look


def _drawn(how: Look) -> ET.Element:
    with mpl.rc_context(rc()):
        canvas = Canvas(how, 40)
        canvas.line([(0, 10), (30, 20)], Stroke(Tone.ACCENT, 2.0, (4, 2)), "earned")
        canvas.bar(canvas.write(5, 30, "Budget & more"), Tone.BAR, Stroke(Tone.INK))
        raw = written(canvas)
    return ET.fromstring(cleaned(raw, how, "p1", 'A "title" <b>'))


def _local(root: ET.Element, name: str) -> list[ET.Element]:
    return root.findall(f"{{http://www.w3.org/2000/svg}}{name}")


def test_on_the_screen_colours_are_classes_and_sizes_px():
    root = _drawn(look("screen", 100))
    assert (root.attrib["width"], root.attrib["height"]) == ("100", "40")
    line = next(path for path in _local(root, "path") if path.attrib.get("id") == "p1-earned")
    assert line.attrib["class"] == "cs-accent"
    assert line.attrib["d"] == "M 0 30 L 30 20"
    assert line.attrib["stroke-width"] == "2.5"
    assert line.attrib["stroke-dasharray"] == "5,2.5"
    assert line.attrib["fill"] == "none"
    (text,) = _local(root, "text")
    assert (text.text, text.attrib["class"], text.attrib["font-size"]) == (
        "Budget & more",
        "cf-mute",
        "13",
    )
    assert {"cf-bar cs-ink", "cs-accent"} == {path.attrib["class"] for path in _local(root, "path")}


def test_in_print_colours_are_the_palettes_and_sizes_pt():
    root = _drawn(look("print", 100))
    assert root.attrib["width"] == "100pt"
    colours = load_palette().colours
    line = next(path for path in _local(root, "path") if path.attrib.get("id") == "p1-earned")
    assert line.attrib["stroke"] == colours["accent"].print
    (text,) = _local(root, "text")
    assert text.attrib["fill"] == colours["mute"].print
    assert (text.attrib["font-size"], text.attrib["font-family"]) == ("7.2", "Inter Tab")


def test_an_accent_of_ones_own_colours_print():
    how = Look(Formats("en").chart_text, "print", load_palette().accented("#ff00ff"), 100)
    assert "#ff00ff" in {path.attrib.get("stroke") for path in _local(_drawn(how), "path")}


def test_the_title_names_the_picture():
    root = _drawn(look("screen", 100))
    (title,) = _local(root, "title")
    assert title.text == 'A "title" <b>'
    assert (root.attrib["role"], root.attrib["aria-labelledby"]) == ("img", title.attrib["id"])


def test_classes_name_a_property_and_a_role_of_the_palette():
    assert classes()["cf-band-watch"] == Paint("fill", "band_watch")
    assert classes()["cs-ink"] == Paint("stroke", "ink")
    assert {paint.role for paint in classes().values()} == set(load_palette().colours)
