"""Rows by what identifies them, so that packs compare by key though rows move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pfreport.kinds import natural_key
from pfreport.model.columns import Record

Row = TypeVar("Row", bound=Record)


def by_key(rows: Iterable[Row]) -> Mapping[str, Row]:
    """Rows by their key as text; rows of one key that add up are numbered in the order of the
    sheet.
    """
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda r: r.origin.row):
        name = key = " / ".join(str(part) for part in row.key if part is not None)
        number = 2
        while name in found:
            name, number = f"{key} ({number})", number + 1
        found[name] = row
    return found


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows in the natural order of their keys, as a portfolio has them."""
    return tuple(
        sorted(rows, key=lambda row: (tuple(_rank(part) for part in row.key), row.origin.row))
    )


def _rank(part: Any) -> tuple[Any, ...]:
    """What is not known comes first."""
    if part is None:
        return (0,)
    return (1, natural_key(part), part) if isinstance(part, str) else (1, part)
