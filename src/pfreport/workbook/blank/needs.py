"""How much a sheet is needed: always, for a first pack that says something, or for a section of its
own.
"""

from __future__ import annotations

from enum import StrEnum

from pfreport.model.columns import Record
from pfreport.model.strategy import Alignment, Goal


class Need(StrEnum):
    """How much a sheet is needed, in words."""

    REQUIRED = "Required"
    STARTER = "Part of the starter"
    OPTIONAL = "Optional"


def need(record: type[Record]) -> Need:
    """How much the sheet of a record class is needed."""
    if record.sheet.required:
        return Need.REQUIRED
    return Need.STARTER if record in (Goal, Alignment) else Need.OPTIONAL
