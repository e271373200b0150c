"""A report as one self-contained HTML file: no network, a strict policy, light and dark, on paper too."""

from __future__ import annotations

import base64
import functools

from markupsafe import Markup

from pfreport import assets
from pfreport.artefact import Artefact
from pfreport.rendering.branding import heading_face
from pfreport.rendering.csp import policy
from pfreport.rendering.environment import environment, source
from pfreport.rendering.formats import Formats
from pfreport.rendering.layout import Layout
from pfreport.rendering.links import Links
from pfreport.rendering.logo import read_logo
from pfreport.rendering.page import Page
from pfreport.rendering.theme import palette_of, screen_variables
from pfreport.report.blocks import Report
from pfreport.settings import Theme

WIDTH, GUTTER = 1080.0, 48.0
FACES = (("InterText-Regular.woff2", 400), ("InterText-SemiBold.woff2", 600))


def render_html(report: Report, theme: Theme, name: str) -> Artefact:
    """The report as HTML; the same bytes for the same report and theme."""
    templates = environment(theme)
    palette = palette_of(theme)
    style = "\n".join((font_faces(), screen_variables(palette), source(templates, "css/screen.css"), heading_face(theme)))
    script = source(templates, "script.js")
    page = Page(report, Formats(report.about.locale), Layout("screen", palette, WIDTH, GUTTER), Links(report, "html"), read_logo(theme))
    text = templates.get_template("screen.html").render(
        page=page,
        policy=policy(style, script),
        style=Markup(style),  # noqa: S704 - our own style sheet, without any data
        script=Markup(script),  # noqa: S704 - our own script, without any data
    )
    return Artefact(name, "text/html", text.encode())


@functools.cache
def font_faces() -> str:
    """The bundled fonts as rules that carry them along."""
    folder = assets.folder("fonts")
    faces = ((weight, base64.b64encode((folder / file).read_bytes()).decode()) for file, weight in FACES)
    rule = '@font-face{{font-family:"Inter Text";font-weight:{};src:url(data:font/woff2;base64,{}) format("woff2")}}'
    return "\n".join(rule.format(weight, data) for weight, data in faces)
