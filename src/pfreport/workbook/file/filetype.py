"""What a file is, told by its first bytes and its parts: a refusal that names the real type."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from pathlib import Path

from pfreport.errors import WorkbookError

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
SAVE_AS = "open it in a spreadsheet program and save it as .xlsx"
HEAD = 4096
TEXT_FILE = "a text file (CSV)"


def refuse_by_name(path: Path) -> None:
    """WorkbookError for the lock files spreadsheet programs leave beside an open workbook."""
    if path.name.startswith(("~$", ".~lock.")):
        raise WorkbookError(
            f"{path.name} is the lock file of an open workbook, not a workbook",
            "name the workbook itself",
        )


def refuse_by_content(path: Path, name: str) -> None:
    """WorkbookError for anything whose first bytes are not those of a zip file, saying what it is
    instead.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return
    if not head.strip(b"\0"):
        raise WorkbookError(
            f"{name} is empty",
            "is it still being copied or synchronised? Try again when that is done",
        )
    if head.startswith(OLE) and ENCRYPTED in path.read_bytes():
        raise WorkbookError(
            f"{name} is protected by a password",
            "remove the password in the spreadsheet program and save it again",
        )
    what = _described(head)
    hint = (
        f"{SAVE_AS}; or name a folder of .csv files, one a sheet" if what == TEXT_FILE else SAVE_AS
    )
    raise WorkbookError(f"{name} is {what}, not an .xlsx workbook", hint)


def refuse_by_parts(parts: Collection[str], archive: zipfile.ZipFile, name: str) -> None:
    """WorkbookError for zip files that hold no .xlsx workbook, saying what they hold instead."""
    other = _kind_of_archive(parts, archive)
    if other:
        raise WorkbookError(f"{name} is {other}, not an .xlsx workbook", SAVE_AS)
    if any(part.startswith("xl/macrosheets/") for part in parts):
        hint = (
            "delete its Excel 4 macro sheets (unhide them first), or copy the data sheets into a "
            "new workbook"
        )
        raise WorkbookError(f"{name} holds Excel 4 macro sheets, which cannot be read safely", hint)


def _kind_of_archive(parts: Collection[str], archive: zipfile.ZipFile) -> str | None:
    if "mimetype" in parts:
        mimetype = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
        return None if mimetype == OPEN_DOCUMENT else f"a file of type {mimetype}"
    if "xl/workbook.bin" in parts:
        return "an Excel binary workbook (.xlsb)"
    if any(part.endswith(".iwa") for part in parts):
        return "a Numbers document"
    for folder, what in (("word/", "a Word document"), ("ppt/", "a PowerPoint presentation")):
        if any(part.startswith(folder) for part in parts):
            return what
    return (
        None
        if any(part.lower().startswith("xl/worksheets/") for part in parts)
        else "a zip file without sheets"
    )


def _described(head: bytes) -> str:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(OLE):
        return "an old Excel workbook (.xls) or another Office document of that age"
    if text.startswith((b"<!doctype html", b"<html", b"<table")):
        return "a web page (HTML)"
    if text.startswith(b"<?xml"):
        return "an XML file"
    if text.startswith(b"%pdf"):
        return "a PDF file"
    if b"\0" not in head and any(mark in head for mark in (b",", b";", b"\t")):
        return TEXT_FILE
    return "a file of another kind or a damaged one"
