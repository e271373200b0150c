"""Files that are refused: each by name, before any reader sees it."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from pfreport.errors import MissingFileError, WorkbookError
from pfreport.workbook.file import container, preflight
from pfreport.workbook.file.preflight import is_suspect, look_through, private_copy
from tests.workbook.archives import repacked
from tests.workbook.books import minimal, workbook

SHEET = "xl/worksheets/sheet1.xml"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(minimal(), tmp_path / "book.xlsx")


def refusal(path: Path) -> str:
    with pytest.raises(WorkbookError) as caught, private_copy(path) as copy:
        look_through(copy)
    assert caught.value.hint
    assert "\n" not in caught.value.message
    assert caught.value.exit_code == 65
    return caught.value.message


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_good_workbook_passes_with_the_digest_of_the_original(book: Path) -> None:
    with private_copy(book) as copy:
        look = look_through(copy)
        assert copy.path.read_bytes() == book.read_bytes()
        assert copy.name == "book.xlsx"
    assert len(copy.sha256) == 64
    assert look.suspects == ()
    assert not copy.path.exists()


@pytest.mark.parametrize("name", ["~$book.xlsx", ".~lock.book.xlsx#"])
def test_lock_files_are_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x" * 165)
    assert "lock file" in refusal(tmp_path / name)


def test_a_missing_file_and_a_folder_are_no_workbooks(tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(MissingFileError) as caught, private_copy(path):
            pass
        assert caught.value.exit_code == 66
        assert caught.value.hint


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"\0" * 5000, "is empty"),
        (OLE + b"\0" * 600, "old Excel workbook (.xls)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"Project ID,Name\nP-1,Harbour\n", "text file (CSV)"),
        (b"<html><table></table></html>", "web page (HTML)"),
        (b"<?xml version='1.0'?><Workbook/>", "an XML file"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "of another kind"),
    ],
)
def test_other_files_are_told_apart(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "book.xlsx").write_bytes(content)
    assert what in refusal(tmp_path / "book.xlsx")


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        (
            {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"},
            "a file of type application/vnd.oasis",
        ),
        ({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b""}, "Excel binary workbook (.xlsb)"),
        ({"Index/Document.iwa": b""}, "Numbers document"),
        ({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}, "Word document"),
        ({"notes.txt": b"hello"}, "zip file without sheets"),
        (
            {"xl/worksheets/sheet1.xml": b"<a/>", "xl/macrosheets/sheet1.xml": b"<a/>"},
            "macro sheets",
        ),
    ],
)
def test_other_zip_files_are_told_apart(tmp_path: Path, parts: dict[str, bytes], what: str) -> None:
    assert what in refusal(zipped(tmp_path / "book.xlsx", parts))


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.99])
def test_a_truncated_file_is_called_damaged_or_incomplete(book: Path, kept: float) -> None:
    content = book.read_bytes()
    book.write_bytes(content[: int(len(content) * kept)])
    assert "damaged or incomplete" in refusal(book)


def test_a_changed_byte_breaks_the_checksum(book: Path, tmp_path: Path) -> None:
    stored = tmp_path / "stored.xlsx"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
    stored.write_bytes(stored.read_bytes().replace(b"Two projects", b"Ten projects"))
    assert "damaged or incomplete" in refusal(stored)


@pytest.mark.parametrize("text", ['<!DOCTYPE a [<!ENTITY b "c">]>', "<!DOCTYPE a>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(
    book: Path, tmp_path: Path, text: str, encoding: str
) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{text}<a/>'.encode(encoding)
    assert "document type" in refusal(repacked(book, tmp_path / "bad.xlsx", {SHEET: xml}))


def test_an_encoding_nobody_uses_is_refused(book: Path, tmp_path: Path) -> None:
    xml = b'<?xml version="1.0" encoding="UTF-7"?><a/>'
    assert "written in UTF-7" in refusal(repacked(book, tmp_path / "bad.xlsx", {SHEET: xml}))


@pytest.mark.parametrize("second", [SHEET, "xl/worksheets/SHEET1.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_doubled_and_case_colliding_parts_are_refused(book: Path, second: str) -> None:
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr(second, b"<a/>")
    assert "twice" in refusal(book)


def test_too_many_parts_are_refused(book: Path) -> None:
    with zipfile.ZipFile(book, "a") as archive:
        for number in range(container.MOST_PARTS):
            archive.writestr(f"xl/media/{number}.png", b"")
    assert "parts" in refusal(book)


def test_a_bomb_is_refused_unopened(book: Path, tmp_path: Path) -> None:
    bomb = repacked(
        book, tmp_path / "bomb.xlsx", {"xl/media/big.bin": b"0" * (container.PART_SIZE + 1)}
    )
    assert "unpacks to more than 100 MB" in refusal(bomb)


def test_a_large_part_that_shrinks_a_hundredfold_is_refused(book: Path, tmp_path: Path) -> None:
    bomb = repacked(
        book, tmp_path / "bomb.xlsx", {"xl/media/big.bin": b"0" * (container.RATIO_FROM + 1)}
    )
    assert "over 100 times" in refusal(bomb)


def test_a_small_part_may_shrink_as_it_likes(book: Path, tmp_path: Path) -> None:
    with private_copy(
        repacked(book, tmp_path / "good.xlsx", {"xl/media/big.bin": b"0" * 2**20})
    ) as copy:
        assert look_through(copy).suspects == ()


def test_styles_have_a_limit_of_their_own(book: Path, tmp_path: Path) -> None:
    noise = os.urandom(container.STYLES_SIZE + 1)
    assert "xl/styles.xml" in refusal(
        repacked(book, tmp_path / "bad.xlsx", {"xl/styles.xml": noise})
    )


def test_a_file_over_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "book.xlsx").open("wb") as file:
        file.truncate(preflight.FILE_SIZE + 1)
    assert "larger than 50 MB" in refusal(tmp_path / "book.xlsx")


def test_an_annotated_copy_is_refused(book: Path, tmp_path: Path) -> None:
    marked = repacked(
        book,
        tmp_path / "marked.xlsx",
        {"docProps/custom.xml": b'<Properties><property name="pfreport.annotated"/></Properties>'},
    )
    assert "annotated copy" in refusal(marked)


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1" t="e"><v>#REF!</v></c>',
        "<c r='A1' t='e'><v>#REF!</v></c>",
        '<c r="A1"><f>1+1</f><v/></c>',
        '<c r="A1"><f t="shared" si="0"/></c>',
        '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
        '<c r="XFD1"><v>1</v></c>',
        '<c r="GS1"><v>1</v></c>',
        '<c r="A200001"><v>1</v></c>',
    ],
)
def test_sheets_that_hide_something_are_suspect(cells: str) -> None:
    assert is_suspect(
        f'<worksheet><sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode()
    )


def test_a_plain_sheet_with_drop_downs_is_not_suspect() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="GR{n}" t="s"><v>2</v></c></row>'
        for n in (1, 9, 199_999)
    )
    rules = "<dataValidations><dataValidation><formula1>Lists!$A$1</formula1></dataValidation></dataValidations>"
    assert not is_suspect(f"<worksheet><sheetData>{rows}</sheetData>{rules}</worksheet>".encode())


def test_a_file_that_is_being_written_is_not_read(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copyfile = preflight.shutil.copyfile

    def slow(source: Path, target: Path) -> None:
        copyfile(source, target)
        with book.open("ab") as file:
            file.write(b"more")

    monkeypatch.setattr(preflight.shutil, "copyfile", slow)
    assert "changed while it was read" in refusal(book)


def test_macros_are_noticed(book: Path, tmp_path: Path) -> None:
    with private_copy(
        repacked(book, tmp_path / "book.xlsm", {"xl/vbaProject.bin": b"\xd0\xcf"})
    ) as copy:
        assert look_through(copy).macros


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("portfolo.xlsx", "did you mean {}/portfolio.xlsx?"),
        ("zzz", "check its name and that you may read it"),
    ],
)
def test_a_mistyped_name_is_told_the_nearest_workbook_beside_it(tmp_path, name, hint):
    (tmp_path / "portfolio.xlsx").touch()
    (tmp_path / "portfolo.txt").touch()
    with pytest.raises(MissingFileError) as missing, private_copy(tmp_path / name):
        pass
    assert missing.value.hint == hint.format(tmp_path)
