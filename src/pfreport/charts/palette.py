"""Colours, type and paper, read from the one palette file that pages and charts are made from."""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pfreport import assets

Medium = Literal["screen", "print"]
NAME = "palette.toml"


class Tone(StrEnum):
    """The tones that charts are drawn in: the roles of the palette that they use."""

    GROUND = "ground"
    HAIRLINE = "hairline"
    RULE = "rule"
    INK = "ink"
    MUTE = "mute"
    BAR = "bar"
    ACCENT = "accent"
    BAND_GOOD = "band_good"
    BAND_WATCH = "band_watch"
    BAND_BAD = "band_bad"


class Colour(NamedTuple):
    """One role's colour by day, by night and on paper."""

    light: str
    dark: str
    print: str


class Type(NamedTuple):
    """Size and line height, in CSS px on the screen and in pt on paper."""

    size: float
    line: float


@dataclass(frozen=True)
class Palette:
    """What `palette.toml` says. `type[medium][use]` is a size; `paper` and `margins` are in mm."""

    colours: Mapping[str, Colour]
    family: str
    figures: str
    type: Mapping[Medium, Mapping[str, Type]]
    paper: Mapping[str, tuple[float, float]]
    margins: Mapping[str, float]

    def accented(self, accent: str) -> Palette:
        """The same palette with another accent, in all three forms."""
        return dataclasses.replace(
            self, colours={**self.colours, "accent": Colour(accent, accent, accent)}
        )

    @functools.cached_property
    def sentinels(self) -> Mapping[str, str]:
        """A colour that nothing else has for each role: charts are drawn in these, and get their
        real ones afterwards.
        """
        return {role: f"#fe{index:02x}ed" for index, role in enumerate(self.colours)}


def read_palette(text: str) -> Palette:
    """A palette from the text of a palette file."""
    raw: dict[str, Any] = tomllib.loads(text)
    sizes = raw["type"]
    return Palette(
        colours={role: Colour(**forms) for role, forms in raw["colours"].items()},
        family=sizes["family"],
        figures=sizes["figures"],
        type={
            medium: {use: Type(*size) for use, size in sizes[medium].items()}
            for medium in ("screen", "print")
        },
        paper={name: (width, height) for name, (width, height) in raw["paper"].items()},
        margins=raw["margins"],
    )


@functools.cache
def load_palette(templates: Path | None = None) -> Palette:
    """The palette of a user's own templates where they have one, else the shipped one."""
    own = templates / NAME if templates else None
    return read_palette(
        own.read_text(encoding="utf-8")
        if own and own.is_file()
        else assets.text(f"templates/{NAME}")
    )
