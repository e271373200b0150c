"""What rendering hands to delivery: a named run of bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


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
