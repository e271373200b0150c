"""Sheets spelled as no spreadsheet program spells them: read as they are meant, or told, never
taken for something else.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pfreport.errors import WorkbookError
from pfreport.settings import Config
from pfreport.workbook.file.source import read_workbook
from pfreport.workbook.file.spelling import is_plain
from pfreport.workbook.rules import CheckedWorkbook
from tests.test_fuzz import read
from tests.workbook.archives import repacked, replacing
from tests.workbook.books import found, minimal, validate, workbook

PROJECTS, RELATIONS = "xl/worksheets/sheet2.xml", "xl/_rels/workbook.xml.rels"
CELL = '<c r="H2" t="n"><v>1000</v></c>'
ERROR = '<c r="H2" t="e"><v>#REF!</v></c>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OTHER = "http://schemas.openxmlformats.org/markup-compatibility/2006"
AS_MEANT, TWICE, UNKNOWN = [], [("PF222", "Projects!H2")], [("PF201", "Projects!H2")]
BLANK, UNCALCULATED = [("PF224", "Projects!H2")], [("PF202", "Projects!H2")]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(minimal(), tmp_path / "book.xlsx")


def examined(path: Path) -> CheckedWorkbook:
    return validate(read(path), Config(), {})


def budget(checked: CheckedWorkbook) -> float | None:
    assert checked.portfolio
    return checked.portfolio.project_by_id["P-1"].budget


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('<c r="H2"><v>10<!-- thousands -->00</v></c>', AS_MEANT),
        ('<c r="H2"><v>10<?some program?>00</v></c>', AS_MEANT),
        ('<c r="H2"><v>10&#48;0</v></c>', AS_MEANT),
        ('<c r="H2"><v><![CDATA[1000]]></v></c>', AS_MEANT),
        (f"<!-- {CELL} -->{CELL}", AS_MEANT),
        (f'<!-- {ERROR} --><c s="0" r="H2"><v>1000</v></c>', AS_MEANT),
        ('<c r="h2"><v>1000</v></c>', AS_MEANT),
        ("<c><v>1000</v></c>", AS_MEANT),
        ("<c r='H2'\n\tt='n'><v>1000</v>\n</c>", AS_MEANT),
        (f'{CELL}<x:c xmlns:x="{OTHER}" r="H2"><x:v>7</x:v></x:c>', AS_MEANT),
        (f'<x:c xmlns:x="{MAIN}" r="H2"><x:v>1000</x:v></x:c>', AS_MEANT),
        ('<c r="H2" t="inlineStr"><v>1000</v></c>', [("PF205", "Projects!H2")]),
        ('<c r="H2" t = "e"><v>#REF!</v></c>', UNKNOWN),
        ('<c r="H2" t\n=\n"e"><v>#REF!</v></c>', UNKNOWN),
        ('<c r="H2" t="&#101;"><v>#REF!</v></c>', UNKNOWN),
        ('<c r="H2"><f\n>500+500</f></c>', UNCALCULATED),
        ('<c r="H2"><f>500+500</f><v> </v></c>', UNCALCULATED),
        ('<c t="n" r="H2"><v>1000</v></c><c t="n" r="H2"><v>7</v></c>', TWICE),
        ('<c\tr="H2"><v>1000</v></c><c\tr="H2"><v>7</v></c>', TWICE),
        (f'{CELL}<c r="h2"><v>7</v></c>', TWICE),
        (f'{CELL}<c r="H02"><v>7</v></c>', TWICE),
        (f'{CELL}<c r="H2"/>', TWICE),
        ('<c r="H2"><v>1000</v><v>7</v></c>', TWICE),
        ('<c r="H3"><v>7</v></c>', [*BLANK, ("PF222", "Projects!H3")]),
    ],
)
def test_a_cell_is_read_as_it_is_meant_or_told(
    book: Path, tmp_path: Path, cell: str, told: list[tuple[str, str]]
) -> None:
    checked = examined(repacked(book, tmp_path / "odd.xlsx", {PROJECTS: replacing(CELL, cell)}))
    assert found(checked.faults) == told
    assert budget(checked) == (1000 if told in (AS_MEANT, [("PF205", "Projects!H2")]) else None)


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        ('<row r="2"><c r="H2"><v>7</v></c></row></sheetData>', [("PF115", "Projects!2"), *TWICE]),
        (
            '<row spans="1:8" r="2"><c s="0" r="H2"><v>7</v></c></row></sheetData>',
            [("PF115", "Projects!2"), *TWICE],
        ),
        ('<row><c r="H2"><v>7</v></c></row></sheetData>', TWICE),
        (
            '</sheetData><sheetData><row r="2"><c r="H2"><v>7</v></c></row></sheetData>',
            [("PF115", "Projects!2"), *TWICE],
        ),
    ],
)
def test_a_row_that_comes_twice_does_not_replace_the_first(
    book: Path, tmp_path: Path, rest: str, told: list[tuple[str, str]]
) -> None:
    checked = examined(
        repacked(book, tmp_path / "odd.xlsx", {PROJECTS: replacing("</sheetData>", rest)})
    )
    assert found(checked.faults) == told
    assert budget(checked) is None


def test_an_empty_sheet_with_prefixes_stays_one(book: Path, tmp_path: Path) -> None:
    empty = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData '
        "/><x:printOptions><x:a>1</x:a></x:printOptions></x:worksheet>"
    ).encode()
    sheets = read(repacked(book, tmp_path / "odd.xlsx", {PROJECTS: empty})).sheets
    assert (sheets["Projects"].unreadable, [*sheets["Projects"].rows]) == (None, [])


def test_what_no_address_is_makes_its_sheet_unreadable(book: Path, tmp_path: Path) -> None:
    checked = examined(
        repacked(book, tmp_path / "odd.xlsx", {PROJECTS: replacing('r="H2"', 'r="$H$2"')})
    )
    assert found(checked.faults) == [("PF110", "Projects!1")]
    assert "$H$2" in checked.faults[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_sheet_is_read_in_any_unicode(book: Path, tmp_path: Path, encoding: str) -> None:
    change: Callable[[bytes], bytes] = lambda xml: (  # noqa: E731
        xml.decode().replace(CELL, ERROR).replace("Harbour", "Hafen Süd").encode(encoding)
    )
    checked = examined(repacked(book, tmp_path / "odd.xlsx", {PROJECTS: change}))
    assert found(checked.faults) == UNKNOWN
    assert checked.portfolio
    assert checked.portfolio.projects[0].name == "Hafen Süd"


def test_a_sheet_in_another_encoding_is_unreadable(book: Path, tmp_path: Path) -> None:
    change: Callable[[bytes], bytes] = lambda xml: (  # noqa: E731
        xml.decode().replace(CELL, ERROR).replace("Harbour", "Süd").encode("latin-1")
    )
    assert found(examined(repacked(book, tmp_path / "odd.xlsx", {PROJECTS: change})).faults) == [
        ("PF110", "Projects!1")
    ]


def renamed(
    book: Path,
    target: Path,
    names: Mapping[str, str],
    changes: Mapping[str, Callable[[bytes], bytes]],
) -> Path:
    """A copy with parts under other names, and changed."""
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            new.writestr(names.get(part, part), changes.get(part, bytes)(old.read(part)))
    return target


@pytest.mark.parametrize(
    ("names", "target"),
    [
        ({PROJECTS: "xl/worksheets/Sheet2.xml"}, f"/{PROJECTS}"),
        ({PROJECTS: "XL\\worksheets\\sheet2.XML"}, f"/{PROJECTS}"),
        ({PROJECTS: "xl/tables/of projects.xml"}, "/xl/tables/of projects.xml"),
        ({PROJECTS: "xl/worksheets/sheet2.dat"}, "/xl/worksheets/sheet2.dat"),
        (
            {"xl/workbook.xml": "xl/Workbook.xml", RELATIONS: "xl/_rels/Workbook.xml.rels"},
            f"/{PROJECTS}",
        ),
    ],
)
def test_an_error_value_is_found_whatever_its_part_is_called(
    book: Path, tmp_path: Path, names: dict[str, str], target: str
) -> None:
    changes = {PROJECTS: replacing(CELL, ERROR), RELATIONS: replacing(f"/{PROJECTS}", target)}
    assert found(examined(renamed(book, tmp_path / "odd.xlsx", names, changes)).faults) == UNKNOWN


@pytest.mark.parametrize(
    "target", ["/xl/worksheets/sheet9.xml", "../../../../etc/passwd", "worksheets\\sheet2.xml"]
)
def test_a_sheet_whose_part_is_not_there_is_unreadable(
    book: Path, tmp_path: Path, target: str
) -> None:
    for change in (bytes, replacing(CELL, ERROR)):
        changes = {PROJECTS: change, RELATIONS: replacing(f"/{PROJECTS}", target)}
        assert found(examined(renamed(book, tmp_path / "odd.xlsx", {}, changes)).faults) == [
            ("PF110", "Projects!1")
        ]


def test_two_sheets_of_one_name_are_refused(book: Path, tmp_path: Path) -> None:
    sheets = zipfile.ZipFile(book).read("xl/workbook.xml").decode()
    second = sheets[sheets.rindex("<sheet ") : sheets.index("</sheets>")]
    twice = repacked(
        book,
        tmp_path / "odd.xlsx",
        {"xl/workbook.xml": replacing("</sheets>", f"{second}</sheets>")},
    )
    with pytest.raises(WorkbookError, match="two sheets of one name"):
        read_workbook(twice)


def test_a_document_type_is_refused_in_a_part_of_any_name(book: Path, tmp_path: Path) -> None:
    declaring = repacked(
        book,
        tmp_path / "odd.xlsx",
        {"xl/media/image1.png": b'\n<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
    )
    with pytest.raises(WorkbookError, match="document type"):
        read_workbook(declaring)


@pytest.mark.parametrize("before", [b"PK\x03\x04 something else", None])
def test_an_archive_in_another_is_refused(book: Path, tmp_path: Path, before: bytes | None) -> None:
    """Where the list of parts begins is then for each reader to guess."""
    content = book.read_bytes()
    (tmp_path / "odd.xlsx").write_bytes((content if before is None else before) + content)
    with pytest.raises(WorkbookError, match="one archive in another"):
        read_workbook(tmp_path / "odd.xlsx")


def test_an_archive_in_the_comment_of_another_is_refused(book: Path, tmp_path: Path) -> None:
    inner = workbook(minimal(), tmp_path / "inner.xlsx").read_bytes()
    (tmp_path / "odd.xlsx").write_bytes(
        book.read_bytes()[:-2] + len(inner).to_bytes(2, "little") + inner
    )
    with pytest.raises(WorkbookError, match="one archive in another"):
        read_workbook(tmp_path / "odd.xlsx")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" s="3" t="inlineStr"><is><t>a &amp; b</t></is></c>',
        '<c r="A1" t="s"><v>1</v></c><c r="B1" s="1"/>',
    ],
)
def test_ordinary_sheets_are_not_written_anew(cell: str) -> None:
    xml = (
        f'<?xml version="1.0"?><worksheet><sheetData><row r="1" spans="1:2">{cell}</row><row r="3" '
        'ht="15"/></sheetData></worksheet>'
    )
    assert is_plain(xml.encode())
