"""A report as a tagged PDF: PDF/A-3 with the identifier of PDF/UA-1, the same bytes on every
run.
"""

from __future__ import annotations

import functools

from pfreport.artefact import Artefact
from pfreport.rendering.look.environment import environment, source
from pfreport.rendering.look.layout import Layout
from pfreport.rendering.look.logo import read_logo
from pfreport.rendering.look.style_sheets import print_style
from pfreport.rendering.look.theme import palette_of, text_width
from pfreport.rendering.page.links import Links
from pfreport.rendering.page.opening import fitted
from pfreport.rendering.page.page import Page
from pfreport.rendering.page.paper import on_paper
from pfreport.rendering.text.values import Formats
from pfreport.report.parts.blocks import Report, ReportKind
from pfreport.settings import Theme
from pfreport.words.catalogue import Catalogue, nearest

GUTTER = 17.0


def render_pdf(
    report: Report,
    theme: Theme,
    name: str,
    files: tuple[Artefact, ...] = (),
    words: Catalogue | None = None,
) -> Artefact:
    """The report as PDF, `files` attached, in the words nearest to its locale unless others are
    given; the same bytes for the same report, theme and files.

    Raises ConfigurationError where a template asks for anything that is not ours.
    """
    # fails without Pango; HTML does without it
    from pfreport.rendering.pdf.printing import page_count, printed  # noqa: PLC0415

    used = words or nearest(report.about.locale)
    page, style = page_and_style(
        fitted(report, lambda one: page_count(*page_and_style(one, theme, used)) == 1), theme, used
    )
    dense = report.kind is ReportKind.PROJECT
    denser = source(environment(theme), "css/denser.css", used) if dense else ""
    return Artefact(name, "application/pdf", printed(page, style, report.about, files, denser))


def page_and_style(report: Report, theme: Theme, words: Catalogue | None = None) -> tuple[str, str]:
    """The page as HTML for print, and its style sheet."""
    formats = Formats(report.about.locale, words)
    templates = environment(theme)
    palette = palette_of(theme)
    layout = Layout("print", palette, text_width(palette, theme.paper), GUTTER)
    page = Page(
        on_paper(report),
        formats,
        layout,
        Links(report, "pdf"),
        read_logo(theme),
    )
    text = templates.get_template("print.html").render(page=page, words=formats.marked_up)
    return text, print_style(theme, formats.words)


@functools.cache
def pdf_problem() -> str | None:
    """Why this machine can make no PDF; None where it can."""
    try:
        import weasyprint  # noqa: F401, PLC0415 - whether it can be loaded is the question
    except (ImportError, OSError) as error:
        return str(error).splitlines()[0]
    return None
