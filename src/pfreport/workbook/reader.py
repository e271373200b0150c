"""Reads a workbook into plain values: checked first, then opened in a process of its own."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from pfreport.errors import WorkbookError
from pfreport.workbook.preflight import Inspected, inspected
from pfreport.workbook.raw import Merge, RawTable, RawWorkbook, SheetOrigin

WALL_SECONDS = 120
CHILD = (sys.executable, "-S", "-s", "-P", "-m", "pfreport.workbook.child")


def read_workbook(path: Path) -> RawWorkbook:
    """Reads a workbook. Raises MissingFileError or WorkbookError, each with what to do."""
    with inspected(path) as workbook:
        answer = _ask_child(workbook)
    if "refused" in answer:
        hint = "open it in a spreadsheet program and save it again as .xlsx"
        raise WorkbookError(f"{workbook.name} cannot be read: {answer['refused']}", hint)
    sheets = {sheet["name"]: _table(sheet) for sheet in answer["sheets"]}
    if not sheets:
        raise WorkbookError(f"{workbook.name} has no sheets", "open it in a spreadsheet program and save it again as .xlsx")
    return RawWorkbook(workbook.name, workbook.sha256, sheets, workbook.macros)


def _ask_child(workbook: Inspected) -> dict[str, Any]:
    request = json.dumps({"path": str(workbook.copy), "suspects": workbook.suspects}).encode()
    # Without site-packages' start-up code the process is up in a few milliseconds; it gets our own search path instead.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    try:
        done = subprocess.run(CHILD, input=request, capture_output=True, check=False, timeout=WALL_SECONDS, env=environment)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired as error:
        raise WorkbookError(f"{workbook.name} took longer than {WALL_SECONDS} seconds to read", _SMALLER) from error
    if done.returncode != 0:
        raise WorkbookError(f"{workbook.name} could not be read: {_last_words(done)}", _SMALLER)
    answer: dict[str, Any] = _PlainUnpickler(io.BytesIO(done.stdout)).load()
    return answer


_SMALLER = "copy its data sheets into a new workbook; if that fails too, the file is damaged"


def _last_words(done: subprocess.CompletedProcess[bytes]) -> str:
    """Why the reading process ended: out of time, out of memory, or stopped by the reader."""
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return "it takes too long to read"
    if b"memory" in done.stderr.lower() or b"alloc" in done.stderr.lower():
        return "it needs too much memory"
    return "the reader gave up on it"


class _PlainUnpickler(pickle.Unpickler):
    """Takes plain values and dates from the reading process, and nothing that could run code."""

    def find_class(self, module: str, name: str) -> Any:
        """Dates, times and sets are the only classes there are."""
        allowed = {"datetime": dt.datetime, "date": dt.date, "time": dt.time, "timedelta": dt.timedelta}
        if module == "datetime" and name in allowed:
            return allowed[name]
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def _table(sheet: dict[str, Any]) -> RawTable:
    origin = SheetOrigin(sheet["name"])
    if "unreadable" in sheet:
        return RawTable((), origin, visible=sheet["visible"], unreadable=sheet["unreadable"])
    found = sheet["found"]
    return RawTable(
        rows=sheet["rows"],
        origin=origin,
        visible=sheet["visible"],
        hidden_rows=frozenset(found.get("hidden_rows", ())),
        merges=tuple(Merge(*start, *end) for start, end in sheet["merges"]),
        errors=found.get("errors", {}),
        uncalculated=frozenset(found.get("uncalculated", ())),
        linked=frozenset(found.get("linked", ())),
        doubled=frozenset(found.get("doubled", ())),
        unordered_rows=frozenset(found.get("unordered_rows", ())),
        far=tuple(found.get("far", ())),
    )
