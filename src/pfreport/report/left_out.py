"""What the report does not show for want of data, and the sheet that would fill it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pfreport.report import tables
from pfreport.report.blocks import Section
from pfreport.report.parts import Part
from pfreport.report.words import say, term
from pfreport.values import Count, Several, Words


def left_out(missing: Iterable[Part[Any]]) -> Section | None:
    """The sections without data, each once; None where there are all."""
    sheets = {part.name: part.sheets for part in missing if part.sheets}
    if not sheets:
        return None
    columns = (tables.text("column.section", 1.2), tables.text("column.filled_by", 3.0))
    rows = [tables.row(term(name), Several(tuple(Words(sheet) for sheet in of))) for name, of in sheets.items()]
    return Section(
        "left-out", term("section.left_out"), say("left_out.message", n=Count(len(rows))), (tables.table("left-out", columns, rows),)
    )
