"""The page that stands where a report could not be rendered."""

from __future__ import annotations

from pfreport.artefact import Artefact
from pfreport.rendering.look.environment import environment
from pfreport.rendering.text.values import Formats
from pfreport.settings import Theme


def failed_page(name: str, title: str, reason: str, formats: Formats) -> Artefact | None:
    """An HTML page that says so, made from our own template; None for a PDF, which is left out and
    named in the manifest.
    """
    if not name.endswith(".html"):
        return None
    return Artefact(
        name,
        "text/html",
        environment(Theme())
        .get_template("failed.html")
        .render(
            title=title,
            reason=reason,
            words=formats.marked_up,
            language=formats.words.language,
        )
        .encode(),
    )
