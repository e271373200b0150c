"""What charts draw on: a matplotlib figure whose unit is the medium's (CSS px or pt), in sentinel
colours.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pfreport.charts.hatching import hatch
from pfreport.charts.lettering import short, text_width
from pfreport.charts.palette import Medium, Palette, Tone
from pfreport.charts.placing import Box, Point
from pfreport.charts.scale import month_ticks
from pfreport.values import Value


@dataclass(frozen=True)
class Look:
    """How a chart is to be drawn: the words for its values, the medium, the palette, the width in
    CSS px or pt.
    """

    text: Callable[[Value], str]
    medium: Medium
    palette: Palette
    width: float


@dataclass(frozen=True, slots=True)
class Ink:
    """How a text stands: tone, weight, `left`, `center` or `right` of its point."""

    tone: Tone = Tone.MUTE
    weight: int = 400
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn: tone, width in pens, dashes in pens."""

    tone: Tone = Tone.INK
    width: float = 1.0
    dashes: tuple[float, ...] = ()


NARROW = 40
"""A canvas of fewer text sizes is narrow (a phone): labels are shortened, columns stacked."""

STRONG = Ink(Tone.INK, 600)
PLAIN = Ink(Tone.INK)
MUTE = Ink()
GRID = Stroke(Tone.HAIRLINE, 0.5)
BASE = Stroke(Tone.INK, 0.7)


