"""From a page to PDF, by WeasyPrint. Loading this needs Pango.

WeasyPrint sets the text of SVG letter by letter, each with a layout of its own: letters of Arabic
then stand apart and in the wrong order, and a page of charts takes longer. A run that gives itself
as its only letter is shaped and ordered by Pango.
"""

from __future__ import annotations

import functools
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint import CSS, HTML, svg
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from pfreport.artefact import Artefact
from pfreport.errors import ConfigurationError
from pfreport.rendering.pdf.fetcher import ForeignAddressError, OwnFetcher
from pfreport.rendering.pdf.metadata import attachments, finish
from pfreport.report.parts.blocks import About

VARIANT = "pdf/a-3a"

FEW = 1
"""Where no more sections begin on the last page, less room between lines may save it; more would
not fit anyway.
"""


def printed(
    page: str, style: str, about: About, files: tuple[Artefact, ...], denser: str = ""
) -> bytes:
    """The PDF of a page; ConfigurationError where it asks for an address that is not ours.

    `denser` is added to the style where hardly anything begins on the last page and that saves it.
    """
    document = _laid_out(page, style)
    if denser and len(document.pages) > 1 and len(document.pages[-1].bookmarks) <= FEW:
        dense = _laid_out(page, style + denser)
        if len(dense.pages) < len(document.pages):
            document, style = dense, style + denser
    identifier = hashlib.sha256((page + style).encode())
    with _in_whole_runs(), _ours_alone(document.url_fetcher):
        content: bytes = document.write_pdf(
            finisher=functools.partial(finish, identifier.hexdigest()[:8]),
            pdf_variant=VARIANT,
            pdf_identifier=identifier.digest()[:16],
            attachments=attachments(about, files),
        )
    return content


def page_count(page: str, style: str) -> int:
    """How many pages it takes; ConfigurationError as above."""
    return len(_laid_out(page, style).pages)


def _laid_out(page: str, style: str) -> Document:
    fonts, fetcher = FontConfiguration(), OwnFetcher()
    with _in_whole_runs(), _ours_alone(fetcher):
        sheet = CSS(string=style, font_config=fonts, url_fetcher=fetcher)
        return HTML(string=page, url_fetcher=fetcher).render(stylesheets=[sheet], font_config=fonts)


@contextmanager
def _ours_alone(fetcher: OwnFetcher) -> Iterator[None]:
    """Whatever a page asks for is ours, else ConfigurationError; attachments are asked for when it
    is written.
    """
    try:
        yield
    except ForeignAddressError as error:
        raise _foreign(str(error)) from error
    if fetcher.refused:
        raise _foreign(fetcher.refused[0])


def _foreign(why: str) -> ConfigurationError:
    return ConfigurationError(why, "templates may use data: addresses and the bundled fonts only")


_ONE_AT_A_TIME = threading.RLock()


class Run(str):
    """A text that is not taken apart."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        """The text itself, as one letter."""
        yield str(self)


@contextmanager
def _in_whole_runs() -> Iterator[None]:
    """Lets WeasyPrint set the text of drawings so within the block, one block at a time; whatever
    else uses it finds it as it was.
    """
    with _ONE_AT_A_TIME:
        yield from _set_so()


def _set_so() -> Iterator[None]:
    by_letter = svg.text

    def set_whole(drawing: Any, node: Any, size: float) -> None:
        if node.text and "rotate" not in node.attrib:
            node._etree_node.text = Run(node.text)
        by_letter(drawing, node, size)

    tags = [tag for tag, draw in svg.TAGS.items() if draw is by_letter]
    svg.TAGS.update(dict.fromkeys(tags, set_whole))
    svg.text = set_whole
    try:
        yield
    finally:
        svg.TAGS.update(dict.fromkeys(tags, by_letter))
        svg.text = by_letter
