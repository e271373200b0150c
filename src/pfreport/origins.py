"""Where values were read, and how places are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

_QUOTED = r"'(?:[^']|'')+'"
_ADDRESS = re.compile(
    rf"(?:(?P<file>{_QUOTED}|[^'!]+)!)??(?P<sheet>{_QUOTED}|[^'!]+?)"
    r"(?:[!:](?P<letters>[A-Z]*)(?P<row>\d+))?"
)


class Origin(NamedTuple):
    """Where a value was read: a cell (row and column from 1), a whole row (column 0), or a line of
    a file. `file` is the one of several it was read from; empty where one is meant.
    """

    sheet: str
    row: int
    column: int
    file: str = ""

    @property
    def cell(self) -> str | None:
        """`C7`; None where the origin is no single cell."""
        return f"{column_letters(self.column)}{self.row}" if self.column and self.row else None

    @property
    def address(self) -> str:
        """`Projects!C7`, `Projects!7` for a row, `Projects` for a sheet, `pfreport.toml:12` for a
        line; of one of several files `water/portfolio.xlsx!Projects!C7`.
        """
        file = f"{_quoted(self.file) if {*self.file} & {*_MARKS} else self.file}!" * bool(self.file)
        if self.sheet.endswith(".toml"):
            return f"{file}{self.sheet}:{self.row}"
        sheet = self.sheet if self.sheet.isidentifier() else _quoted(self.sheet)
        return f"{file}{sheet}!{self.cell or self.row}" if self.row else file + sheet


def ranges(origins: Iterable[Origin]) -> tuple[str, ...]:
    """Addresses sorted by file, sheet, column and row, neighbours of a column joined:
    `Periods!D5:D16`.
    """
    places = sorted(set(origins), key=lambda origin: (*_column_of(origin), origin.row))
    joined: list[str] = []
    for _, run in groupby(
        enumerate(places), key=lambda pair: (*_column_of(pair[1]), pair[1].row - pair[0])
    ):
        cells = [origin for _, origin in run]
        end = f":{cells[-1].cell}" if len(cells) > 1 and cells[-1].cell else ""
        joined.append(cells[0].address + end)
    return tuple(joined)


def _column_of(origin: Origin) -> tuple[str, str, int]:
    return origin.file, origin.sheet, origin.column


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
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        return Origin(address, 0, 0)
    row, column = int(parts["row"] or 0), column_number(parts["letters"] or "")
    return Origin(_bare(parts["sheet"]), row, column, _bare(parts["file"] or ""))


_MARKS = "!'"
"""What would end the name of a file within an address."""


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _bare(name: str) -> str:
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
