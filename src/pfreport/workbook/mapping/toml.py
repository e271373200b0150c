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
        found = self.raw.get(key, {})
        if not isinstance(found, dict):
            self.refuse(key, "must be a table", f"write [{self.path}.{key}] on a line of its own")
        return Section(self.config, f"{self.path}.{key}", found)

    def text(self, key: str) -> str | None:
        """A text."""
        found = self.raw.get(key)
        if found is not None and not isinstance(found, str):
            self.refuse(key, f"is {found!r}", f'write {key} = "…"')
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of them."""
        found = self.raw.get(key, [])
        listed = [found] if isinstance(found, str) else found
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            self.refuse(key, f"is {found!r}", 'write a text "…" or a list of texts ["…", "…"]')
        return tuple(listed)

    def yes(self, key: str) -> bool:
        """True or false; false where it is not given."""
        found = self.raw.get(key, False)
        if not isinstance(found, bool):
            self.refuse(key, f"is {found!r}", f"write {key} = true or {key} = false")
        return found

    def number(self, key: str) -> float:
        """A number."""
        found = self.raw[key]
        if isinstance(found, bool) or not isinstance(found, int | float):
            self.refuse(key, f"is {found!r}", f"write a number: {key} = 1000")
        return float(found)

    def plain(self, key: str) -> Plain:
        """A value as a cell would hold it."""
        found = self.raw[key]
        if isinstance(found, bool) or not isinstance(found, int | float):
            if not isinstance(found, str | bool | dt.date):
                self.refuse(
                    key, f"is {found!r}", "write a text, a number, a date, or true or false"
                )
            return found
        return float(found)


def nearest(text: str, known: Iterable[str]) -> str:
    """What was perhaps meant, else everything that is known."""
    listed = list(known)
    plain = {plain_heading(one): one for one in listed}
    near = difflib.get_close_matches(plain_heading(text), plain, 1)
    return f"did you mean {plain[near[0]]}?" if near else "known: " + ", ".join(listed)
