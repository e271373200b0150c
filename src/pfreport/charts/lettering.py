"""Text in charts: what of it can be printed, how much, and how wide it is."""

from __future__ import annotations

import functools
import re
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from pfreport import assets
from pfreport.charts.palette import load_palette
from pfreport.faults import shorten

MOST_CHARACTERS = 60
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def printable(words: str) -> str:
    """A text without what no font can show, what XML forbids, and what would turn the reading
    direction.
    """
    return _UNPRINTABLE.sub("", words)


def short(words: str) -> str:
    """A label: printable, on one line, capped."""
    return shorten(printable(words), MOST_CHARACTERS)


@functools.lru_cache(maxsize=4096)
def text_width(words: str, weight: int) -> float:
    """Width of a text at size 1. Wide letters, which the bundled font lacks, count a little over
    one.
    """
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    narrow = "".join(c for c in words if unicodedata.east_asian_width(c) not in "WF")
    with quiet():
        font = FontProperties(family=family(), weight=weight, size=100)
        measured = TextToPath().get_text_width_height_descent(narrow, font, ismath=False)[0] / 100
    return float(measured) + 1.2 * (len(words) - len(narrow))


@functools.cache
def family() -> str:
    """The bundled font with figures of one width, registered with matplotlib once."""
    from matplotlib.font_manager import fontManager

    for file in sorted(assets.folder("fonts").glob("InterTab-*.otf")):
        fontManager.addfont(file)
    return load_palette().figures


@contextmanager
def quiet() -> Iterator[None]:
    """No warnings of glyphs that the bundled font lacks: the reader's machine may have them."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield
