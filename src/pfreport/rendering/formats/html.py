"""A report as one self-contained HTML file: no network, a strict policy, light and dark, on paper
too.
"""

from __future__ import annotations

from markupsafe import Markup

from pfreport.artefact import Artefact
from pfreport.rendering.look.csp import policy
from pfreport.rendering.look.environment import environment, source
from pfreport.rendering.look.layout import Layout
from pfreport.rendering.look.logo import read_logo
from pfreport.rendering.look.style_sheets import screen_style
from pfreport.rendering.look.theme import palette_of
from pfreport.rendering.page.links import Links
from pfreport.rendering.page.page import Page
from pfreport.rendering.text.values import Formats
from pfreport.report.parts.blocks import Report
from pfreport.settings import Theme
from pfreport.words.catalogue import Catalogue

WIDTH, GUTTER = 1080.0, 48.0


def render_html(
    report: Report, theme: Theme, name: str, words: Catalogue | None = None
) -> Artefact:
    """The report as HTML, in the words nearest to its locale unless others are given; the same
    bytes for the same report and theme.
    """
    formats = Formats(report.about.locale, words)
    templates = environment(theme)
    palette = palette_of(theme)
    style = screen_style(theme, formats.words)
    script = source(templates, "script.js", formats.words)
    page = Page(
        report,
        formats,
        Layout("screen", palette, WIDTH, GUTTER),
        Links(report, "html"),
        read_logo(theme),
    )
    text = templates.get_template("screen.html").render(
        page=page,
        words=formats.marked_up,
        policy=policy(style, script),
        style=Markup(style),  # noqa: S704 - our own style sheet, without any data
        script=Markup(script),  # noqa: S704 - our own script, without any data
    )
    return Artefact(name, "text/html", text.encode())
