import pypdfium2
import pytest

from pfreport.rendering.formats.pdf import Pdf
from pfreport.settings import Theme
from tests.rendering import reports

pytestmark = pytest.mark.skipif(
    Pdf().lacking() is not None, reason=f"PDFs need Pango: {Pdf().lacking()}"
)
TEXTS = ("مشروع الجسر", "שיפוץ הגשר", "Ordinary words")


def text_of(texts):
    from pfreport.rendering.look.style_sheets import print_style
    from pfreport.rendering.pdf.printing import printed
    from pfreport.words.catalogue import catalogue

    lines = "".join(
        f'<text x="10" y="{20 + 20 * n}" font-size="12">{text}</text>'
        for n, text in enumerate(texts)
    )
    page = (
        '<html lang="en"><title>T</title><svg width="300pt" height="90pt" viewBox="0 0 300 '
        f'90">{lines}</svg></html>'
    )
    document = pypdfium2.PdfDocument(
        printed(page, print_style(Theme(), catalogue()), reports.ABOUT, ())
    )
    try:
        return document[0].get_textpage().get_text_range()
    finally:
        document.close()


@pytest.mark.parametrize("text", TEXTS)
def test_text_in_drawings_is_set_as_a_whole(text):
    assert " ".join(text_of([text]).split()).removesuffix(" Page 1 of 1") == text
