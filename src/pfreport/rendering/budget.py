"""How many rows of a table go into print: of a long one those with the worst lights, under their subtotals."""

from __future__ import annotations

from collections.abc import Sequence

from pfreport.rendering.sorting import WORST_FIRST
from pfreport.report.blocks import Row

MOST_ROWS = 40
"""About a page; the screen shows every row."""

_SEVERITY = {light.value: place for place, light in enumerate(WORST_FIRST)}


def printed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows for print, in their order: at most so many plain ones, the total, and the subtotals while these are few."""
    plain = [place for place, row in enumerate(rows) if row.kind == "row"]
    if len(plain) <= MOST_ROWS:
        return tuple(rows)
    worst = sorted(plain, key=lambda place: (_SEVERITY.get(rows[place].light or "", len(_SEVERITY)), place))
    kept = set(worst[:MOST_ROWS]) | {place for place, row in enumerate(rows) if row.kind == "total"}
    groups = [place for place, row in enumerate(rows) if row.kind == "group"]
    if len(groups) > MOST_ROWS:
        groups = [place for place in groups if place + 1 in kept]
    return tuple(row for place, row in enumerate(rows) if place in kept or place in groups)
