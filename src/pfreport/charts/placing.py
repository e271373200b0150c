"""Places labels so that none covers another: pure geometry, y upwards, the same result on every
run.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
Points = npt.NDArray[np.float64]


class Box(NamedTuple):
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box, clearance: float = 0.0) -> bool:
        """Whether the two share ground, or come closer than the clearance."""
        return (
            self.left < other.right + clearance
            and other.left < self.right + clearance
            and self.bottom < other.top + clearance
            and other.bottom < self.top + clearance
        )

    def within(self, other: Box) -> bool:
        """Whether it lies wholly in the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A label's size, the points it may stand at, the best first, and how far from them their marks
    reach.
    """

    width: float
    height: float
    at: tuple[Point, ...]
    reach: float


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """Where a label goes and which point it stands at; `leader` is where a line from that point
    ends, None without one.

    `cost` says how much worse the place is than right beside the first point.
    """

    box: Box
    at: Point
    leader: Point | None = None
    cost: float = 0.0


_DIRECTIONS: tuple[Point, ...] = (
    (1, 0),
    (-1, 0),
    (0, 1),
    (0, -1),
    (1, 1),
    (1, -1),
    (-1, 1),
    (-1, -1),
)
_GRID_STEPS = 16
_COST_OF_STANDING_AWAY = 6.0
"""What it costs to stand away from one's mark: as much as covering half so many points of lines."""
_ON_THE_WAY = 24
"""At so many points a leader is looked at for labels in its way."""
_CLEAR = 0.05
"""Lines nearer than this share of its height count as covered by a label."""
_PER_HEIGHT = 0.8
"""What each of the label's own heights further away costs."""
_CROSSED = 1.5
"""A leader that crosses a line is worse than a label that touches one: it leads the eye to the
wrong curve.
"""
_THROUGH = 30.0
"""What it costs to lead through a curve of the field, however few of its points are near."""
_OFF_MARK = 0.1
"""The share of a leader that may still touch the curve its mark stands on."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where labels may go: within bounds, never on the boxes taken, on few points of lines, none at
    a higher cost than `most`.

    No leader goes through one of the curves where there is another place.
    """

    bounds: Box
    taken: tuple[Box, ...]
    lines: tuple[Point, ...] = ()
    most: float = math.inf
    curves: tuple[Sequence[Point], ...] = ()


def place(labels: Sequence[Label], field: Field) -> list[LabelPlace | None]:
    """A place for each label, the first ones first, the cheapest there is.

    None where no place is free or none is worth its cost: such a label is left out, its figures
    stand in the table.
    """
    covered = list(field.taken)
    points = np.array(field.lines, dtype=float).reshape(-1, 2)
    places: list[LabelPlace | None] = []
    for label in labels:
        free = (p for p in _candidates(label, field.bounds) if p.box.within(field.bounds))
        clear = (
            p
            for p in free
            if not any(p.box.overlaps(box, 1.0) or _leads_over(p, box) for box in covered)
            and not _led_over(p, places)
        )
        priced = [
            (
                p.cost
                + _hits(p, points, label)
                + (_THROUGH if _leads_through(p, field.curves) else 0),
                p,
            )
            for p in clear
        ]
        cost, best = min(priced, key=lambda option: option[0], default=(math.inf, None))
        places.append(best if cost <= field.most else None)
        if best and cost <= field.most:
            covered.append(best.box)
            points = np.vstack([points, _marks(best, label)])
    return places


def _leads_over(candidate: LabelPlace, box: Box) -> bool:
    """Whether the leader runs over a box."""
    if candidate.leader is None:
        return False
    (x1, y1), (x2, y2) = candidate.at, candidate.leader
    steps = (n / _ON_THE_WAY for n in range(1, _ON_THE_WAY))
    return any(
        box.left < x1 + (x2 - x1) * s < box.right and box.bottom < y1 + (y2 - y1) * s < box.top
        for s in steps
    )


