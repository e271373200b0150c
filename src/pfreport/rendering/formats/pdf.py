"""A report as a tagged PDF: PDF/A-3 with the identifier of PDF/UA-1, the same bytes on every
run.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pfreport.artefact import Artefact
from pfreport.rendering.formats.format import Format
from pfreport.settings import Theme
from pfreport.words.catalogue import Catalogue, nearest

if TYPE_CHECKING:
    from pfreport.report.parts.blocks import Report

GUTTER = 17.0


class Pdf(Format):
    """Pages for paper and the archive. Needs Pango."""

    id = "pdf"
    suffix = ".pdf"
    media_type = "application/pdf"
    executive = "executive"
    joined = pictured = encloses = True

    def lacking(self) -> str | None:
        """What loading the printer fails with, as it does without Pango."""
        return _not_loaded()

    def render(
        self,
        report: Report,
        theme: Theme,
        name: str,
        files: tuple[Artefact, ...] = (),
        words: Catalogue | None = None,
    ) -> Artefact:
        """The report as PDF, `files` attached; the same bytes for the same report, theme, files
        and words.

        Raises ConfigurationError where a template asks for anything that is not ours.
        """
        from pfreport.rendering.look.environment import environment, source
        from pfreport.rendering.page.opening import fitted
        from pfreport.rendering.pdf.printing import page_count, printed
        from pfreport.report.parts.blocks import ReportKind

        used = words or nearest(report.about.locale)

        def on_one_page(shortened: Report) -> bool:
            return page_count(*self.page_and_style(shortened, theme, used)) == 1

        page, style = self.page_and_style(fitted(report, on_one_page), theme, used)
        dense = report.kind is ReportKind.PROJECT
        denser = source(environment(theme), "css/denser.css", used) if dense else ""
        return Artefact(name, self.media_type, printed(page, style, report.about, files, denser))

    def page_and_style(
        self, report: Report, theme: Theme, words: Catalogue | None = None
    ) -> tuple[str, str]:
        """The page as HTML for print, and its style sheet."""
        from pfreport.rendering.look.environment import environment
        from pfreport.rendering.look.layout import Layout
        from pfreport.rendering.look.logo import read_logo
        from pfreport.rendering.look.style_sheets import print_style
        from pfreport.rendering.look.theme import palette_of, text_width
        from pfreport.rendering.page.links import Links
        from pfreport.rendering.page.page import Page
        from pfreport.rendering.page.paper import on_paper
        from pfreport.rendering.text.values import Formats

        formats, palette = Formats(report.about.locale, words), palette_of(theme)
        page = Page(
            on_paper(report),
            formats,
            Layout("print", palette, text_width(palette, theme.paper), GUTTER),
            Links(report, self.suffix, self.executive),
            read_logo(theme),
        )
        text = (
            environment(theme).get_template("print.html").render(page=page, words=formats.marked_up)
        )
        return text, print_style(theme, formats.words)

    def alone(self, page: Artefact, beside: Collection[str] = ()) -> Artefact:  # noqa: ARG002
        """One report's PDF by itself: its links to other files lead nowhere."""
        from pfreport.rendering.pdf.join import without_others

        return replace(page, content=without_others(page.name, page.content))

    def join(self, reports: Mapping[str, Report], parts: Sequence[Artefact], theme: Theme) -> bytes:
        """Contents, then every report."""
        from pfreport.rendering.pdf.contents import Part, render_pack
        from pfreport.rendering.text.values import Formats

        about = reports[parts[0].name].about
        words = Formats(about.locale)
        listed = [
            Part(part.name, words.text(reports[part.name].name), part.content) for part in parts
        ]
        return render_pack(listed, about, theme)

    def picture(self, page: Artefact, name: str) -> Artefact:
        """Page one as PNG."""
        from pfreport.rendering.pdf.picture import page_one

        return page_one(page, name)


@functools.cache
def _not_loaded() -> str | None:
    try:
        import weasyprint  # noqa: F401 - whether it can be loaded is the question
    except (ImportError, OSError) as error:
        return str(error).splitlines()[0]
    return None
