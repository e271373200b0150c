from __future__ import annotations

import shutil

import pytest

from pfreport import assets
from pfreport.errors import ConfigurationError
from pfreport.rendering.formats.html import Html
from pfreport.rendering.look.branding import heading_face
from pfreport.rendering.look.style_sheets import print_style
from pfreport.settings import Theme
from tests.rendering import reports


def test_a_font_goes_along_in_the_style_of_both_media(tmp_path):
    shutil.copyfile(
        next(assets.folder("fonts").glob("InterText-Medium.otf")), tmp_path / "brand.otf"
    )
    theme = Theme(font=str(tmp_path / "brand.otf"))
    face = heading_face(theme)
    assert face.startswith(
        '@font-face{font-family:"Heading";font-weight:600;src:url(data:font/otf;base64,'
    )
    assert face in print_style(theme)
    assert face in Html().render(reports.executive(), theme, "index.html").content.decode()
    assert heading_face(Theme()) == ""


@pytest.mark.parametrize("content", [b"", b"not a font", b"OTTO\0\1"])
def test_what_is_no_font_is_refused(tmp_path, content):
    (tmp_path / "brand.otf").write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"font brand\.otf is no OTF"):
        heading_face(Theme(font=str(tmp_path / "brand.otf")))


def test_a_font_that_is_not_there_is_named():
    with pytest.raises(ConfigurationError, match=r"font brand\.otf cannot be read"):
        heading_face(Theme(font="/nowhere/brand.otf"))
