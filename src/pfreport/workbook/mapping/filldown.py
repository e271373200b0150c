"""Values that stand once for several records: in merged cells, or in the first row of each run."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from pfreport.workbook.file.raw import BLANK, Merge, Plain
from pfreport.workbook.file.scan import Place
from pfreport.workbook.mapping.rows import Line
from pfreport.workbook.mapping.view import View


def filled_down(view: View, columns: Collection[int], lines: Sequence[Line]) -> dict[Place, int]:
    """For blank cells of these columns the row above whose value is theirs.

    In a column with merged cells that is as far as each of them reaches; in any other, until the
    next value.
    """
    merged = {
        column: {row: merge.top for merge in _within(view, column) for row in _below(merge)}
        for column in columns
    }
    shared = (
        _by_merges(lines, column, rows) if rows else _by_values(view, lines, column)
        for column, rows in merged.items()
    )
    return dict(chain.from_iterable(shared))


def is_filled_down(merge: Merge, columns: Collection[int]) -> bool:
    """Whether a merged range is one whose value its rows share."""
    return merge.left == merge.right and merge.left in columns


def _within(view: View, column: int) -> Iterator[Merge]:
    return (
        merge
        for merge in view.table.merges
        if is_filled_down(merge, (column,)) and merge.top > view.header_row
    )


def _below(merge: Merge) -> range:
    return range(merge.top + 1, merge.bottom + 1)


def _by_merges(
    lines: Sequence[Line], column: int, rows: dict[int, int]
) -> Iterator[tuple[Place, int]]:
    return (((line.row, column), rows[line.row]) for line in lines if line.row in rows)


def _by_values(view: View, lines: Sequence[Line], column: int) -> Iterator[tuple[Place, int]]:
    last, special = None, view.table.special()
    for line in lines:
        if _value(view, line.row, column) != BLANK or (line.row, column) in special:
            last = line.row
        elif last is not None:
            yield (line.row, column), last


def _value(view: View, row: int, column: int) -> Plain:
    value = view.cell(row, column)
    return BLANK if isinstance(value, str) and not value.strip() else value
