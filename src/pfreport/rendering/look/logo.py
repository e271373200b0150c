"""The logo: a picture from beside the workbook, decoded and made anew, so that nothing but its
pixels reaches a page.
"""

from __future__ import annotations

import base64
import functools
import io
from pathlib import Path

from pfreport.errors import ConfigurationError
from pfreport.rendering.look.branding import read_file
from pfreport.settings import Theme

FORMATS = ("PNG", "JPEG")
MOST_BYTES = 2_000_000
MOST_PIXELS = 4_000
KEPT = (1200, 360)
"""Pixels at most, width and height: enough for print at the size it is shown in."""


def read_logo(theme: Theme) -> str | None:
    """The theme's logo as an address that carries it; None without one. ConfigurationError for what
    is no picture, or too large a one.
    """
    if theme.logo is None:
        return None
    path = Path(theme.logo)
    return _made_anew(path.name, read_file("logo", path, MOST_BYTES))


@functools.lru_cache(maxsize=4)
def _made_anew(name: str, content: bytes) -> str:
    from PIL import Image, ImageFile, ImageOps  # noqa: PLC0415 - most reports have no logo

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = (
        ImageFile.LOAD_TRUNCATED_IMAGES,
        False,
    )  # WeasyPrint makes Pillow lenient for all
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as found:
            if max(found.size) > MOST_PIXELS:
                raise _refused(
                    name,
                    f"{found.width} x {found.height} pixels",
                    f"at most {MOST_PIXELS} x {MOST_PIXELS}",
                )
            picture = ImageOps.exif_transpose(found).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _refused(name, "no PNG or JPEG that can be read", "save it anew as PNG") from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    picture.thumbnail(KEPT)
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(made.getvalue()).decode()}"


def _refused(name: str, what: str, hint: str) -> ConfigurationError:
    return ConfigurationError(f"logo {name} is {what}", hint)
