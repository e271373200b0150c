"""Mail addresses: which of them mail may go to, the same for `check` and for `send`."""

from __future__ import annotations

import re
import unicodedata

LONGEST, LONGEST_LOCAL = 254, 64
_LOCAL = re.compile(r"[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_RELAYS = "%!"


def objection_to(address: str) -> str | None:
    """Why no mail goes to a text; None where it is one plain address that every server takes."""
    strange = next((c for c in address if not " " <= c <= "~"), None)
    if strange is not None:
        return f"it holds {_named(strange)}, which not every mail server takes"
    local, at, domain = address.rpartition("@")
    if at and any(mark in local for mark in _RELAYS):
        return "it asks the server to pass the mail on to another domain"
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        return "it is not one address such as name@example.org"
    if len(local) > LONGEST_LOCAL or len(address) > LONGEST:
        return "it is longer than addresses may be"
    return None


def _named(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    shown = f" ({character})" if character.isprintable() else ""
    return f"U+{ord(character):04X}{f' {name}' if name else ''}{shown}"
