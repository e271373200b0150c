"""All that can be read in a file of a pack: text, names of attachments and what is in them, titles,
labels, alternatives of pictures.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pikepdf
import pypdfium2

from pfreport.artefact import Artefact

_GEOMETRY = {
    "class",
    "d",
    "points",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "width",
    "height",
    "viewbox",
    "transform",
    "src",
    "style",
}


def readable(file: Artefact) -> str:
    """As one text, every blank a plain one."""
    if file.media_type == "application/pdf":
        parts = [*_pdf_pages(file.content), *_pdf_strings(file.content)]
    elif file.media_type == "text/html":
        parts = _html(file.content.decode())
    elif file.media_type.endswith("sheet"):
        parts = _workbook(file.content)
    elif file.media_type == "image/png":
        parts = []
    else:
        parts = [file.content.decode()]
    return " ".join("\n".join((file.name, *parts)).split())


def _pdf_pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _pdf_strings(content: bytes) -> list[str]:
    """Every string and name of every object, metadata, and what is attached."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        found = [text for one in opened.objects for text in _strings(one)]
        found.append(opened.Root.Metadata.read_bytes().decode())
        return [
            *found,
            *(
                file.get_file().read_bytes().decode(errors="replace")
                for file in opened.attachments.values()
            ),
        ]


def _strings(one: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(one, pikepdf.String | pikepdf.Name):
        yield str(one)
    elif depth < 20 and isinstance(one, pikepdf.Array):
        for inner in one:
            if not getattr(inner, "is_indirect", False):
                yield from _strings(inner, depth + 1)
    elif depth < 20 and isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for key in list(one.keys()):
            inner = one.get(key)
            if not getattr(inner, "is_indirect", False):
                yield from _strings(inner, depth + 1)


class _Texts(HTMLParser):
    """Texts and attributes; what only draws is passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in {"style", "script"}
        self.found += [value for name, value in attrs if value and name not in _GEOMETRY]

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(data)


def _html(text: str) -> list[str]:
    parser = _Texts()
    parser.feed(text)
    return parser.found


def _workbook(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    return [*book.sheetnames, str(book.properties.title), *cells]
