"""Looks a workbook over before it is read: a private copy, its type, its limits, which sheets need a closer look."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pfreport.errors import MissingFileError, WorkbookError
from pfreport.workbook.container import DAMAGED, TOO_MUCH, opened, read_part
from pfreport.workbook.filetype import refuse_by_content, refuse_by_name
from pfreport.workbook.raw import ANNOTATED

FILE_SIZE = 50 * 2**20
# Whatever may be hiding what plain values do not show: error values, formulas, hidden rows, unusual spelling of XML.
_TELLTALE = (b't="e"', b"<f>", b"<f ", b"<f/", b'hidden="', b"='", b":row")
# Columns beyond 200 (GR) and rows from 200,000.
_FAR = re.compile(rb' r="(?:[A-Z]{3}|[H-Z][A-Z]|G[S-Z]|[A-Z]{0,2}(?:[2-9]\d{5}|\d{7}))')
_REFERENCE = re.compile(rb'<c r="([A-Z]+[0-9]+)"')


@dataclass(frozen=True, slots=True)
class Inspected:
    """A workbook that may be read: its private copy, its name and digest, the parts to be scanned."""

    copy: Path
    name: str
    sha256: str
    suspects: tuple[str, ...]
    macros: bool


@contextmanager
def inspected(path: Path) -> Iterator[Inspected]:
    """Copies the workbook and checks the copy, which is gone afterwards.

    Raises MissingFileError where there is no such file, WorkbookError where it is nothing that can be read.
    """
    refuse_by_name(path)
    with tempfile.TemporaryDirectory(prefix="pfreport-") as folder:
        copy = Path(folder) / "workbook.xlsx"
        digest = _copy(path, copy)
        refuse_by_content(copy, path.name)
        suspects, macros = _look_through(copy, path.name)
        yield Inspected(copy, path.name, digest, suspects, macros)


def _copy(path: Path, copy: Path) -> str:
    """Copies the file and returns its SHA-256; it must not change meanwhile."""
    try:
        before = path.stat()
        if not path.is_file():
            raise MissingFileError(f"{path} is not a file", "name a workbook (.xlsx or .xlsm)")
        if before.st_size > FILE_SIZE:
            raise WorkbookError(f"{path.name} is larger than {FILE_SIZE // 2**20} MB", TOO_MUCH)
        shutil.copyfile(path, copy)
        after = path.stat()
    except OSError as error:
        hint = "check its name and that you may read it"
        raise MissingFileError(f"{path} cannot be read: {error.strerror or error}", hint) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or copy.stat().st_size != after.st_size:
        raise WorkbookError(f"{path.name} changed while it was read", "try again when it is saved and synchronised")
    return hashlib.sha256(copy.read_bytes()).hexdigest()


def _look_through(copy: Path, name: str) -> tuple[tuple[str, ...], bool]:
    suspects = []
    with opened(copy, name) as archive:
        parts = archive.namelist()
        if not any(part.lower().startswith("xl/worksheets/") for part in parts):
            raise WorkbookError(f"{name} has no sheets", DAMAGED)
        for part in parts:
            content = read_part(archive, part, name)
            if part.lower().startswith("xl/worksheets/") and is_suspect(content):
                suspects.append(part)
            if part == "docProps/custom.xml" and ANNOTATED.encode() in content:
                hint = "mend the faults in the workbook itself and check that"
                raise WorkbookError(f"{name} is an annotated copy for reading; its formulas have lost their results", hint)
    return tuple(suspects), "xl/vbaProject.bin" in parts


def is_suspect(sheet: bytes) -> bool:
    """Whether a sheet's XML may hold what a plain reading would not show: error values, formulas, far or doubled cells."""
    if sheet.startswith((b"\xff\xfe", b"\xfe\xff")) or any(mark in sheet for mark in _TELLTALE) or _FAR.search(sheet):
        return True
    references = _REFERENCE.findall(sheet)
    return len(set(references)) != len(references)
