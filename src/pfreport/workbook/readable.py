"""Makes a workbook readable: scans suspect sheets and takes out what the reader could not bear."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pfreport.workbook.package import copy_with, in_utf8, recalculates, sheet_parts
from pfreport.workbook.scan import Scan, SheetRefusedError, scan_sheet, without

READABLE = "readable.xlsx"


def make_readable(path: Path, suspects: list[str]) -> tuple[Path, dict[str, Scan | str]]:
    """The file to read, beside `path` where something had to go; scans by sheet name, or why a sheet cannot be read."""
    scans: dict[str, Scan | str] = {}
    replaced: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        unsure = recalculates(archive)
        for name, part in sheet_parts(archive).items():
            if part in suspects:
                xml = in_utf8(archive.read(part))
                scans[name] = _scan(xml, recalculates=unsure)
                replaced[part] = _bearable(xml, scans[name])
        copy_with(archive, replaced, path.with_name(READABLE))
    return path.with_name(READABLE), scans


def _scan(xml: bytes, *, recalculates: bool) -> Scan | str:
    try:
        return scan_sheet(xml, recalculates=recalculates)
    except SheetRefusedError as refusal:
        return str(refusal)


def _bearable(xml: bytes, scan: Scan | str) -> bytes:
    """The sheet without what was cut out of it; an empty one where it cannot be read at all."""
    return _EMPTY if isinstance(scan, str) else without(xml, scan.cuts)


_EMPTY = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
