"""matplotlib's SVG made fit for a page: no style, no metadata, no stray ids; sentinel colours
replaced.

For the screen a sentinel becomes a class that CSS colours by day and by night, for print the colour
itself.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from pfreport.charts.canvas import Canvas, Look
from pfreport.charts.lettering import family, printable, quiet
from pfreport.charts.palette import load_palette

RC: Mapping[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "pfreport",
    "svg.image_inline": True,
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "none",
    "path.simplify": False,
    "path.sketch": None,
    "lines.scale_dashes": True,
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "savefig.bbox": None,
}
_SVG = "{http://www.w3.org/2000/svg}"
_DROPPED = {f"{_SVG}metadata", f"{_SVG}style", f"{_SVG}defs"}
_NUMBERS = {"d", "x", "y", "stroke-width", "stroke-dasharray", "font-size"}
_DEFAULTS = {
    ("stroke-linejoin", "round"),
    ("stroke-linecap", "butt"),
    ("stroke-dashoffset", "0"),
    ("text-anchor", "start"),
}


class Paint(NamedTuple):
    """What a class of a chart's SVG colours: the CSS property and the role in the palette."""

    property: str
    role: str


def classes() -> Mapping[str, Paint]:
    """Every class the charts' SVG may carry on the screen; the style sheet is made from it."""
    forms = (("cf", "fill"), ("cs", "stroke"))
    return {
        _class(short, role): Paint(name, role)
        for short, name in forms
        for role in load_palette().colours
    }


def written(canvas: Canvas) -> str:
    """What matplotlib writes for a canvas; to be called with `RC` in force."""
    buffer = io.StringIO()
    with quiet():
        canvas.figure.savefig(
            buffer,
            format="svg",
            metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        )
    return buffer.getvalue()


def rc() -> Any:
    """The settings charts are drawn with, whatever stands in a user's matplotlibrc."""
    return {**RC, "font.family": family()}


def cleaned(raw: str, look: Look, prefix: str, title: str) -> str:
    """The SVG as it stands in a page: `prefix` sets its ids apart from those of other charts,
    `title` is its text alternative.
    """
    source = ET.fromstring(raw)  # noqa: S314 - our own, written a moment ago
    unit = "pt" if look.medium == "print" else ""
    _, _, width, height = source.attrib["viewBox"].split()
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "aria-labelledby": f"{prefix}-title",
        },
    )
    root.attrib |= {"width": f"{_short(width)}{unit}", "height": f"{_short(height)}{unit}"}
    root.attrib |= {"viewBox": f"0 0 {_short(width)} {_short(height)}", "stroke-linejoin": "round"}
    ET.SubElement(root, "title", {"id": f"{prefix}-title"}).text = printable(title)
    root.extend(list(_kept(source, look, prefix)))
    return ET.tostring(root, encoding="unicode")


def _kept(element: ET.Element, look: Look, prefix: str) -> Iterator[ET.Element]:
    """The drawing elements below one, groups dissolved; a group that a chart named hands its name
    to its element.
    """
    for child in element:
        if child.tag in _DROPPED:
            continue
        if child.tag != f"{_SVG}g":
            plain = _plain(child, look)
            if plain.attrib.get("fill") != "none" or _style(child).get("stroke"):
                yield plain
            continue
        inner = list(_kept(child, look, prefix))
        if inner and _is_named(child):
            inner[0].set("id", f"{prefix}-{child.attrib['id']}")
        yield from inner


def _is_named(group: ET.Element) -> bool:
    """Whether the id is ours: matplotlib's own end in a number after an underscore."""
    return "id" in group.attrib and re.search(r"_\d+$", group.attrib["id"]) is None


def _plain(element: ET.Element, look: Look) -> ET.Element:
    """One path or text with attributes only: style taken apart, numbers shortened, colours put
    in.
    """
    given = {name: value for name, value in element.attrib.items() if name in ("d", "x", "y")}
    given |= {
        name: value
        for name, value in _style(element).items()
        if name not in ("fill", "stroke") and not name.startswith("font")
    }
    given |= _text_attributes(element, look) if element.tag == f"{_SVG}text" else {}
    given = {
        n: _short(v) if n in _NUMBERS else v for n, v in given.items() if (n, v) not in _DEFAULTS
    }
    plain = ET.Element(element.tag.removeprefix(_SVG), given | _colours(_style(element), look))
    plain.text = element.text
    return plain


def _style(element: ET.Element) -> dict[str, str]:
    pairs = (
        part.partition(":") for part in element.attrib.get("style", "").split(";") if part.strip()
    )
    return {name.strip(): value.strip() for name, _, value in pairs}


def _text_attributes(element: ET.Element, look: Look) -> dict[str, str]:
    style = _style(element)
    font: dict[str, str] = {
        name: style[name] for name in ("font-size", "font-weight") if name in style
    }
    family = {"font-family": look.palette.figures} if look.medium == "print" else {}
    return {**font, "font-size": font["font-size"].removesuffix("px"), **family}


def _colours(style: Mapping[str, str], look: Look) -> dict[str, str]:
    roles = {sentinel: role for role, sentinel in look.palette.sentinels.items()}
    painted = {name: roles[style[name]] for name in ("fill", "stroke") if style.get(name) in roles}
    plain = {"fill": "none"} if style.get("fill") == "none" else {}
    if look.medium == "print":
        return plain | {name: look.palette.colours[role].print for name, role in painted.items()}
    return plain | (
        {"class": " ".join(_class(f"c{name[0]}", role) for name, role in painted.items())}
        if painted
        else {}
    )


def _class(short: str, role: str) -> str:
    return f"{short}-{role.replace('_', '-')}"


def _short(numbers: str) -> str:
    """Numbers at two decimals: a hundredth of a pixel."""
    rounded = re.sub(r"-?\d+\.\d+", lambda match: f"{round(float(match[0]), 2):g}", numbers)
    return re.sub(r"\s+", " ", rounded).strip()
