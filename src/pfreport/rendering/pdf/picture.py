"""Page one of a PDF as a picture, for the body of a mail."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import io

import pypdfium2
from PIL import Image

from pfreport.artefact import Artefact
from pfreport.rendering.data.program import program

WIDTH = 1104
"""Twice the width it is shown at: sharp on dense screens."""
COLOURS = 128
"""A page of text and marks needs no more, and the file is a quarter of its size in full colour. An
octree keeps the lights' colours.
"""


def page_one(pdf: Artefact, name: str) -> Artefact:
    """The first page as PNG; the same bytes for the same PDF."""
    document = pypdfium2.PdfDocument(pdf.content)
    try:
        page = document[0]
        drawn = page.render(scale=WIDTH / page.get_width()).to_pil()
    finally:
        document.close()
    target = io.BytesIO()
    drawn.convert("RGB").quantize(
        COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    ).save(target, "PNG", optimize=True)
    return Artefact(name, "image/png", target.getvalue(), picture_key(pdf))


def picture_key(pdf: Artefact) -> str:
    """What a picture is made of: the PDF, the program, and what draws for it."""
    return hashlib.sha256(" ".join((pdf.sha256, program(), *_drawn_by())).encode()).hexdigest()


@functools.cache
def _drawn_by() -> tuple[str, ...]:
    return tuple(f"{name} {importlib.metadata.version(name)}" for name in ("pypdfium2", "pillow"))
