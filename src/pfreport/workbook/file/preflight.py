"""Looks a workbook over before it is read: a private copy, its type, its limits, which sheets need
a closer look.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pfreport.errors import MissingFileError, WorkbookError
from pfreport.workbook.file.container import TOO_MUCH, check_list, opened, read_part
from pfreport.workbook.file.filetype import refuse_by_content, refuse_by_name
from pfreport.workbook.file.raw import ANNOTATED
from pfreport.workbook.file.spelling import UTF_16, is_plain

FILE_SIZE = 50 * 2**20
PREFIX = "pfreport-copy-"
LEFT_OVER_SECONDS = 3_600
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".ods")
# Error values, formulas, hidden rows, indexes of no text; as patterns of one literal each, the
# fastest search there is.
_TELLTALE = tuple(
    map(re.compile, (b't="e"', rb"<f[\s>/]", b"hidden", rb't="s"><v[^>]*+>(?![0-9]{1,9}<)'))
)
# Columns beyond 200 (GR) and rows from 200,000; the look ahead passes over all others quickly.
_FAR = re.compile(
    rb'r="(?=[A-Z]{2}|[A-Z]?\d{6})(?:[A-Z]{3}|[H-Z][A-Z]|G[S-Z]|[A-Z]{0,2}(?:[2-9]\d{5}|\d{7}))'
)
_CELLS = tuple("sheetData".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Copy:
    """A private copy of a workbook, with the name and the digest of the original."""

    path: Path
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at every part found: sheets to be scanned before they are read, and whether there
    are macros.
    """

    suspects: tuple[str, ...]
    macros: bool


@contextmanager
def private_copy(path: Path) -> Iterator[Copy]:
    """Copies a workbook whose type and list of parts allow it to be read; the copy is gone
    afterwards.

    Raises MissingFileError where there is no such file, WorkbookError where it is nothing that can
    be read.
    """
    refuse_by_name(path)
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        _sweep(Path(folder))
        copy = Copy(
            Path(folder) / "workbook.xlsx", path.name, _copy(path, Path(folder) / "workbook.xlsx")
        )
        refuse_by_content(copy.path, copy.name)
        check_list(copy.path, copy.name)
        yield copy


def look_through(copy: Copy) -> Look:
    """Reads every part through to its checksum. Raises WorkbookError for what is damaged, dangerous
    or an annotated copy.
    """
    suspects = []
    with opened(copy.path, copy.name) as archive:
        for part in archive.namelist():
            content = read_part(archive, part, copy.name)
            if any(mark in content for mark in _CELLS) and is_suspect(content):
                suspects.append(part)
            if part == "docProps/custom.xml" and ANNOTATED.encode() in content:
                hint = "mend the faults in the workbook itself and check that"
                raise WorkbookError(
                    f"{copy.name} is an annotated copy for reading; its formulas have lost their "
                    "results",
                    hint,
                )
        return Look(tuple(suspects), "xl/vbaProject.bin" in archive.namelist())


def is_suspect(sheet: bytes) -> bool:
    """Whether a sheet's XML may hold what a plain reading would not show: error values, formulas,
    far or doubled cells, disorder.
    """
    return (
        sheet.startswith(UTF_16)
        or any(mark.search(sheet) for mark in _TELLTALE)
        or bool(_FAR.search(sheet))
        or not is_plain(sheet)
    )


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
        raise MissingFileError(
            f"{path} cannot be read: {error.strerror or error}", _hint(path)
        ) from error
    if (before.st_size, before.st_mtime_ns) != (
        after.st_size,
        after.st_mtime_ns,
    ) or copy.stat().st_size != after.st_size:
        raise WorkbookError(
            f"{path.name} changed while it was read", "try again when it is saved and synchronised"
        )
    return hashlib.sha256(copy.read_bytes()).hexdigest()


def _sweep(ours: Path) -> None:
    """Removes the copies that killed runs of this user left beside ours: no workbook takes so long
    to read.
    """
    now = ours.stat()
    for folder in ours.parent.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            there = folder.lstat()
            if there.st_uid == now.st_uid and now.st_mtime - there.st_mtime > LEFT_OVER_SECONDS:
                shutil.rmtree(folder)


def _hint(path: Path) -> str:
    """The workbook beside it whose name is nearest, for a name that was mistyped."""
    beside = (
        [file.name for file in path.parent.glob("*") if file.suffix.lower() in WORKBOOK_SUFFIXES]
        if path.parent.is_dir()
        else []
    )
    near = [] if path.exists() else difflib.get_close_matches(path.name, beside, 1)
    return (
        f"did you mean {path.with_name(near[0])}?"
        if near
        else "check its name and that you may read it"
    )
