"""Lays a drawn portfolio out as a workbook: order of sheets, rows and columns, how headings are
spelled, what stands above.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from pfreport.model.columns import columns
from pfreport.origins import Origin
from tests.fuzzing.portfolios import RECORD_OF, Drawn, Sheet
from tests.fuzzing.writer import Page

_SETTINGS = {"key": "Key", "value": "Value"}


@dataclass
class Placed:
    """Where one sheet's rows and columns stand, and what its headings are called."""

    columns: list[str]
    rows: list[int]
    headings: dict[str, str]
    top: int = 0
    left: int = 0

    def cell(self, row: int, name: str) -> tuple[int, int]:
        """Row and column from 1 of a row by its index."""
        return self.top + 2 + self.rows.index(row), self.left + 1 + self.columns.index(name)


@dataclass
class Layout:
    """The places of a whole workbook, its sheets in order."""

    placed: dict[str, Placed] = field(default_factory=dict)
    date_system: int = 1900

    def origin(self, sheet: str, row: int | None = None, name: str | None = None) -> Origin:
        """The place of a cell; of the row without a field; of the row of headings without
        either.
        """
        placed = self.placed[sheet]
        number = placed.top + 1 if row is None else placed.top + 2 + placed.rows.index(row)
        return Origin(sheet, number, placed.left + 1 + placed.columns.index(name) if name else 0)


def plain(drawn: Drawn) -> Layout:
    """As declared."""
    return Layout(
        {
            name: Placed(list(s.fields), list(range(len(s.rows))), _headings(name, s))
            for name, s in drawn.sheets.items()
        }
    )


def shuffled(drawn: Drawn, chance: random.Random) -> Layout:
    """In another order, of other looks, and in either date system."""
    names = chance.sample(list(drawn.sheets), len(drawn.sheets))
    return Layout(
        {name: _shuffled(name, drawn.sheets[name], chance) for name in names},
        chance.choice((1900, 1904)),
    )


def pages(drawn: Drawn, layout: Layout) -> dict[str, Page]:
    """The sheets as they are to be written."""
    return {name: _page(name, drawn.sheets[name], placed) for name, placed in layout.placed.items()}


def _page(name: str, sheet: Sheet, placed: Placed) -> Page:
    page = Page(name)
    if placed.top:
        page.cells[1, placed.left + 1] = "Our portfolio"
    for column, of in enumerate(placed.columns, placed.left + 1):
        page.cells[placed.top + 1, column] = placed.headings[of]
        for row, index in enumerate(placed.rows, placed.top + 2):
            page.cells[row, column] = sheet.rows[index].get(of)
    return page


def _shuffled(name: str, sheet: Sheet, chance: random.Random) -> Placed:
    order, rows = list(sheet.fields), list(range(len(sheet.rows)))
    chance.shuffle(order)
    chance.shuffle(rows)
    headings = {
        of: _respelled(name, of, text, chance) for of, text in _headings(name, sheet).items()
    }
    return Placed(order, rows, headings, chance.choice((0, 0, 1, 3)), chance.choice((0, 0, 2)))


def _headings(name: str, sheet: Sheet) -> dict[str, str]:
    if name not in RECORD_OF:
        return dict(_SETTINGS)
    declared = columns(RECORD_OF[name])
    return {of: declared[of].heading for of in sheet.fields}


def _respelled(name: str, of: str, heading: str, chance: random.Random) -> str:
    """The heading as people write it, its key, or an alias."""
    aliases = columns(RECORD_OF[name])[of].aliases if name in RECORD_OF else ()
    return chance.choice(
        (
            heading,
            heading.upper(),
            heading.lower(),
            f" {heading} ",
            heading.replace(" ", "\n"),
            of,
            *aliases,
        )
    )
