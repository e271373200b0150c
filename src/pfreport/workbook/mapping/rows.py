"""Which rows of a table are records: not those that are blank, skipped, without a key, or the headings over again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pfreport.workbook.mapping.declared import SheetMapping
from pfreport.workbook.mapping.patterns import Texts
from pfreport.workbook.mapping.values import as_heading
from pfreport.workbook.mapping.view import View, heading_text
from pfreport.workbook.raw import BLANK, Plain
from pfreport.workbook.texts import plain_text

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A record to be: its row in the workbook, and where columns became rows its own columns by field, with their heading."""

    row: int
    columns: Mapping[str, int] = field(default_factory=dict)
    label: Plain = BLANK
    label_at: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What decides whether a row counts: columns with texts to skip, columns of which one must be filled."""

    skip: Mapping[int, Texts]
    keys: Collection[int]


def lines(view: View, mapping: SheetMapping, choice: Choice) -> tuple[list[Line], int]:
    """The lines to be read, and how many rows hold something and are passed over."""
    kept: list[int] = []
    skipped = 0
    head = [heading_text(h) for h in view.headings]
    special = view.table.special()
    rows_of_special = {row for row, _ in special}
    for row, cells in enumerate(view.below, view.header_row + 1):
        if not any(_filled(cell) for cell in cells) and row not in rows_of_special:
            continue
        if _counts(special, row, cells, choice, head):
            kept.append(row)
        else:
            skipped += 1
    if mapping.unfold is None:
        return [Line(row) for row in kept], skipped
    groups = _groups(view, mapping.unfold.columns)
    return [line for row in kept for line in _unfolded(view, special, row, groups)], skipped


def _counts(special: Collection[Place], row: int, cells: Sequence[Plain], choice: Choice, head: Sequence[str]) -> bool:
    if any(texts.match(plain_text(cells[column])) for column, texts in choice.skip.items()):
        return False
    if not any(_filled(cells[column]) or (row, column) in special for column in choice.keys):
        return False
    again = [heading_text(cell) == head[column] for column, cell in enumerate(cells) if _filled(cell)]
    return not (len(again) > 1 and all(again))


def _groups(view: View, of: Mapping[str, Texts]) -> list[tuple[Plain, int, dict[str, int]]]:
    """Columns that become one row together: by what the `*` of their headings stands for, in the order of the sheet."""
    found: dict[str, tuple[Plain, int, dict[str, int]]] = {}
    for column, heading in enumerate(view.headings):
        text = heading_text(heading)
        for name, texts in of.items():
            rest = texts.rest(text) if text else None
            if rest is None:
                continue
            label = heading if isinstance(heading, float) or not isinstance(heading, str) else as_heading(_spelled(text, rest))
            found.setdefault(rest.casefold(), (label, column, {}))[2].setdefault(name, column)
    return list(found.values())


def _spelled(text: str, rest: str) -> str:
    """The part of a heading, as the heading spells it."""
    at = text.casefold().find(rest.casefold())
    return text[at : at + len(rest)] if at >= 0 else rest


def _unfolded(view: View, special: Collection[Place], row: int, groups: Sequence[tuple[Plain, int, dict[str, int]]]) -> list[Line]:
    """A line for each group of columns in which something stands."""
    cells = view.below[row - view.header_row - 1]
    filled: Callable[[int], bool] = lambda column: _filled(cells[column]) or (row, column) in special  # noqa: E731 - a local name
    return [Line(row, columns, label, at) for label, at, columns in groups if any(map(filled, columns.values()))]


def _filled(value: Plain) -> bool:
    return not isinstance(value, str) or not (not value or value.isspace())
