"""A report as a tagged PDF: PDF/A-3 with the identifier of PDF/UA-1, the same bytes on every run."""

from __future__ import annotations

import hashlib

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from pfreport.artefact import Artefact
from pfreport.rendering.environment import environment, source
from pfreport.rendering.fetcher import OwnFetcher
from pfreport.rendering.formats import Formats
from pfreport.rendering.links import Links
from pfreport.rendering.metadata import attachments, finish
from pfreport.rendering.page import Layout, Page
from pfreport.rendering.theme import palette_of, print_variables, text_width
from pfreport.report.blocks import Report
from pfreport.settings import Theme

GUTTER = 17.0
VARIANT = "pdf/a-3a"


def render_pdf(report: Report, theme: Theme, name: str, files: tuple[Artefact, ...] = ()) -> Artefact:
    """The report as PDF, `files` attached; the same bytes for the same report, theme and files.

    Raises ForeignAddressError where a template asks for anything that is not ours.
    """
    page_text, style = page_and_style(report, theme)
    fonts = FontConfiguration()
    fetcher = OwnFetcher()
    sheet = CSS(string=style, font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=page_text, url_fetcher=fetcher).render(stylesheets=[sheet], font_config=fonts)
    content = document.write_pdf(
        finisher=finish,
        pdf_variant=VARIANT,
        pdf_identifier=hashlib.sha256((page_text + style).encode()).digest()[:16],
        attachments=attachments(report.about, files),
    )
    return Artefact(name, "application/pdf", content)


def page_and_style(report: Report, theme: Theme) -> tuple[str, str]:
    """The page as HTML for print, and its style sheet."""
    templates = environment(theme)
    palette = palette_of(theme)
    layout = Layout("print", palette, text_width(palette, theme.paper), GUTTER)
    page = Page(report, Formats(report.about.locale), layout, Links(report, "pdf"))
    style = "\n".join((print_variables(palette, theme.paper), source(templates, "css/print.css")))
    return templates.get_template("print.html").render(page=page), style
