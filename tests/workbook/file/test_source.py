from pathlib import Path

import pytest

from pfreport.errors import MissingFileError
from pfreport.settings import Config
from pfreport.workbook.file.csv_folder import CsvFolder
from pfreport.workbook.file.reader import WorkbookFile
from pfreport.workbook.file.source import read_workbook, source_at
from tests.workbook.books import minimal, validate, whole, workbook


def as_folder(path: Path) -> Path:
    """The smallest portfolio as .csv files, its budget no number."""
    path.mkdir()
    (path / "Settings.csv").write_text("Key,Value\nstatus_date,2026-10-31\nportfolio_name,Ours\n")
    (path / "Projects.csv").write_text("Project ID,Name,Budget\nP-1,Harbour,much\n")
    return path


def test_a_workbook_and_a_folder_are_opened_alike(tmp_path: Path) -> None:
    book = source_at(workbook(whole(), tmp_path / "book.xlsx"))
    folder = source_at(as_folder(tmp_path / "ours"), "windows-1252")
    assert (type(book), type(folder)) == (WorkbookFile, CsvFolder)
    assert (book.open().name, folder.open().name) == ("book.xlsx", "ours")
    assert [len(source.open().sha256) for source in (book, folder)] == [64, 64]
    assert read_workbook(tmp_path / "ours").sheets == folder.open().sheets


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        source_at(tmp_path / "none.xlsx").open()


def test_origins_of_one_file_among_several_name_it(tmp_path: Path) -> None:
    sheets = minimal()
    sheets["Projects"][1][0] = None
    source = source_at(workbook(sheets, tmp_path / "book.xlsx"), file="water/book.xlsx")
    faults = validate(source.open(), Config(), {}).faults
    assert {fault.origin.file for fault in faults} == {"water/book.xlsx"}
    told = validate(source_at(tmp_path / "book.xlsx").open(), Config(), {}).faults
    assert [f.origin.address for f in faults] == [
        f"water/book.xlsx!{fault.origin.address}" for fault in told
    ]


def test_records_of_one_file_among_several_know_it(tmp_path: Path) -> None:
    opened = source_at(as_folder(tmp_path / "ours"), file="roads").open()
    portfolio = validate(opened, Config(), {}).portfolio
    assert portfolio is not None
    (project,) = portfolio.projects
    assert [origin.address for origin in (project.origin, project.at("name"))] == [
        "roads!Projects!2",
        "roads!Projects!B2",
    ]
    assert project.cells("budget") == (project.origin._replace(column=3),)


def test_a_sheet_that_is_missing_is_missing_in_its_file(tmp_path: Path) -> None:
    folder = as_folder(tmp_path / "ours")
    (folder / "Projects.csv").unlink()
    faults = validate(source_at(folder, file="roads").open(), Config(), {}).faults
    assert [fault.origin.address for fault in faults] == ["roads!Projects"]
