"""The zip file a workbook is: its limits, checked before any reader sees it."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pfreport.errors import WorkbookError
from pfreport.workbook.file.filetype import refuse_by_parts
from pfreport.workbook.file.package import plain_name
from pfreport.workbook.file.spelling import in_utf8

MOST_PARTS = 1_000
PART_SIZE = 100 * 2**20
WHOLE_SIZE = 200 * 2**20
STYLES_SIZE = 5 * 2**20
RATIO = 100
RATIO_FROM = 10 * 2**20

TOO_MUCH = (
    "a workbook of figures stays far below the limit; copy its data sheets into a new workbook"
)
DAMAGED = (
    "is it still being copied or synchronised? Else open it in a spreadsheet program and save it "
    "again"
)
_ENCODING = re.compile(rb"""^<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_END = b"PK\x05\x06"
_ROOT = re.compile(rb"<[A-Za-z_:]")
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf\s*|\xff\xfe|\xfe\xff)?\0?<")
_READABLE = ("utf-8", "utf8", "us-ascii", "ascii", "utf-16", "iso-8859-1", "windows-1252")


def check_list(path: Path, name: str) -> None:
    """Checks the list of parts against the limits, before any of them is unpacked. WorkbookError
    where it breaks one.
    """
    with opened(path, name) as archive:
        infos = archive.infolist()
        if len(infos) > MOST_PARTS:
            raise WorkbookError(
                f"{name} has {len(infos):,} parts; at most {MOST_PARTS:,} are read", TOO_MUCH
            )
        _check_names(infos, name)
        refuse_by_parts([i.filename for i in infos], archive, name)
        for info in infos:
            _check_part(info, name)
        if sum(i.file_size for i in infos) > WHOLE_SIZE:
            raise WorkbookError(f"{name} unpacks to more than {WHOLE_SIZE // 2**20} MB", TOO_MUCH)


@contextmanager
def opened(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """The workbook as a zip file. What goes wrong while it is open is damage: WorkbookError."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_ambiguous(archive, path, name)
            yield archive
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        UnicodeError,
        OSError,
    ) as error:
        raise WorkbookError(f"{name} is damaged or incomplete ({error})", DAMAGED) from error


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One part, read through to its checksum, without a document type. WorkbookError otherwise."""
    content = archive.read(part)
    if (
        part.lower().endswith((".xml", ".rels", ".vml")) or _MARKUP.match(content)
    ) and _declares_type(content, part, name):
        raise WorkbookError(
            f"{name}: {part} declares a document type, which no spreadsheet program writes",
            "do not use this file",
        )
    return content


def _refuse_ambiguous(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    """WorkbookError for a file that is two archives in one: which of them is read is for each
    program to choose.
    """
    with path.open("rb") as file:
        file.seek(archive.start_dir)
        ends = file.read().count(_END)
    if ends != 1 or min((i.header_offset for i in archive.infolist()), default=0) > 0:
        message = f"{name} holds one archive in another, so that two programs may see two contents"
        raise WorkbookError(message, "open it in a spreadsheet program and save it again")


def _check_names(infos: list[zipfile.ZipInfo], name: str) -> None:
    seen = Counter(plain_name(info.filename) for info in infos)
    doubled = sorted(part for part, times in seen.items() if times > 1)
    if doubled:
        message = (
            f"{name} holds the part {doubled[0]} twice, so that two programs may see two contents"
        )
        raise WorkbookError(message, "open it in a spreadsheet program and save it again")


def _check_part(info: zipfile.ZipInfo, name: str) -> None:
    most = STYLES_SIZE if info.filename == "xl/styles.xml" else PART_SIZE
    if info.file_size > most:
        raise WorkbookError(
            f"{name}: {info.filename} unpacks to more than {most // 2**20} MB", TOO_MUCH
        )
    if info.file_size > RATIO_FROM and info.file_size > RATIO * max(info.compress_size, 1):
        raise WorkbookError(
            f"{name}: {info.filename} unpacks to over {RATIO} times its size", TOO_MUCH
        )
    if info.flag_bits & 1:
        raise WorkbookError(
            f"{name}: {info.filename} is encrypted", "save the workbook without a password"
        )


def _declares_type(content: bytes, part: str, name: str) -> bool:
    content = in_utf8(content)
    declared = _ENCODING.match(content.lstrip(b"\xef\xbb\xbf \t\r\n"))
    if declared and declared[1].decode().lower() not in _READABLE:
        raise WorkbookError(
            f"{name}: {part} is written in {declared[1].decode()}",
            "open the workbook and save it again",
        )
    root = _ROOT.search(content)
    return b"<!DOCTYPE" in content[: root.start() if root else None]
