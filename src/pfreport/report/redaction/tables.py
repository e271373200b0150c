"""Tables as far as a reader may see them: columns and rows of which nothing is left go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pfreport.charts.grid import Grid
from pfreport.report.parts.blocks import Cell, Row, RowKind, Table, TableStyle
from pfreport.report.redaction.reader import GONE, Reader
from pfreport.values import Absent, Value

Line = Sequence[Value | None]


def seen_table(reader: Reader, table: Table) -> Table | None:
    """None where nothing is left but its first column, or where the names are gone that its rows
    are grouped by.
    """
    seen = [
        replace(
            row,
            cells=tuple(
                Cell(reader.value(c.main), reader.value(c.sub), c.strong) for c in row.cells
            ),
        )
        for row in table.rows
    ]
    if any(
        row.kind is RowKind.GROUP and _lost(was.cells[0], row.cells[0])
        for was, row in zip(table.rows, seen, strict=True)
    ):
        return None
    places = _left(
        [_values(row) for row in seen],
        [_values(row) for row in table.rows],
        _of_money(reader, table),
    )
    pairs = zip(table.rows, seen, strict=True)
    rows = tuple(_row(was, row, places) for was, row in pairs if not _emptied(was, row, places))
    if len(places) < min(2, len(table.columns)) or (table.rows and not rows):
        return None
    return replace(
        table,
        columns=tuple(
            replace(table.columns[place], label=reader.value(table.columns[place].label) or GONE)
            for place in places
        ),
        rows=rows,
        total=table.total - table.shown + sum(row.kind is RowKind.ROW for row in rows),
        caption=reader.value(table.caption),
        note=reader.value(table.note),
        more=reader.value(table.more),
    )


def seen_grid(reader: Reader, grid: Grid) -> Grid | None:
    """The figures of a chart; None where nothing is left but the first column."""
    rows = [[reader.value(content) for content in row] for row in grid.rows]
    places = _left(rows, grid.rows, frozenset())
    if len(places) < 2:
        return None
    heads = tuple(reader.value(grid.heads[place]) or GONE for place in places)
    return Grid(heads, tuple(tuple(row[place] or GONE for place in places) for row in rows))


def _of_money(reader: Reader, table: Table) -> frozenset[int]:
    """Columns of amounts that the reader may not see, though they hold nothing but reasons why an
    amount is not known.
    """
    if reader.grants.money or table.style is TableStyle.PAIRS:
        return frozenset()
    return frozenset(place for place, column in enumerate(table.columns) if column.currency)


def _left(seen: Sequence[Line], given: Sequence[Line], hidden: frozenset[int]) -> list[int]:
    """The places of the columns that lost nothing, or still hold something that is known."""
    left = []
    for place in range(len(given[0]) if given else 0):
        lost = any(
            now[place] is None and was[place] is not None
            for now, was in zip(seen, given, strict=True)
        )
        known = any(now[place] is not None and not isinstance(now[place], Absent) for now in seen)
        if place not in hidden and (known or not lost):
            left.append(place)
    return left


def _values(row: Row) -> Line:
    return [cell.main or cell.sub for cell in row.cells]


def _lost(was: Cell, now: Cell) -> bool:
    return was.main is not None and now.main is None


def _emptied(was: Row, now: Row, places: Sequence[int]) -> bool:
    """Whether a row lost something and has nothing left beside its first cell."""
    left = any(now.cells[place].main or now.cells[place].sub for place in places if place)
    return not left and any(map(_lost, was.cells, now.cells))


def _row(was: Row, now: Row, places: Sequence[int]) -> Row:
    """A row of the columns that stay, a dash where a value is gone."""
    cells = [
        replace(now.cells[place], main=GONE)
        if _lost(was.cells[place], now.cells[place])
        else now.cells[place]
        for place in places
    ]
    return replace(now, cells=tuple(cells))
