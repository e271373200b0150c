"""Small marks as pure geometry: coordinates for a template to print, y downwards as in SVG."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pfreport.charts.hatching import hatch
from pfreport.charts.placing import Point
from pfreport.charts.scale import month_ticks
from pfreport.kinds import month_position
from pfreport.values import Bullet, Dumbbell, InMonth, Spark, TimeAxis

HATCH_GAP = 2.4

DOT_RADIUS = 2.0
"""Room kept free on all sides of a sparkline, so that its end dot is not cut."""

EDGE_SHARE = 0.02
"""Share of an axis of months kept free on both sides, so that no mark at its end is cut."""

BAR_HEIGHT_SHARE = 0.42
"""Height of a bullet's bar as a share of its bands."""


@dataclass(frozen=True, slots=True)
class SparkMark:
    """Runs of points for `<polyline>` (a gap in the values parts them), the reference's height and
    the end dot.
    """

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
    """Bands from left to right, what is spent, what is to come, the part of it past the last limit,
    the budget's upright.

    `hatch` and `over_hatch` are path data of 45-degree lines inside `to_come` and `over`. `bar_y`
    and `bar_height` place the bars; bands and upright take the whole height.
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


@dataclass(frozen=True, slots=True)
class AxisMark:
    """Months where their names stand, and where the status date is."""

    ticks: tuple[tuple[float, InMonth], ...]
    status_x: float


@dataclass(frozen=True, slots=True)
class DumbbellMark:
    """Where the baseline is (None without one) and where the date, with path data of the hatching
    in its diamond.
    """

    baseline_x: float | None
    now_x: float
    hatch: str


def spark(mark: Spark, width: float, height: float) -> SparkMark:
    """A line of values from left to right on the mark's scale; values out of scale are held at its
    edge.
    """
    known = [v for v in (*mark.values, mark.reference) if v is not None and math.isfinite(v)]
    low = mark.low if mark.low is not None else min(known, default=0.0)
    high = mark.high if mark.high is not None else max(known, default=1.0)
    step = (width - 2 * DOT_RADIUS) / max(len(mark.values) - 1, 1)

    def y(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return _round(height - DOT_RADIUS - min(max(share, 0.0), 1.0) * (height - 2 * DOT_RADIUS))

    places = [
        None if v is None or not math.isfinite(v) else (_round(DOT_RADIUS + i * step), y(v))
        for i, v in enumerate(mark.values)
    ]
    runs = tuple(
        " ".join(f"{x:g},{at:g}" for x, at in run) for run in _runs(places) if len(run) > 1
    )
    reference = None if mark.reference is None else y(mark.reference)
    return SparkMark(runs, reference, next((p for p in reversed(places) if p), None))


def bullet(mark: Bullet, width: float, height: float) -> BulletMark:
    """Spent, to come and budget against bands that end at the budget times each limit, from 0 to
    the mark's scale.
    """

    def x(value: float) -> float:
        share = value / mark.scale if mark.scale > 0 and math.isfinite(value) else 0.0
        return _round(min(max(share, 0.0), 1.0) * width)

    bounds = [0.0, *(x(mark.budget * limit) for limit in mark.bands), width]
    spent, end = x(mark.actual), max(x(mark.forecast), x(mark.actual))
    limit = bounds[-2] if mark.bands else width
    turn = max(spent, min(end, x(mark.budget))) if end > limit else end
    bar_height = _round(height * BAR_HEIGHT_SHARE)
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


def time_axis(axis: TimeAxis, width: float, label: float) -> AxisMark:
    """The axis over a width, its months at least a `label` apart."""
    low, high = _ends(axis)
    ticks = month_ticks(low, high, label * (high - low) / width, quarters=True)
    return AxisMark(
        tuple((_on(axis, at, width), month) for at, month in ticks), _at(axis, axis.status, width)
    )


def dumbbell(mark: Dumbbell, width: float, height: float, radius: float) -> DumbbellMark:
    """A date and its baseline on the axis over a width, as diamonds in the middle of the height."""
    baseline = None if mark.baseline is None else _at(mark.axis, mark.baseline, width)
    now, middle = _at(mark.axis, mark.now, width), height / 2
    shape = [
        (now - radius, middle),
        (now, middle - radius),
        (now + radius, middle),
        (now, middle + radius),
    ]
    return DumbbellMark(baseline, now, "" if mark.reached else _path(hatch(shape, HATCH_GAP)))


def _at(axis: TimeAxis, day: dt.date, width: float) -> float:
    return _on(axis, month_position(day), width)


def _on(axis: TimeAxis, position: float, width: float) -> float:
    low, high = _ends(axis)
    return _round((position - low) / (high - low) * width)


def _ends(axis: TimeAxis) -> tuple[float, float]:
    """The axis by positions of months, with its edges."""
    low, high = month_position(axis.first), month_position(axis.last)
    edge = max((high - low) * EDGE_SHARE, 0.25)
    return low - edge, high + edge


def hatched(bar: Bar, y: float, height: float, gap: float = HATCH_GAP) -> str:
    """Path data of the hatching inside a bar."""
    right, bottom = bar.x + bar.width, y + height
    return _path(hatch([(bar.x, y), (right, y), (right, bottom), (bar.x, bottom)], gap))


def _path(lines: Iterable[tuple[Point, Point]]) -> str:
    return "".join(
        f"M{_round(x1):g} {_round(y1):g}L{_round(x2):g} {_round(y2):g}"
        for (x1, y1), (x2, y2) in lines
    )


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
