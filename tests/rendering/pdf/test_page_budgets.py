"""How much room the reports of the sample take in print, and what stands on their first pages."""

from __future__ import annotations

import io
import re

import pdfplumber
import pypdfium2
import pytest

from pfreport import assets, pipeline
from pfreport.rendering.formats.pdf import Pdf
from pfreport.settings import Theme
from pfreport.workbook.examine import examine
from tests.rendering.reports import render_pdf

pytestmark = pytest.mark.skipif(
    Pdf().lacking() is not None, reason=f"PDFs need Pango: {Pdf().lacking()}"
)
MOST_PAGES = 3


@pytest.fixture(scope="module")
def found():
    return pipeline.advised(pipeline.find(examine(assets.folder("samples") / "portfolio.xlsx", {})))


@pytest.fixture(scope="module")
def executive(found):
    return (
        Pdf()
        .render(next(report for _, report in pipeline.compose(found)), Theme(), "x.pdf")
        .content
    )


def pages(content):
    """The text of each page, with plain blanks."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [
            " ".join(page.get_textpage().get_text_range().replace("\u00a0", " ").split())
            for page in document
        ]
    finally:
        document.close()


def test_page_one_says_what_is_asked_what_stands_and_who_signs(executive):
    first, second, *_ = pages(executive)
    for words in (
        "From the portfolio office",
        "Decisions needed",
        "7 of 9 shown",
        "Forecast at completion",
        "Return on investment",
    ):
        assert words in first
    assert "Prepared by" in first
    assert "4 warnings in the data" in first[first.index("Source") :]
    assert "Prepared by" not in second
    assert second.index("Glossary") < second.index("Customer and Digital")


def test_an_executive_report_explains_every_figure(executive):
    assert "Every figure, its formula and the cells it came from" in " ".join(pages(executive))


@pytest.mark.parametrize("project_id", [f"P-{number:03d}" for number in range(1, 12)])
def test_a_project_takes_two_or_three_pages_and_the_curve_stands_on_the_first(found, project_id):
    ((_, report),) = pipeline.compose(found, [project_id])
    text = pages(render_pdf(report, Theme(), "x.pdf").content)
    assert 2 <= len(text) <= MOST_PAGES
    assert "cumulative" in text[0]
    currency = found.measurements.facts[project_id].currency
    assert all(f"Money in {currency}" in page for page in text)
    note = text[-1][text[-1].index("Sources ") :]
    assert re.search(r"Projects![A-Z]+\d+", note)
    assert found.source.name in note


def test_no_page_ends_with_a_heading(executive):
    with pdfplumber.open(io.BytesIO(executive)) as pdf:
        for page in pdf.pages:
            body = [
                word
                for word in page.extract_words(extra_attrs=["size"])
                if word["bottom"] < page.height - 45
            ]
            assert body[-1]["size"] < 12, page.page_number
