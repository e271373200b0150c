"""What the report does not show for want of data, and the sheet that would fill it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Section
from pfreport.report.parts.sections import Part
from pfreport.report.words import say, term
from pfreport.values import Count, Several, Value, Words


def left_out(missing: Iterable[Part[Any]], filled: frozenset[str]) -> Section | None:
    """The sections without data, each once, with what would fill it; None where there are all.
    `filled` are the sheets with rows.
    """
    sheets = {part.name: part.sheets for part in missing if part.sheets}
    if not sheets:
        return None
    columns = (tables.text("column.section", 1.2), tables.text("column.filled_by", 3.0))
    rows = [tables.row(term(name), _filled_by(of, filled)) for name, of in sheets.items()]
    return Section(
        "left-out",
        term("section.left_out"),
        say("left_out.message", n=Count(len(rows))),
        (tables.table("left-out", columns, rows),),
    )


def _filled_by(sheets: tuple[str, ...], filled: frozenset[str]) -> Value:
    """The sheets that would fill a section; where all of them have rows, that none of these
    counts.
    """
    named = Several(tuple(Words(sheet) for sheet in sheets))
    return say("left_out.no_row", sheets=named) if filled.issuperset(sheets) else named
