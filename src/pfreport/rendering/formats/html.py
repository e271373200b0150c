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

WIDTH, GUTTER = 1080.0, 48.0


def render_html(report: Report, theme: Theme, name: str) -> Artefact:
    """The report as HTML; the same bytes for the same report and theme."""
    templates = environment(theme)
    palette = palette_of(theme)
    style = screen_style(theme)
    script = source(templates, "script.js")
    page = Page(
        report,
        Formats(report.about.locale),
        Layout("screen", palette, WIDTH, GUTTER),
        Links(report, "html"),
        read_logo(theme),
    )
    text = templates.get_template("screen.html").render(
        page=page,
        policy=policy(style, script),
        style=Markup(style),  # noqa: S704 - our own style sheet, without any data
        script=Markup(script),  # noqa: S704 - our own script, without any data
    )
    return Artefact(name, "text/html", text.encode())
