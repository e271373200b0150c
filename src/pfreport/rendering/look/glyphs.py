"""Which characters no font of this machine can print: boxes would stand in their places."""

from __future__ import annotations

import functools
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields

from pfreport import assets
from pfreport.model.portfolio import RECORDS, Portfolio, field_of

PLAIN = 0x180
"""Below it are the letters of western and central Europe, which the bundled font has."""
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})
SCRIPTS = {
    "Greek": "Ω",
    "Cyrillic": "Ж",
    "Hebrew": "א",
    "Arabic": "م",
    "Hindi": "अ",
    "Thai": "ก",
    "Chinese": "国",
    "Korean": "한",
    "emoji": "🚧",
}
INSTALL = "fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji"


def unprintable(texts: Iterable[str]) -> str:
    """The characters of these texts that no font has, in order; none where the machine does not
    tell its fonts.
    """
    special = {
        c
        for text in texts
        if not text.isascii()
        for c in text
        if ord(c) >= PLAIN and unicodedata.category(c) not in UNSEEN
    }
    left = special - _bundled() if special else special
    found = _installed() if left else ()
    return "".join(
        sorted(c for c in left if found and not any(low <= ord(c) <= high for low, high in found))
    )


def scripts() -> tuple[list[str], list[str]]:
    """Names of scripts that can be printed here, and of others that cannot."""
    missing = unprintable(SCRIPTS.values())
    return [name for name, c in SCRIPTS.items() if c not in missing], [
        name for name, c in SCRIPTS.items() if c in missing
    ]


def texts_of(portfolio: Portfolio) -> Iterator[str]:
    """Every text of a workbook."""
    rows = [
        portfolio.settings,
        *(row for record in RECORDS for row in getattr(portfolio, field_of(record))),
    ]
    for row in rows:
        yield from (
            value for field in fields(row) if isinstance(value := getattr(row, field.name), str)
        )


@functools.cache
def _bundled() -> frozenset[str]:
    # comes with WeasyPrint; most reports have plain letters alone
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    found: set[str] = set()
    for path in assets.folder("fonts").glob("*.otf"):
        with TTFont(path, lazy=True) as face:
            found.update(map(chr, face.getBestCmap()))
    return frozenset(found)


@functools.cache
def _installed() -> tuple[tuple[int, int], ...]:
    """The ranges of characters that fonts of this machine have; none where fontconfig is not there
    to say so.
    """
    try:
        done = subprocess.run(
            # found as WeasyPrint finds its fonts
            ["fc-list", "--format", "%{charset}\n"],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    ranges = {part for line in done.stdout.splitlines() for part in line.split()}
    return tuple(
        (int(low, 16), int(high or low, 16))
        for low, _, high in (part.partition("-") for part in sorted(ranges))
    )
