"""Figures made from lists: sums and counts over the rows of one sheet that belong to a project."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.engine.measurement import (
    Coverage,
    Given,
    Outcome,
    Traced,
    Undefined,
    undefined,
)
from pfreport.model.columns import Record
from pfreport.reasons import Because

Row = TypeVar("Row", bound=Record)


def no_row(facts: ProjectFacts, sheet: type[Record], rows: Sequence[Record]) -> Undefined | None:
    """Why a project has no figure of a sheet it does not stand in: an empty list is not known, a
    list with rows may count 0.
    """
    return (
        None
        if rows or facts.rows_left_out.get(sheet.sheet.name)
        else undefined(Because.NO_ROW, sheet=sheet.sheet.name)
    )


def add_up(
    rows: Sequence[Row],
    amount: Callable[[Row], float | None],
    read: Sequence[str],
    *,
    none_known: Because,
    left_out: int = 0,
) -> Traced:
    """Sum of an amount over the rows that have one. `read` are the fields it is made from.

    No row counts 0; rows of which none has an amount count nothing: `none_known` says why.
    """
    known = [(row, value) for row in rows if (value := amount(row)) is not None]
    covered = Coverage(len(known), len(rows) + left_out)
    if rows and not known:
        return Traced(
            undefined(none_known, given := {named(row): cells(row, read, None) for row in rows}),
            given,
            coverage=covered,
        )
    return Traced(
        math.fsum(value for _, value in known),
        {named(row): cells(row, read, value) for row, value in known},
        coverage=covered,
    )


def count(rows: Sequence[Row], read: Sequence[str], *, left_out: int = 0) -> Traced:
    """How many rows there are."""
    given = {named(row): cells(row, read, 1.0) for row in rows}
    return Traced(float(len(rows)), given, coverage=Coverage(len(rows), len(rows) + left_out))


def counts(
    rows: Mapping[str, Sequence[Row]],
    read: Sequence[str],
    *,
    absent: Undefined | None,
    left_out: int = 0,
) -> dict[str, Outcome]:
    """How many rows there are by key; `absent` says why nothing is known at all."""
    return {key: absent or count(of, read, left_out=left_out) for key, of in rows.items()}


def left_out(facts: ProjectFacts, sheet: type[Record]) -> int:
    """Rows of a sheet that a project's lists lack because they could not be read."""
    return facts.rows_left_out.get(sheet.sheet.name, 0)


def named(row: Record) -> str:
    """What a row is called among the inputs of a figure: its key in words."""
    return " ".join(str(part) for part in row.key)


def cells(row: Record, read: Sequence[str], value: Any) -> Given:
    """A value made from some fields of one row, with their cells: blank ones too, as they decide
    whether the row counts.
    """
    return Given(value, row.cells(*read))
