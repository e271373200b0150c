import re

from pfreport import assets
from pfreport.charts.palette import Colour, load_palette


def test_the_shipped_palette_has_three_forms_of_every_role():
    for role, forms in load_palette().colours.items():
        assert all(re.fullmatch("#[0-9a-f]{6}", form) for form in forms), role


def test_sentinels_are_apart_from_each_other_and_from_every_colour():
    palette = load_palette()
    assert len(set(palette.sentinels.values())) == len(palette.colours)
    assert not set(palette.sentinels.values()) & {
        form for forms in palette.colours.values() for form in forms
    }


def test_the_accent_can_be_another_one():
    palette = load_palette().accented("#ff00ff")
    assert palette.colours["accent"] == Colour("#ff00ff", "#ff00ff", "#ff00ff")
    assert palette.colours["ink"] == load_palette().colours["ink"]


def test_templates_of_ones_own_may_bring_a_palette(tmp_path):
    assert load_palette(tmp_path) == load_palette()
    other = tmp_path / "other"
    other.mkdir()
    shipped = assets.text("templates/palette.toml")
    (other / "palette.toml").write_text(
        shipped.replace('print = "#16191d"', 'print = "#000001"'), encoding="utf-8"
    )
    assert load_palette(other).colours["ink"].print == "#000001"
    assert load_palette(other).sentinels == load_palette().sentinels
