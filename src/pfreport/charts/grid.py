"""The figures of a chart as a table: each column declared once, its head beside what stands in
it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pfreport.values import Absent, Share, Value

Thing = TypeVar("Thing")
Columns = Sequence[tuple[Value, Callable[[Thing], Value]]]
"""The head of each column, and what stands in it for one of the things drawn."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Heads (terms) and rows of values, each row as long as the heads."""

    heads: tuple[Value, ...]
    rows: tuple[tuple[Value, ...], ...]


def grid_of(things: Iterable[Thing], columns: Columns[Thing]) -> Grid:
    """A row a thing, in their order."""
    heads = tuple(head for head, _ in columns)
    return Grid(heads, tuple(tuple(content(thing) for _, content in columns) for thing in things))


def share_of(fraction: float | None) -> Value:
    """A share, or that it is not known."""
    return Absent("not known") if fraction is None else Share(fraction)
