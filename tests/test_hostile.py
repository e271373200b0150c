"""Whatever is typed into a workbook stays text: in every text of the sample, on every page, in
every export.
"""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
import pikepdf
import pytest

from pfreport.kinds import Kind
from pfreport.pipeline import compose
from pfreport.rendering.data.exports import measures_json
from pfreport.rendering.data.xlsx import measures_xlsx
from pfreport.rendering.formats.html import Html
from pfreport.rendering.formats.pdf import Pdf
from pfreport.report.compose import compose_executive
from pfreport.settings import Theme
from tests import distinctive
from tests.edits import Cell
from tests.rendering.markup import Markup
from tests.simulations import simulated_in

PAYLOADS = (
    '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' style='background:url(http://evil.example/x)",
    "</title></style><iframe src=javascript:alert(1)>",
    "{{ 7*7 }}{% include '/etc/passwd' %}{{ ''.__class__ }}",
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "javascript:alert(1)",
    "http://evil.example/ and file:///etc/passwd",
    "%s%n{0}$\\evil$_{\\input{x}}",
    "]]><!--<?php -->&lt;b&gt;",
)
INERT = {"href": ("#", "projects/", "index", "executive", "../", "P-0"), "src": ("data:",)}


def hostile(cell: Cell) -> Any:
    """Every text that refers to nothing is replaced; a number of its own keeps names apart."""
    if (
        cell.column.kind not in (Kind.TEXT, Kind.LONG_TEXT)
        or cell.column.refers
        or not isinstance(cell.holds, str)
    ):
        return cell.holds
    return f"{PAYLOADS[(cell.origin.row + cell.origin.column) % len(PAYLOADS)]} {cell.origin.cell}"


@pytest.fixture(scope="module")
def findings() -> Any:
    with simulated_in(50):
        return distinctive.found_in(distinctive.edited(distinctive.sample(), hostile))


def composed(findings: Any) -> dict[str, Any]:
    """The executive report and two of the projects."""
    return {"index": compose_executive(findings), **dict(compose(findings, ["P-003", "P-009"]))}


@pytest.fixture(scope="module")
def reports(findings: Any) -> dict[str, Any]:
    return composed(findings)


def test_no_page_holds_an_element_or_attribute_that_was_typed(reports: dict[str, Any]) -> None:
    with simulated_in(50):
        clean = composed(distinctive.found_in(distinctive.sample()))
    for stem, report in reports.items():
        markup = Markup(Html().render(report, Theme(), f"{stem}.html").content.decode())
        expected = Markup(Html().render(clean[stem], Theme(), f"{stem}.html").content.decode())
        assert {tag for tag, _ in markup.elements} <= {tag for tag, _ in expected.elements}, stem
        assert {name for _, attributes in markup.elements for name in attributes} <= {
            n for _, a in expected.elements for n in a
        }, stem
        assert sum(tag in ("script", "style") for tag, _ in markup.elements) == sum(
            t in ("script", "style") for t, _ in expected.elements
        )
        assert markup.raw == expected.raw, stem
        for name, beginnings in INERT.items():
            assert [
                value for value in markup.all(name) if not value.startswith(beginnings)
            ] == [], stem
    assert (
        PAYLOADS[0]
        in Markup(Html().render(reports["index"], Theme(), "index.html").content.decode()).text
    )


def test_no_export_holds_a_formula_or_a_link_that_was_typed(findings: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(measures_xlsx(findings).content))
    cells = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert [
        cell.coordinate
        for cell in cells
        if cell.data_type == "f" or (cell.hyperlink and cell.hyperlink.target)
    ] == []
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    json.loads(measures_json(findings).content, parse_constant=pytest.fail)


@pytest.mark.skipif(Pdf().lacking() is not None, reason=f"PDFs need Pango: {Pdf().lacking()}")
def test_no_pdf_holds_an_action_or_an_address_that_was_typed(reports: dict[str, Any]) -> None:
    with pikepdf.open(
        io.BytesIO(Pdf().render(reports["projects/P-003"], Theme(), "x.pdf").content)
    ) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        assert [
            one
            for one in found
            if one.S in ("/JavaScript", "/Launch", "/GoToR", "/SubmitForm", "/ImportData")
        ] == []
        assert [str(one.URI) for one in found if one.S == "/URI" and "evil" in str(one.URI)] == []
