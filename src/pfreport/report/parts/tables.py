"""How sections make tables: columns by the key of their label, rows of values, caps that say where
the rest is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pfreport.report.parts.blocks import Cell, Row, RowKind, Table, TableColumn, TableStyle
from pfreport.report.words import say, term
from pfreport.values import Absent, Money, Value, Words

Content = Value | Cell | None


def text(
    label: str, width: float = 1.0, *, sortable: bool = False, screen_only: bool = False
) -> TableColumn:
    """A column of words; its key is the last part of its label's."""
    return TableColumn(
        _key(label), term(label), width=width, sortable=sortable, screen_only=screen_only
    )


def number(
    label: str, width: float = 0.6, *, sortable: bool = False, screen_only: bool = False
) -> TableColumn:
    """A column of figures that bring their own unit or need none."""
    return TableColumn(
        _key(label),
        term(label),
        numeric=True,
        width=width,
        sortable=sortable,
        screen_only=screen_only,
    )


def money(
    label: str,
    currency: str,
    width: float = 0.8,
    *,
    thousands: bool = False,
    sortable: bool = False,
) -> TableColumn:
    """A column of amounts in one currency, in full or in thousands; its head says which."""
    head = say(
        "unit.thousands" if thousands else "unit.full", what=term(label), currency=Words(currency)
    )
    return TableColumn(
        _key(label),
        head,
        numeric=True,
        width=width,
        sortable=sortable,
        currency=currency,
        thousands=thousands,
    )


def row(
    *contents: Content,
    kind: RowKind = RowKind.ROW,
    light: str | None = None,
    anchor: str | None = None,
    rank: int | None = None,
) -> Row:
    """A row of values; what is None stays empty."""
    return Row(tuple(cell(content) for content in contents), kind, light, anchor, rank)


def cell(content: Content) -> Cell:
    """A value as a cell of its own."""
    return content if isinstance(content, Cell) else Cell(content)


def table(
    id: str,
    columns: Sequence[TableColumn],
    rows: Iterable[Row],
    *,
    most: int = 500,
    rest: str = "more.inputs",
    style: TableStyle = TableStyle.PLAIN,
) -> Table:
    """A table of at most so many rows, without the columns that no row fills; `rest` says where the
    other rows are, by its key.
    """
    columns, every = (
        _filled(columns, list(rows)) if style is not TableStyle.PAIRS else (columns, list(rows))
    )
    total = sum(line.kind is RowKind.ROW for line in every)
    return at_most(Table(id, tuple(columns), tuple(every), total, style), most, rest)


def at_most(whole: Table, most: int, rest: str) -> Table:
    """A table of no more rows than that: the first by rank, with the subtotals above them and the
    total.
    """
    if whole.shown <= most:
        return whole
    places = [
        (line.rank or 0, place) for place, line in enumerate(whole.rows) if line.kind is RowKind.ROW
    ]
    chosen = {place for _, place in sorted(places)[:most]}
    return replace(whole, rows=tuple(_with_their_heads(whole.rows, chosen)), more=term(rest))


def pairs(
    id: str,
    rows: Iterable[tuple[Value, Value]],
    currency: str | None = None,
    *,
    thousands: bool = False,
) -> Table:
    """Labels and values in two columns without a head; where amounts are in thousands, their labels
    say so.
    """
    columns = (
        text("column.label", 1.4),
        TableColumn(
            "value", term("column.value"), numeric=True, currency=currency, thousands=thousands
        ),
    )
    labelled = [
        (_in_thousands(label, value) if thousands else label, value) for label, value in rows
    ]
    return table(
        id, columns, [row(label, value) for label, value in labelled], style=TableStyle.PAIRS
    )


def _in_thousands(label: Value, value: Value) -> Value:
    return (
        say("unit.thousands", what=label, currency=Words(value.currency))
        if isinstance(value, Money)
        else label
    )


def _filled(
    columns: Sequence[TableColumn], rows: Sequence[Row]
) -> tuple[list[TableColumn], list[Row]]:
    """The first column, and those in which any row has a value."""
    kept = [
        place
        for place in range(len(columns))
        if place == 0 or any(_has_value(line.cells[place]) for line in rows)
    ]
    return [columns[place] for place in kept], [
        replace(line, cells=tuple(line.cells[place] for place in kept)) for line in rows
    ]


def _has_value(content: Cell) -> bool:
    return content.main is not None and not isinstance(content.main, Absent)


def _with_their_heads(rows: Sequence[Row], chosen: set[int]) -> Iterator[Row]:
    """The chosen plain rows, the subtotals that stand above any of them, and the totals."""
    head: Row | None = None
    for place, line in enumerate(rows):
        if line.kind is RowKind.GROUP:
            head = line
        elif line.kind is RowKind.TOTAL:
            yield line
        elif place in chosen:
            yield from (head, line) if head else (line,)
            head = None


def _key(label: str) -> str:
    return label.rpartition(".")[2]