def _leads_through(candidate: LabelPlace, curves: Iterable[Sequence[Point]]) -> bool:
    """Whether the leader crosses a curve once it is off its mark."""
    if candidate.leader is None:
        return False
    (x1, y1), end = candidate.at, candidate.leader
    start = x1 + _OFF_MARK * (end[0] - x1), y1 + _OFF_MARK * (end[1] - y1)
    return any(_cross(start, end, a, b) for curve in curves for a, b in itertools.pairwise(curve))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two stretches cross."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    """On which side of the line from a to b a point lies: above 0 on the left, below 0 on the
    right.
    """
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _led_over(candidate: LabelPlace, placed: Iterable[LabelPlace | None]) -> bool:
    """Whether the leader of a label that has its place runs over it."""
    return any(_leads_over(label, candidate.box) for label in placed if label)


def _marks(placed: LabelPlace, label: Label) -> Points:
    """Points that keep the next leaders off a label, and the next labels off its leader."""
    left, bottom, right, top = placed.box
    middle = (bottom + top) / 2
    lines = [
        ((left, middle), (right, middle)),
        *([(placed.at, placed.leader)] if placed.leader else []),
    ]
    count = max(int((right - left) / label.height * 3), 2)
    return np.array(
        [
            (x1 + (x2 - x1) * n / count, y1 + (y2 - y1) * n / count)
            for (x1, y1), (x2, y2) in lines
            for n in range(count + 1)
        ]
    )


def _hits(candidate: LabelPlace, points: Points, label: Label) -> float:
    """Twice the points the label covers and, several times, those its leader runs over."""
    x, y = points[:, 0], points[:, 1]
    left, bottom, right, top = candidate.box
    clear = _CLEAR * label.height
    left, bottom, right, top = left - clear, bottom - clear, right + clear, top + clear
    covered = ((x >= left) & (x <= right) & (y >= bottom) & (y <= top)).sum()
    crossed = _under_leader(candidate, candidate.leader, points, label) if candidate.leader else 0.0
    return 2.0 * (float(covered) + _CROSSED * crossed)


def _under_leader(candidate: LabelPlace, end: Point, points: Points, label: Label) -> float:
    start = np.array(candidate.at)
    along = np.array(end) - start
    length = float(np.hypot(*along)) or 1.0
    offsets = points - start
    forward = offsets @ along / length
    aside = abs(offsets[:, 0] * along[1] - offsets[:, 1] * along[0]) / length
    return float(((forward > label.reach) & (forward < length) & (aside < label.height / 5)).sum())


def _candidates(label: Label, bounds: Box) -> Iterator[LabelPlace]:
    """Places right beside the points, then anywhere within the bounds, with a leader."""
    for rank, at in enumerate(label.at):
        for dx, dy in _DIRECTIONS:
            distance = label.reach * (0.75 if dx and dy else 1.0)
            middle = (
                at[0] + dx * (distance + label.width / 2),
                at[1] + dy * (distance + label.height / 2),
            )
            yield LabelPlace(_around(middle, label), at, None, float(rank))
    across = (bounds.right - bounds.left) / _GRID_STEPS
    up = (bounds.top - bounds.bottom) / _GRID_STEPS
    for column, row in itertools.product(range(1, _GRID_STEPS), repeat=2):
        yield _away((bounds.left + column * across, bounds.bottom + row * up), label)


def _away(middle: Point, label: Label) -> LabelPlace:
    """A place with a leader to the edge that faces the point."""
    box, at = _around(middle, label), label.at[0]
    beside = at[0] < box.left or at[0] > box.right
    x = min(max(at[0], box.left), box.right)
    end = (x, middle[1]) if beside else (x, box.bottom if middle[1] > at[1] else box.top)
    far = math.dist(at, end) / label.height
    return LabelPlace(box, at, end, _COST_OF_STANDING_AWAY + _PER_HEIGHT * far)


def _around(middle: Point, label: Label) -> Box:
    x, y, across, up = *middle, label.width / 2, label.height / 2
    return Box(x - across, y - up, x + across, y + up)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least `gap` apart, in the order given (falling), as near to the wanted ones as
    the space allows.
    """
    positions: list[float] = []
    for value in wanted:
        positions.append(min(value, positions[-1] - gap) if positions else min(value, high))
    floor = low
    for index in range(len(positions) - 1, -1, -1):
        positions[index] = max(positions[index], floor)
        floor = positions[index] + gap
    return positions
