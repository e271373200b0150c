"""The parts of a workbook: which part holds which sheet, and copies with parts replaced."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
# What openpyxl and xlsxwriter put into every file they write: nobody has calculated it yet.
_WRITTEN_BY_PROGRAM = {"calcId": "124519", "fullCalcOnLoad": "1"}


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet names and the parts that hold them."""
    targets = {
        e.get("Id"): e.get("Target", "") for e in _elements(archive, RELATIONS, "Relationship")
    }
    parts = {}
    for sheet in _elements(archive, WORKBOOK, "sheet"):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        target = targets.get(relation)
        if target:
            parts[sheet.get("name", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip(
                "/"
            )
    return parts


def plain_name(part: str) -> str:
    """A part's name as readers compare names: in any case, and with either slash."""
    return part.replace("\\", "/").lower()


def recalculates(archive: zipfile.ZipFile) -> bool:
    """Whether a program wrote the file without calculating it."""
    return any(
        all(e.get(k) == v for k, v in _WRITTEN_BY_PROGRAM.items())
        for e in _elements(archive, WORKBOOK, "calcPr")
    )


def copy_with(archive: zipfile.ZipFile, replaced: Mapping[str, bytes], target: Path) -> None:
    """Writes the archive anew, with some parts replaced."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for part in archive.namelist():
            copy.writestr(part, replaced[part] if part in replaced else archive.read(part))


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[Any]:
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - most workbooks are read without

    stored = {plain_name(name): name for name in archive.namelist()}
    for element in fromstring(archive.read(stored.get(part.lower(), part)), forbid_dtd=True).iter():
        if element.tag.rpartition("}")[2] == name:
            yield element
