"""Error values, formulas without a result and cells stored twice: wherever they stand, each is told
at its cell.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pfreport.settings import Config
from pfreport.workbook.file.raw import Merge, RawWorkbook
from pfreport.workbook.file.source import read_workbook
from tests.workbook.books import found, minimal, raw, validate, whole
from tests.workbook.file.test_opendocument import row, spreadsheet, text
from tests.workbook.mapping.test_mapping import COLUMNS, CONSTANTS, HEAD, SETTINGS, errors, read

WAYS: dict[str, Any] = {
    "errors": (lambda place: {place: "#REF!"}, "PF201"),
    "uncalculated": (lambda place: frozenset({place}), "PF202"),
    "doubled": (lambda place: frozenset({place}), "PF222"),
}
OWNERS = {"Projects": "p-1", "Dependencies": "P-2", "Scenarios": "P-2", "Decisions": "PORTFOLIO"}
"""The project of the first row of these sheets; of all others it is P-1."""
MATRIX = {
    "Goals": [["Goal ID", "Name", "Weight"], ["G-1", "Growth", 1]],
    "Alignment": [["Project ID", "G-1"], ["P-1", 3], ["P-2", ""]],
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", whole())
def test_each_is_told_at_its_cell_on_every_sheet(name: str, way: str) -> None:
    make, code = WAYS[way]
    for column, heading in enumerate(whole()[name][0]):
        sheets = whole()
        cells = sheets[name][1]
        cells += [None] * (len(sheets[name][0]) - len(cells))
        cells[column] = None
        book = raw(sheets, **{name: {way: make((1, column))}})
        told = faults(book)
        assert (
            ("PF705" if name == "Settings" else code),
            book.sheets[name].origin.address(1, column).address,
        ) in told, (heading, told)


def faults(book: RawWorkbook) -> list[tuple[str, str]]:
    return found(validate(book, Config(), {}).faults)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, rows in whole().items()
        if {"Project ID", "Receiver project", "Benefit ID"} & {*rows[0]}
    ],
)
def test_the_fault_of_a_cell_is_a_fault_of_its_row_s_project_whatever_its_column(name: str) -> None:
    """However the row spells it: the page of the project lists what makes its figures unknown."""
    sheets = whole() | {name: [*whole()[name]]}
    heads = [
        head for head in ("Project ID", "Receiver project", "Benefit ID") if head in sheets[name][0]
    ][:1]
    for column, heading in enumerate(sheets[name][0]):
        if heading not in heads:
            rows = [
                [
                    str(c).lower() if h in heads else c
                    for h, c in zip(sheets[name][0], row, strict=False)
                ]
                for row in sheets[name][:2]
            ]
            book = raw(
                sheets | {name: [sheets[name][0], *rows[1:]]},
                **{name: {"errors": {(1, column): "#REF!"}}},
            )
            told = {
                fault.project
                for fault in validate(book, Config(), {}).faults
                if fault.code == "PF201"
            }
            assert told == {OWNERS.get(name, "P-1")}, heading


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", [(1, 1), (2, 1), (1, 0)])
def test_each_is_told_in_a_matrix(way: str, place: tuple[int, int]) -> None:
    make, code = WAYS[way]
    sheets = minimal() | MATRIX
    sheets["Alignment"] = [[*cells] for cells in MATRIX["Alignment"]]
    sheets["Alignment"][place[0]][place[1]] = ""
    book = raw(sheets, Alignment={way: make(place)})
    assert (code, book.sheets["Alignment"].origin.address(*place).address) in faults(book)


def test_what_lies_under_a_merged_cell_of_a_matrix_does_not_count() -> None:
    sheets = minimal() | MATRIX | {"Alignment": [["Project ID", "G-1"], ["P-1", 3], ["P-2", 4]]}
    result = faults(raw(sheets, Alignment={"merges": (Merge(1, 1, 2, 1),)}))
    assert result == [("PF111", "Alignment!B2"), ("PF604", "Projects!A3")]


@pytest.mark.parametrize("way", WAYS)
def test_a_joined_text_with_one_of_them_in_it_is_unknown(tmp_path: Path, way: str) -> None:
    make, code = WAYS[way]
    toml = SETTINGS + COLUMNS.replace('"What"', '{ join = ["What", "From"] }') + CONSTANTS
    sheets = {"List": [HEAD, ["A1", "Harbour", 5, "north"], ["A2", "Bridge", 7, None]]}
    assert (code, "List!D3") in errors(read(tmp_path, toml, sheets, List={way: make((2, 3))}))


@pytest.mark.parametrize("way", WAYS)
def test_a_mapped_row_with_one_of_them_as_its_key_is_not_passed_over(
    tmp_path: Path, way: str
) -> None:
    make, code = WAYS[way]
    sheets = {"List": [HEAD, ["A1", "Harbour", 5], [None, None, 7]]}
    assert (code, "List!A3") in errors(
        read(tmp_path, SETTINGS + COLUMNS + CONSTANTS, sheets, List={way: make((2, 0))})
    )


def test_each_cell_and_row_an_opendocument_cell_stands_for_is_told(tmp_path: Path) -> None:
    twice = 'table:formula="of:=[.$A$1]" table:number-columns-repeated="2"'
    wrong = (
        f'<table:table-cell {twice} calcext:value-type="error"><text:p>#VALEUR '
        "!</text:p></table:table-cell>"
    )
    never = f"<table:table-cell {twice}/>"
    rows = row(*map(text, "abcd")) + row(wrong, never, more=' table:number-rows-repeated="2"')
    book = spreadsheet(tmp_path / "book.ods", ("A", "", rows))
    sheet = read_workbook(book).sheets["A"]
    assert sheet.errors == dict.fromkeys([(1, 0), (1, 1), (2, 0), (2, 1)], "#VALEUR !")
    assert sheet.uncalculated == {(1, 2), (1, 3), (2, 2), (2, 3)}
