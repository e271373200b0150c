"""The formats there are, each by what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pfreport.rendering.formats.format import Format
from pfreport.rendering.formats.html import Html
from pfreport.rendering.formats.pdf import Pdf

FORMATS: Mapping[str, Format] = MappingProxyType({one.id: one for one in (Html(), Pdf())})
"""In the order in which files are made and named."""
SCREEN = FORMATS[Html.id]
"""What a browser shows: what is served and opened."""
PICTURED = next(one for one in FORMATS.values() if one.pictured)
"""Whose first page stands in the mail."""
