"""Bubbles in a field: area is money, solid ones need attention, outlined ones are plans; labels
where there is room.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pfreport.charts.canvas import MUTE, Canvas, Ink, Plot, Stroke
from pfreport.charts.palette import Tone
from pfreport.charts.placing import Box, Field, Label, LabelPlace, Point, place
from pfreport.charts.scale import Axis
from pfreport.values import Ref, Value

MOST_LABELS = 24
_MOST_NAMES, _NAMES_WHERE_NARROW = 14, 4
"""Up to so many bubbles are labelled with their names, more with their IDs alone."""
_WIDTHS = (22.0, 15.0)
_KEY = 15.0
"""Names are tried whole up to so many text sizes, then cut to fewer; an ID takes no more than
this.
"""
_DEAREST = 18.0
"""A label that would cover more than this is left out."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One project: where it stands, how large it is, whether it is solid (needs attention) or
    only an outline (a plan).
    """

    project: Ref
    x: float
    y: float
    size: float
    solid: bool = False
    outlined: bool = False


def head_room(canvas: Canvas) -> float:
    """Room above the field for what `write_titles` writes."""
    return (5.4 if canvas.is_narrow else 2.6) * canvas.em


def field_height(ems: float) -> float:
    """Height of a chart of bubbles in text sizes, for a width in text sizes."""
    return min(max(13 + ems / 3, 25), 28)


def field_axis(scale: Axis, low: float, high: float) -> Axis:
    """An axis cut to the ends it may have at most; what lies beyond is drawn at its edge."""
    inside = tuple(tick for tick in scale.ticks if low <= tick <= high)
    return Axis(max(scale.low, low), min(scale.high, high), inside)


_Placed = tuple[Bubble, Point, float]
"""A bubble, its middle and its radius."""


def draw_bubbles(
    bubbles: Sequence[Bubble],
    plot: Plot,
    canvas: Canvas,
    taken: Sequence[Box],
    lines: Sequence[Point],
) -> None:
    """Draws them, the largest first, and labels what needs attention first, off the boxes taken
    and off lines.
    """
    placed = [
        (bubble, _held(bubble, plot), _radius(bubble, bubbles, plot, canvas)) for bubble in bubbles
    ]
    for bubble, at, radius in sorted(
        placed, key=lambda placing: (-placing[2], placing[0].project.key)
    ):
        fill = Tone.GROUND if bubble.outlined else Tone.BAR if bubble.solid else Tone.BAND_WATCH
        canvas.dot(
            at,
            radius,
            fill,
            Stroke(Tone.GROUND if fill == Tone.BAR else Tone.INK, 0.7),
            f"bubble-{bubble.project.key}",
        )
    first = sorted(
        placed, key=lambda placing: (not placing[0].solid, -placing[2], placing[0].project.key)
    )[:MOST_LABELS]
    discs = [point for _, at, radius in placed for point in _disc(at, radius, canvas.em / 3)]
    bounds = Box(plot.box.left, plot.box.bottom, canvas.width, plot.box.top)
    names = len(placed) <= (_NAMES_WHERE_NARROW if canvas.is_narrow else _MOST_NAMES)
    _label(first, canvas, Field(bounds, tuple(taken), (*lines, *discs), _DEAREST), names=names)


def _label(placed: Sequence[_Placed], canvas: Canvas, field: Field, *, names: bool) -> None:
    """Labels by name where there is room for it, else by a part of it, else by ID; what has room
    for none stands in the table alone.
    """
    left, taken = list(placed), list(field.taken)
    for width in (*(_WIDTHS if names else ()), None):
        texts = [
            canvas.fitted(
                bubble.project if width else bubble.project.key, (width or _KEY) * canvas.em
            )
            for bubble, _, _ in left
        ]
        labels = [
            Label(canvas.measure(text), 1.2 * canvas.em, (at,), radius + 0.3 * canvas.em)
            for text, (_, at, radius) in zip(texts, left, strict=True)
        ]
        spots = place(labels, replace(field, taken=tuple(taken)))
        for text, (_, at, radius), spot in zip(texts, left, spots, strict=True):
            if spot:
                _write(canvas, text, spot, _edge(at, spot.leader, radius) if spot.leader else None)
                taken.append(spot.box)
        left = [bubble for bubble, spot in zip(left, spots, strict=True) if spot is None]


def _write(canvas: Canvas, text: Value | str, spot: LabelPlace, begin: Point | None) -> None:
    canvas.bar(spot.box, Tone.GROUND)
    canvas.write(spot.box.left, (spot.box.bottom + spot.box.top) / 2, text, Ink(Tone.INK))
    if begin and spot.leader:
        canvas.line([begin, spot.leader], Stroke(Tone.MUTE, 0.5))


def _held(bubble: Bubble, plot: Plot) -> Point:
    """Where a bubble lies, held at the field's edge."""
    (left, right), (low, high) = plot.across, plot.up
    return plot.at(min(max(bubble.x, left), right), min(max(bubble.y, low), high))


def _radius(bubble: Bubble, bubbles: Sequence[Bubble], plot: Plot, canvas: Canvas) -> float:
    """Areas in proportion; together they cover at most a twentieth of the field, the largest
    radius is 1.6 text sizes.
    """
    largest, whole = max(b.size for b in bubbles), math.fsum(max(b.size, 0.0) for b in bubbles)
    if largest <= 0:
        return 0.4 * canvas.em
    room = (
        (plot.box.right - plot.box.left) * (plot.box.top - plot.box.bottom) * 0.05 * largest / whole
    )
    biggest = min(1.6 * canvas.em, math.sqrt(room / math.pi))
    return max(biggest * math.sqrt(max(bubble.size, 0.0) / largest), 0.25 * canvas.em)


def _disc(at: Point, radius: float, step: float) -> list[Point]:
    """Points all over a disc, for labels to keep off it."""
    reach = range(-int(radius / step), int(radius / step) + 1)
    inside = [
        (n, m) for n, m in itertools.product(reach, repeat=2) if math.hypot(n, m) * step <= radius
    ]
    return [(at[0] + n * step, at[1] + m * step) for n, m in inside]


def _edge(at: Point, end: Point, radius: float) -> Point:
    far = math.dist(at, end) or 1.0
    share = min(radius / far, 1.0)
    return at[0] + (end[0] - at[0]) * share, at[1] + (end[1] - at[1]) * share


def write_titles(
    plot: Plot, canvas: Canvas, up: Value, across: Value, notes: Sequence[Value]
) -> None:
    """What the axes show, at their ends; above, what area and shade mean, beside the first where
    there is room.
    """
    em, top = canvas.em, canvas.height - 0.6 * canvas.em
    if canvas.is_narrow:
        for line, note in enumerate((*notes, up)):
            canvas.write(0, top - 1.4 * line * em, note, MUTE)
    else:
        canvas.write(0, top, up, MUTE)
        right = plot.box.right
        for note in reversed(notes):
            right = canvas.write(right, top, note, Ink(align="right")).left - 1.5 * em
    canvas.write(plot.box.right, 0.6 * canvas.em, across, Ink(align="right"))
