"""Files of the user's own that a theme names: read once, within bounds."""

from __future__ import annotations

import base64
import functools
import io
from pathlib import Path

from pfreport.errors import ConfigurationError
from pfreport.settings import Theme

FAMILY = "Heading"
MOST_FONT_BYTES = 2_000_000
_WEIGHT = 600
"""That of titles and messages: the file is taken as it is, nothing is made bolder."""


def read_file(key: str, path: Path, most: int) -> bytes:
    """A file's bytes. ConfigurationError where it is not there, or too large."""
    try:
        with path.open("rb") as opened:
            content = opened.read(most + 1)
    except OSError as error:
        raise ConfigurationError(
            f"{key} {path.name} cannot be read: {error.strerror}",
            "put the file beside the workbook",
        ) from error
    if len(content) > most:
        raise ConfigurationError(
            f"{key} {path.name} has more than {most // 1_000_000} MB", "make it smaller"
        )
    return content


def heading_face(theme: Theme) -> str:
    """The theme's own font for titles and messages, as CSS that carries it along; empty without
    one.
    """
    if theme.font is None:
        return ""
    path = Path(theme.font)
    return _face(path.name, read_file("font", path, MOST_FONT_BYTES))


@functools.lru_cache(maxsize=4)
def _face(name: str, content: bytes) -> str:
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - most themes bring no font

    try:
        font = TTFont(io.BytesIO(content))
        readable = bool(font.getBestCmap())
    except (TTLibError, OSError, ValueError, KeyError, AssertionError) as error:
        raise _no_font(name) from error
    if not readable:
        raise _no_font(name)
    address = f"data:font/{font.flavor or 'otf'};base64,{base64.b64encode(content).decode()}"
    face = f'@font-face{{font-family:"{FAMILY}";font-weight:{_WEIGHT};src:url({address})}}'
    return f'{face}:root{{--heading:"{FAMILY}"}}'


def _no_font(name: str) -> ConfigurationError:
    return ConfigurationError(
        f"font {name} is no OTF, TTF or WOFF2 that can be read",
        "name a font file, or leave the key out",
    )
