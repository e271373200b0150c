"""Reads tables of `pfreport.toml` one key at a time; whatever cannot be meant is refused with its
line and a hint.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from pfreport.errors import ConfigurationError
from pfreport.settings import Config
from pfreport.workbook.file.raw import Plain
from pfreport.workbook.sheets.headers import plain_heading


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the file and its dotted path."""

    config: Config
    path: str
    raw: Mapping[str, Any]

    def refuse(self, key: str, what: str, hint: str) -> NoReturn:
        """ConfigurationError at the line of a key."""
        origin = self.config.origin(f"{self.path}.{key}" if key else self.path)
        where = origin.address if origin.row else origin.sheet
        raise ConfigurationError(f"{where}: {self.path}{f'.{key}' if key else ''} {what}", hint)

    def only(self, known: Collection[str]) -> None:
        """Refuses keys that nobody knows, with the nearest one."""
        for key in self.raw:
            if key not in known:
                self.refuse(key, "is not known", nearest(key, known))

    def section(self, key: str) -> Section:
        """A table within; empty where there is none."""
        table = self.raw.get(key, {})
        if not isinstance(table, dict):
            self.refuse(key, "must be a table", f"write [{self.path}.{key}] on a line of its own")
        return Section(self.config, f"{self.path}.{key}", table)

    def wrong(self, key: str, hint: str) -> NoReturn:
        """Refuses the value of a key."""
        self.refuse(key, f"is {self.raw[key]!r}", hint)

    def text(self, key: str) -> str | None:
        """A text."""
        text = self.raw.get(key)
        if text is not None and not isinstance(text, str):
            self.wrong(key, f'write {key} = "…"')
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of them."""
        given = self.raw.get(key, [])
        listed = [given] if isinstance(given, str) else given
        if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
            self.wrong(key, 'write a text "…" or a list of texts ["…", "…"]')
        return tuple(listed)

    def yes(self, key: str) -> bool:
        """True or false; false where it is not given."""
        given = self.raw.get(key, False)
        if not isinstance(given, bool):
            self.wrong(key, f"write {key} = true or {key} = false")
        return given

    def number(self, key: str) -> float:
        """A number."""
        number = self.raw[key]
        if isinstance(number, bool) or not isinstance(number, int | float):
            self.wrong(key, f"write a number: {key} = 1000")
        return float(number)

    def plain(self, key: str) -> Plain:
        """A value as a cell would hold it."""
        value = self.raw[key]
        if not isinstance(value, str | bool | int | float | dt.date):
            self.wrong(key, "write a text, a number, a date, or true or false")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        return value


def nearest(text: str, known: Iterable[str]) -> str:
    """What was perhaps meant, else everything that is known."""
    listed = list(known)
    plain = {plain_heading(name): name for name in listed}
    near = difflib.get_close_matches(plain_heading(text), plain, 1)
    return f"did you mean {plain[near[0]]}?" if near else "known: " + ", ".join(listed)
