"""The first step: what a portfolio is read from, a workbook or a folder of .csv files, as plain
values.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from pfreport.workbook.file.csv_folder import CsvFolder
from pfreport.workbook.file.raw import RawWorkbook
from pfreport.workbook.file.reader import WorkbookFile


class Source(Protocol):
    """What can be opened. Its origins name its `file` where several are read together; empty where
    it is the one that is meant.
    """

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def file(self) -> str:
        """How origins call it."""

    def open(self) -> RawWorkbook:
        """Its name, the SHA-256 of its bytes, and its sheets, each with what stops it from being
        read. Raises MissingFileError or WorkbookError, each with what to do.
        """


def source_at(path: Path, encoding: str | None = None, file: str = "") -> Source:
    """A workbook, or a folder of .csv files, of which those that are not in UTF-8 are written in
    `encoding`.
    """
    return CsvFolder(path, encoding, file) if path.is_dir() else WorkbookFile(path, file)


def read_workbook(path: Path, encoding: str | None = None) -> RawWorkbook:
    """What stands in a workbook or a folder of .csv files."""
    return source_at(path, encoding).open()
