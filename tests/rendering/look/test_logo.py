from __future__ import annotations

import base64
import io
import os

import pytest
from PIL import Image, PngImagePlugin

from pfreport.errors import ConfigurationError
from pfreport.rendering.formats.html import Html
from pfreport.rendering.formats.pdf import Pdf
from pfreport.rendering.look.logo import KEPT, read_logo
from pfreport.settings import Theme
from tests.rendering import reports
from tests.rendering.markup import Markup


def picture(path, kind="PNG", size=(300, 100), **options):
    Image.new("RGB", size, "#14213c").save(path, kind, **options)
    return Theme(logo=str(path))


def pixels(address):
    head, _, data = address.partition(",")
    assert head == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(data)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_made_anew_as_png(tmp_path, kind):
    found = pixels(read_logo(picture(tmp_path / "logo", kind)))
    assert (found.format, found.size) == ("PNG", (300, 100))
    assert (
        max(
            abs(a - b)
            for a, b in zip(found.convert("RGB").getpixel((5, 5)), (0x14, 0x21, 0x3C), strict=True)
        )
        <= 3
    )


def test_nothing_but_its_pixels_is_kept(tmp_path):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "<script>secret</script>")
    found = pixels(read_logo(picture(tmp_path / "logo.png", pnginfo=notes)))
    assert found.text == {}


def test_a_large_one_is_made_smaller_in_its_shape(tmp_path):
    width, height = pixels(read_logo(picture(tmp_path / "logo.png", size=(4000, 1000)))).size
    assert (width, height) == (KEPT[0], KEPT[0] / 4)


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda path: picture(path, size=(4001, 10)), "4001 x 10 pixels"),
        (lambda path: picture(path, kind="GIF"), "no PNG or JPEG"),
        (
            lambda path: path.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "no PNG or JPEG",
        ),
        (lambda path: path.write_bytes(b""), "no PNG or JPEG"),
        (lambda path: path.write_bytes(os.urandom(2_000_001)), "more than 2 MB"),
        (lambda path: None, "cannot be read"),
        (lambda path: path.mkdir(), "cannot be read"),
    ],
)
def test_anything_else_is_refused_in_one_line(tmp_path, write, message):
    path = tmp_path / "logo.png"
    write(path)
    with pytest.raises(ConfigurationError, match=message) as refused:
        read_logo(Theme(logo=str(path)))
    assert "\n" not in refused.value.message
    assert refused.value.hint


def test_a_truncated_picture_is_refused(tmp_path):
    picture(tmp_path / "whole.png", size=(300, 300))
    (tmp_path / "logo.png").write_bytes((tmp_path / "whole.png").read_bytes()[:-40])
    with pytest.raises(ConfigurationError, match="no PNG or JPEG"):
        read_logo(Theme(logo=str(tmp_path / "logo.png")))


def test_it_stands_in_the_head_of_both_media_with_a_text_in_its_place(tmp_path):
    theme = picture(tmp_path / "logo.png")
    screen, paper = (
        Html().render(reports.executive(), theme, "index.html").content.decode(),
        Pdf().page_and_style(reports.executive(), theme)[0],
    )
    for page in (screen, paper):
        found = [a for tag, a in Markup(page).elements if tag == "img" and a.get("class") == "logo"]
        assert [(a["src"], a["alt"]) for a in found] == [
            (read_logo(theme), "Logo of Nordhavn Utilities")
        ]


def test_without_a_logo_there_is_none():
    assert read_logo(Theme()) is None
    assert 'class="logo"' not in Pdf().page_and_style(reports.executive(), Theme())[0]
