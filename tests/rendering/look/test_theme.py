from __future__ import annotations

import pytest

from pfreport.charts.palette import load_palette
from pfreport.errors import ConfigurationError
from pfreport.rendering.look.theme import (
    palette_of,
    print_variables,
    readable,
    screen_variables,
    text_width,
)
from pfreport.settings import Theme


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3, from its text."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return linear[0] * 0.2126 + linear[1] * 0.7152 + linear[2] * 0.0722

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("role", ["ink", "lede", "mute", "accent"])
@pytest.mark.parametrize("form", ["light", "dark", "print"])
def test_text_can_be_read_on_its_ground(role, form):
    colours = load_palette().colours
    assert contrast(getattr(colours[role], form), getattr(colours["ground"], form)) >= 4.5


@pytest.mark.parametrize("light", ["green", "amber", "red", "grey"])
@pytest.mark.parametrize("form", ["light", "dark", "print"])
def test_letters_can_be_read_on_their_lights_and_outlines_seen(light, form):
    colours = load_palette().colours
    assert (
        contrast(getattr(colours[f"{light}_letter"], form), getattr(colours[f"{light}_fill"], form))
        >= 4.5
    )
    assert contrast(getattr(colours[light], form), getattr(colours["ground"], form)) >= 3


@pytest.mark.parametrize("accent", ["#ffee00", "#000000", "#0a5c8a", "#ff0000"])
def test_an_accent_is_made_readable_by_day_and_by_night(accent):
    found = palette_of(Theme(accent=accent)).colours
    for form in ("light", "dark", "print"):
        assert contrast(getattr(found["accent"], form), getattr(found["ground"], form)) >= 4.5


def test_a_readable_accent_stays_as_it_is():
    assert readable("#0a5c8a", "#ffffff") == "#0a5c8a"


@pytest.mark.parametrize("accent", ["blue", "#12345", "#12345g", "url(x)"])
def test_anything_but_a_colour_is_refused(accent):
    with pytest.raises(ConfigurationError, match="accent"):
        palette_of(Theme(accent=accent))


def test_paper_and_margins_reach_the_page():
    palette = load_palette()
    assert "@page{size:215.9mm 279.4mm;margin:19mm 14mm 16mm 14mm}" in print_variables(
        palette, "Letter"
    )
    assert text_width(palette, "A4") == pytest.approx(516, abs=0.5)


def test_the_screen_has_colours_for_day_and_night():
    css = screen_variables(load_palette())
    assert "--ground:#ffffff" in css.split("@media")[0]
    assert "--ground:#11171d" in css.split("@media")[1]
