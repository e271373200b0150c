"""Where values were read, and how places are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

_ADDRESS = re.compile(r"(?P<sheet>.+?)[!:](?P<letters>[A-Z]*)(?P<row>\d+)")


class Origin(NamedTuple):
    """Where a value was read: a cell (row and column from 1), a whole row (column 0), or a line of
    a file.
    """

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str | None:
        """`C7`; None where the origin is no single cell."""
        return f"{column_letters(self.column)}{self.row}" if self.column and self.row else None

    @property
    def address(self) -> str:
        """`Projects!C7`, `Projects!7` for a row, `Projects` for a sheet, `pfreport.toml:12` for a
        line.
        """
        if self.sheet.endswith(".toml"):
            return f"{self.sheet}:{self.row}"
        sheet = (
            self.sheet if self.sheet.isidentifier() else "'" + self.sheet.replace("'", "''") + "'"
        )
        return f"{sheet}!{self.cell or self.row}" if self.row else sheet


def ranges(origins: Iterable[Origin]) -> tuple[str, ...]:
    """Addresses sorted by sheet, column and row, neighbours of a column joined:
    `Periods!D5:D16`.
    """
    found: list[str] = []
    places = sorted(set(origins), key=lambda o: (o.sheet, o.column, o.row))
    for _, run in groupby(
        enumerate(places), key=lambda pair: (pair[1].sheet, pair[1].column, pair[1].row - pair[0])
    ):
        cells = [origin for _, origin in run]
        end = f":{cells[-1].cell}" if len(cells) > 1 and cells[-1].cell else ""
        found.append(cells[0].address + end)
    return tuple(found)


def column_letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A is 1, AA is 27; 0 for no letters."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def place(address: str) -> Origin:
    """The place an `address` names."""
    found = _ADDRESS.fullmatch(address)
    sheet = found["sheet"] if found else address
    bare = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return (
        Origin(bare, int(found["row"]), column_number(found["letters"]))
        if found
        else Origin(bare, 0, 0)
    )