class Sheet:
    """A layer of the canvas, its points in units of the medium, y upwards."""

    def __init__(self, canvas: Canvas, axes: Any) -> None:
        self._canvas, self._axes = canvas, axes

    def line(self, points: Sequence[Point], stroke: Stroke, name: str | None = None) -> None:
        """A line through points."""
        dashes = [d / stroke.width for d in stroke.dashes] if stroke.dashes else (None, None)
        self._axes.plot(
            [x for x, _ in points],
            [y for _, y in points],
            color=self._canvas.colour(stroke.tone),
            linewidth=stroke.width * self._canvas.pen,
            dashes=dashes,
            dash_capstyle="butt",
            solid_capstyle="butt",
            solid_joinstyle="round",
            clip_on=False,
            gid=name,
        )

    def area(
        self,
        polygon: Sequence[Point],
        fill: Tone | None,
        stroke: Stroke | None = None,
        name: str | None = None,
    ) -> None:
        """A filled or outlined shape."""
        from matplotlib.patches import Polygon

        self._add(
            Polygon(polygon, closed=True, joinstyle="miter", gid=name, **self._paint(fill, stroke))
        )

    def bar(
        self, box: Box, fill: Tone | None, stroke: Stroke | None = None, name: str | None = None
    ) -> None:
        """A filled or outlined rectangle."""
        self.area(corners(box), fill, stroke, name)

    def hatched(self, polygon: Sequence[Point], stroke: Stroke, name: str | None = None) -> None:
        """The hatching inside a shape."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        height = self._canvas.height
        lines = hatch([(x, height - y) for x, y in polygon], self._canvas.em / 3)
        if lines:
            points = [(x, height - y) for line in lines for x, y in line]
            path = Path(points, [Path.MOVETO, Path.LINETO] * len(lines))
            self._add(PathPatch(path, gid=name, capstyle="butt", **self._paint(None, stroke)))

    def dot(
        self,
        at: Point,
        radius: float,
        fill: Tone,
        stroke: Stroke | None = None,
        name: str | None = None,
    ) -> None:
        """A disc."""
        from matplotlib.patches import Circle

        self._add(Circle(at, radius, gid=name, **self._paint(fill, stroke)))

    def _add(self, patch: Any) -> None:
        patch.set_clip_on(False)
        self._axes.add_patch(patch)

    def _paint(self, fill: Tone | None, stroke: Stroke | None) -> dict[str, Any]:
        face = self._canvas.colour(fill) if fill else "none"
        if stroke is None:
            return {"facecolor": face, "edgecolor": "none", "linewidth": 0.0}
        return {
            "facecolor": face,
            "edgecolor": self._canvas.colour(stroke.tone),
            "linewidth": stroke.width * self._canvas.pen,
        }


class Canvas(Sheet):
    """The sheet on top, with `under` below all plots.

    `em` is the text size, `pen` the width of an ordinary line; layouts are built from both.
    """

    def __init__(self, look: Look, height: float) -> None:
        from matplotlib.figure import Figure

        self.look = look
        self.width, self.height = look.width, height
        self.em = look.palette.type[look.medium]["small"].size
        self.pen = 1.0 if look.medium == "print" else 1.25
        self.figure: Any = Figure(figsize=(self.width / 72, height / 72), dpi=72)
        super().__init__(self, self._whole(order=9))
        self.under = Sheet(self, self._whole(order=0))

    @property
    def is_narrow(self) -> bool:
        """Whether labels have to be short and columns stacked."""
        return self.width < NARROW * self.em

    def words(self, value: Value | str) -> str:
        """A value as a short label on one line."""
        return short(value if isinstance(value, str) else self.look.text(value))

    def colour(self, tone: Tone) -> str:
        """The sentinel of a tone."""
        return self.look.palette.sentinels[tone]

    def measure(self, value: Value | str, weight: int = 400) -> float:
        """Width of a label."""
        return text_width(self.words(value), weight) * self.em

    def fitted(self, value: Value | str, width: float, weight: int = 400) -> str:
        """A label, cut with an ellipsis to a width."""
        words = self.words(value)
        while self.measure(words, weight) > width and len(words) > 1:
            words = words[:-2].rstrip() + "…"
        return words

    def write(self, x: float, y: float, value: Value | str, ink: Ink = MUTE) -> Box:
        """Writes a label whose middle height is at y, and returns the room it takes."""
        words = self.words(value)
        paint = {"color": self.colour(ink.tone), "fontweight": ink.weight, "fontsize": self.em}
        self._axes.text(x, y - 0.36 * self.em, words, ha=ink.align, va="baseline", **paint)
        width = self.measure(words, ink.weight)
        left = x - {"left": 0.0, "center": width / 2, "right": width}[ink.align]
        return Box(left, y - 0.6 * self.em, left + width, y + 0.6 * self.em)

    def plot(self, box: Box, x: tuple[float, float], y: tuple[float, float]) -> Plot:
        """A part of the canvas with axes of its own."""
        return Plot(self, box, self._axes_in(box, x, y, order=5))

    def _whole(self, order: int) -> Any:
        return self._axes_in(
            Box(0.0, 0.0, self.width, self.height), (0.0, self.width), (0.0, self.height), order
        )

    def _axes_in(self, box: Box, x: tuple[float, float], y: tuple[float, float], order: int) -> Any:
        width, height = self.width, self.height
        place = (
            box.left / width,
            box.bottom / height,
            (box.right - box.left) / width,
            (box.top - box.bottom) / height,
        )
        axes = self.figure.add_axes(place, frameon=False, zorder=order)
        axes.set_axis_off()
        axes.set(xlim=_apart(x), ylim=_apart(y), autoscale_on=False)
        return axes


def _apart(ends: tuple[float, float]) -> tuple[float, float]:
    """The ends of an axis; a little room around a single value, as matplotlib makes it with a
    warning.
    """
    from matplotlib.transforms import nonsingular

    low, high = nonsingular(*ends, expander=0.05) if ends[0] == ends[1] else ends
    return float(low), float(high)


class Plot(Sheet):
    """A part of the canvas whose points are in data units."""

    def __init__(self, canvas: Canvas, box: Box, axes: Any) -> None:
        super().__init__(canvas, axes)
        self.box = box
        self.across: tuple[float, float] = axes.get_xlim()
        self.up: tuple[float, float] = axes.get_ylim()
        self._ticks: tuple[float, ...] = ()

    def at(self, x: float, y: float) -> Point:
        """Where a point of the data lies on the canvas."""
        (left, right), (low, high) = self.across, self.up
        across, up = (x - left) / (right - left), (y - low) / (high - low)
        return self.box.left + across * (self.box.right - self.box.left), self.box.bottom + up * (
            self.box.top - self.box.bottom
        )

    def all_at(self, points: Iterable[Point]) -> list[Point]:
        """Where points of the data lie on the canvas."""
        return [self.at(x, y) for x, y in points]

    def outlined(self, points: Sequence[Point], name: str) -> None:
        """A plan: a line that is only an outline."""
        self.line(points, Stroke(Tone.INK, 2.6), f"{name}-outline")
        self.line(points, Stroke(Tone.GROUND, 1.4), name)

    def rows(
        self,
        ticks: Sequence[float],
        labels: Callable[[float], Value | str],
        right: float | None = None,
        gap: float = 0.7,
    ) -> None:
        """Horizontal grid lines up to `right`, the one at zero strong and full, with their labels
        `gap` text sizes to the left.
        """
        low, high = self.across
        self._ticks = tuple(ticks)
        for tick in ticks:
            self.line(
                [(low, tick), (high if tick == 0 or right is None else right, tick)],
                BASE if tick == 0 else GRID,
            )
            place = (self.box.left - gap * self._canvas.em, self.at(low, tick)[1])
            self._canvas.write(*place, labels(tick), Ink(align="right"))

    def months(self) -> None:
        """Ticks and names of months below the plot, as many as stand side by side."""
        canvas, em, (low, high) = self._canvas, self._canvas.em, self.across
        for position, month in month_ticks(
            low, high, 4.4 * em * (high - low) / (self.box.right - self.box.left)
        ):
            x = self.at(position, 0)[0]
            canvas.line([(x, self.box.bottom), (x, self.box.bottom - 0.4 * em)], BASE)
            canvas.write(
                max(x, canvas.measure(month) / 2),
                self.box.bottom - 1.3 * em,
                month,
                Ink(align="center"),
            )

    def furniture(
        self, uprights: Iterable[float] = (), levels: Iterable[float] = (), weight: int = 1
    ) -> list[Point]:
        """Points for labels to keep off: along uprights at these x and levels at these y, and
        sparsely along the grid.

        Those of the uprights stand `weight` times as close.
        """
        (left, right), (low, high) = self.across, self.up
        lines = [([(x, low), (x, high)], weight) for x in uprights] + [
            ([(left, y), (right, y)], 1) for y in levels
        ]
        points = [
            point
            for line, times in lines
            for point in samples(self.all_at(line), self._canvas.em / 2 / times)
        ]
        grid = [[(left, y), (right, y)] for y in self._ticks]
        return points + [
            point for line in grid for point in samples(self.all_at(line), 4 * self._canvas.em)
        ]


def corners(box: Box) -> list[Point]:
    """The corners of a box in order."""
    return [
        (box.left, box.bottom),
        (box.right, box.bottom),
        (box.right, box.top),
        (box.left, box.top),
    ]


def diamond(at: Point, radius: float) -> list[Point]:
    """The corners of a diamond."""
    x, y = at
    return [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]


def samples(points: Sequence[Point], step: float) -> Iterator[Point]:
    """Points along a line, for labels to keep off it."""
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        parts = max(1, round(max(abs(x2 - x1), abs(y2 - y1)) / step))
        yield from (
            (x1 + (x2 - x1) * n / parts, y1 + (y2 - y1) * n / parts) for n in range(parts + 1)
        )
