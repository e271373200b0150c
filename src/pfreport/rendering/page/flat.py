"""HTML reports as files of one flat folder: what a reader of a mail saves side by side."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from posixpath import basename

from pfreport.artefact import Artefact

_LINK = re.compile(r' href="(?![a-z][a-z0-9+.-]*:)([^"#]+)"', re.IGNORECASE)
"""Whatever leads to another file: neither within the page nor, with a scheme, out into the
world.
"""


def flat(page: Artefact, beside: Collection[str]) -> Artefact:
    """The page with links to the files `beside` it by their bare names; links to other files lead
    nowhere.

    Text that somebody typed holds no bare quotation mark, so that nothing but our own links is
    found.
    """

    def turned(found: re.Match[str]) -> str:
        name = basename(found[1])
        return f' href="{name}"' if name in beside else ""

    return replace(page, content=_LINK.sub(turned, page.content.decode()).encode())
