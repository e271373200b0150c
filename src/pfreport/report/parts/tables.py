"""How sections make tables: each column declared once, its head beside what stands in it; caps that
say where the rest is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from pfreport.report.parts.blocks import Cell, Row, RowKind, Table, TableColumn, TableStyle
from pfreport.report.words import say, term
from pfreport.values import Absent, Money, Value, Words
from pfreport.words.keys import Key

Content = Value | Cell | None
Line = TypeVar("Line")
Columns = Sequence[tuple[TableColumn, Callable[[Line], Content]]]
"""The columns of a table of things: the head of each, and what stands in it for one of them."""


def text(label: Key, width: float = 1.0, *, sortable: bool = False) -> TableColumn:
    """The head of a column of words; its key is the last part of its label's."""
    return TableColumn(_key(label), term(label), width=width, sortable=sortable)


def number(label: Key, width: float = 0.6, *, sortable: bool = False) -> TableColumn:
    """The head of a column of figures that bring their own unit or need none."""
    return replace(
        text(label, width, sortable=sortable),
        numeric=True,
    )


def money(
    label: Key,
    currency: str,
    width: float = 0.8,
    *,
    thousands: bool = False,
    sortable: bool = False,
) -> TableColumn:
    """The head of a column of amounts in one currency, in full or in thousands, which it says."""
    return replace(
        number(label, width, sortable=sortable),
        label=in_unit(term(label), currency, thousands=thousands),
        currency=currency,
        thousands=thousands,
    )


def in_unit(what: Value, currency: str, *, thousands: bool) -> Value:
    """What amounts are of, with their currency and whether they are in full or in thousands."""
    unit: Key = "unit.thousands" if thousands else "unit.full"
    return say(unit, what=what, currency=Words(currency))


def row(
    *contents: Content,
    kind: RowKind = RowKind.ROW,
    light: str | None = None,
    anchor: str | None = None,
    rank: int | None = None,
) -> Row:
    """A row of values; what is None stays empty."""
    return Row(tuple(cell(content) for content in contents), kind, light, anchor, rank)


def heading(name: Value, columns: int) -> Row:
    """A row that only names what stands under it."""
    return row(name, *[None] * (columns - 1), kind=RowKind.GROUP)


def cell(content: Content) -> Cell:
    """A value as a cell of its own."""
    return content if isinstance(content, Cell) else Cell(content)


def heads(columns: Columns[Line]) -> list[TableColumn]:
    """The heads of declared columns."""
    return [head for head, _ in columns]


def line(columns: Columns[Line], thing: Line, *, kind: RowKind = RowKind.ROW) -> Row:
    """The row of one thing."""
    return row(*(content(thing) for _, content in columns), kind=kind)


def listed(
    id: str,
    things: Iterable[Line],
    columns: Columns[Line],
    *,
    most: int = 500,
    rest: Key = "more.inputs",
    style: TableStyle = TableStyle.PLAIN,
) -> Table:
    """A table of a row a thing, in their order."""
    rows = [line(columns, thing) for thing in things]
    return table(id, heads(columns), rows, most=most, rest=rest, style=style)


def table(
    id: str,
    columns: Sequence[TableColumn],
    rows: Iterable[Row],
    *,
    most: int = 500,
    rest: Key = "more.inputs",
    style: TableStyle = TableStyle.PLAIN,
) -> Table:
    """A table of at most so many rows, without the columns that no row fills; `rest` says where the
    other rows are, by its key.
    """
    every = list(rows)
    if style is not TableStyle.PAIRS:
        columns, every = _filled(columns, every)
    total = sum(row.kind is RowKind.ROW for row in every)
    whole = Table(id, tuple(columns), tuple(every), total, style)
    return at_most(whole, most, rest)


def at_most(whole: Table, most: int, rest: Key) -> Table:
    """A table of no more rows than that: the first by rank, with the subtotals above them and the
    total.
    """
    if whole.shown <= most:
        return whole
    places = [
        (row.rank or 0, place) for place, row in enumerate(whole.rows) if row.kind is RowKind.ROW
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

    def label(pair: tuple[Value, Value]) -> Value:
        what, value = pair
        if thousands and isinstance(value, Money):
            return in_unit(what, value.currency, thousands=True)
        return what

    columns: Columns[tuple[Value, Value]] = (
        (text("column.label", 1.4), label),
        (
            TableColumn(
                "value", term("column.value"), numeric=True, currency=currency, thousands=thousands
            ),
            lambda pair: pair[1],
        ),
    )
    return listed(id, rows, columns, style=TableStyle.PAIRS)


def _filled(
    columns: Sequence[TableColumn], rows: Sequence[Row]
) -> tuple[list[TableColumn], list[Row]]:
    """The first column, and those in which any row has a value."""
    kept = [
        place
        for place in range(len(columns))
        if place == 0 or any(_has_value(row.cells[place]) for row in rows)
    ]
    return [columns[place] for place in kept], [
        replace(row, cells=tuple(row.cells[place] for place in kept)) for row in rows
    ]


def _has_value(content: Cell) -> bool:
    return content.main is not None and not isinstance(content.main, Absent)


def _with_their_heads(rows: Sequence[Row], chosen: set[int]) -> Iterator[Row]:
    """The chosen plain rows, the subtotals that stand above any of them, and the totals."""
    head: Row | None = None
    for place, row in enumerate(rows):
        if row.kind is RowKind.GROUP:
            head = row
        elif row.kind is RowKind.TOTAL:
            yield row
        elif place in chosen:
            yield from (head, row) if head else (row,)
            head = None


def _key(label: str) -> str:
    return label.rpartition(".")[2]
