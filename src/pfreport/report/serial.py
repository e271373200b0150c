"""A report as canonical JSON: type-tagged, sorted keys, finite numbers, the same bytes on every
run.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from pfreport.report.parts.blocks import Report


def to_json(report: Report) -> str:
    """The whole report. ValueError where a number is not finite, TypeError for a value nobody can
    write.
    """
    return (
        json.dumps(_plain(report), ensure_ascii=False, sort_keys=True, allow_nan=False, indent=1)
        + "\n"
    )


def digest(report: Report) -> str:
    """SHA-256 of the report's JSON: what a rendered file is known by."""
    return hashlib.sha256(to_json(report).encode()).hexdigest()


def _plain(value: object) -> Any:
    """Dataclasses and named tuples as objects that say their type, everything else as JSON has
    it.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    parts = _parts(value)
    return (
        [_plain(inner) for inner in value]
        if parts is None and isinstance(value, tuple | list)
        else _tagged(value, parts)
    )


def _parts(value: object) -> dict[str, object] | None:
    """The fields of what has any; a date has its text."""
    if isinstance(value, dt.date):
        return {"iso": value.isoformat()}
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    names = getattr(value, "_fields", None)
    return None if names is None else {name: getattr(value, name) for name in names}


def _tagged(value: object, parts: dict[str, object] | None) -> dict[str, Any]:
    if parts is None:
        raise TypeError(f"no JSON for {type(value).__name__}")
    return {"type": type(value).__name__, **{name: _plain(inner) for name, inner in parts.items()}}
