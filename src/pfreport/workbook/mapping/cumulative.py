"""Columns that add up from month to month become amounts of single months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from pfreport.kinds import Month, normalised
from pfreport.workbook.cells.texts import plain_text
from pfreport.workbook.mapping.cells import Made, Maker
from pfreport.workbook.mapping.values import Reader, month_of


def by_month(maker: Maker, made: Mapping[str, Made]) -> None:
    """Each value becomes what it is more than the one before of the same key; both cells are where
    it comes from.
    """
    mapping = maker.mapping
    keys = [made[name] for name in mapping.record.sheet.key if name != "period" and name in made]
    if not mapping.cumulative or "period" not in made:
        return
    groups: defaultdict[tuple[str, ...], list[tuple[Month, int]]] = defaultdict(list)
    for index, value in enumerate(made["period"].values):
        month = month_of(value)
        if month:
            groups[tuple(normalised(plain_text(key.values[index])) for key in keys)].append(
                (month, index)
            )
    for name in mapping.cumulative:
        if name in made:
            for rows in groups.values():
                _subtract(
                    maker, made[name], Reader(mapping, name), [index for _, index in sorted(rows)]
                )


def _subtract(maker: Maker, column: Made, reader: Reader, order: list[int]) -> None:
    known = [
        (index, number)
        for index in order
        if (number := reader.number(column.values[index])) is not None
    ]
    for (before, less), (index, number) in reversed([*pairwise(known)]):
        column.values[index] = number - less
        column.elsewhere[index] = (*maker.places(column, index), *maker.places(column, before))
