"""Hatching as plain lines: SVG patterns and clip paths are drawn differently by browsers and PDF
makers, lines are not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Point = tuple[float, float]
Segment = tuple[Point, Point]


def hatch(polygon: Sequence[Point], gap: float) -> list[Segment]:
    """Rising lines at 45 degrees inside a polygon, y downwards, `gap` apart along the x axis.

    The lines of all shapes lie on one grid, so that neighbours match.
    """
    totals = [x + y for x, y in polygon]
    if not totals or not all(map(math.isfinite, totals)):
        return []
    steps = range(math.ceil(min(totals) / gap), math.floor(max(totals) / gap) + 1)
    return [segment for step in steps for segment in _inside(polygon, step * gap)]


def _inside(polygon: Sequence[Point], total: float) -> Iterator[Segment]:
    """The parts of the line x + y = total inside the polygon: between its first and second
    crossing, third and fourth …
    """
    crossings = sorted(_crossings(polygon, total))
    for left, right in zip(crossings[::2], crossings[1::2], strict=False):
        if right - left > 0.05:
            yield (left, total - left), (right, total - right)


def _crossings(polygon: Sequence[Point], total: float) -> Iterator[float]:
    for (x1, y1), (x2, y2) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        before, after = x1 + y1 - total, x2 + y2 - total
        if (before < 0) != (after < 0):
            yield x1 + (x2 - x1) * before / (before - after)
