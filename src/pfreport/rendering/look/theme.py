"""What `[theme]` makes of the palette: the accent, the paper, and the part of the style sheets that
is made from both.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pfreport.charts.palette import Colour, Medium, Palette, load_palette
from pfreport.charts.svg import classes
from pfreport.errors import ConfigurationError
from pfreport.rendering.look import columns
from pfreport.settings import Theme

POINTS = 72 / 25.4
READABLE = 4.5  # WCAG 2.2, 1.4.3: text against its ground


def palette_of(theme: Theme) -> Palette:
    """The palette of the theme's templates (else ours) with its accent, made readable by day and by
    night.
    """
    palette = _palette(Path(theme.templates) if theme.templates else None)
    if theme.accent is None:
        return palette
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", theme.accent):
        raise ConfigurationError(
            f"theme.accent is {theme.accent!r}", 'write a colour such as accent = "#0a5c8a"'
        )
    ground = palette.colours["ground"]
    day, night = (readable(theme.accent, one) for one in (ground.light, ground.dark))
    return dataclasses.replace(
        palette,
        colours={
            **palette.colours,
            "accent": Colour(day, night, readable(theme.accent, ground.print)),
        },
    )


def _palette(templates: Path | None) -> Palette:
    """The palette of a folder of templates; ConfigurationError where it cannot be read or lacks
    what ours has.
    """
    try:
        found = load_palette(templates)
    except (tomllib.TOMLDecodeError, LookupError, TypeError, ValueError) as error:
        raise ConfigurationError(
            f"theme.templates: palette.toml cannot be read: {error}",
            "begin from ours: pfreport init --templates",
        ) from error
    missing = load_palette().colours.keys() - found.colours.keys()
    if missing:
        raise ConfigurationError(
            f"theme.templates: palette.toml lacks {', '.join(sorted(missing))}",
            "begin from ours: pfreport init --templates",
        )
    return found


def text_width(palette: Palette, paper: str) -> float:
    """Width between the margins, in pt."""
    return (palette.paper[paper][0] - palette.margins["left"] - palette.margins["right"]) * POINTS


def screen_variables(palette: Palette) -> str:
    """Colours by day and by night, sizes, and the classes of the charts' colours, as CSS."""
    day = _declarations({role: colour.light for role, colour in palette.colours.items()})
    night = _declarations({role: colour.dark for role, colour in palette.colours.items()})
    return (
        f":root{{color-scheme:light dark;{day}{_sizes(palette, 'screen', 'px')}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{night}}}}}\n"
        f"@media print{{:root{{color-scheme:light;{day}}}}}\n"
        + "\n".join(
            f".{name}{{{paint.property}:var(--{_dashed(paint.role)})}}"
            for name, paint in classes().items()
        )
        + f"\n{columns.style('screen')}"
    )


def print_variables(palette: Palette, paper: str) -> str:
    """Colours and sizes of print, and the page, as CSS."""
    width, height = palette.paper[paper]
    margins = palette.margins
    edges = " ".join(f"{margins[edge]}mm" for edge in ("top", "right", "bottom", "left"))
    colours = _declarations({role: colour.print for role, colour in palette.colours.items()})
    return (
        f":root{{{colours}{_sizes(palette, 'print', 'pt')}}}\n"
        f"@page{{size:{width}mm {height}mm;margin:{edges}}}\n"
        f"@page:first{{margin-top:{margins['first']}mm}}\n"
        f"{columns.style('print')}"
    )


def readable(colour: str, ground: str) -> str:
    """The colour, mixed with black or white until it can be read on the ground."""
    towards = (0.0, 0.0, 0.0) if _luminance(_channels(ground)) > 0.18 else (1.0, 1.0, 1.0)
    for step in range(21):
        mixed = tuple(
            c + (t - c) * step / 20 for c, t in zip(_channels(colour), towards, strict=True)
        )
        if _contrast(mixed, _channels(ground)) >= READABLE:
            return "#" + "".join(f"{round(channel * 255):02x}" for channel in mixed)
    raise AssertionError("black or white can be read on any ground")


def _declarations(values: Mapping[str, str]) -> str:
    return "".join(f"--{_dashed(name)}:{value};" for name, value in values.items())


def _sizes(palette: Palette, medium: Medium, unit: str) -> str:
    sizes = palette.type[medium].items()
    return "".join(
        f"--{use}-size:{size.size}{unit};--{use}-line:{size.line}{unit};" for use, size in sizes
    )


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Contrast of two colours by WCAG 2.2."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(channels: tuple[float, ...]) -> float:
    """Relative luminance by WCAG 2.2."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
