"""Workbooks with parts changed, as broken programs and bad people make them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

Change = bytes | Callable[[bytes], bytes]


def repacked(source: Path, target: Path, changes: Mapping[str, Change]) -> Path:
    """A copy with parts replaced, changed by a function, or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in {**dict.fromkeys(old.namelist()), **changes}:
            change = changes.get(part)
            content = old.read(part) if part in old.namelist() else b""
            new.writestr(
                part, content if change is None else change(content) if callable(change) else change
            )
    return target


def replacing(old: str, new: str) -> Callable[[bytes], bytes]:
    """Replaces text that must be there."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return change
