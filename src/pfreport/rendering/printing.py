"""From a page to PDF, by WeasyPrint. Loading this needs Pango."""

from __future__ import annotations

import functools
import hashlib

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from pfreport.artefact import Artefact
from pfreport.errors import ConfigurationError
from pfreport.rendering.fetcher import ForeignAddressError, OwnFetcher
from pfreport.rendering.metadata import attachments, finish
from pfreport.report.blocks import About

VARIANT = "pdf/a-3a"


def printed(page: str, style: str, about: About, files: tuple[Artefact, ...]) -> bytes:
    """The PDF of a page; ConfigurationError where it asks for an address that is not ours."""
    try:
        return _written(page, style, attachments(about, files))
    except ForeignAddressError as error:
        raise ConfigurationError(str(error), "templates may use data: addresses and the bundled fonts only") from error


def _written(page: str, style: str, attached: list[Attachment]) -> bytes:
    fonts, fetcher = FontConfiguration(), OwnFetcher()
    sheet = CSS(string=style, font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=page, url_fetcher=fetcher).render(stylesheets=[sheet], font_config=fonts)
    identifier = hashlib.sha256((page + style).encode())
    content: bytes = document.write_pdf(
        finisher=functools.partial(finish, identifier.hexdigest()[:8]),
        pdf_variant=VARIANT,
        pdf_identifier=identifier.digest()[:16],
        attachments=attached,
    )
    return content
