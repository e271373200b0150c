"""JSON that a program reads and a person can search: a figure, a light, a row of a sheet each stand
on one line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

LEVELS = 2
"""Levels of objects that still stand on one line: a figure with its inputs."""

_on_one = json.JSONEncoder(ensure_ascii=False, sort_keys=True, allow_nan=False).encode


def lines(content: dict[str, Any]) -> bytes:
    """The content as UTF-8 with sorted keys and finite numbers, and a line break at its end.

    An object may be a function without arguments that makes it: one at a time, so that not all need
    be there at once.
    """
    return ("".join(_written(content, "\n")) + "\n").encode()


def _written(value: Any, margin: str) -> Iterator[str]:
    """A value from where the line stands; `margin` begins a line on its level."""
    value = value() if callable(value) else value
    if not (isinstance(value, dict | list) and value) or _fits(value):
        yield _on_one(value)
        return
    deeper, comma = f"{margin} ", ""
    yield "{" if isinstance(value, dict) else "["
    for key, one in sorted(value.items()) if isinstance(value, dict) else enumerate(value):
        yield f"{comma}{deeper}{_on_one(key)}: " if isinstance(value, dict) else f"{comma}{deeper}"
        yield from _written(one, deeper)
        comma = ","
    yield f"{margin}{'}' if isinstance(value, dict) else ']'}"


def _fits(value: dict[str, Any] | list[Any]) -> bool:
    """Whether it is one thing with fields of its own and little below them, rather than a
    collection of objects.
    """
    inner = value.values() if isinstance(value, dict) else value
    return (
        not all(isinstance(one, dict) or callable(one) for one in inner)
        and _levels(value, LEVELS + 1) <= LEVELS
    )


def _levels(value: Any, most: int) -> int:
    """How many levels of objects a value has, counted as far as `most`; one that is still to be
    made counts as all of them.
    """
    if callable(value):
        return most
    own = int(isinstance(value, dict))
    below = [
        one
        for one in (value.values() if isinstance(value, dict) else value)
        if isinstance(one, dict | list) or callable(one)
    ]
    return own if own == most or not below else own + max(_levels(one, most - own) for one in below)
