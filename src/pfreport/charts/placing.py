"""Places labels so that none covers another: pure geometry, y upwards, the same result on every run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Point = tuple[float, float]


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

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top

    def within(self, other: Box) -> bool:
        """Whether it lies wholly in the other."""
        return self.left >= other.left and self.right <= other.right and self.bottom >= other.bottom and self.top <= other.top


@dataclass(frozen=True, slots=True)
class Label:
    """A label's size, the point it belongs to, and how far from it the marks around that point reach."""

    width: float
    height: float
    at: Point
    reach: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label goes; `leader` is its end of a line to its point, None where it stands close enough without one."""

    box: Box
    leader: Point | None = None


_DIRECTIONS: tuple[Point, ...] = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


def place(labels: Sequence[Label], bounds: Box, taken: Iterable[Box], lines: Sequence[Point] = ()) -> list[Place | None]:
    """A place for each label, the first ones first: inside the bounds, off the boxes taken, on as few points of lines as can be.

    None where no place is free: such a label is left out, its figures stand in the table.
    """
    covered = list(taken)
    found: list[Place | None] = []
    for label in labels:
        free = [p for p in _candidates(label) if p.box.within(bounds) and not any(p.box.overlaps(b, 1.0) for b in covered)]
        best = min(free, key=lambda p: sum(map(p.box.holds, lines)), default=None)
        found.append(best)
        if best:
            covered.append(best.box)
    return found


def _candidates(label: Label) -> list[Place]:
    """Places around the point, the nearest first; the farther ones with a leader."""
    near = [_beside(label, direction, label.reach, leader=False) for direction in _DIRECTIONS]
    far = [_beside(label, d, label.reach + label.height * n, leader=True) for n in (1, 2, 3.5) for d in _DIRECTIONS]
    return near + far


def _beside(label: Label, direction: Point, distance: float, *, leader: bool) -> Place:
    (x, y), (dx, dy) = label.at, direction
    diagonal = 0.75 if dx and dy else 1.0
    middle_x = x + dx * (distance * diagonal + label.width / 2)
    middle_y = y + dy * (distance * diagonal + label.height / 2)
    box = Box(middle_x - label.width / 2, middle_y - label.height / 2, middle_x + label.width / 2, middle_y + label.height / 2)
    end = (x if not dx else box.left if dx > 0 else box.right, y if not dy else box.bottom if dy > 0 else box.top)
    if dx and dy:
        end = (end[0], middle_y)
    return Place(box, end if leader else None)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least `gap` apart, in the order given (falling), as near to the wanted ones as the space allows."""
    found: list[float] = []
    for value in wanted:
        found.append(min(value, found[-1] - gap) if found else min(value, high))
    floor = low
    for index in range(len(found) - 1, -1, -1):
        found[index] = max(found[index], floor)
        floor = found[index] + gap
    return found
