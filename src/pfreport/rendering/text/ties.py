"""Where a headline may not break: between a count and what it counts, and before its last word."""

from __future__ import annotations

import re

from markupsafe import Markup

from pfreport.rendering.text.numbers import NO_BREAK

LONGEST_TAIL = 24
"""So many characters at most are kept together at the end."""

_COUNTED = re.compile(r"(?<![\w.,-])(\d{1,3}(?:</span>)?) (?=[A-Za-z])")
_BLANK = re.compile(r" (?![^<]*>)")
_TAG = re.compile(r"<[^>]*>")


def tied(markup: Markup) -> Markup:
    """The same headline, whose lines end neither in a bare number nor begin with a last word that
    stands alone.
    """
    text = _COUNTED.sub(rf"\1{NO_BREAK}", str(markup))
    blanks = [found.start() for found in _BLANK.finditer(text)]
    if len(blanks) > 2 and len(_TAG.sub("", text[blanks[-2] :])) <= LONGEST_TAIL:
        text = f"{text[: blanks[-1]]}{NO_BREAK}{text[blanks[-1] + 1 :]}"
    return Markup(text)  # noqa: S704 - blanks of what is markup already
