from __future__ import annotations

import io
import itertools
import logging
from dataclasses import replace

import pdfplumber
import pikepdf
import pypdfium2
import pytest

from pfreport.artefact import Artefact
from pfreport.errors import ConfigurationError
from pfreport.rendering.formats.pdf import Pdf
from pfreport.report.parts.blocks import Text
from pfreport.settings import Theme
from tests.rendering import reports
from tests.rendering.reports import page_and_style, render_pdf

pytestmark = pytest.mark.skipif(
    Pdf().lacking() is not None, reason=f"PDFs need Pango: {Pdf().lacking()}"
)


@pytest.fixture(scope="module")
def files():
    return {
        report.kind: render_pdf(report, Theme(), "x.pdf").content
        for report in (reports.executive(), reports.project())
    }


@pytest.fixture(params=["executive", "project"])
def opened(request, files):
    with pikepdf.open(io.BytesIO(files[request.param])) as pdf:
        yield pdf


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return " ".join(
            " ".join(page.get_textpage().get_text_range() for page in document)
            .replace("\u00a0", " ")
            .split()
        )
    finally:
        document.close()


def elements(node):
    """Every element of the tag tree."""
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
    for kid in (
        node.get("/K", ())
        if isinstance(node, pikepdf.Dictionary) and isinstance(node.get("/K"), pikepdf.Array)
        else ()
    ):
        yield from elements(kid)


def overflowing(content: bytes) -> list[str]:
    """Words that leave the text area on the right."""
    found = []
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            edge = float(page.width) - 14 * 72 / 25.4 + 1
            found += [word["text"] for word in page.extract_words() if word["x1"] > edge]
    return found


def test_a_pdf_is_tagged_has_a_language_and_shows_its_title(opened):
    assert opened.Root.Lang == "en"
    assert opened.Root.MarkInfo.Marked
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    assert "Transformation portfolio, 31 October 2026" in str(opened.docinfo.Title)
    assert str(opened.docinfo.Author) == "Nordhavn Utilities"
    assert not {"/CreationDate", "/ModDate"} & set(opened.docinfo.keys())


def test_a_pdf_says_it_is_pdf_a_3_and_pdf_ua_1(opened):
    xmp = opened.Root.Metadata.read_bytes().decode()
    assert 'pdfaid:part="3"' in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert opened.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_the_tag_tree_has_headings_tables_with_heads_and_pictures_with_texts(opened):
    found = list(elements(opened.Root.StructTreeRoot))
    kinds = {str(element.S) for element in found}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/Sect", "/P"} <= kinds
    assert all(str(figure.get("/Alt", "")) for figure in found if figure.S == "/Figure")
    heads = {str(element.ID) for element in found if "/ID" in element}
    asked = {
        str(one)
        for element in found
        if element.S == "/TD"
        for one in element.get("/A", {}).get("/Headers", ())
    }
    assert asked
    assert asked <= heads


def test_every_page_has_its_parents_in_the_tree(opened):
    numbers = list(opened.Root.StructTreeRoot.ParentTree.Nums)[::2]
    assert {int(page.obj.StructParents) for page in opened.pages} <= {
        int(number) for number in numbers
    }
    assert all(page.obj.Tabs == "/S" for page in opened.pages)


def test_the_outline_names_the_sections(files):
    with pikepdf.open(io.BytesIO(files["executive"])) as pdf, pdf.open_outline() as outline:
        top = list(outline.root)
        assert [item.title for item in top] == [
            "Executive report, Transformation portfolio, 31 October 2026"
        ]
        assert [item.title for item in top[0].children] == [
            "Decisions needed",
            "Headline figures",
            "Health",
            "Strategy",
            "Risk",
            "Sources",
        ]


def test_the_text_can_be_taken_out_in_order(files):
    text = text_of(files["executive"])
    assert "Forecast is EUR 1.19 m (4 %) over budget" in text
    assert "Page 1 of" in text
    assert "Confidential" in text
    assert "n/aa" in text
    assert "a no progress reported since June" in text
    assert (
        text.index("Decisions needed")
        < text.index("Headline figures")
        < text.index("Mobile payments P-003")
    )
    assert "North" not in text


def test_fonts_are_ours_and_embedded(opened):
    names = {str(font.BaseFont) for font in opened.pages[0].obj.Resources.Font.values()}
    assert names
    assert all("Inter-Text" in name or "Inter-Tab" in name for name in names)


def test_the_hash_of_the_workbook_and_further_files_are_attached():
    figures = Artefact("measures.json", "application/json", b"{}")
    content = render_pdf(reports.executive(), Theme(), "x.pdf", (figures,)).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert sorted(pdf.attachments) == ["measures.json", "workbook.sha256"]
        digest = pdf.attachments["workbook.sha256"].get_file().read_bytes().decode()
        assert digest == f"{reports.ABOUT.workbook_sha256}  portfolio-2026-10.xlsx\n"
        assert {str(one.AFRelationship) for one in pdf.Root.AF} == {"/Data"}


def test_the_same_report_gives_the_same_bytes(files):
    assert render_pdf(reports.project(), Theme(), "x.pdf").content == files["project"]


