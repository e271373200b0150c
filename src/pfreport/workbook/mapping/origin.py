"""Where the values of a mapped table come from: cells of the workbook as it is, lines of
`pfreport.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pfreport.origins import Origin
from pfreport.workbook.file.raw import TableOrigin


@dataclass(frozen=True, slots=True)
class MappedOrigin:
    """Each row of the table comes from a row of `source`, each column from a column of it or a line
    of the file.

    `columns_of` holds those columns, None where there is none; `elsewhere` the places of single
    values that come from others.
    """

    source: TableOrigin
    rows: Sequence[int]
    columns_of: Sequence[int | Origin | None]
    elsewhere: Mapping[tuple[int, int], tuple[Origin, ...]]

    @property
    def sheet(self) -> str:
        """The sheet of the workbook."""
        return self.source.sheet

    def address(self, row: int, column: int | None = None) -> Origin:
        """The first place of a value, or the row."""
        return (
            self.source.address(self.rows[row]) if column is None else self._every(row, column)[0]
        )

    def columns(self, fields: Mapping[str, int]) -> Mapping[str, int]:
        """Fields that are read from one column of the sheet, unless it is read the other way
        round.
        """
        single = {name: self.columns_of[column] for name, column in fields.items()}
        return self.source.columns(
            {name: column for name, column in single.items() if isinstance(column, int)}
        )

    def lines(
        self, rows: Sequence[int], fields: Mapping[str, int]
    ) -> list[Mapping[str, tuple[Origin, ...]]]:
        """The places of the fields of each row that stand elsewhere."""
        shared = self.columns(fields)
        always = {
            name
            for name, column in fields.items()
            if name not in shared and self.columns_of[column] is not None
        }
        return [
            {
                name: self._every(row, column)
                for name, column in fields.items()
                if name in always or (row, column) in self.elsewhere
            }
            for row in rows
        ]

    def _every(self, row: int, column: int) -> tuple[Origin, ...]:
        if (row, column) in self.elsewhere:
            return self.elsewhere[row, column]
        at = self.columns_of[column]
        return (at,) if isinstance(at, Origin) else (self.source.address(self.rows[row], at),)
