"""The normaliser every text passes: one form of each character, none that steers or hides."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from pfreport.workbook.file.raw import Plain

MOST_CHARACTERS = 32_767

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> tuple[str, str | None]:
    """The text in normal form, and what was done to it that its writer should know; None where
    nothing was.

    Escapes such as _x000D_ are decoded; control and direction characters go; lone surrogates become
    U+FFFD; at most 32,767 characters.
    """
    if text.isascii() and text.isprintable() and "_x" not in text and len(text) <= MOST_CHARACTERS:
        return text.strip(), None
    decoded = _LINE_ENDS.sub("\n", _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))
    kept = "".join(_kept(c) for c in decoded)
    normal = unicodedata.normalize("NFC", kept).strip()
    if len(normal) > MOST_CHARACTERS:
        return normal[
            : MOST_CHARACTERS - 1
        ] + "…", f"only its first {MOST_CHARACTERS:,} characters are kept"
    return normal, "characters that cannot be printed were left out" if kept != decoded else None


def plain_text(value: Plain) -> str:
    """A plain value as somebody would have typed it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _kept(character: str) -> str:
    if character in "\n\t":
        return character
    if character in _BIDI or unicodedata.category(character) == "Cc":
        return ""
    return "\ufffd" if "\ud800" <= character <= "\udfff" else character
