"""OpenDocument spreadsheets: the same values, errors and places as in an .xlsx workbook."""

import datetime as dt
import zipfile

import pytest

from pfreport.errors import UsageError, WorkbookError
from pfreport.workbook.annotated.annotate import annotate
from pfreport.workbook.examine import examine
from pfreport.workbook.file.raw import Merge
from pfreport.workbook.file.source import read_workbook
from tests.workbook.books import minimal

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style", "calcext")
)
TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def text(value):
    return (
        f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    )


def cell(value):
    """A cell as LibreOffice writes it."""
    if isinstance(value, dt.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return "<table:table-cell/>" if value is None else text(value)


def row(*cells, more=""):
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def spreadsheet(path, *tables, styles="", manifest=b""):
    body = "".join(
        f'<table:table table:name="{name}"{more}>{rows}</table:table>'
        for name, more, rows in tables
    )
    content = (
        "<office:document-content "
        f"{SPACES}>{styles}<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", TYPE)
        archive.writestr("content.xml", content + "</office:document-content>")
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return path


def test_values_of_every_type_stand_at_their_places(tmp_path):
    cells = (
        text(
            "two<text:line-break/>lines <text:s "
            "text:c='2'/>end<office:annotation><text:p>note</text:p></office:annotation>"
        ),
        '<table:table-cell table:number-columns-repeated="2"/>',
        '<table:table-cell office:value-type="percentage" office:value="0.45"/>',
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        '<table:table-cell office:value-type="date" office:date-value="2026-03-31T12:00:00"/>',
        cell(dt.date(2026, 3, 31)),
    )
    blank = row(
        "<table:table-cell table:number-columns-repeated='16384'/>",
        more=' table:number-rows-repeated="3"',
    )
    end = row("<table:table-cell/>", more=' table:number-rows-repeated="1048000"')
    book = read_workbook(spreadsheet(tmp_path / "b.ods", ("A", "", blank + row(*cells) + end)))
    assert book.sheets["A"].rows[:3] == [[""] * 7] * 3
    assert book.sheets["A"].rows[3:] == [
        [
            "two\nlines   end",
            "",
            "",
            0.45,
            True,
            dt.datetime.fromisoformat("2026-03-31T12:00"),
            dt.date(2026, 3, 31),
        ],
    ]


def test_errors_formulas_without_a_result_merges_and_what_is_hidden_are_told(tmp_path):
    cells = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
        'calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>",
        '<table:table-cell table:formula="of:=[.A1]"/>',
        '<table:table-cell table:number-columns-spanned="2" '
        'office:value-type="string"><text:p>m</text:p></table:table-cell>',
        "<table:covered-table-cell/>",
    )
    styles = (
        '<office:automatic-styles><style:style style:name="h"><style:table-properties '
        'table:display="false"/></style:style>'
    )
    rows = row(text("head")) + row(*cells, more=' table:visibility="collapse"')
    path = spreadsheet(
        tmp_path / "b.ods",
        ("A", ' table:style-name="h"', rows),
        styles=styles + "</office:automatic-styles>",
    )
    found = read_workbook(path).sheets["A"]
    assert (found.errors, found.uncalculated) == ({(1, 0): "#DIV/0!"}, frozenset({(1, 1)}))
    assert (found.visible, found.hidden_rows, found.merges) == (
        False,
        frozenset({1}),
        (Merge(1, 2, 1, 3),),
    )


def test_a_whole_portfolio_is_read(tmp_path):
    tables = [
        (name, "", "".join(row(*map(cell, cells)) for cells in rows))
        for name, rows in minimal().items()
    ]
    path = spreadsheet(tmp_path / "b.ods", *tables)
    examined = examine(path, {})
    assert examined.faults == ()
    assert examined.portfolio is not None
    assert [
        (p.project_id, p.budget, p.at("budget").address) for p in examined.portfolio.projects
    ] == [
        ("P-1", 1000.0, "Projects!H2"),
        ("P-2", 500.0, "Projects!H3"),
    ]
    with pytest.raises(UsageError, match=r"b\.ods"):
        annotate(path, examined.source.sha256, (), tmp_path / "c.xlsx")


def test_what_cannot_be_read_is_one_line_with_a_hint(tmp_path):
    with pytest.raises(WorkbookError, match="password"):
        read_workbook(spreadsheet(tmp_path / "a.ods", manifest=b"<a><encryption-data/></a>"))
    with zipfile.ZipFile(tmp_path / "b.ods", "w") as archive:
        archive.writestr("mimetype", TYPE)
        archive.writestr("content.xml", "<a><b>")
    with pytest.raises(WorkbookError, match=r"b\.ods cannot be read"):
        read_workbook(tmp_path / "b.ods")


def test_a_row_repeated_beyond_the_limit_is_named_not_read(tmp_path):
    rows = row(text("head")) + row(text("x"), more=' table:number-rows-repeated="900000"')
    found = read_workbook(spreadsheet(tmp_path / "b.ods", ("A", "", rows))).sheets["A"]
    assert (len(found.rows), found.far) == (1, ((1, 0),))
