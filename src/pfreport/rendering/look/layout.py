"""The medium a report is laid out for."""

from __future__ import annotations

from dataclasses import dataclass

from pfreport.charts.palette import Medium, Palette

TRACKS = 12
"""Blocks side by side stand on a grid of so many columns."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The medium, its colours, the width of the text and the gutter between columns (CSS px or
    pt).
    """

    medium: Medium
    palette: Palette
    width: float
    gutter: float

    @property
    def screen(self) -> bool:
        """Whether it is the screen, else print."""
        return self.medium == "screen"

    def part(self, tracks: int, width: float) -> float:
        """How wide so many of the twelve tracks of a width are."""
        return (width + self.gutter) * tracks / TRACKS - self.gutter
