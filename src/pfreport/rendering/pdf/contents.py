"""The pack as one PDF: a list of what is in it, then every report."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from pfreport.rendering.look.environment import environment
from pfreport.rendering.look.logo import read_logo
from pfreport.rendering.look.style_sheets import print_style
from pfreport.rendering.pdf.join import join_pack, open_pdf
from pfreport.rendering.text.values import Formats
from pfreport.report.parts.blocks import About
from pfreport.settings import Theme
from pfreport.values import Day
from pfreport.words.catalogue import Catalogue

LINES = 47
"""Lines of contents that a page holds, about: what they are expected to take is laid out first, and
again where they take another.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A finished report: its path in the pack, what the contents call it, its PDF."""

    name: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: where it leads, what it says, on which page of the whole it
    begins.
    """

    name: str
    title: str
    page: int


def render_pack(
    parts: Sequence[Part], about: About, theme: Theme, words: Catalogue | None = None
) -> bytes:
    """Contents and reports as one PDF, pages numbered within each report; the same bytes for the
    same parts.
    """
    formats = Formats(about.locale, words)
    day = formats.text(Day(about.status_date))
    title = formats.said("pack.outline", portfolio=about.portfolio_name, day=day)
    with ExitStack() as stack:
        opened = [stack.enter_context(open_pdf(part.content)) for part in parts]
        lengths = [len(one.pages) for one in opened]
        own = 1 + len(parts) // LINES
        contents = _contents(parts, lengths, own, about, theme, formats)
        while _pages(contents) != own:
            own = _pages(contents)
            contents = _contents(parts, lengths, own, about, theme, formats)
        return join_pack(
            [(part.name, one) for part, one in zip(parts, opened, strict=True)], contents, title
        )


def _contents(
    parts: Sequence[Part],
    lengths: Sequence[int],
    own: int,
    about: About,
    theme: Theme,
    formats: Formats,
) -> bytes:
    """The list, where it takes up `own` pages itself."""
    # fails on a machine without Pango, as its callers do
    from pfreport.rendering.pdf.printing import printed  # noqa: PLC0415

    entries = [
        Entry(part.name, part.title, 1 + own + sum(lengths[:i])) for i, part in enumerate(parts)
    ]
    page = (
        environment(theme)
        .get_template("pack.html")
        .render(
            about=about,
            day=formats.text(Day(about.status_date)),
            entries=entries,
            logo=read_logo(theme),
            words=formats.marked_up,
            language=formats.words.language,
        )
    )
    return printed(page, print_style(theme, formats.words), about, ())


def _pages(content: bytes) -> int:
    with open_pdf(content) as opened:
        return len(opened.pages)
