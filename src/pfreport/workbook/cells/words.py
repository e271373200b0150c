"""Cells of words: texts, IDs, choices."""

from __future__ import annotations

import datetime as dt
import difflib
import re

from pfreport.faults import Severity, kind
from pfreport.kinds import Kind
from pfreport.model.columns import Column
from pfreport.workbook.cells.parsed import Declared, Parsed, Trouble, blank_or, unreadable
from pfreport.workbook.cells.texts import clean, plain_text
from pfreport.workbook.file.raw import BLANK, Plain

LONGEST_ID = 64
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})

NOT_A_CHOICE = unreadable("PF212")
NOT_YES_OR_NO = unreadable("PF213")
NOT_AN_ID = unreadable("PF215")
LONG_ID = unreadable("PF216")
CLEANED = kind("PF217", Severity.WARNING)
NOT_A_CURRENCY = unreadable("PF220")


def parse_text(declared: Declared, value: Plain) -> Parsed:
    """Text; over several lines only where the column takes long text."""
    text, note = clean(plain_text(value))
    if declared.kind is not Kind.LONG_TEXT:
        text = " ".join(text.split())
    return Parsed(text or None, Trouble(CLEANED, text, {"what": note}) if note else None)


def parse_id(declared: Declared, value: Plain) -> Parsed:
    """An ID: text, or a number taken as text."""
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        what = "TRUE or FALSE" if isinstance(value, bool) else "a date or time"
        return Parsed(None, Trouble(NOT_AN_ID, plain_text(value), {"what": what}))
    parsed = parse_text(declared, value)
    if parsed.value and len(parsed.value) > LONGEST_ID:
        return Parsed(None, Trouble(LONG_ID, parsed.value, {"length": len(parsed.value)}))
    return parsed


def parse_ids(declared: Declared, value: Plain) -> Parsed:
    """IDs separated by commas or semicolons."""
    parts = re.split(r"[,;]", value) if isinstance(value, str) else [value]
    read = [parse_id(declared, part) for part in parts if part != BLANK]
    bad = next((p for p in read if p.trouble and p.trouble.kind.severity is Severity.ERROR), None)
    return bad or Parsed(
        tuple(p.value for p in read if p.value), next((p.trouble for p in read if p.trouble), None)
    )


def parse_currency(declared: Declared, value: Plain) -> Parsed:
    """A currency code, in capitals."""
    parsed = parse_text(declared, value)
    if parsed.value and not re.fullmatch(r"[A-Za-z]{3}", parsed.value):
        return Parsed(None, Trouble(NOT_A_CURRENCY, parsed.value))
    return Parsed(parsed.value and parsed.value.upper(), parsed.trouble)


def parse_yes_no(declared: Declared, value: Plain) -> Parsed:
    """Yes or no."""
    word = plain_text(value).strip().casefold()
    if word in YES or word in NO:
        return Parsed(word in YES)
    return blank_or(NOT_YES_OR_NO, declared, value)


def parse_one_of(declared: Declared, value: Plain) -> Parsed:
    """A word of the column's list, without regard to case, spacing and punctuation."""
    words = {_squeezed(word): word for word in declared.words}
    found = words.get(_squeezed(plain_text(value)))
    if found is not None:
        return Parsed(
            declared.choices(found) if isinstance(declared, Column) and declared.choices else found
        )
    near = difflib.get_close_matches(_squeezed(plain_text(value)), words, 1)
    hint = f"did you mean {words[near[0]]}?" if near else "choose a word of the list"
    return blank_or(NOT_A_CHOICE, declared, value, words=", ".join(declared.words), near=hint)


def _squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
