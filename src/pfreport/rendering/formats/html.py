"""A report as one self-contained HTML file: no network, a strict policy, light and dark, on paper
too.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection
from dataclasses import replace
from posixpath import basename
from typing import TYPE_CHECKING

from pfreport.artefact import Artefact
from pfreport.rendering.formats.format import Format
from pfreport.settings import Theme
from pfreport.words.catalogue import Catalogue

if TYPE_CHECKING:
    from pfreport.report.parts.blocks import Report

WIDTH, GUTTER = 1080.0, 48.0
_ELSEWHERE = re.compile(r' href="(?![a-z][a-z0-9+.-]*:)([^"#]+)"', re.IGNORECASE)
"""Whatever leads to another file: neither within the page nor, with a scheme, out into the
world.
"""


class Html(Format):
    """Pages for the screen, which print too."""

    id = "html"
    suffix = ".html"
    media_type = "text/html"
    executive = "index"

    def render(
        self,
        report: Report,
        theme: Theme,
        name: str,
        files: tuple[Artefact, ...] = (),  # noqa: ARG002 - a page encloses nothing
        words: Catalogue | None = None,
    ) -> Artefact:
        """The report as HTML; the same bytes for the same report and theme."""
        from markupsafe import Markup

        from pfreport.rendering.look.environment import environment, source
        from pfreport.rendering.look.layout import Layout
        from pfreport.rendering.look.logo import read_logo
        from pfreport.rendering.look.style_sheets import screen_style
        from pfreport.rendering.look.theme import palette_of
        from pfreport.rendering.page.links import Links
        from pfreport.rendering.page.page import Page
        from pfreport.rendering.text.values import Formats

        formats, templates = Formats(report.about.locale, words), environment(theme)
        style = screen_style(theme, formats.words)
        script = source(templates, "script.js", formats.words)
        page = Page(
            report,
            formats,
            Layout("screen", palette_of(theme), WIDTH, GUTTER),
            Links(report, self.suffix, self.executive),
            read_logo(theme),
        )
        text = templates.get_template("screen.html").render(
            page=page,
            words=formats.marked_up,
            policy=policy(style, script),
            style=Markup(style),  # noqa: S704 - our own style sheet, without any data
            script=Markup(script),  # noqa: S704 - our own script, without any data
        )
        return Artefact(name, self.media_type, text.encode())

    def failed(self, name: str, title: str, reason: str, locale: str) -> Artefact:
        """A page that says so, made from our own template."""
        from pfreport.rendering.look.environment import environment
        from pfreport.rendering.text.values import Formats

        formats = Formats(locale)
        page = (
            environment(Theme())
            .get_template("failed.html")
            .render(
                title=title,
                reason=reason,
                words=formats.marked_up,
                language=formats.words.language,
            )
        )
        return Artefact(name, self.media_type, page.encode())

    def alone(self, page: Artefact, beside: Collection[str] = ()) -> Artefact:
        """The page as a file of one flat folder, as a reader of a mail saves it.

        Text that somebody typed holds no bare quotation mark, so that nothing but our own links is
        found.
        """

        def turned(link: re.Match[str]) -> str:
            name = basename(link[1])
            return f' href="{name}"' if name in beside else ""

        return replace(page, content=_ELSEWHERE.sub(turned, page.content.decode()).encode())


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy of a page: nothing from anywhere, but exactly this style and this
    script.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
