"""A report as canonical JSON: type-tagged, sorted keys, finite numbers, the same bytes on every run."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from pfreport.kinds import Month
from pfreport.report.blocks import Report


def to_json(report: Report) -> str:
    """The whole report. ValueError where a number is not finite, TypeError for a value nobody can write."""
    return json.dumps(_plain(report), ensure_ascii=False, sort_keys=True, allow_nan=False, indent=1) + "\n"


def digest(report: Report) -> str:
    """SHA-256 of the report's JSON: what a rendered file is known by."""
    return hashlib.sha256(to_json(report).encode()).hexdigest()


def _plain(value: object) -> Any:
    """Dataclasses and named tuples as objects that say their type, everything else as JSON has it."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case Month():
            return {"type": "Month", "month": str(value)}
        case dt.date():
            return {"type": "date", "date": value.isoformat()}
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case tuple() if hasattr(value, "_fields"):
            return {"type": type(value).__name__, **{name: _plain(getattr(value, name)) for name in value._fields}}
        case tuple() | list():
            return [_plain(inner) for inner in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            parts = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
            return {"type": type(value).__name__, **parts}
    raise TypeError(f"no JSON for {type(value).__name__}")
