"""Reads a folder of .csv files: one sheet a file, every value a text."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from pfreport.errors import MissingFileError, WorkbookError
from pfreport.kinds import normalised
from pfreport.workbook.container import TOO_MUCH
from pfreport.workbook.preflight import FILE_SIZE
from pfreport.workbook.raw import BLANK, RawTable, RawWorkbook, SheetOrigin
from pfreport.workbook.scan import MOST_COLUMNS, MOST_ROWS

SUFFIX = ".csv"
DELIMITERS = ",;\t|"
ROWS_TRIED = 10
TURN_IT = f"{TOO_MUCH}; where records stand beside each other, exchange rows and columns (paste transposed)"
SAVE_AS_UTF8 = "save it as CSV UTF-8 in the spreadsheet program"


def read_folder(path: Path) -> RawWorkbook:
    """Reads the folder. Raises MissingFileError where it holds no such file, WorkbookError where one cannot be read."""
    files = sorted(file for file in path.iterdir() if file.suffix.lower() == SUFFIX and not file.name.startswith((".", "~")))
    if not files:
        raise MissingFileError(f"{path} is a folder without {SUFFIX} files", f"name a workbook, or a folder with a {SUFFIX} file a sheet")
    if sum(_size(file) for file in files) > FILE_SIZE:
        raise WorkbookError(f"{path.name} is larger than {FILE_SIZE // 2**20} MB", TOO_MUCH)
    contents = {file.stem: _content(file) for file in files}
    if len({normalised(name) for name in contents}) < len(files):
        raise WorkbookError(f"{path.name} holds two files of one name", "rename one of them")
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(content).digest())
    sheets = {name: RawTable(_rows(name, content), SheetOrigin(name), typed=False) for name, content in contents.items()}
    return RawWorkbook(path.resolve().name, digest.hexdigest(), sheets)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from error


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: OSError) -> MissingFileError:
    return MissingFileError(f"{file} cannot be read: {error.strerror or error}", "check that you may read it")


def _rows(name: str, content: bytes) -> Sequence[Sequence[str]]:
    """The rows of a file, all of one length."""
    text = _decoded(name, content)
    first, _, rest = text.partition("\n")
    stated = first.strip().casefold()
    delimiter = stated[4:5] if stated.startswith("sep=") and len(stated) == 5 else None
    try:
        rows = [*csv.reader(io.StringIO("\n" + rest if delimiter else text), delimiter=delimiter or _delimiter(text))]
    except csv.Error as error:
        raise WorkbookError(f"{name}{SUFFIX} cannot be read: {error}", SAVE_AS_UTF8) from error
    width = max(map(len, rows), default=0)
    if len(rows) > MOST_ROWS:
        raise WorkbookError(f"{name}{SUFFIX} uses more than {MOST_ROWS:,} rows", TOO_MUCH)
    if width > MOST_COLUMNS:
        raise WorkbookError(f"{name}{SUFFIX} uses more than {MOST_COLUMNS} columns", TURN_IT)
    return [row + [BLANK] * (width - len(row)) for row in rows]


def _decoded(name: str, content: bytes) -> str:
    """The text of a file; how it is written is never guessed."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise WorkbookError(f"{name}{SUFFIX} is not written in UTF-8", SAVE_AS_UTF8) from error
    if "\0" in text:
        raise WorkbookError(f"{name}{SUFFIX} is no text file", "name the workbook it came from")
    return text


def _delimiter(text: str) -> str:
    """The mark that parts the first rows into most fields; the comma where none does."""
    lines = [line for line in text.splitlines() if line.strip()][: ROWS_TRIED * 2]
    fields = {mark: sum(len(row) for row in islice(csv.reader(lines, delimiter=mark), ROWS_TRIED)) for mark in DELIMITERS}
    return max(DELIMITERS, key=fields.__getitem__)
