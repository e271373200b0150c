"""Which program it is that makes the pages: a page of another one is rendered again."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

import pfreport

_NOT_READ = {".pyc", ".pyo"}


@functools.cache
def program() -> str:
    """The digest of the package's own files, by their paths; worked out once a process.

    Templates and fonts may lie outside of the package: what a page is made with names them beside
    this.
    """
    top = Path(pfreport.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(path for path in top.rglob("*") if path.suffix not in _NOT_READ):
        if file.is_file():
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"{file.relative_to(top).as_posix()} {content}\n".encode())
    return digest.hexdigest()
