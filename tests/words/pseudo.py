"""A language that nobody speaks: every word of ours carries a mark, so that one without it was not
taken from the catalogue.
"""

from __future__ import annotations

import dataclasses
import html
import re

from pfreport.words.catalogue import SLOT, Catalogue, catalogue

_WORD = re.compile(r"[A-Za-z]{2,}")
_MARKED = re.compile(r"z[A-Za-z]+z")
_SHOWN = re.compile(r"<(script|style|svg|title)\b.*?</\1>|<[^>]*>", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{3,}")


def pseudo() -> Catalogue:
    """The English catalogue with each word between two marks; slots stay as they are."""
    words = catalogue()
    return dataclasses.replace(
        words, texts={key: marked(text) for key, text in words.texts.items()}
    )


def marked(text: str) -> str:
    """A text of the catalogue with each of its words between two marks."""
    parts: list[str] = []
    end = 0
    for slot in SLOT.finditer(text):
        parts += (_between_marks(text[end : slot.start()]), _slot(slot))
        end = slot.end()
    return "".join((*parts, _between_marks(text[end:])))


def unmarked(page: str, allowed: frozenset[str]) -> set[str]:
    """The words that a page shows without the mark, but for those that are `allowed`."""
    shown = LETTERS.findall(html.unescape(_SHOWN.sub(" ", page[page.index("<body") :])))
    return {word for word in shown if not _MARKED.fullmatch(word) and word not in allowed}


def _slot(slot: re.Match[str]) -> str:
    if slot["forms"] is None:
        return slot[0]
    forms = "|".join(_between_marks(form) for form in slot["forms"].split("|"))
    return f"{{{slot['name']}:{slot['agree']}{forms}}}"


def _between_marks(text: str) -> str:
    return _WORD.sub(lambda word: f"z{word[0]}z", text)
