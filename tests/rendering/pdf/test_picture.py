"""Page one as a picture: sharp, small, and its lights in their colours."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from pfreport.artefact import Artefact
from pfreport.charts.palette import load_palette
from pfreport.rendering.formats.pdf import Pdf
from pfreport.rendering.pdf.picture import WIDTH, page_one
from pfreport.settings import Theme
from tests.rendering import reports
from tests.rendering.reports import render_pdf

pytestmark = pytest.mark.skipif(
    Pdf().lacking() is not None, reason=f"PDFs need Pango: {Pdf().lacking()}"
)


def test_the_picture_shows_page_one_in_its_colours():
    pdf = render_pdf(reports.project(), Theme(), "report.pdf")
    picture = page_one(pdf, "views/0/page-one.png")
    assert picture == page_one(pdf, "views/0/page-one.png")
    assert len(picture.content) < 250_000
    with Image.open(io.BytesIO(picture.content)) as opened:
        assert (opened.format, opened.width) == ("PNG", WIDTH)
        assert opened.height == pytest.approx(WIDTH * 297 / 210, abs=2)
        found = [colour for _, colour in opened.convert("RGB").getcolors(1 << 16)]
    printed = load_palette().colours["red_fill"].print.lstrip("#")
    red = tuple(int(printed[place : place + 2], 16) for place in (0, 2, 4))
    assert min(max(abs(a - b) for a, b in zip(red, colour, strict=True)) for colour in found) <= 12


def test_another_pdf_is_another_picture():
    first, second = (
        render_pdf(report, Theme(), "report.pdf")
        for report in (reports.project(), reports.project("P-003", "Mobile payments"))
    )
    assert page_one(first, "a.png").report_sha256 != page_one(second, "a.png").report_sha256
    assert isinstance(page_one(second, "a.png"), Artefact)
