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

GUTTER = 17.0


def render_pdf(
    report: Report, theme: Theme, name: str, files: tuple[Artefact, ...] = ()
) -> Artefact:
    """The report as PDF, `files` attached; the same bytes for the same report, theme and files.

    Raises ConfigurationError where a template asks for anything that is not ours.
    """
    # fails without Pango; HTML does without it
    from pfreport.rendering.pdf.printing import page_count, printed  # noqa: PLC0415

    page, style = page_and_style(
        fitted(report, lambda one: page_count(*page_and_style(one, theme)) == 1), theme
    )
    denser = (
        source(environment(theme), "css/denser.css") if report.kind is ReportKind.PROJECT else ""
    )
    return Artefact(name, "application/pdf", printed(page, style, report.about, files, denser))


def page_and_style(report: Report, theme: Theme) -> tuple[str, str]:
    """The page as HTML for print, and its style sheet."""
    templates = environment(theme)
    palette = palette_of(theme)
    layout = Layout("print", palette, text_width(palette, theme.paper), GUTTER)
    page = Page(
        on_paper(report),
        Formats(report.about.locale),
        layout,
        Links(report, "pdf"),
        read_logo(theme),
    )
    style = print_style(theme)
    return templates.get_template("print.html").render(page=page), style


@functools.cache
def pdf_problem() -> str | None:
    """Why this machine can make no PDF; None where it can."""
    try:
        import weasyprint  # noqa: F401, PLC0415 - whether it can be loaded is the question
    except (ImportError, OSError) as error:
        return str(error).splitlines()[0]
    return None
