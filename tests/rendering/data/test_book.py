from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from pfreport.rendering.data.book import README, Book, Sheet, Shown, write_book

SHEETS = {
    "Lights": Sheet(
        ["Project ID", "Computed", "Value", "Why"],
        [
            [Shown("P-1"), Shown("Red", light=True), Shown(0.51234, "0.0%"), Shown("word " * 60)],
            [Shown("=1+1"), Shown("Green", light=True), Shown("n/a"), Shown(None)],
        ],
        "Every light.",
        {"Value": "What was judged."},
        wrapped=("Why",),
        frozen=2,
    ),
    "Days": Sheet(["Day"], [[Shown(dt.date(2026, 10, 31), "yyyy-mm-dd")]], "Days."),
}


@pytest.fixture(scope="module")
def content():
    return write_book(
        "a.xlsx", Book("Title", ("As at October.",), ("n/a is not 0.",), SHEETS)
    ).content


@pytest.fixture(scope="module")
def book(content):
    return load_workbook(io.BytesIO(content))


def test_the_first_sheet_says_what_is_where_and_leads_there(book):
    assert book.sheetnames == [README, "Lights", "Days"]
    rows = [
        [cell for cell in row if cell is not None]
        for row in book[README].iter_rows(values_only=True)
    ]
    assert [row for row in rows if row] == [
        ["Title"],
        ["As at October."],
        ["Sheet", "What stands in it", "Rows"],
        ["Lights", "Every light.", 2],
        ["Days", "Days.", 1],
        ["n/a is not 0."],
    ]
    assert {
        link.location for link in (cell.hyperlink for row in book[README] for cell in row) if link
    } == {"'Lights'!A1", "'Days'!A1"}


def test_each_sheet_is_one_table_with_frozen_and_commented_heads(book):
    sheet = book["Lights"]
    assert [table.ref for table in sheet.tables.values()] == ["A1:D3"]
    assert sheet.freeze_panes == "C2"
    assert sheet["C1"].comment.text == "What was judged."
    assert sheet.print_title_rows == "$1:$1"


def test_values_are_exact_and_text_is_text(book):
    sheet = book["Lights"]
    assert (sheet["C2"].value, sheet["C2"].number_format) == (0.51234, "0.0%")
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")
    assert (sheet["C3"].value, sheet["C3"].alignment.horizontal) == ("n/a", "right")
    assert sheet["D3"].value is None
    assert (book["Days"]["A2"].value, book["Days"]["A2"].number_format) == (
        dt.datetime(2026, 10, 31),  # noqa: DTZ001 - as Excel has it
        "yyyy-mm-dd",
    )


def test_lights_have_their_colours_and_long_texts_their_room(book):
    sheet = book["Lights"]
    red, green = (sheet[cell].fill.fgColor.rgb for cell in ("B2", "B3"))
    assert len({red, green, sheet["A2"].fill.fgColor.rgb}) == 3
    assert sheet["D2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height > 60


def test_the_same_book_is_the_same_bytes(content):
    assert (
        write_book("a.xlsx", Book("Title", ("As at October.",), ("n/a is not 0.",), SHEETS)).content
        == content
    )


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "{=A1}",
        "+1",
        "-1+1",
        "@SUM(1)",
        "\t=1",
        "http://evil.example",
        "internal:Days!A1",
        "mailto:a@b.example",
        "1e5",
    ],
)
def test_no_text_becomes_anything_else(text):
    sheets = {"Days": Sheet([f"{text} head"], [[Shown(text)]], text)}
    written = load_workbook(
        io.BytesIO(write_book("a.xlsx", Book(text, (text,), (text,), sheets)).content)
    )
    cells = [
        cell for sheet in written for row in sheet.iter_rows() for cell in row if cell.value == text
    ]
    assert len(cells) >= 4
    assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}


def test_a_text_longer_than_a_cell_is_cut_and_not_dropped():
    written = load_workbook(
        io.BytesIO(
            write_book(
                "a.xlsx", Book("T", (), (), {"Days": Sheet(["D"], [[Shown("x" * 40_000)]], "")})
            ).content
        )
    )
    assert written["Days"]["A2"].value == "x" * 32_767
