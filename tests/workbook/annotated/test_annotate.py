"""The annotated copy: faults shown at their cells, for reading only, whatever the workbook."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pfreport.faults import Fault
from pfreport.workbook.annotated.marking import FILLS, FIRST_SHEET, NOTICE
from pfreport.workbook.examine import examine, judge_quickly
from tests.workbook.archives import repacked, replacing
from tests.workbook.books import Sheets, minimal, planted, workbook

FAULTY = Path(__file__).parents[3] / "samples" / "faulty.xlsx"
PROJECTS = "xl/worksheets/sheet2.xml"


def check(book: Path, *options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pfreport", "check", book, *options]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


def annotated(book: Path, tmp_path: Path, code: int = 3) -> Any:
    target = tmp_path / "for reading.xlsx"
    done = check(book, "--annotate", target)
    assert (done.returncode, done.stderr) == (code, "")
    return openpyxl.load_workbook(target)


def told(book: Path) -> list[Fault]:
    examined = examine(book, {})
    assert examined.portfolio
    return [*examined.faults, *judge_quickly(examined.portfolio)]


def marks(book: Any) -> set[str]:
    """Addresses of cells with the colour of a fault."""
    colours = {f"00{colour}" for colour in FILLS.values()}
    cells = (c for sheet in book.worksheets for row in sheet.iter_rows() for c in row)
    return {
        f"{c.parent.title}!{c.coordinate}"
        for c in cells
        if c.fill.fill_type and c.fill.fgColor.rgb in colours
    }


def faulty(tmp_path: Path, *plants: Any) -> Path:
    return workbook(planted(minimal(), *plants), tmp_path / "book.xlsx")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("annotated") / "copy.xlsx"
    assert check(FAULTY, "--annotate", target).returncode == 3
    return target


def test_every_faulty_cell_is_coloured_and_commented_and_no_other_is(sample: Path) -> None:
    book = openpyxl.load_workbook(sample)
    faults = [f for f in told(FAULTY) if f.origin.sheet in book.sheetnames]
    expected = {f"{f.origin.sheet}!{f.origin.cell or f'A{f.origin.row}'}" for f in faults}
    assert marks(book) == expected
    for fault in faults:
        comment = book[fault.origin.sheet][fault.origin.cell or f"A{fault.origin.row}"].comment.text
        assert f"{fault.code}: {fault.message}\n{fault.hint}" in comment


def test_the_first_sheet_says_it_is_for_reading_and_lists_every_fault(sample: Path) -> None:
    book = openpyxl.load_workbook(sample)
    assert book.sheetnames[0] == book.active.title == FIRST_SHEET
    assert [cell.value for cell in book.active["A"][:2]] == list(NOTICE)
    faults = [(f.code, f.origin.address) for f in told(FAULTY)]
    listed = [(row[1], row[2]) for row in book.active.iter_rows(min_row=5, values_only=True)]
    assert sorted(faults) == sorted(listed)


def test_hidden_sheets_and_rows_with_faults_are_shown(sample: Path) -> None:
    book = openpyxl.load_workbook(sample)
    assert book["Rates"].sheet_state == "visible"
    assert not book["Risks"].row_dimensions[4].hidden


def test_check_refuses_the_copy_by_name(sample: Path) -> None:
    done = check(sample)
    assert (done.returncode, done.stdout) == (65, "")
    assert done.stderr.startswith("pfreport: copy.xlsx is an annotated copy for reading")


@pytest.mark.office
def test_it_opens_in_libreoffice_which_keeps_colours_comments_and_the_refusal(
    sample: Path, tmp_path: Path
) -> None:
    if not shutil.which("soffice"):
        pytest.skip("no LibreOffice on this machine")
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path, sample],
        check=True,
        capture_output=True,
    )
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert book.active.title == FIRST_SHEET
    assert book["Projects"]["T3"].fill.fgColor.rgb == f"FF{FILLS['error']}"
    assert book["Projects"]["T3"].comment.text.startswith("PF203: ")
    assert check(tmp_path / "copy.xlsx").returncode == 65


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    book = faulty(
        tmp_path,
        ("Projects", 2, "Budget", "about"),
        ("Projects", 2, "Manager", "x1"),
        ("Projects", 3, "Budget", "x2"),
    )
    text = '=HYPERLINK("http://example.org","x")'
    changes = {
        PROJECTS: lambda xml: xml.replace(b"<t>x1</t>", f"<t>{text}</t>".encode()).replace(
            b"<t>x2</t>", b"<t>=1+1</t>"
        )
    }
    copy = annotated(repacked(book, tmp_path / "changed.xlsx", changes), tmp_path)
    assert (copy["Projects"]["E2"].value, copy["Projects"]["E2"].data_type) == (text, "s")
    found = copy.active["D6"]
    assert (found.value, found.data_type) == ("=1+1", "s")


def test_a_sheet_that_cannot_be_read_is_marked_in_its_first_cell(tmp_path: Path) -> None:
    row = '<row r="99999999"><c r="A99999999"><v>1</v></c></row>'
    book = repacked(
        faulty(tmp_path),
        tmp_path / "changed.xlsx",
        {PROJECTS: replacing("</row></sheetData>", f"</row>{row}</sheetData>")},
    )
    assert marks(annotated(book, tmp_path, code=65)) == {"Projects!A1"}


def test_a_fault_of_a_missing_sheet_is_listed_alone(tmp_path: Path) -> None:
    sheets: Sheets = {"Settings": minimal()["Settings"]}
    copy = annotated(workbook(sheets, tmp_path / "book.xlsx"), tmp_path, code=65)
    assert marks(copy) == set()
    assert copy.active["B5"].value == "PF101"


def test_a_cell_under_a_merged_one_is_told_where_the_merged_one_stands(tmp_path: Path) -> None:
    path = faulty(tmp_path)
    book = openpyxl.load_workbook(path)
    book["Projects"].merge_cells("E2:E3")
    book.save(path)
    copy = annotated(path, tmp_path, code=0)
    assert marks(copy) == {"Projects!E2"}
    assert "PF111" in copy["Projects"]["E2"].comment.text
    assert "PF224" in copy["Projects"]["E2"].comment.text


def test_a_comment_that_was_there_stands_below_ours(tmp_path: Path) -> None:
    path = faulty(tmp_path, ("Projects", 2, "Budget", "lots"))
    book = openpyxl.load_workbook(path)
    book["Projects"]["H2"].comment = openpyxl.comments.Comment("ask Ann", "Bob")
    book.save(path)
    comment = annotated(path, tmp_path)["Projects"]["H2"].comment.text
    assert comment.startswith("PF203")
    assert comment.endswith("ask Ann")


def test_conditional_colours_do_not_hide_ours(tmp_path: Path) -> None:
    path = faulty(tmp_path, ("Projects", 2, "Budget", "lots"))
    book = openpyxl.load_workbook(path)
    green = openpyxl.styles.PatternFill(bgColor="00FF00")
    book["Projects"].conditional_formatting.add(
        "A1:Z9", openpyxl.formatting.rule.FormulaRule(formula=["TRUE"], fill=green)
    )
    book.save(path)
    assert len(annotated(path, tmp_path)["Projects"].conditional_formatting) == 0


def test_a_long_list_is_whole(tmp_path: Path) -> None:
    rows = [
        [f"Q-{n}", f"Quay {n}", "Execution", "Cancelled", "Ann", None, None, "lots"]
        for n in range(500)
    ]
    sheets = minimal()
    copy = annotated(
        workbook(sheets | {"Projects": [*sheets["Projects"], *rows]}, tmp_path / "book.xlsx"),
        tmp_path,
    )
    assert copy.active.max_row == 4 + 3 * 500
    assert len(marks(copy)) == 3 * 500


def test_a_file_that_is_no_annotated_copy_is_never_replaced(tmp_path: Path) -> None:
    book = faulty(tmp_path, ("Projects", 2, "Budget", "lots"))
    before = book.read_bytes()
    done = check(book, "--annotate", book)
    assert done.returncode == 74
    assert done.stderr.startswith(f"pfreport: {book} is there already\n")
    assert book.read_bytes() == before


def test_an_annotated_copy_is_written_anew(tmp_path: Path) -> None:
    annotated(faulty(tmp_path, ("Projects", 2, "Budget", "lots")), tmp_path)
    assert marks(annotated(faulty(tmp_path, ("Projects", 3, "Budget", "lots")), tmp_path)) == {
        "Projects!H3"
    }
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.xlsx", "for reading.xlsx"]


@pytest.mark.parametrize(
    ("target", "code"),
    [("copy.xlsm", 2), ("no/such/folder/copy.xlsx", 74), ("book.xlsx/copy.xlsx", 74)],
)
def test_a_target_that_cannot_be_is_refused_after_the_faults_are_told(
    tmp_path: Path, target: str, code: int
) -> None:
    done = check(
        faulty(tmp_path, ("Projects", 2, "Budget", "lots")), "--annotate", tmp_path / target
    )
    assert done.returncode == code
    assert "[PF203]" in done.stdout
    assert done.stderr.startswith("pfreport: ")
    assert "Traceback" not in done.stderr


def test_a_workbook_that_cannot_be_held_whole_is_refused_in_one_line(tmp_path: Path) -> None:
    merge = '</sheetData><mergeCells count="1"><mergeCell ref="A9:XFD1048576"/></mergeCells>'
    book = repacked(
        faulty(tmp_path), tmp_path / "changed.xlsx", {PROJECTS: replacing("</sheetData>", merge)}
    )
    done = check(book, "--annotate", tmp_path / "copy.xlsx")
    assert done.returncode == 65
    assert done.stderr.startswith("pfreport: no annotated copy can be made of changed.xlsx: ")
    assert len(done.stderr.splitlines()) == 2
    assert not (tmp_path / "copy.xlsx").exists()
