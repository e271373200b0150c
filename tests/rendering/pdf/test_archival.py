"""Every kind of PDF of a pack is archival and accessible; each thing that would spoil one is
seen.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from pfreport.rendering.formats.pdf import Pdf
from pfreport.rendering.pdf.contents import Part, render_pack
from pfreport.report.redaction.reader import Grants, Reader
from pfreport.report.redaction.redact import redact
from pfreport.report.redaction.typed import Persons
from pfreport.settings import Theme
from tests.rendering import reports
from tests.rendering.archival import unsound
from tests.rendering.reports import render_pdf

pytestmark = pytest.mark.skipif(
    Pdf().lacking() is not None, reason=f"PDFs need Pango: {Pdf().lacking()}"
)
KINDS = ("executive", "project", "redacted", "pack")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    reader = Reader(Grants(money=False, names=False), Persons(["A. Lindqvist"]), reports.CATALOGUE)
    made = {
        "executive": reports.executive(),
        "project": reports.project(),
        "redacted": redact(reports.executive(), reader),
    }
    found = {
        kind: render_pdf(report, Theme(), f"{kind}.pdf").content for kind, report in made.items()
    }
    parts = [
        Part("executive.pdf", "Executive", found["executive"]),
        Part("projects/P-007.pdf", "P-007", found["project"]),
    ]
    return found | {"pack": render_pack(parts, reports.ABOUT, Theme())}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_archival_tagged_and_titled_and_nothing_leaves_its_pages(
    files: dict[str, bytes], kind: str
) -> None:
    assert [*unsound(files[kind])] == []


def _figure(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(
        o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"
    )


def _action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _unembedded(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            for key in ("/FontFile2", "/FontFile3"):
                if key in one:
                    del one[key]


def _attached(pdf: pikepdf.Pdf) -> None:
    """A file whose relation to the report nobody is told."""
    pdf.attachments["notes.txt"] = pikepdf.AttachedFileSpec(pdf, b"notes", filename="notes.txt")
    del pdf.attachments["notes.txt"].obj["/AFRelationship"]


def _off_the_page(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.MediaBox = pikepdf.Array([0, 0, 200, 200])
    for box in ("/CropBox", "/TrimBox", "/BleedBox"):
        if box in page:
            del page[box]


SPOILT: dict[str, tuple[Callable[[pikepdf.Pdf], object], str]] = {
    "colours of no profile": (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), "ISO_19005_3"),
    "an action": (_action, "OpenAction"),
    "a font that is not embedded": (_unembedded, "not embedded"),
    "an attached file without its relation": (_attached, "AFRelationship"),
    "no metadata": (lambda pdf: pdf.Root.__delitem__("/Metadata"), "ISO_19005_3"),
    "no language": (lambda pdf: pdf.Root.__delitem__("/Lang"), "no language"),
    "no tags": (lambda pdf: pdf.Root.MarkInfo.__setitem__("/Marked", False), "not tagged"),
    "no title": (lambda pdf: pdf.docinfo.__delitem__("/Title"), "no title"),
    "a title not shown": (lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"), "no title"),
    "no outline": (lambda pdf: pdf.Root.__delitem__("/Outlines"), "no outline"),
    "a picture without words": (lambda pdf: _figure(pdf).__delitem__("/Alt"), "alternative text"),
    "a page too small": (_off_the_page, "text leaves page 1"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_spoils_a_file_is_seen(files: dict[str, bytes], what: str) -> None:
    spoil, told = SPOILT[what]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(files["project"])) as pdf:
        spoil(pdf)
        pdf.save(out)
    assert any(told in line for line in unsound(out.getvalue())), [*unsound(out.getvalue())]