def test_links_to_other_reports_are_relative_and_name_no_folder_of_this_machine(files):
    with pikepdf.open(io.BytesIO(files["executive"])) as pdf:
        links = {
            str(a.A.URI) for page in pdf.pages for a in page.obj.get("/Annots", ()) if "/A" in a
        }
    assert "projects/P-003.pdf" in links
    assert all(link.startswith("projects/P-0") for link in links)
    assert b"/root" not in files["executive"]


@pytest.mark.parametrize(("paper", "width"), [("A4", 595.3), ("Letter", 612)])
def test_paper(paper, width):
    content = render_pdf(reports.project(), Theme(paper=paper), "x.pdf").content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert float(pdf.pages[0].mediabox[2]) == pytest.approx(width, abs=0.1)
    assert overflowing(content) == []


def test_nothing_leaves_the_page(files):
    assert overflowing(files["executive"]) == []


@pytest.mark.parametrize(
    "text", ["Wort " * 40, "x" * 200, "م" * 60, "<script>{{7*7}}", r"$\evil$", "🚧 barrier"]
)
@pytest.mark.parametrize("make", [reports.executive, reports.project])
def test_any_text_is_printed_within_the_page(make, text, caplog):
    with caplog.at_level(logging.CRITICAL):
        content = render_pdf(reports.with_texts(make(), text), Theme(), "x.pdf").content
    assert overflowing(content) == []
    assert text[:8].strip() in text_of(content) or not text.isascii()


@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="file:///etc/hostname" alt="x">',
        '<img src="http://127.0.0.1:9/x.png" alt="x">',
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<link rel="attachment" href="file:///etc/hostname">',
    ],
)
def test_a_template_that_asks_for_what_is_not_ours_fails_the_page(tmp_path, hostile):
    (tmp_path / "blocks").mkdir()
    (tmp_path / "blocks" / "facts.html").write_text(hostile)
    with pytest.raises(ConfigurationError, match="may not load"):
        render_pdf(reports.project(), Theme(templates=str(tmp_path)), "x.pdf")


def test_no_style_attribute_in_print_either():
    page, _ = page_and_style(reports.executive(), Theme())
    assert " style=" not in page


@pytest.mark.parametrize(
    ("last", "denser", "pages"),
    [
        ("<p>the rest</p>", "p{height:40pt}", 1),
        ("<p>the rest</p>", "p{height:60pt}", 2),
        ("<p>the rest</p>", "", 2),
        ("<h2>Two</h2>", "p{height:40pt}", 1),
        ("<h2>Two</h2><h2>Three</h2>", "p{height:40pt}", 2),
    ],
)
def test_a_last_page_on_which_hardly_anything_begins_is_saved_where_less_room_between_lines_does_it(
    last, denser, pages
):
    from pfreport.rendering.pdf.printing import printed

    page = f'<html lang="en"><title>x</title><body><h2>One</h2><p>much</p>{last}</body></html>'
    style = (
        "@page{size:100pt "
        "100pt;margin:0}*{margin:0}h2{font-size:10pt;line-height:10pt;bookmark-level:1}p{height:85pt}"
    )
    content = printed(page, style, reports.project().about, (), denser)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == pages


def lines_of(report, number):
    """The report with so many lines behind its sections."""
    text = Text(tuple(reports.said(f"Line {one}") for one in range(number)), items=True)
    *before, last = report.sections
    return replace(report, sections=(*before, replace(last, blocks=(*last.blocks, text))))


def test_a_project_report_takes_no_last_page_for_a_few_lines():
    from pfreport.rendering.pdf.printing import page_count

    def pages(number):
        return page_count(*page_and_style(lines_of(reports.project(), number), Theme()))

    few = pages(0)
    first_over = next(number for number in itertools.count(1) if pages(number) > few)
    with pikepdf.open(
        io.BytesIO(render_pdf(lines_of(reports.project(), first_over), Theme(), "x.pdf").content)
    ) as pdf:
        assert len(pdf.pages) == few
    with pikepdf.open(
        io.BytesIO(render_pdf(lines_of(reports.executive(), 0), Theme(), "x.pdf").content)
    ) as pdf:
        assert len(pdf.pages) == page_count(*page_and_style(reports.executive(), Theme()))


def test_no_last_line_of_a_text_stands_alone_on_a_page():
    from pfreport.rendering.pdf.printing import page_count

    def written(number):
        section = replace(
            reports.project().sections[0],
            blocks=(Text(tuple(reports.said(f"Line {one}.") for one in range(number))),),
        )
        return replace(reports.executive(), lede=(), head=(), sections=(section,), provenance=())

    first_over = next(
        number
        for number in itertools.count(40)
        if page_count(*page_and_style(written(number), Theme())) > 1
    )
    document = pypdfium2.PdfDocument(render_pdf(written(first_over), Theme(), "x.pdf").content)
    try:
        assert len(document) == 2
        assert (
            len(
                [
                    line
                    for line in document[1].get_textpage().get_text_range().splitlines()
                    if line.startswith("Line")
                ]
            )
            >= 3
        )
    finally:
        document.close()
