"""Sparkline and bullet as pure geometry: coordinates for a template to print, y downwards as in SVG."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from pfreport.charts.hatching import hatch
from pfreport.values import Bullet, Spark

DOT = 2.0
"""Room kept free on all sides of a sparkline, so that its end dot is not cut."""

BAR = 0.42
"""Height of a bullet's bar as a share of its bands."""


@dataclass(frozen=True, slots=True)
class SparkMark:
    """Runs of points for `<polyline>` (a gap in the values parts them), the reference's height and the end dot."""

    runs: tuple[str, ...]
    reference_y: float | None
    dot: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a bullet: where it begins and how long it is."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class BulletMark:
    """Bands from left to right, what is spent, what is to come, the part of it past the last limit, the budget's upright.

    `hatch` and `over_hatch` are path data of 45-degree lines inside `to_come` and `over`. `bar_y` and `bar_height` place
    the bars; bands and upright take the whole height.
    """

    bands: tuple[Bar, ...]
    spent: Bar
    to_come: Bar
    over: Bar
    budget_x: float
    bar_y: float
    bar_height: float
    hatch: str
    over_hatch: str


def spark(mark: Spark, width: float, height: float) -> SparkMark:
    """A line of values from left to right on the mark's scale; values out of scale are held at its edge."""
    known = [v for v in (*mark.values, mark.reference) if v is not None and math.isfinite(v)]
    low = mark.low if mark.low is not None else min(known, default=0.0)
    high = mark.high if mark.high is not None else max(known, default=1.0)
    step = (width - 2 * DOT) / max(len(mark.values) - 1, 1)

    def y(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return _round(height - DOT - min(max(share, 0.0), 1.0) * (height - 2 * DOT))

    places = [None if v is None or not math.isfinite(v) else (_round(DOT + i * step), y(v)) for i, v in enumerate(mark.values)]
    runs = tuple(" ".join(f"{x:g},{at:g}" for x, at in run) for run in _runs(places) if len(run) > 1)
    reference = None if mark.reference is None else y(mark.reference)
    return SparkMark(runs, reference, next((p for p in reversed(places) if p), None))


def bullet(mark: Bullet, width: float, height: float) -> BulletMark:
    """Spent, to come and budget against bands that end at the budget times each limit, from 0 to the mark's scale."""

    def x(value: float) -> float:
        share = value / mark.scale if mark.scale > 0 and math.isfinite(value) else 0.0
        return _round(min(max(share, 0.0), 1.0) * width)

    bounds = [0.0, *(x(mark.budget * limit) for limit in mark.bands), width]
    spent, end = x(mark.actual), max(x(mark.forecast), x(mark.actual))
    limit = bounds[-2] if mark.bands else width
    turn = max(spent, min(end, x(mark.budget))) if end > limit else end
    bar_height = _round(height * BAR)
    bar_y = _round((height - bar_height) / 2)
    to_come, over = _bar(spent, turn), _bar(turn, end)
    return BulletMark(
        bands=tuple(_bar(a, b) for a, b in itertools.pairwise(bounds)),
        spent=_bar(0.0, spent),
        to_come=to_come,
        over=over,
        budget_x=x(mark.budget),
        bar_y=bar_y,
        bar_height=bar_height,
        hatch=hatched(to_come, bar_y, bar_height),
        over_hatch=hatched(over, bar_y, bar_height),
    )


def hatched(bar: Bar, y: float, height: float, gap: float = 2.4) -> str:
    """Path data of the hatching inside a bar."""
    right, bottom = bar.x + bar.width, y + height
    lines = hatch([(bar.x, y), (right, y), (right, bottom), (bar.x, bottom)], gap)
    return "".join(f"M{_round(x1):g} {_round(y1):g}L{_round(x2):g} {_round(y2):g}" for (x1, y1), (x2, y2) in lines)


def _bar(start: float, end: float) -> Bar:
    return Bar(start, _round(max(end - start, 0.0)))


def _runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return runs


def _round(value: float) -> float:
    return round(value, 2)
