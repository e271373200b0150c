"""What rendering hands to delivery: a named run of bytes; and how an ID becomes a file name."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

LONGEST_NAME = 120
_KEPT = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of a pack. `name` is its path inside the pack, with forward slashes."""

    name: str
    media_type: str
    content: bytes
    report_sha256: str | None = None

    @property
    def sha256(self) -> str:
        """Hex digest of the content."""
        return hashlib.sha256(self.content).hexdigest()


def file_name(key: str) -> str:
    """An ID as the stem of a file name, safe on every system: the same for the same ID, another for
    another.
    """
    raw = key.encode("utf-8", "surrogatepass")
    name = "".join(chr(byte) if byte in _KEPT else f"_{byte:02x}" for byte in raw)
    if name.startswith((".", "-")) or _RESERVED.match(name):
        name = "_" + name
    if len(name) > LONGEST_NAME:
        name = f"{name[:100]}_{hashlib.sha256(raw).hexdigest()[:16]}"
    return name
