"""How wide the columns of a table are: as asked for, but never narrower than what cannot be broken
in them.

Print lays tables out with fixed widths; a figure wider than its column would stand in the next one
or leave the page.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pfreport.charts.lettering import text_width
from pfreport.charts.palette import Medium
from pfreport.rendering.text.numbers import NO_BREAK

STEPS: Mapping[Medium, int] = {"screen": 100, "print": 1000}
"""Widths are given as whole parts of so many: browsers make their own of them, print takes them at
their word.
"""

LONGEST_WORD = 14
SHORTEST_HEAD = 6
"""Words of more than `LONGEST_WORD` characters may be broken; in heads, where columns are many, of
more than this, at a hyphen.
"""

LONGEST_LINE = 90
ROOMY = 0.925
"""Words of heads are kept whole where that leaves columns at their least no more than this share of
the width.
"""

REGULAR, STRONG = 400, 600
SLACK = 0.8
"""What rounding to whole parts may take off a column, in pt."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a column asks for: its share of the width, the least it can be, and what all of its text
    on one line takes.
    """

    share: float
    least: float
    most: float


def widest_line(texts: Iterable[str], size: float, weight: int = STRONG) -> float:
    """Width of the longest text on one line."""
    return _widest(texts, size, LONGEST_LINE, weight)


def lines(text: str, width: float, size: float) -> int:
    """About how many lines a text takes in a width."""
    return math.ceil(text_width(text, REGULAR) * size / width) if text else 0


def widest_half(texts: Iterable[str], size: float) -> float:
    """Width in which each of the texts stands on two lines."""
    return max((_half(text.split(" "), size) for text in texts), default=0.0)


def widest_word(texts: Iterable[str], size: float, longest: int = LONGEST_WORD) -> float:
    """Width of the longest run that is not to be broken; words of more characters may be."""
    return _widest(
        (run for text in texts for run in text.replace("-", "- ").split(" ")), size, longest
    )


def _half(words: list[str], size: float) -> float:
    """The least width of two lines, over all places where the second may begin."""
    return min(
        widest_line((" ".join(words[:k]), " ".join(words[k:])), size) for k in range(len(words))
    )


def _widest(runs: Iterable[str], size: float, longest: int, weight: int = STRONG) -> float:
    kept = (
        run[: max(longest, LONGEST_WORD) if NO_BREAK in run else longest]
        for run in set(runs)
        if run
    )
    return max((text_width(run, weight) * size for run in kept), default=0.0) + SLACK


def widths(needs: Sequence[Need], width: float) -> list[float]:
    """The columns' widths, which fill the width: their shares, but columns with room to spare give
    it to those without.
    """
    given = _shared(needs, width)
    spare = [max(0.0, one - need.most) for one, need in zip(given, needs, strict=True)]
    short = [max(0.0, need.most - one) for one, need in zip(given, needs, strict=True)]
    moved = min(sum(spare), sum(short))
    if not moved:
        return given
    return [
        one - gives / sum(spare) * moved + gets / sum(short) * moved
        for one, gives, gets in zip(given, spare, short, strict=True)
    ]


def _shared(needs: Sequence[Need], width: float) -> list[float]:
    """Shares of the width, but no column below its least while there is room."""
    least = sum(need.least for need in needs)
    if least >= width:
        return [need.least * width / least for need in needs]
    fixed: set[int] = set()
    while True:
        free = width - sum(needs[i].least for i in fixed)
        shares = sum(need.share for i, need in enumerate(needs) if i not in fixed)
        short = {
            i
            for i, need in enumerate(needs)
            if i not in fixed and need.share / shares * free < need.least
        }
        if not short:
            return [
                need.least if i in fixed else need.share / shares * free
                for i, need in enumerate(needs)
            ]
        fixed |= short


def shares(parts: Sequence[float], whole: int) -> list[int]:
    """Whole numbers in proportion to the parts that add up to the whole, each at least one."""
    total = sum(parts)
    exact = [part / total * whole for part in parts]
    found = [max(1, int(share)) for share in exact]
    by_need = sorted(range(len(parts)), key=lambda i: (found[i] - exact[i], i))
    for turn in range(whole - sum(found)):
        found[by_need[turn % len(found)]] += 1
    while sum(found) > whole:
        found[found.index(max(found))] -= 1
    return found


def style(medium: Medium) -> str:
    """The classes of widths, as CSS."""
    steps = STEPS[medium]
    return "".join(f".w{step}{{width:{step * 100 / steps:g}%}}" for step in range(1, steps + 1))
