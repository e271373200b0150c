"""What one cell was read as, and the trouble with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pfreport.faults import Effect, FaultKind, Severity, kind
from pfreport.model.columns import Column
from pfreport.settings import Setting
from pfreport.workbook.cells.texts import clean, plain_text
from pfreport.workbook.file.raw import Plain

Declared = Column | Setting


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something about one cell worth a fault, with what its texts name."""

    kind: FaultKind
    found: object
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value, None where there is none, and what is worth a word about it."""

    value: Any
    trouble: Trouble | None = None


def unreadable(code: str) -> FaultKind:
    """Registers a fault of a cell whose value cannot be read."""
    return kind(code, Severity.ERROR, Effect.VALUE_UNKNOWN)


def blank_of(declared: Declared) -> object:
    """What an empty cell means."""
    return declared.blank if isinstance(declared, Column) else None


def blank_or(what: FaultKind, declared: Declared, value: Plain, **values: object) -> Parsed:
    """A text of blanks is blank; anything else is in trouble."""
    text = plain_text(value)
    return (
        Parsed(None, Trouble(what, text, values)) if clean(text)[0] else Parsed(blank_of(declared))
    )
