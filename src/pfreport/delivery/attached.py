"""What a mail says of its files when it is sent: which are attached, how large they are, and which
were left out.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pfreport.delivery.mailing import Enclosure, View
from pfreport.rendering.text.values import Formats, Piece
from pfreport.report.words import say
from pfreport.values import Cells, Count, Sentence, Several, Words

PLACE = "<!-- attached -->"
"""Where a template has it; a template without it gets it last."""
MOST = 8
COLUMNS = 72
MEGABYTE, KILOBYTE = 1_000_000, 1_000


@dataclass(frozen=True, slots=True)
class Telling:
    """In which locale it is said, what did not fit, and whom to ask for that."""

    locale: str
    left_out: tuple[str, ...]
    sender: str


def with_files_told(view: View, telling: Telling) -> View:
    """The texts of a view with what is said of its files."""
    formats, said = Formats(telling.locale), _sentences(view.enclosures, telling)
    plain = "".join(f"\n{_filled(formats.text(one))}\n" for one in said)
    marked = "<br>".join("".join(map(_marked, formats.pieces(one))) for one in said)
    return replace(view, text=f"{view.text.rstrip()}\n{plain}", html=_placed(view.html, marked))


def _sentences(files: Sequence[Enclosure], telling: Telling) -> list[Sentence]:
    names = tuple(Cells((name,)) for name in telling.left_out)
    left_out = (
        say("mail.left_out", files=Several(names, MOST), sender=Words(telling.sender))
        if names
        else None
    )
    attached = (
        say("mail.attached", files=Several(tuple(map(_file, files)), MOST)) if files else None
    )
    return [one for one in (attached, left_out) if one]


def _file(file: Enclosure) -> Sentence:
    size = len(file.content)
    if size < MEGABYTE / 10:
        return say(
            "mail.file.small", name=Cells((file.name,)), size=Count(max(round(size / KILOBYTE), 1))
        )
    return say("mail.file", name=Cells((file.name,)), size=Count(round(size / MEGABYTE, 1)))


def _filled(text: str) -> str:
    """Short lines, as the rest of the text has them; a name and its size stay on one."""
    lines = textwrap.wrap(text, COLUMNS, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace("\u00a0", " ")


def _marked(piece: Piece) -> str:
    text = html.escape(piece.text)
    return f"<b>{text}</b>" if piece.kind == "cells" else text


def _placed(page: str, marked: str) -> str:
    if PLACE in page:
        return page.replace(PLACE, marked, 1)
    before, end, after = page.rpartition("</body>")
    return f"{before}<p>{marked}</p>{end}{after}" if marked and end else page + marked
