"""The process that reads: it alone gives a foreign file to a reader, within limits of memory and
time.

It imports as little as it can, since it starts anew for every workbook.
"""

from __future__ import annotations

import gc
import pickle
import resource
import sys
from typing import Any

MEMORY = 3 * 2**30
CPU_SECONDS = 60
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
"""What an .ods file begins with, after the 30 bytes of its first entry's head."""


def main() -> None:
    """Reads the workbook named first, scanning the parts named after it, and writes plain values to
    standard output.
    """
    limit()
    gc.disable()  # it lives for one workbook, and what it makes is never garbage
    path, *suspects = sys.argv[1:]
    try:
        answer: dict[str, Any] = {"sheets": read_sheets(path, suspects)}
    # the reader's panics are no Exceptions; all of them are told to the parent
    except BaseException as error:  # noqa: BLE001
        answer = {"refused": f"{type(error).__name__}: {error}"}
    pickle.dump(answer, sys.stdout.buffer, protocol=5)


def read_sheets(path: str, suspects: list[str]) -> list[dict[str, Any]]:
    """Every sheet in the order of the workbook; those whose parts are suspect are scanned first."""
    if _is_open_document(path):
        # most workbooks are read without
        from pfreport.workbook.file.opendocument import read_open_document  # noqa: PLC0415

        return read_open_document(path)
    sheets = _read_scanned(path, suspects)
    if any("failed" in sheet for sheet in sheets):  # one cell may be at fault: it is looked for
        sheets = _read_scanned(path, None)
    return sheets


def _read_scanned(path: str, suspects: list[str] | None) -> list[dict[str, Any]]:
    """Every sheet, those of suspect parts scanned first; all of them where none are named."""
    # after the limits are set
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    scans: dict[str, Any] = {}
    if suspects is None or suspects:
        from pathlib import Path  # noqa: PLC0415 - most workbooks are read without

        # most workbooks are read without
        from pfreport.workbook.file.readable import make_readable  # noqa: PLC0415

        readable, scans = make_readable(Path(path), suspects)
        path = str(readable)
    workbook = CalamineWorkbook.from_path(path)
    return [
        {
            "name": meta.name,
            "visible": meta.visible == SheetVisibleEnum.Visible,
            **_read_sheet(workbook, meta.name, scans.get(meta.name)),
        }
        for meta in workbook.sheets_metadata
        if meta.typ == SheetTypeEnum.WorkSheet
    ]


def _is_open_document(path: str) -> bool:
    with open(path, "rb") as file:
        return OPEN_DOCUMENT in file.read(30 + len(OPEN_DOCUMENT))


def _read_sheet(workbook: Any, name: str, scan: Any) -> dict[str, Any]:
    from python_calamine import CalamineError  # noqa: PLC0415 - after the limits are set

    if isinstance(scan, str):
        return {"unreadable": scan}
    try:
        sheet = workbook.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
    # the reader's panics are no Exceptions; a duration of a million years overflows
    except BaseException as error:
        if not isinstance(error, CalamineError | OverflowError) and not _is_panic(error):
            raise
        return {"unreadable": f"the reader says: {error}", "failed": True}
    scanned = (
        {} if scan is None else {key: getattr(scan, key) for key in scan.__slots__ if key != "cuts"}
    )
    return {
        "rows": _sharing_blanks(rows),
        "merges": sheet.merged_cell_ranges or [],
        "found": scanned,
    }


def _is_panic(error: BaseException) -> bool:
    return type(error).__name__ == "PanicException"


def _sharing_blanks(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows; all that are blank are one list, so that a lone far cell costs no memory for the
    cells between.
    """
    blank = [""] * len(rows[0]) if rows else []
    return [blank if row.count("") == len(blank) else row for row in rows]


def limit() -> None:
    """Limits this process before it touches the file."""
    resource.setrlimit(
        resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5)
    )  # the first is told by a signal of its own, SIGXCPU
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ValueError, OSError):  # macOS knows the limit and refuses to set it
        return


if __name__ == "__main__":
    main()
