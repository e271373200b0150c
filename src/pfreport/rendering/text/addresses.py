"""Addresses of cells in few words: by sheet, cells that stand together as one rectangle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from pfreport.origins import column_letters

CELLS = re.compile(r"(.+)!([A-Z]+)([0-9]+)(?::([A-Z]+)([0-9]+))?")
Run = tuple[int, int]
"""A first and a last row."""


def gathered(addresses: Iterable[str]) -> tuple[str, ...]:
    """One text a sheet, in the order of sheets: `Periods!D5:F16, H5`. What is no cell stands as it
    is.
    """
    rows: defaultdict[str, defaultdict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    others: set[str] = set()
    for address in addresses:
        found = CELLS.fullmatch(address)
        if found is None:
            others.add(address)
            continue
        sheet, left, top, right, bottom = found.groups()
        for column in range(_number(left), _number(right or left) + 1):
            rows[sheet][column].update(range(int(top), int(bottom or top) + 1))
    by_sheet = (
        f"{sheet}!{', '.join(_rectangles(columns))}" for sheet, columns in sorted(rows.items())
    )
    return (*by_sheet, *sorted(others))


def _rectangles(columns: dict[int, set[int]]) -> Iterator[str]:
    """The cells of a sheet: runs of rows that neighbouring columns have in common, from the
    left.
    """
    at: defaultdict[Run, list[int]] = defaultdict(list)
    for column in sorted(columns):
        for run in _runs(columns[column]):
            at[run].append(column)
    boxes = [
        (left, top, right, bottom)
        for (top, bottom), found in at.items()
        for left, right in _runs(found)
    ]
    for left, top, right, bottom in sorted(boxes):
        first, last = f"{column_letters(left)}{top}", f"{column_letters(right)}{bottom}"
        yield first if first == last else f"{first}:{last}"


def _runs(numbers: Iterable[int]) -> list[Run]:
    """Numbers that follow each other, joined."""
    runs = groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])
    joined = [[number for _, number in run] for _, run in runs]
    return [(run[0], run[-1]) for run in joined]


def _number(letters: str) -> int:
    """A is 1, AA is 27."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found
