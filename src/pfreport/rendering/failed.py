"""The page that stands where a report could not be rendered."""

from __future__ import annotations

from html import escape

from pfreport.artefact import Artefact

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>{title}</title></head>
<body><h1>{title}</h1><p>{reason}</p><p>The other reports of this pack are not affected. pfreport doctor tells whether something is missing.</p></body></html>
"""


def failed_page(name: str, title: str, reason: str) -> Artefact | None:
    """An HTML page that says so; None for a PDF, which is left out and named in the manifest."""
    if not name.endswith(".html"):
        return None
    text = _PAGE.format(title=escape(f"{title} could not be rendered"), reason=escape(reason))
    return Artefact(name, "text/html", text.encode())
