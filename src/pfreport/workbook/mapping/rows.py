"""Which rows of a table are records: not those that are blank, skipped, without a key, or the
headings over again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from pfreport.workbook.cells.texts import plain_text
from pfreport.workbook.file.raw import BLANK, Plain
from pfreport.workbook.file.scan import Place
from pfreport.workbook.mapping.declared import SheetMapping
from pfreport.workbook.mapping.patterns import Texts
from pfreport.workbook.mapping.values import as_heading
from pfreport.workbook.mapping.view import View, heading_text


@dataclass(frozen=True, slots=True)
class Line:
    """A record to be: its row in the workbook, and where columns became rows its own columns by
    field, with their heading.

    `group` is the cell of the row that heads it, where rows head others.
    """

    row: int
    columns: Mapping[str, int] = field(default_factory=dict)
    label: Plain = BLANK
    label_at: int | None = None
    group: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What decides whether a row counts: columns with texts to skip, columns of which one must be
    filled.
    """

    skip: Mapping[int, Texts]
    keys: Collection[int]


def lines(view: View, mapping: SheetMapping, choice: Choice) -> tuple[list[Line], int]:
    """The lines to be read, and how many rows hold something and are passed over."""
    special = view.table.special()
    judged = [*_judged(view, mapping, choice, special)]
    kept = [line for line in judged if line is not None]
    skipped = len(judged) - len(kept)
    if mapping.unfold is None:
        return kept, skipped
    groups = _groups(view, mapping.unfold.columns)
    return [
        replace(unfolded, group=line.group)
        for line in kept
        for unfolded in _unfolded(view, special, line.row, groups)
    ], skipped


def _judged(
    view: View, mapping: SheetMapping, choice: Choice, special: Collection[Place]
) -> Iterator[Line | None]:
    """Each row in which something stands as a line, None where it is no record."""
    head = [heading_text(h) for h in view.headings]
    rows_of_special = {row for row, _ in special}
    group, ended = None, False
    for row, cells in enumerate(view.below, view.header_row + 1):
        first = [] if cells.count(BLANK) == len(cells) else _first_filled(cells)
        if not first and row not in rows_of_special:
            continue
        ended = ended or (bool(first) and mapping.until.match(plain_text(cells[first[0]])))
        if mapping.groups is not None and len(first) == 1 and row not in rows_of_special:
            group = (row, first[0])
            yield None
        else:
            yield (
                Line(row, group=group)
                if not ended and _counts(special, row, cells, choice, head)
                else None
            )


def _first_filled(cells: Sequence[Plain]) -> list[int]:
    """The columns of the first two cells that hold something."""
    return list(islice((column for column, cell in enumerate(cells) if _filled(cell)), 2))


def _counts(
    special: Collection[Place],
    row: int,
    cells: Sequence[Plain],
    choice: Choice,
    head: Sequence[str],
) -> bool:
    if any(texts.match(plain_text(cells[column])) for column, texts in choice.skip.items()):
        return False
    if not any(_filled(cells[column]) or (row, column) in special for column in choice.keys):
        return False
    filled = ((column, cell) for column, cell in enumerate(cells) if _filled(cell))
    return len(_first_filled(cells)) < 2 or not all(
        heading_text(cell) == head[column] for column, cell in filled
    )


def _groups(view: View, of: Mapping[str, Texts]) -> list[tuple[Plain, int, dict[str, int]]]:
    """Columns that become one row together: by what the `*` of their headings stands for, in the
    order of the sheet.
    """
    groups: dict[str, tuple[Plain, int, dict[str, int]]] = {}
    for column, heading in enumerate(view.headings):
        text = heading_text(heading)
        for name, texts in of.items():
            rest = texts.rest(text) if text else None
            if rest is None:
                continue
            label = (
                heading
                if isinstance(heading, float) or not isinstance(heading, str)
                else as_heading(_spelled(text, rest))
            )
            groups.setdefault(rest.casefold(), (label, column, {}))[2].setdefault(name, column)
    return list(groups.values())


def _spelled(text: str, rest: str) -> str:
    """The part of a heading, as the heading spells it."""
    at = text.casefold().find(rest.casefold())
    return text[at : at + len(rest)] if at >= 0 else rest


def _unfolded(
    view: View,
    special: Collection[Place],
    row: int,
    groups: Sequence[tuple[Plain, int, dict[str, int]]],
) -> list[Line]:
    """A line for each group of columns in which something stands."""
    used = {column for _, _, columns in groups for column in columns.values()}
    filled = {c for c in used if _filled(view.cell(row, c)) or (row, c) in special}
    return [
        Line(row, columns, label, at)
        for label, at, columns in groups
        if not filled.isdisjoint(columns.values())
    ]


def _filled(value: Plain) -> bool:
    return not isinstance(value, str) or not (not value or value.isspace())
