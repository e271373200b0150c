"""How values and remarks stand in the file that is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping


def line(key: str, value: object, note: str = "") -> str:
    """A key with its value, and a remark behind it."""
    return f"{key_text(key)} = {toml(value)}" + (f"  # {one_line(note)}" if note else "")


def table(path: str, lines: Iterable[str]) -> Iterator[str]:
    """A table with its lines; switched off as a whole where all of them are."""
    written = list(lines)
    if written:
        off = all(text.startswith("#") for text in written)
        yield from ("", f"# [{path}]" if off else f"[{path}]", *written)


def key_text(key: str) -> str:
    """A key, in quotes where it needs them."""
    return (
        key
        if key.replace("_", "").isalnum() and key == key.lower() and key.isascii()
        else toml(key)
    )


def toml(value: object) -> str:
    """A value as TOML writes it; its strings are those of JSON."""
    if isinstance(value, Mapping):
        return (
            "{ "
            + ", ".join(f"{key_text(key)} = {toml(item)}" for key, item in value.items())
            + " }"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, float) and value.is_integer():
        return f"{int(value):_}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def one_line(text: str) -> str:
    """A text that ends no comment."""
    return "".join(c if c.isprintable() else " " for c in text)


def quoted(texts: Iterable[str], most: int = 3) -> str:
    """The first of some texts, in quotes."""
    listed = list(dict.fromkeys(texts))
    return ", ".join(f'"{text[:40]}"' for text in listed[:most]) + (
        " …" if len(listed) > most else ""
    )
