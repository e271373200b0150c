"""Makes `src/pfreport/fonts/` from an installed Inter: Latin subsets, and a second face whose
digits all have one width.

The faces have names of their own. SVG text and tables in print cannot ask for a font feature, so
"Inter Tab" has the tabular digits where "Inter Text" has the proportional ones. Run it with the
folder of Inter's .otf files: `python tools/make_fonts.py FOLDER`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FONTS = Path(__file__).parent.parent / "src" / "pfreport" / "fonts"
WEIGHTS = ("Regular", "Medium", "SemiBold")
SCREEN_WEIGHTS = ("Regular", "SemiBold")
RANGES = (
    (0x20, 0x7E),  # Basic Latin
    (0xA0, 0x17F),  # Latin-1, Latin Extended-A
    (0x18F, 0x192),  # of Extended-B: schwa, florin
    (0x218, 0x21B),  # of Extended-B: Romanian
    (0x2C6, 0x2DD),  # spacing accents
    (0x300, 0x30C),  # combining accents
    (0x1E80, 0x1E9E),  # Welsh, capital sharp s
    (0x2002, 0x2033),  # spaces, dashes, quotation marks, primes
    (0x2039, 0x2044),
    (0x2070, 0x209C),  # superiors and inferiors
    (0x20A0, 0x20BF),  # currencies
    (0x2116, 0x2122),
    (0x2190, 0x2199),  # arrows
    (0x2206, 0x2265),  # minus, sums, comparisons
    (0x25A0, 0x25CF),  # shapes of lights
)
FEATURES = ("kern", "mark", "ccmp", "locl")
UNITS = 1000  # to the em, what PDF takes for granted
EPOCH = 2082844800  # seconds from 1904, when a font's clock starts, to 1970


def main() -> None:
    """Writes every face."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for weight in WEIGHTS:
        source = folder / f"Inter-{weight}.otf"
        _write(
            _subset(_named(TTFont(source), "Inter Text", weight), FEATURES),
            FONTS / f"InterText-{weight}.otf",
        )
        _write(
            _subset(_named(_tabular(TTFont(source)), "Inter Tab", weight), FEATURES),
            FONTS / f"InterTab-{weight}.otf",
        )
    for weight in SCREEN_WEIGHTS:
        screen = _named(TTFont(folder / f"Inter-{weight}.otf"), "Inter Text", weight)
        _write(_subset(screen, (*FEATURES, "tnum")), FONTS / f"InterText-{weight}.woff2", "woff2")


def _subset(font: TTFont, features: tuple[str, ...]) -> TTFont:
    options = Options(
        layout_features=list(features),
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17],
        notdef_outline=True,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
    subsetter.subset(font)
    return font


def _tabular(font: TTFont) -> TTFont:
    """The font with its tabular glyphs under the plain characters."""
    tabular = _substitutions(font, "tnum")
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(
                {code: tabular[name] for code, name in table.cmap.items() if name in tabular}
            )
    return font


def _named(font: TTFont, family: str, weight: str) -> TTFont:
    """The font under a family name of its own, so that an installed Inter is never taken for it."""
    full, short = f"{family} {weight}", f"{family.replace(' ', '')}-{weight}"
    names = {
        1: family if weight == "Regular" else full,
        2: "Regular",
        3: short,
        4: full,
        6: short,
        16: family,
        17: weight,
    }
    for key, text in names.items():
        font["name"].setName(text, key, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [short]
    top[0].FamilyName, top[0].FullName = family, full
    return font


def _substitutions(font: TTFont, feature: str) -> dict[str, str]:
    table = font["GSUB"].table
    lookups = {
        i
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for i in record.Feature.LookupListIndex
    }
    found: dict[str, str] = {}
    for index in sorted(lookups):
        for subtable in table.LookupList.Lookup[index].SubTable:
            found.update(getattr(subtable, "ExtSubTable", subtable).mapping)
    return found


def _write(font: TTFont, path: Path, flavor: str | None = None) -> None:
    scale_upem(font, UNITS)
    font["CFF "].cff[0].FontMatrix = [1 / UNITS, 0, 0, 1 / UNITS, 0, 0]
    font.flavor = flavor
    font.recalcTimestamp = False
    font["head"].modified = font["head"].created = EPOCH
    font.save(path)
    print(f"{path.name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
