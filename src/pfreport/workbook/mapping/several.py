"""One sheet of ours read from several of the workbook: their rows below each other, each with its
own cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pfreport.model.columns import NOTHING
from pfreport.origins import Origin
from pfreport.workbook.file.raw import BLANK, Plain, RawTable, TableOrigin
from pfreport.workbook.file.scan import Place


@dataclass(frozen=True, slots=True)
class SeveralOrigin:
    """Where the rows of a table come from that was put together: for each its part, its row there,
    and there each of its columns.
    """

    parts: Sequence[TableOrigin]
    rows: Sequence[tuple[int, int]]
    columns_of: Sequence[Sequence[int | None]]

    @property
    def sheet(self) -> str:
        """The first of the sheets."""
        return self.parts[0].sheet

    def address(self, row: int, column: int | None = None) -> Origin:
        """The cell, or the row where its sheet has no such column."""
        part, at = self.rows[row]
        return self.parts[part].address(
            at, None if column is None else self.columns_of[part][column]
        )

    # the protocol's
    def columns(self, fields: Mapping[str, int]) -> Mapping[str, int]:  # noqa: ARG002
        """None: the sheets may differ."""
        return NOTHING

    def lines(
        self, rows: Sequence[int], fields: Mapping[str, int]
    ) -> list[Mapping[str, tuple[Origin, ...]]]:
        """All of them."""
        return [self._line(*self.rows[row], fields) for row in rows]

    def _line(
        self, part: int, row: int, fields: Mapping[str, int]
    ) -> Mapping[str, tuple[Origin, ...]]:
        there = {
            name: at
            for name, column in fields.items()
            if (at := self.columns_of[part][column]) is not None
        }
        origin = self.parts[part]
        (elsewhere,) = origin.lines([row], there)
        return {
            name: elsewhere.get(name) or (origin.address(row, at),) for name, at in there.items()
        }


def together(parts: Sequence[RawTable]) -> RawTable:
    """The tables as one; a column that one of them lacks is blank in its rows. The first row of
    each holds its headings.
    """
    if len(parts) == 1:
        return parts[0]
    headings = list(dict.fromkeys(heading for part in parts for heading in part.rows[0]))
    columns_of = [
        [list(part.rows[0]).index(h) if h in part.rows[0] else None for h in headings]
        for part in parts
    ]
    rows = [
        (0, 0),
        *((number, row) for number, part in enumerate(parts) for row in range(1, len(part.rows))),
    ]
    body: list[Sequence[Plain]] = [
        [BLANK if at is None else parts[p].rows[row][at] for at in columns_of[p]]
        for p, row in rows[1:]
    ]

    def placed(
        of: Sequence[Mapping[Place, str] | frozenset[Place]],
    ) -> Iterator[tuple[Place, Place, int]]:
        for index, (part, row) in enumerate(rows):
            for column, at in enumerate(columns_of[part]):
                if at is not None and (row, at) in of[part]:
                    yield (index, column), (row, at), part

    return RawTable(
        rows=[headings, *body],
        origin=SeveralOrigin([part.origin for part in parts], rows, columns_of),
        errors={
            place: parts[part].errors[cell]
            for place, cell, part in placed([part.errors for part in parts])
        },
        withheld={
            place: parts[part].withheld[cell]
            for place, cell, part in placed([part.withheld for part in parts])
        },
        uncalculated=frozenset(
            place for place, _, _ in placed([part.uncalculated for part in parts])
        ),
        doubled=frozenset(place for place, _, _ in placed([part.doubled for part in parts])),
        typed=parts[0].typed,
        mapped=True,
        skipped=sum(part.skipped for part in parts),
    )
