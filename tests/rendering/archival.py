"""What must hold of every PDF: archival, tagged, titled, nothing beyond the page. Each thing that
does not is a line of text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import pdfa

KNOWN = (
    # The check knows level B and no extension schemas; ours is level A, and describes the schema of
    # PDF/UA as PDF/A asks.
    ("ISO_19005_3:6.6.4-3", "pdfaid:conformance is 'A', expected 'B'"),
    *(
        ("ISO_19005_3:6.6.2.3.1-1", f"XMP {what} is not permitted")
        for what in ("property pdfaExtension:schemas", "property pdfuaid:part")
    ),
    *(
        (
            "ISO_19005_3:6.6.2.3.1-1",
            f"XMP namespace {name}=http://www.aiim.org/pdfa/ns/{end} is not permitted",
        )
        for name, end in (
            ("pdfaExtension", "extension/"),
            ("pdfaProperty", "property#"),
            ("pdfaSchema", "schema#"),
        )
    ),
    # It does not look into these, which PDF/A allows.
    ("pikepdf:font-file", "CIDFontType0 with a non-CID-keyed CFF"),
    ("pikepdf:schema-Resources", "patterns are not supported"),
    ("pikepdf:schema-Resources", "shadings are not supported"),
    ("pikepdf:colour-space", "pattern colour is not supported"),
    ("pikepdf:pattern", "scn with a pattern"),
)
ABOUT_A_POINT = 1.0


def unsound(content: bytes) -> Iterator[str]:
    """What is wrong with a PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        yield from pdf.check_pdf_syntax()
        yield from _new_findings(pdf)
        yield from _of_the_document(pdf)
    yield from _beyond_the_page(content)


def _new_findings(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Findings of pikepdf's PDF/A check that are not known limits of it."""
    for finding in pdfa.check(pdf, "3b").findings:
        if not any(
            finding.rule == rule and finding.message.startswith(message) for rule, message in KNOWN
        ):
            yield f"{finding.rule} at {finding.where}: {finding.message}"


def _of_the_document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/Lang"):
        yield "no language"
    if not (root.get("/MarkInfo", {}).get("/Marked") and "/StructTreeRoot" in root):
        yield "not tagged"
    if not str(pdf.docinfo.get("/Title", "")) or not root.get("/ViewerPreferences", {}).get(
        "/DisplayDocTitle"
    ):
        yield "no title, or it is not shown"
    with pdf.open_outline() as outline:
        if not outline.root:
            yield "no outline"
    for element in _elements(root.get("/StructTreeRoot", pikepdf.Dictionary())):
        if element.S == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure without an alternative text"


def _elements(node: Any) -> Iterator[Any]:
    for kid in (
        node.get("/K", ())
        if isinstance(node.get("/K"), pikepdf.Array)
        else [node["/K"]]
        if "/K" in node
        else ()
    ):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _beyond_the_page(content: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        for number, page in enumerate(document, 1):
            width, height = page.get_size()
            for found in page.get_objects(max_depth=1):
                left, bottom, right, top = found.get_bounds()
                if found.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT and (
                    min(left, bottom) < -ABOUT_A_POINT
                    or right > width + ABOUT_A_POINT
                    or top > height + ABOUT_A_POINT
                ):
                    yield f"text leaves page {number}"
    finally:
        document.close()
