"""Every cell of many workbooks, read by ours and by openpyxl: the same value, or ours is told as
what it is.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from pfreport.workbook.cells.texts import clean
from pfreport.workbook.file.raw import RawTable
from tests.fuzzing.writer import write_book
from tests.test_fuzz import ground_of, read

pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")
SEEDS = 40
FORMATS = (
    *(
        "0",
        "#,##0.00",
        "0%",
        "yyyy-mm-dd",
        "d mmm yy",
        "[$-409]d-mmm-yy;@",
        "hh:mm",
        "yyyy-mm-dd hh:mm:ss",
        '0.0 "M€"',
        "@",
    ),
    *(
        "[$€-407] #,##0.00",
        "_-* #,##0.00\\ [$DKK]_-",
        "[Red]-0.0;[Blue]0.0",
        "# ?/?",
        '"Q"0',
        '0\\h;(0)"day"',
        "mmm-yy",
        "[$-F800]dddd, d",
    ),
)
TEXTS = (
    "abc",
    " a ",
    "1,200",
    "#REF!",
    "two\nlines",
    "x<y&z>",
    "ünï",
    "😀",
    "مرحبا",
    "'=1+1",
    "TRUE",
    "2026-01-01",
    "a\tb",
    "\u00a0",
    "x" * 999,
)


def value(chance: random.Random) -> Any:
    """Any value a cell of a portfolio may hold, and some it should not."""
    day = dt.datetime.combine(
        dt.date(chance.randint(1990, 2100), chance.randint(1, 12), chance.randint(1, 28)), dt.time()
    )
    number = chance.choice(
        (
            0,
            1,
            61,
            0.5,
            42369,
            45000.75,
            0.1 + 0.2,
            chance.uniform(0, 1e6),
            chance.randint(0, 10**6),
        )
    )
    return chance.choice(
        (
            number,
            day,
            day.replace(hour=23, minute=59, second=58),
            chance.choice(TEXTS),
            chance.random() < 0.5,
            None,
        )
    )


def drawn(path: Path, seed: int) -> Path:
    """A workbook by xlsxwriter: all types under all formats, formulas with results of every type,
    anywhere on its sheets.
    """
    chance = random.Random(seed)
    options = {
        "default_date_format": "yyyy-mm-dd",
        "date_1904": seed % 5 == 4,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(path, options) as book:
        formats = [None, *(book.add_format({"num_format": text}) for text in FORMATS)]
        for name in ("A", "B b", "Ü&<")[: 1 + seed % 3]:
            sheet, top, left = book.add_worksheet(name), chance.randint(0, 5), chance.randint(0, 5)
            for at in [(top + row, left + column) for row in range(20) for column in range(6)]:
                if chance.random() < 0.1:
                    sheet.write_formula(
                        *at, "=1", None, chance.choice((5, "text", True, "#N/A", "#DIV/0!"))
                    )
                else:
                    found = value(chance)
                    sheet.write(
                        *at,
                        found,
                        None if isinstance(found, dt.datetime) else chance.choice(formats),
                    )
            sheet.merge_range(top + 21, left, top + 22, left + 2, "merged")
            sheet.write_rich_string(
                top + 24, left, "a ", book.add_format({"bold": True}), "b", " c"
            )
    return path


def differences(path: Path) -> Iterator[tuple[object, ...]]:
    """Cells that openpyxl reads otherwise, save those that ours tells as errors, never calculated,
    doubled, merged or far.
    """
    ours = read(path).sheets
    theirs = openpyxl.load_workbook(path, data_only=True)
    if [*ours] != theirs.sheetnames:
        yield ([*ours], theirs.sheetnames)
    for sheet in theirs.worksheets:
        table = ours[sheet.title]
        places = {(row - 1, column - 1) for row, column in sheet._cells}
        places |= {
            (r, c) for r, row in enumerate(table.rows) for c, cell in enumerate(row) if cell != ""
        }
        covered = {
            at
            for m in table.merges
            for at in product(range(m.top, m.bottom + 1), range(m.left, m.right + 1))
            if at != (m.top, m.left)
        }
        for row, column in sorted(places - table.special() - {*table.far} - covered):
            one, other = _cell(table, row, column), _plain(sheet.cell(row + 1, column + 1).value)
            if (type(one), one) != (type(other), other):
                yield (sheet.title, row + 1, column + 1, one, other)
        errors = {
            (c.row - 1, c.column - 1): c.value for c in sheet._cells.values() if c.data_type == "e"
        }
        if dict(table.errors) != {
            place: text
            for place, text in errors.items()
            if place not in table.doubled | {*table.far}
        }:
            yield (sheet.title, table.errors, errors)


def _cell(table: RawTable, row: int, column: int) -> Any:
    return (
        _plain(table.rows[row][column])
        if row < len(table.rows) and column < len(table.rows[row])
        else ""
    )


def _plain(found: Any) -> Any:
    """As both readers can say it: blanks as a text, numbers as floats, times to the second, texts
    as ours cleans them.
    """
    if isinstance(found, dt.date) and not isinstance(found, dt.datetime):
        found = dt.datetime.combine(found, dt.time())
    if isinstance(found, dt.datetime):
        return (found + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    if isinstance(found, dt.time | dt.timedelta):
        return str(found).partition(".")[0]
    if isinstance(found, int) and not isinstance(found, bool):
        return float(found)
    return clean(found or "")[0] if isinstance(found, str | None) else found


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_xlsxwriter_writes_is_read_alike(tmp_path: Path, seed: int) -> None:
    assert [*differences(drawn(tmp_path / "book.xlsx", seed))] == []


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_the_fuzzer_writes_is_read_alike(tmp_path: Path, seed: int) -> None:
    ground, _ = ground_of(seed)
    pages = [
        page for page in ground.pages() if not page.cut_off
    ]  # of a workbook with such a sheet openpyxl reads nothing
    assert [
        *differences(write_book(tmp_path / "book.xlsx", pages, ground.layout.date_system))
    ] == []


@pytest.mark.office
def test_whatever_libreoffice_makes_of_them_is_read_alike(tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("no LibreOffice on this machine")
    books = [drawn(tmp_path / f"{seed}.xlsx", seed) for seed in range(8)]
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        tmp_path / "saved",
        *books,
    ]
    subprocess.run(command, check=True, capture_output=True)
    assert {book.name: [*differences(tmp_path / "saved" / book.name)] for book in books} == {
        book.name: [] for book in books
    }
