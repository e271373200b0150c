"""Reads a folder of .csv files: one sheet a file, every value a text."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pfreport.errors import MissingFileError, WorkbookError
from pfreport.kinds import normalised
from pfreport.workbook.file.container import TOO_MUCH
from pfreport.workbook.file.preflight import FILE_SIZE
from pfreport.workbook.file.raw import BLANK, RawTable, RawWorkbook, SheetOrigin
from pfreport.workbook.file.scan import MOST_SHEET_COLUMNS, MOST_SHEET_ROWS

CSV_SUFFIX = ".csv"
DELIMITERS = ",;\t|"
ROWS_TRIED = 10
TURN_IT = (
    f"{TOO_MUCH}; where records stand beside each other, exchange rows and columns (paste "
    "transposed)"
)
SAVE_AS_UTF8 = "save it as CSV UTF-8 in the spreadsheet program"
WESTERN = "windows-1252"
SAY_IT = (
    f'{SAVE_AS_UTF8}; or say in pfreport.toml how it is written: encoding = "{WESTERN}" under [csv]'
)
_WORD = re.compile(r"[^\s;,\t|\"]*[^\x00-\x7f][^\s;,\t|\"]*")
_SIGN_WITHIN = re.compile(r"[^\W\d_][\xa1-\xbf\xd7\xf7][^\W\d_]")


class Encoding(NamedTuple):
    """How files are probably written, with words to look at: they are spelled right if it is so."""

    name: str
    words: tuple[str, ...]


def likely_encoding(path: Path) -> Encoding | None:
    """How the files of a folder are written that are not in UTF-8, where they read like a Western
    European language; else None.
    """
    text = "\n".join(map(_western, _contents(path).values())) if path.is_dir() else ""
    words = tuple(dict.fromkeys(_WORD.findall(text)))
    letters = [c for c in "".join(words) if c.isalpha()]
    plain = 2 * sum(not c.isascii() for c in letters) <= len(
        letters
    )  # letters with accents stand among others
    return (
        Encoding(WESTERN, words)
        if words and plain and not any(map(_SIGN_WITHIN.search, words))
        else None
    )


@dataclass(frozen=True, slots=True)
class CsvFolder:
    """A folder of .csv files; those that are not in UTF-8 are written in `encoding`, and `file` is
    what its origins call it where several sources are read together.
    """

    path: Path
    encoding: str | None = None
    file: str = ""

    def open(self) -> RawWorkbook:
        """Reads it. Raises MissingFileError where it holds no such file, WorkbookError where one
        cannot be read.
        """
        digest, sheets = hashlib.sha256(), {}
        for name, content in _contents(self.path).items():
            digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(content).digest())
            rows = _rows(name, _decoded(name, content, self.encoding))
            sheets[name] = RawTable(rows, SheetOrigin(name, self.file), typed=False)
        name = self.path.resolve().name
        return RawWorkbook(name, digest.hexdigest(), sheets, file=self.file)


def _contents(path: Path) -> dict[str, bytes]:
    """The files of the folder by name."""
    files = sorted(
        file
        for file in path.iterdir()
        if file.suffix.lower() == CSV_SUFFIX and not file.name.startswith((".", "~"))
    )
    if not files:
        raise MissingFileError(
            f"{path} is a folder without {CSV_SUFFIX} files",
            f"name a workbook, or a folder with a {CSV_SUFFIX} file a sheet",
        )
    if sum(_size(file) for file in files) > FILE_SIZE:
        raise WorkbookError(f"{path.name} is larger than {FILE_SIZE // 2**20} MB", TOO_MUCH)
    contents = {file.stem: _content(file) for file in files}
    if len({normalised(name) for name in contents}) < len(files):
        raise WorkbookError(f"{path.name} holds two files of one name", "rename one of them")
    return contents


def _western(content: bytes) -> str:
    """The text of a file that is not in UTF-8, if it is written as Western European versions of
    Windows write; else nothing.
    """
    for encoding in ("utf-8", WESTERN):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if encoding == WESTERN and "\0" not in text else ""
    return ""


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
    return MissingFileError(
        f"{file} cannot be read: {error.strerror or error}", "check that you may read it"
    )


def _rows(name: str, text: str) -> Sequence[Sequence[str]]:
    """The rows of a file, all of one length."""
    first, _, rest = text.partition("\n")
    stated = first.strip().casefold()
    delimiter = stated[4:5] if stated.startswith("sep=") and len(stated) == 5 else None
    try:
        rows = [
            *csv.reader(
                io.StringIO("\n" + rest if delimiter else text),
                delimiter=delimiter or _delimiter(text),
            )
        ]
    except csv.Error as error:
        raise WorkbookError(f"{name}{CSV_SUFFIX} cannot be read: {error}", SAVE_AS_UTF8) from error
    width = max(map(len, rows), default=0)
    if len(rows) > MOST_SHEET_ROWS:
        raise WorkbookError(f"{name}{CSV_SUFFIX} uses more than {MOST_SHEET_ROWS:,} rows", TOO_MUCH)
    if width > MOST_SHEET_COLUMNS:
        raise WorkbookError(
            f"{name}{CSV_SUFFIX} uses more than {MOST_SHEET_COLUMNS} columns", TURN_IT
        )
    return [row + [BLANK] * (width - len(row)) for row in rows]


def _decoded(name: str, content: bytes, encoding: str | None) -> str:
    """The text of a file; one that is not in UTF-8 is read as stated, and never guessed."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        text = _as_stated(name, content, encoding, error)
    if "\0" in text:
        raise WorkbookError(f"{name}{CSV_SUFFIX} is no text file", "name the workbook it came from")
    return text


def _as_stated(name: str, content: bytes, encoding: str | None, cause: UnicodeDecodeError) -> str:
    if encoding is None:
        raise WorkbookError(f"{name}{CSV_SUFFIX} is not written in UTF-8", SAY_IT) from cause
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise WorkbookError(
            f"{name}{CSV_SUFFIX} is written neither in UTF-8 nor in {encoding}", SAVE_AS_UTF8
        ) from error


def _delimiter(text: str) -> str:
    """The mark that parts the first rows into most fields; the comma where none does."""
    lines = [line for line in text.splitlines() if line.strip()][: ROWS_TRIED * 2]
    fields = {
        mark: sum(len(row) for row in islice(csv.reader(lines, delimiter=mark), ROWS_TRIED))
        for mark in DELIMITERS
    }
    return max(DELIMITERS, key=fields.__getitem__)
