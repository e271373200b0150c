"""Numbers written as text: taken where they have one reading, refused where they have two."""

from __future__ import annotations

import re
import unicodedata

_SPACES = " \u00a0\u2009\u202f'’"
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_SPACED = re.compile(rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d*)?")
_DECIMAL = re.compile(r"\d*[.,]\d+|\d+[.,]")


class TwoReadingsError(ValueError):
    """The text is one number to some and another to others, as 1,200 is."""


def parse_number(text: str) -> float | None:
    """The number a text stands for; None where it is none. A percent sign divides by 100.
    TwoReadingsError for 1,200.
    """
    bare, divisor, sign = _undressed(text.strip())
    plain = None if bare is None else _plain(bare)
    return None if plain is None else sign * float(plain) / divisor


def is_percentage(text: str) -> bool:
    """Whether a text carries a percent sign."""
    return "%" in text


def without_currency(text: str) -> str:
    """The text without signs of currencies, which say nothing of the amount."""
    return "".join(c for c in text if unicodedata.category(c) != "Sc").strip()


def _undressed(text: str) -> tuple[str | None, int, int]:
    """The digits and separators, what a percent sign divides by, and the sign; None where other
    marks stand in the text.
    """
    divisor = 100 if text.endswith("%") else 1
    text = text.removesuffix("%").strip()
    sign = 1
    if text.startswith("(") and text.endswith(")"):
        text, sign = without_currency(text[1:-1]), -1
    else:
        text, sign = _signed(without_currency(text))
    text = without_currency(text)
    return (
        (text if re.fullmatch(rf"[0-9.,{_SPACES}]*[0-9][0-9.,{_SPACES}]*", text) else None),
        divisor,
        sign,
    )


def _signed(text: str) -> tuple[str, int]:
    """A text without the sign before or behind it, and that sign. One in brackets keeps its own:
    (-5) has no one reading.
    """
    for mark, factor in (("+", 1), ("-", -1), ("−", -1)):
        if text.startswith(mark) or text.endswith(mark):
            return (
                text.removeprefix(mark) if text.startswith(mark) else text.removesuffix(mark)
            ).strip(), factor
    return text, 1


def _plain(text: str) -> str | None:
    """Digits with a decimal point, as Python reads them."""
    if any(c in _SPACES for c in text):
        return (
            re.sub(f"[{_SPACES}]", "", text).replace(",", ".") if _SPACED.fullmatch(text) else None
        )
    if text.isdigit():
        return text
    last = max(text.rfind("."), text.rfind(","))
    whole, mark, rest = text[:last], text[last], text[last + 1 :]
    other = "," if mark == "." else "."
    if other in whole:
        grouped = _GROUPED.fullmatch(whole)
        return (
            f"{whole.replace(other, '')}.{rest}"
            if grouped and grouped[1] == other and rest.isdigit()
            else None
        )
    if mark in whole:
        return text.replace(mark, "") if _GROUPED.fullmatch(text) else None
    if len(rest) == 3 and whole:
        raise TwoReadingsError(text)
    return text.replace(",", ".") if _DECIMAL.fullmatch(text) else None
