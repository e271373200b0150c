"""Makes a workbook readable: scans suspect sheets and takes out what the reader could not bear."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.parsers.expat import ExpatError

from pfreport.workbook.file.formats import Beside, beside
from pfreport.workbook.file.package import copy_with, plain_name, recalculates, sheet_parts
from pfreport.workbook.file.rewriting import rewritten
from pfreport.workbook.file.scan import Scan, SheetRefusedError, scan_sheet, without
from pfreport.workbook.file.spelling import in_utf8, is_odd

READABLE = "readable.xlsx"


def make_readable(path: Path, suspects: list[str] | None) -> tuple[Path, dict[str, Scan | str]]:
    """The file to read, beside `path` where something had to go; scans by sheet name, or why a
    sheet cannot be read. Without suspects every sheet is scanned.
    """
    scans: dict[str, Scan | str] = {}
    replaced: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        unsure, held = recalculates(archive), beside(archive)
        stored = {plain_name(part): part for part in archive.namelist()}
        for name, target in sheet_parts(archive).items():
            part = stored.get(plain_name(target))
            if part is None:
                scans[name] = f"its part {target} is missing"
            elif suspects is None or part in suspects:
                scans[name], replaced[part] = _scanned(
                    archive.read(part), held, recalculates=unsure
                )
        copy_with(archive, replaced, path.with_name(READABLE))
    return path.with_name(READABLE), scans


def _scanned(xml: bytes, held: Beside, *, recalculates: bool) -> tuple[Scan | str, bytes]:
    """What the scan found, and the sheet without what was cut out of it; an empty one where it
    cannot be read at all.
    """
    try:
        plain = in_utf8(xml)
        plain = rewritten(plain) if is_odd(plain) else plain
        scan = scan_sheet(plain, recalculates=recalculates, beside=held)
    except (SheetRefusedError, ExpatError, UnicodeError) as refusal:
        return str(refusal), _EMPTY
    return scan, without(plain, scan.cuts)


_EMPTY = (
    b"<worksheet "
    b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
