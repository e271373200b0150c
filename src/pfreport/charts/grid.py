"""The figures of a chart as a table."""

from __future__ import annotations

from dataclasses import dataclass

from pfreport.values import Value


@dataclass(frozen=True, slots=True)
class Grid:
    """Heads (terms) and rows of values, each row as long as the heads."""

    heads: tuple[Value, ...]
    rows: tuple[tuple[Value, ...], ...]
