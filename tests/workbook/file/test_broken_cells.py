"""Cells that the reader cannot bear, or reads as what they are not: each is told as its own fault, and
the rest of the workbook is read.
"""

from __future__ import annotations

import re
import zipfile

import pytest

from pfreport import assets
from pfreport.workbook.examine import examine
from pfreport.workbook.file.formats import _is_date
from tests.workbook.books import found

NAMES = ["Chloe Martin", "Yuki Tanaka"]
FINISHES = ["2026-12-18", "2027-09-30"]


def spoiled(path, pattern, replacement):
    """The workbook with something else in the XML of its projects."""
    made = assets.folder("samples") / "starter.xlsx"
    book = path / "book.xlsx"
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(book, "w") as copy:
        for part in archive.namelist():
            content = archive.read(part)
            if part == "xl/worksheets/sheet3.xml":
                content, times = re.subn(pattern, replacement, content, count=1)
                assert times == 1
            copy.writestr(part, content)
    return book


@pytest.mark.parametrize(
    "index", [b"-1", b"99999", b"1.5", b"9" * 30, b" 3", b"+3", b"abc", b"1e1"]
)
def test_a_text_that_the_file_does_not_hold_is_no_other_text(tmp_path, index):
    book = spoiled(tmp_path, rb'(<c r="K2"[^>]*t="s"[^>]*><v>)[0-9]+', rb"\g<1>" + index)
    read = examine(book, {})
    assert found(read.faults) == [("PF225", "Projects!K2")]
    assert [p.manager for p in read.portfolio.projects] == [None, *NAMES]


@pytest.mark.parametrize("number", [b"-1e12", b"1e12", b"-1e300", b"12345678901"])
def test_a_date_beyond_the_calendar_is_that_cells_fault(tmp_path, number):
    book = spoiled(tmp_path, rb'(<c r="S2"[^>]*><v>)[0-9]+', rb"\g<1>" + number)
    read = examine(book, {})
    assert {*found(read.faults)} & {("PF208", "Projects!S2"), ("PF227", "Projects!S2")}
    assert [str(p.baseline_finish) for p in read.portfolio.projects] == ["None", *FINISHES]


def test_a_large_amount_is_no_date(tmp_path):
    book = spoiled(tmp_path, rb'(<c r="X2"[^>]*><v>)[0-9]+', rb"\g<1>1e12")
    assert examine(book, {}).portfolio.projects[0].budget == 1e12


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True),
        ("[h]:mm", True),
        ('0.0" days"', False),
        ("#,##0.00 [$EUR]", False),
        ("[Red]-0;0", False),
        (r"0\d", False),
        ("General", False),
    ],
)
def test_a_format_is_one_of_dates_by_its_code(code, is_date):
    assert _is_date("164", {"164": code}) is is_date
