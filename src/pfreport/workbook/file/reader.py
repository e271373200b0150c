"""Reads a workbook into plain values: checked first, then opened in a process of its own."""

from __future__ import annotations

import datetime as dt
import io
import os
import pickle
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pfreport.errors import WorkbookError
from pfreport.workbook.file.preflight import Copy, Look, look_through, private_copy
from pfreport.workbook.file.raw import Merge, RawTable, RawWorkbook, SheetOrigin

WALL_SECONDS = 120
COMMAND = (sys.executable, "-S", "-s", "-P", "-m", "pfreport.workbook.file.child")
SAVE_AGAIN = "open it in a spreadsheet program and save it again as .xlsx"
SMALLER = "copy its data sheets into a new workbook; if that fails too, the file is damaged"


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    """A workbook; `file` is what its origins call it where several are read together."""

    path: Path
    file: str = ""

    def open(self) -> RawWorkbook:
        """Reads it. Raises MissingFileError or WorkbookError, each with what to do."""
        with private_copy(self.path) as copy:
            look, answer = _read(copy)
        if "refused" in answer:
            raise WorkbookError(f"{copy.name} cannot be read: {answer['refused']}", SAVE_AGAIN)
        sheets = {sheet["name"]: _table(sheet, self.file) for sheet in answer["sheets"]}
        if not sheets:
            raise WorkbookError(f"{copy.name} has no sheets", SAVE_AGAIN)
        if len(sheets) < len(answer["sheets"]):
            raise WorkbookError(f"{copy.name} has two sheets of one name", SAVE_AGAIN)
        return RawWorkbook(copy.name, copy.sha256, sheets, look.macros, file=self.file)


def _read(copy: Copy) -> tuple[Look, dict[str, Any]]:
    """Looks the copy through while it is read already: most workbooks need no scan, and a bad one
    is dropped in time.
    """
    with _Child(copy, ()) as child:
        look = look_through(copy)
        if not look.suspects:
            return look, child.answer()
    with _Child(copy, look.suspects) as child:
        return look, child.answer()


class _Child:
    """A process that reads one workbook; it does not outlive the block it is used in."""

    def __init__(self, copy: Copy, suspects: tuple[str, ...]) -> None:
        # Without site-packages' start-up code the process is up in a few milliseconds; it gets our
        # own search path instead.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        command = (*COMMAND, str(copy.path), *suspects)
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        self.name = copy.name
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            command, env=environment, stdin=nothing, stdout=pipe, stderr=pipe
        )

    def __enter__(self) -> _Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def answer(self) -> dict[str, Any]:
        """What it read. WorkbookError where it died or took too long."""
        try:
            out, errors = self.process.communicate(timeout=WALL_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise WorkbookError(
                f"{self.name} took longer than {WALL_SECONDS} seconds to read", SMALLER
            ) from error
        if self.process.returncode != 0:
            raise WorkbookError(
                f"{self.name} could not be read: {_last_words(self.process.returncode, errors)}",
                SMALLER,
            )
        answer: dict[str, Any] = _PlainUnpickler(io.BytesIO(out)).load()
        return answer


def _last_words(code: int, errors: bytes) -> str:
    """Why the reading process ended: out of time, out of memory, or stopped by the reader."""
    if code == -signal.SIGXCPU:
        return "it takes too long to read"
    if code == -signal.SIGKILL:
        return "the process that read it was killed, which a machine does that runs out of memory"
    if b"memory" in errors.lower() or b"alloc" in errors.lower():
        return "it needs too much memory"
    return "the reader gave up on it"


class _PlainUnpickler(pickle.Unpickler):
    """Takes plain values and dates from the reading process, and nothing that could run code."""

    def find_class(self, module: str, name: str) -> Any:
        """Dates, times and sets are the only classes there are."""
        if module == "datetime" and name in ("datetime", "date", "time", "timedelta"):
            return getattr(dt, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def _table(sheet: dict[str, Any], file: str = "") -> RawTable:
    origin = SheetOrigin(sheet["name"], file)
    if "unreadable" in sheet:
        return RawTable((), origin, visible=sheet["visible"], unreadable=sheet["unreadable"])
    scanned = sheet["found"]

    def places(name: str) -> frozenset[Any]:
        return frozenset(scanned.get(name, ()))

    return RawTable(
        rows=sheet["rows"],
        origin=origin,
        visible=sheet["visible"],
        hidden_rows=places("hidden_rows"),
        merges=tuple(Merge(*start, *end) for start, end in sheet["merges"]),
        errors=scanned.get("errors", {}),
        uncalculated=places("uncalculated"),
        linked=places("linked"),
        doubled=places("doubled"),
        unordered_rows=places("unordered_rows"),
        far=tuple(scanned.get("far", ())),
    )
