"""The process that reads: it alone gives a foreign file to a reader, within limits of memory and time."""

from __future__ import annotations

import gc
import pickle
import resource
import sys
import zipfile
from pathlib import Path
from typing import Any

from pfreport.workbook.package import copy_with, in_utf8, recalculates, sheet_parts
from pfreport.workbook.scan import Scan, SheetRefusedError, scan_sheet, without

MEMORY = 3 * 2**30
CPU_SECONDS = 60


def main() -> None:
    """Reads the workbook named first, scanning the parts named after it, and writes plain values to standard output."""
    _limit()
    gc.disable()  # it lives for one workbook, and what it makes is never garbage
    path, *suspects = sys.argv[1:]
    try:
        answer: dict[str, Any] = {"sheets": read_sheets(Path(path), suspects)}
    except BaseException as error:  # noqa: BLE001 - the reader's panics are no Exceptions; all of them are told to the parent
        answer = {"refused": f"{type(error).__name__}: {error}"}
    pickle.dump(answer, sys.stdout.buffer, protocol=5)


def read_sheets(path: Path, suspects: list[str]) -> list[dict[str, Any]]:
    """Every sheet in the order of the workbook; those whose parts are suspect are scanned first."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - after the limits are set

    path, scans = _scanned(path, suspects) if suspects else (path, {})
    workbook = CalamineWorkbook.from_path(path)
    return [
        {"name": meta.name, "visible": meta.visible == SheetVisibleEnum.Visible, **_read_sheet(workbook, meta.name, scans.get(meta.name))}
        for meta in workbook.sheets_metadata
        if meta.typ == SheetTypeEnum.WorkSheet
    ]


def _read_sheet(workbook: Any, name: str, scan: Scan | str | None) -> dict[str, Any]:
    from python_calamine import CalamineError  # noqa: PLC0415 - after the limits are set

    if isinstance(scan, str):
        return {"unreadable": scan}
    try:
        sheet = workbook.get_sheet_by_name(name)
    except CalamineError as error:
        return {"unreadable": f"the reader says: {error}"}
    found = {} if scan is None else {key: getattr(scan, key) for key in scan.__slots__ if key != "cuts"}
    return {"rows": sheet.to_python(skip_empty_area=False), "merges": sheet.merged_cell_ranges or [], "found": found}


def _scanned(path: Path, suspects: list[str]) -> tuple[Path, dict[str, Scan | str]]:
    """Scans by sheet name, or why a sheet cannot be read; and the file to read, without what was cut out."""
    scans: dict[str, Scan | str] = {}
    replaced: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        unsure = recalculates(archive)
        for name, part in sheet_parts(archive).items():
            if part not in suspects:
                continue
            xml = in_utf8(archive.read(part))
            try:
                scans[name] = scan = scan_sheet(xml, recalculates=unsure)
            except SheetRefusedError as refusal:
                scans[name] = str(refusal)
                continue
            if scan.cuts:
                replaced[part] = without(xml, scan.cuts)
        if replaced:
            copy_with(archive, replaced, path.with_name("readable.xlsx"))
            path = path.with_name("readable.xlsx")
    return path, scans


def _limit() -> None:
    """Limits this process before it touches the file."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ValueError, OSError):  # macOS knows the limit and refuses to set it
        return


if __name__ == "__main__":
    main()
