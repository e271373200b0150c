"""What our JSON files are written as: a name and a number. What an earlier version wrote stays
readable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]


class SchemaError(ValueError):
    """A file of another program, or of a newer version of this one."""


@dataclass(frozen=True, slots=True)
class Schema:
    """One kind of file. Each of `steps` makes of one number the next: what changes gets a new
    number and a step that leads to it.
    """

    name: str
    steps: tuple[Callable[[Content], Content], ...] = ()

    def __str__(self) -> str:
        """As it is written today."""
        return f"{self.name}/{len(self.steps) + 1}"

    def read(self, content: object) -> Content:
        """What such a file holds, as it would be written today. SchemaError where it is none, or
        newer.
        """
        number = self._number(content)
        if number is None or not isinstance(content, dict):
            raise SchemaError(f"none of {self}")
        for step in self.steps[number - 1 :]:
            content = step(content)
        return {**content, "schema": str(self)}

    def _number(self, content: object) -> int | None:
        """The number a file was written with, where this version knows it."""
        schema = content.get("schema") if isinstance(content, dict) else None
        numbers = {f"{self.name}/{k}": k for k in range(1, len(self.steps) + 2)}
        return numbers.get(schema) if isinstance(schema, str) else None
