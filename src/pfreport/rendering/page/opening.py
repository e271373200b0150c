"""Page one of an executive report holds what is asked, what stands and who signs it: it is
shortened until that fits.

What the portfolio office says gives way first, in steps, and then stands in full behind the other
sections; decisions give way next. Nothing is lost but room: the note under a table of decisions
counts all and says where they are.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pfreport.report.parts.blocks import (
    Block,
    Facts,
    FactsStyle,
    Report,
    Section,
    Table,
    TableStyle,
    Text,
)
from pfreport.report.parts.tables import at_most
from pfreport.report.words import say, term
from pfreport.values import Words

APPENDIX = "data-quality"
"""The first section behind which nothing is about the portfolio any more."""

WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Step:
    """How much page one shows at most: characters of the portfolio office's words, and
    decisions.
    """

    characters: int
    decisions: int


STEPS = (
    Step(WHOLE, 7),
    Step(900, 7),
    Step(600, 7),
    Step(600, 6),
    Step(600, 5),
    Step(400, 5),
    Step(400, 4),
    Step(250, 3),
)


def fitted(report: Report, fits: Callable[[Report], bool]) -> Report:
    """The report with as much on page one as leaves room for the sign-off line; as it is where
    it has none.
    """
    if not any(
        isinstance(block, Facts) and block.style is FactsStyle.SIGN
        for section in _opening(report)
        for block in section.blocks
    ):
        return report
    shortened = [one for one, _ in itertools.groupby(_shortened(report, step) for step in STEPS)]
    return next((one for one in shortened[:-1] if fits(_page_one(one))), shortened[-1])


def _page_one(report: Report) -> Report:
    return replace(report, sections=_opening(report), provenance=())


def _opening(report: Report) -> tuple[Section, ...]:
    """The sections before the first that may begin a page."""
    return tuple(itertools.takewhile(lambda section: not section.new_page, report.sections))


def _shortened(report: Report, step: Step) -> Report:
    opening = len(_opening(report))
    head = tuple(_words_within(block, step.characters) for block in report.head)
    sections = tuple(
        _fewer(one, step.decisions) if place < opening else one
        for place, one in enumerate(report.sections)
    )
    cut = tuple(block for block, kept in zip(report.head, head, strict=True) if block != kept)
    return replace(report, head=head, sections=_with_whole_words(sections, cut))


def _fewer(section: Section, most: int) -> Section:
    blocks = tuple(
        at_most(b, most, "more.decisions")
        if isinstance(b, Table) and b.style is TableStyle.DECISIONS
        else b
        for b in section.blocks
    )
    return replace(section, blocks=blocks)


def _words_within(block: Block, most: int) -> Block:
    """Text of no more characters than that, and where the rest is."""
    if (
        not isinstance(block, Text)
        or sum(len(one.text) for one in block.paragraphs if isinstance(one, Words)) <= most
    ):
        return block
    kept = tuple(_cut([one for one in block.paragraphs if isinstance(one, Words)], most))
    return replace(block, paragraphs=(*kept, say("pmo.continued", name=term("pmo.words"))))


def _cut(paragraphs: list[Words], most: int) -> Iterator[Words]:
    """Paragraphs up to so many characters, the last one ended behind a sentence, else behind a
    word.
    """
    left = most
    for one in paragraphs:
        if len(one.text) > left:
            text = one.text[:left]
            end = max(text.rfind(stop) + 1 for stop in (". ", ".\n", "! ", "? "))
            if end or left == most:
                yield replace(
                    one, text=text[:end] if end else text.rpartition(" ")[0].rstrip(" ,;:") + " …"
                )
            return
        yield one
        left -= len(one.text)


def _with_whole_words(sections: tuple[Section, ...], cut: tuple[Block, ...]) -> tuple[Section, ...]:
    """The sections, and before the appendix what was cut in full."""
    if not cut:
        return sections
    whole = tuple(
        replace(block, heading=None) if isinstance(block, Text) else block for block in cut
    )
    section = Section("portfolio-office", term("pmo.words"), say("pmo.message"), whole)
    place = next((i for i, one in enumerate(sections) if one.id == APPENDIX), len(sections))
    return (*sections[:place], section, *sections[place:])
