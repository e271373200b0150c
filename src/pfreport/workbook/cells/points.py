"""Columns of percentages that were typed in points: 45 for 45 %."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pfreport.workbook.cells.numbers import ABOVE_ONE
from pfreport.workbook.cells.parsed import Trouble, unreadable
from pfreport.workbook.cells.texts import plain_text
from pfreport.workbook.file.raw import Plain

POINTS_FROM = 200
"""What is a little above 100 % may be meant as it stands."""

IN_POINTS = unreadable("PF226")


def in_points(
    cells: Sequence[Plain], values: Sequence[object], troubles: Mapping[int, Trouble]
) -> dict[int, Trouble]:
    """The cells that were read as fractions, though the column is one of points: at least as many
    values are above 1 as lie between 0 and 1. What is written with a % sign is beyond doubt.
    """
    above = sum(
        trouble.kind is ABOVE_ONE and float(str(trouble.values["percent"])) >= POINTS_FROM
        for trouble in troubles.values()
    )
    if not above:
        return {}
    doubtful = {
        position: value
        for position, value in enumerate(values)
        if isinstance(value, float) and 0 < value <= 1 and not _has_sign(cells[position])
    }
    if sum(value < 1 for value in doubtful.values()) > above:
        return {}
    return {
        position: Trouble(
            IN_POINTS,
            plain_text(cells[position]),
            {"percent": f"{100 * value:.10g}", "points": f"{value:.10g}"},
        )
        for position, value in doubtful.items()
    }


def _has_sign(cell: Plain) -> bool:
    return isinstance(cell, str) and "%" in cell
