"""`check --annotate`: a copy of the workbook with the faulty cells coloured and commented, for
reading only.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pfreport.errors import CannotWriteError, UsageError, WorkbookError
from pfreport.faults import Fault
from pfreport.workbook.file.preflight import Copy, look_through, private_copy
from pfreport.workbook.file.raw import ANNOTATED

WALL_SECONDS = 300
COMMAND = (sys.executable, "-P", "-m", "pfreport.workbook.annotated.marking")
MARKED = "marked.xlsx"


class Told(NamedTuple):
    """A fault as it crosses to the process that marks."""

    severity: str
    code: str
    sheet: str
    row: int
    column: int
    address: str
    found: str
    message: str
    hint: str


def annotate(workbook: Path, sha256: str, faults: Iterable[Fault], target: Path) -> None:
    """Writes the annotated copy of the workbook with this digest, in a process of its own as all
    foreign files are opened.

    Raises UsageError for a target that is no .xlsx file, CannotWriteError for one that cannot be
    written, WorkbookError where the workbook is no longer the one that was checked, or cannot be
    copied.
    """
    _check_target(target)
    if workbook.is_dir() or workbook.suffix.lower() == ".ods":
        raise UsageError(
            f"--annotate: no annotated copy can be made of {workbook.name}",
            "save it as .xlsx and check that",
        )
    with private_copy(workbook) as copy:
        if copy.sha256 != sha256:
            raise WorkbookError(
                f"{copy.name} changed while it was checked",
                "try again when it is saved and synchronised",
            )
        content = _marked(copy, look_through(copy).suspects, faults)
    _replace(target, content)


def _check_target(target: Path) -> None:
    """An annotated copy may be written anew; any other file stays as it is."""
    if target.suffix.lower() != ".xlsx":
        raise UsageError(
            f"--annotate {target.name}: the copy is an .xlsx file", "let its name end in .xlsx"
        )
    if target.exists() and not _is_annotated(target):
        raise CannotWriteError(
            f"{target} is there already", "name another file for --annotate, or move it away first"
        )


def _is_annotated(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return ANNOTATED.encode() in archive.read("docProps/custom.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def _marked(copy: Copy, suspects: tuple[str, ...], faults: Iterable[Fault]) -> bytes:
    """The bytes of the annotated copy."""
    told = [
        Told(f.severity, f.code, *f.origin[:3], f.origin.address, f.found, f.message, f.hint)
        for f in faults
    ]
    command = (*COMMAND, str(copy.path), str(copy.path.with_name(MARKED)), *suspects)
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=json.dumps(told).encode(),
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _not_copied(copy, "it takes too long") from error
    if done.returncode != 0:
        raise _not_copied(
            copy,
            done.stdout.decode(errors="replace").strip() or "it takes too long, or too much memory",
        )
    return copy.path.with_name(MARKED).read_bytes()


def _not_copied(copy: Copy, why: str) -> WorkbookError:
    return WorkbookError(
        f"no annotated copy can be made of {copy.name}: {why}",
        "pfreport check without --annotate lists every fault",
    )


def _replace(target: Path, content: bytes) -> None:
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise CannotWriteError(
            f"cannot write {target}: {error.strerror or error}", "choose a folder you may write to"
        ) from error
