"""Benefits by fiscal year: planned, received, and what is still expected."""

from __future__ import annotations

from pfreport.charts.year_bars import YearBars, alt, draw, height, table

__all__ = ["NAME", "YearBars", "alt", "draw", "height", "table"]

NAME = "benefits"
