"""Real files through the real reader: what plain values do not show is told by cell."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pfreport.errors import WorkbookError
from pfreport.reasons import reason_text
from pfreport.settings import Config
from pfreport.workbook.file.raw import Merge
from pfreport.workbook.file.scan import NO_DATE
from pfreport.workbook.file.source import read_workbook
from pfreport.workbook.rules import CheckedWorkbook
from tests.workbook.archives import repacked, replacing
from tests.workbook.books import Sheets, found, minimal, planted, validate, whole, workbook

PROJECTS = "xl/worksheets/sheet2.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(minimal(), tmp_path / "book.xlsx")


def examined(path: Path) -> CheckedWorkbook:
    return validate(read_workbook(path), Config(), {})


def changed(book: Path, tmp_path: Path, old: str, new: str) -> Path:
    return repacked(book, tmp_path / "changed.xlsx", {PROJECTS: replacing(old, new)})


def test_a_whole_workbook_is_read_without_a_fault(tmp_path: Path) -> None:
    checked = examined(workbook(whole(), tmp_path / "book.xlsx"))
    assert checked.faults == ()
    assert checked.portfolio
    assert [p.project_id for p in checked.portfolio.projects] == ["P-1", "P-2", "P-3"]
    assert checked.portfolio.projects[0].baseline_start == dt.date(2026, 8, 1)
    assert checked.portfolio.projects[0].at("budget").address == "Projects!H2"


def test_a_formula_without_a_stored_result_is_an_error_at_its_cell(tmp_path: Path) -> None:
    sheets = planted(minimal(), ("Projects", 2, "Budget", "=500+500"))
    checked = examined(workbook(sheets, tmp_path / "book.xlsx"))
    assert found(checked.faults) == [("PF202", "Projects!H2")]
    assert checked.portfolio
    assert checked.portfolio.project_by_id["P-1"].budget is None
    assert reason_text(checked.portfolio.project_by_id["P-1"].why("budget")) == "faulty"


def test_a_formula_with_a_stored_result_is_read_by_it(book: Path, tmp_path: Path) -> None:
    checked = examined(
        changed(
            book,
            tmp_path,
            '<c r="H2" t="n"><v>1000</v></c>',
            '<c r="H2"><f>500+500</f><v>1000</v></c>',
        )
    )
    assert checked.faults == ()
    assert checked.portfolio
    assert checked.portfolio.project_by_id["P-1"].budget == 1000


def test_an_empty_text_is_a_result(book: Path, tmp_path: Path) -> None:
    cell = '<c r="E2" t="str"><f>IF(TRUE,"","Ann")</f><v></v></c>'
    path = repacked(
        book,
        tmp_path / "changed.xlsx",
        {PROJECTS: lambda xml: swap_cell(xml, b"E2", cell.encode())},
    )
    assert found(examined(path).faults) == [("PF224", "Projects!E2")]


def test_a_program_s_stored_zero_is_no_result(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in minimal().items():
            sheet = book.add_worksheet(name)
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row, book.add_format({"num_format": "yyyy-mm-dd"}))
            if name == "Projects":
                sheet.write_formula("H2", "=500+500")
                sheet.write_formula("H3", "=250+250", None, 500)
    assert found(examined(path).faults) == [("PF202", "Projects!H2")]


@pytest.mark.parametrize(
    "text", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#SPILL!", "#CALC!", "#FIELD!"]
)
def test_error_values_old_and_new_are_errors_at_their_cells(
    book: Path, tmp_path: Path, text: str
) -> None:
    checked = examined(
        changed(
            book, tmp_path, '<c r="H2" t="n"><v>1000</v></c>', f'<c r="H2" t="e"><v>{text}</v></c>'
        )
    )
    assert [(f.code, f.origin.address, f.found) for f in checked.faults] == [
        ("PF201", "Projects!H2", text)
    ]


def test_an_error_value_in_an_unused_row_is_no_matter(book: Path, tmp_path: Path) -> None:
    path = changed(
        book,
        tmp_path,
        "</row></sheetData>",
        '</row><row r="9"><c r="H9" t="e"><v>#REF!</v></c></row></sheetData>',
    )
    checked = examined(path)
    assert checked.faults == ()
    assert checked.rows["Projects"] == {"there": 2, "read": 2, "skipped": 0, "faulty": 0}


def test_a_cell_stored_twice_is_an_error(book: Path, tmp_path: Path) -> None:
    cell = '<c r="H2" t="n"><v>1000</v></c>'
    assert found(
        examined(changed(book, tmp_path, cell, cell + cell.replace("1000", "900"))).faults
    ) == [("PF222", "Projects!H2")]


def test_far_cells_are_named_and_not_read(book: Path, tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    checked = examined(changed(book, tmp_path, "</row></sheetData>", f"</row>{far}</sheetData>"))
    assert found(checked.faults) == [("PF114", "Projects!XFD1048576")]
    assert checked.portfolio
    assert len(checked.portfolio.projects) == 2


def test_what_stands_behind_an_error_value_without_text_is_read(book: Path, tmp_path: Path) -> None:
    budget = '<c r="H2" t="n"><v>1000</v></c>'
    checked = examined(
        changed(book, tmp_path, budget, f'{budget}<c r="I2" t="e"/><c r="J2"><v>7</v></c>')
    )
    assert checked.portfolio
    assert checked.portfolio.project_by_id["P-1"].budget == 1000
    far = (
        '<c r="GS2"/><c r="GT2" s="0"/></row><row r="4"><c r="A4" '
        't="inlineStr"><is><t>P-3</t></is></c>'
    )
    other = read_workbook(
        changed(book, tmp_path, '</row><row r="3"', f'{far}</row><row r="3"')
    ).sheets["Projects"]
    assert [row[0] for row in other.rows] == ["Project ID", "P-1", "P-2", "P-3"]
    early = read_workbook(changed(book, tmp_path, budget, f'<c r="G2" t="e"/>{budget}')).sheets[
        "Projects"
    ]
    assert early.rows[1][7] == 1000


def test_far_cells_that_are_merely_styled_are_no_matter(book: Path, tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert (
        examined(changed(book, tmp_path, "</row></sheetData>", f"</row>{far}</sheetData>")).faults
        == ()
    )


def test_a_duration_beyond_all_bounds_costs_its_cell_alone(tmp_path: Path) -> None:
    path = workbook(minimal() | {"Notes": [[1e15]]}, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    book["Notes"]["A1"].number_format = "[h]:mm"
    book.save(path)
    sheets = read_workbook(path).sheets
    assert sheets["Notes"].errors == {(0, 0): NO_DATE}
    assert sheets["Projects"].rows[1][7] == 1000


def test_a_sheet_that_really_is_too_large_is_not_read(book: Path, tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(200_001, 200_200))
    checked = examined(changed(book, tmp_path, "</row></sheetData>", f"</row>{rows}</sheetData>"))
    assert found(checked.faults) == [("PF110", "Projects!1")]
    assert "200,000 rows" in checked.faults[0].message
    assert checked.portfolio is None


def test_a_row_outside_the_grid_makes_its_sheet_unreadable(book: Path, tmp_path: Path) -> None:
    row = '<row r="99999999"><c r="A99999999"><v>1</v></c></row>'
    checked = examined(changed(book, tmp_path, "</row></sheetData>", f"</row>{row}</sheetData>"))
    assert found(checked.faults) == [("PF110", "Projects!1")]
    assert "outside the grid" in checked.faults[0].message


def test_hidden_rows_and_sheets_are_read_with_a_warning(tmp_path: Path) -> None:
    path = workbook(minimal(), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    book["Projects"].row_dimensions[3].hidden = True
    book["Settings"].sheet_state = "hidden"
    book.save(path)
    checked = examined(path)
    assert found(checked.faults) == [("PF112", "Projects!3"), ("PF113", "Settings!1")]
    assert checked.portfolio
    assert len(checked.portfolio.projects) == 2


def test_a_merged_cell_counts_for_the_first_only(tmp_path: Path) -> None:
    path = workbook(minimal(), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    book["Projects"].merge_cells("E2:E3")
    book.save(path)
    assert read_workbook(path).sheets["Projects"].merges == (Merge(1, 4, 2, 4),)
    checked = examined(path)
    assert found(checked.faults) == [("PF111", "Projects!E2"), ("PF224", "Projects!E3")]
    assert checked.portfolio
    assert [p.manager for p in checked.portfolio.projects] == ["Ann", None]


def test_a_value_that_still_lies_under_a_merged_cell_does_not_count(
    book: Path, tmp_path: Path
) -> None:
    checked = examined(
        changed(
            book,
            tmp_path,
            "</sheetData>",
            '</sheetData><mergeCells count="1"><mergeCell ref="E2:E3"/></mergeCells>',
        )
    )
    assert found(checked.faults) == [("PF111", "Projects!E2"), ("PF224", "Projects!E3")]
    assert checked.portfolio
    assert [p.manager for p in checked.portfolio.projects] == ["Ann", None]


def test_one_merge_over_the_whole_grid_costs_no_time(book: Path, tmp_path: Path) -> None:
    begun = time.monotonic()
    checked = examined(
        changed(
            book,
            tmp_path,
            "</sheetData>",
            '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        )
    )
    assert time.monotonic() - begun < 20
    assert "PF121" in [fault.code for fault in checked.faults] or checked.portfolio is None


def test_macros_are_a_notice(book: Path, tmp_path: Path) -> None:
    checked = examined(repacked(book, tmp_path / "book.xlsm", {"xl/vbaProject.bin": b"\xd0\xcf"}))
    assert found(checked.faults) == [("PF001", "'book.xlsm'")]


def test_a_value_from_another_workbook_is_a_warning(book: Path, tmp_path: Path) -> None:
    checked = examined(
        changed(
            book,
            tmp_path,
            '<c r="H2" t="n"><v>1000</v></c>',
            '<c r="H2"><f>[1]Sheet1!A1</f><v>1000</v></c>',
        )
    )
    assert found(checked.faults) == [("PF223", "Projects!H2")]


def test_dates_of_the_1904_system_are_the_same_dates(tmp_path: Path) -> None:
    path = workbook(minimal(), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(tmp_path / "1904.xlsx")
    one, other = examined(path).portfolio, examined(tmp_path / "1904.xlsx").portfolio
    assert one
    assert other
    assert other.projects == one.projects
    assert other.settings.status_date == dt.date(2026, 10, 31)


def test_a_sheet_that_begins_below_and_to_the_right_keeps_its_addresses(tmp_path: Path) -> None:
    rows = [
        [],
        [],
        ["", "", "Our projects"],
        [],
        *(["", "", *row] for row in minimal()["Projects"]),
    ]
    checked = examined(workbook(minimal() | {"Projects": rows}, tmp_path / "book.xlsx"))
    assert checked.faults == ()
    assert checked.portfolio
    assert checked.portfolio.projects[0].at("budget").address == "Projects!J6"


@pytest.mark.parametrize("index", ["-1", "99"])
def test_a_shared_text_that_is_not_there_is_never_read_as_something(
    book: Path, tmp_path: Path, index: str
) -> None:
    text = '<c r="B2" t="inlineStr"><is><t>Harbour</t></is></c>'
    try:
        checked = examined(changed(book, tmp_path, text, f'<c r="B2" t="s"><v>{index}</v></c>'))
    except WorkbookError:
        return
    assert "Projects!B2" in [f.origin.address for f in checked.faults] or checked.portfolio is None


@pytest.mark.office
def test_a_workbook_saved_by_libreoffice_is_the_same_portfolio(tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("no LibreOffice on this machine")
    path = workbook(whole(), tmp_path / "book.xlsx")
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", out, path],
        check=True,
        capture_output=True,
    )
    one, other = examined(path), examined(out / "book.xlsx")
    assert other.faults == one.faults
    assert other.portfolio == one.portfolio


def swap_cell(xml: bytes, address: bytes, cell: bytes) -> bytes:
    start = xml.index(b'<c r="' + address + b'"')
    end = xml.index(b"</c>", start) + 4
    return xml[:start] + cell + xml[end:]


def test_rows_of_a_sheet_are_as_wide_as_its_widest(tmp_path: Path) -> None:
    sheets: Sheets = minimal() | {"Notes": [["a"], [], ["b", "c", "d"]]}
    assert {
        len(row)
        for row in read_workbook(workbook(sheets, tmp_path / "book.xlsx")).sheets["Notes"].rows
    } == {3}
