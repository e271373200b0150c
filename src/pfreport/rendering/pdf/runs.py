"""Text in drawings set in whole runs. Loading this needs Pango.

WeasyPrint sets the text of SVG letter by letter, each with a layout of its own: letters of Arabic
then stand apart and in the wrong order, and a page of charts takes longer. A run that gives itself
as its only letter is shaped and ordered by Pango.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import svg

_set_by_letter = svg.text


class Run(str):
    """A text that is not taken apart."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        """The text itself, as one letter."""
        yield str(self)


def _set_whole(drawing: Any, node: Any, size: float) -> None:
    if node.text and "rotate" not in node.attrib:
        node._etree_node.text = Run(node.text)
    _set_by_letter(drawing, node, size)


def in_whole_runs() -> None:
    """Lets WeasyPrint set the text of drawings so, from now on; saying it again changes nothing."""
    if svg.text is not _set_whole:
        svg.TAGS.update(
            {tag: _set_whole for tag, draw in svg.TAGS.items() if draw is _set_by_letter}
        )
        svg.text = _set_whole
