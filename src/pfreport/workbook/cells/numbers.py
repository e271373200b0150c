"""Cells of numbers: amounts, shares, scores, judgements."""

from __future__ import annotations

import datetime as dt
import math
import re

from pfreport.faults import Severity, kind
from pfreport.kinds import Kind
from pfreport.model.columns import Column
from pfreport.workbook.cells.numerals import TwoReadingsError, is_percentage, parse_number
from pfreport.workbook.cells.parsed import Declared, Parsed, Trouble, blank_or, unreadable
from pfreport.workbook.cells.texts import clean, plain_text
from pfreport.workbook.file.raw import Plain

IMPACTS = {"none": 0.0, "low": 0.25, "moderate": 0.5, "strong": 0.75, "extreme": 1.0}
STRENGTHS = {"moderately": 3.0, "strongly": 5.0, "very strongly": 7.0, "extremely": 9.0}

NOT_A_NUMBER = unreadable("PF203")
TWO_READINGS = unreadable("PF204")
NUMBER_AS_TEXT = kind("PF205", Severity.WARNING)
ABOVE_ONE = unreadable("PF206")
OUT_OF_RANGE = unreadable("PF207")
NOT_WHOLE = unreadable("PF214")
NOT_AN_IMPACT = unreadable("PF218")
NOT_A_JUDGEMENT = unreadable("PF219")
JUDGEMENT_DATE = unreadable("PF221")
NEGATIVE = unreadable("PF401")


def parse_amount(declared: Declared, value: Plain) -> Parsed:
    """A number within the column's bounds, as a float."""
    warning = None
    if isinstance(value, str):
        try:
            number = _number_in_text(declared, value)
        except TwoReadingsError:
            return Parsed(None, Trouble(TWO_READINGS, value))
        if number is None:
            return blank_or(NOT_A_NUMBER, declared, value)
        warning = Trouble(NUMBER_AS_TEXT, value, {"value": f"{number:.15g}"})
    elif isinstance(value, float | int) and not isinstance(value, bool):
        number = float(value)
    else:
        return Parsed(None, Trouble(NOT_A_NUMBER, plain_text(value)))
    wrong = _out_of_bounds(declared, number, value)
    return Parsed(None, wrong) if wrong else Parsed(number, warning)


def parse_integer(declared: Declared, value: Plain) -> Parsed:
    """A whole number."""
    parsed = parse_amount(declared, value)
    if parsed.value is None:
        return parsed
    if not parsed.value.is_integer():
        return Parsed(None, Trouble(NOT_WHOLE, plain_text(value)))
    return Parsed(int(parsed.value), parsed.trouble)


def parse_impact(score_max: float, value: Plain) -> Parsed:
    """How strongly a project serves a goal: a word, scaled to `score_max`, or a number up to it."""
    word = IMPACTS.get(value.strip().casefold()) if isinstance(value, str) else None
    if word is not None:
        return Parsed(word * score_max)
    parsed = parse_amount(Column("Impact", Kind.NUMBER, "", low=0, high=score_max), value)
    if parsed.trouble and parsed.trouble.kind.severity is Severity.ERROR:
        return Parsed(None, Trouble(NOT_AN_IMPACT, plain_text(value), {"top": f"{score_max:g}"}))
    return parsed


def parse_judgement(declared: Declared, value: Plain) -> Parsed:
    """How many times as important one goal is as another."""
    if isinstance(value, dt.date | dt.time):
        return Parsed(None, Trouble(JUDGEMENT_DATE, plain_text(value)))
    ratio = (
        _ratio(" ".join(value.split()).casefold())
        if isinstance(value, str)
        else parse_amount(declared, value).value
    )
    if ratio is None or not 1 / 9 - 1e-9 <= ratio <= 9:
        return blank_or(NOT_A_JUDGEMENT, declared, value)
    return Parsed(ratio)


def _number_in_text(declared: Declared, text: str) -> float | None:
    if is_percentage(text) and declared.kind not in (Kind.FRACTION, Kind.LIMIT):
        return None
    return parse_number(clean(text)[0])


def _out_of_bounds(declared: Declared, number: float, value: Plain) -> Trouble | None:
    if not math.isfinite(number) or abs(number) > 1e300:
        return Trouble(NOT_A_NUMBER, value)
    low, high = declared.low, declared.high
    if declared.kind is Kind.FRACTION and high == 1 and number > 1:
        return Trouble(
            ABOVE_ONE,
            plain_text(value),
            {
                "percent": f"{number * 100:.10g}",
                "short": f"{number:.10g}",
                "fraction": f"{number / 100:.10g}",
            },
        )
    if (low is None or number >= low) and (high is None or number <= high):
        return None
    if declared.kind is Kind.MONEY and low == 0:
        return Trouble(NEGATIVE, plain_text(value))
    return Trouble(OUT_OF_RANGE, plain_text(value), {"range": _range(low, high)})


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"from {low:g} to {high:g}"
    if low is not None:
        return f"{low:g} or more" if low == 0 or low >= 1 else "above 0"
    return f"{high:g} or less"


def _ratio(text: str) -> float | None:
    """How many times as important: `3`, `1/3`, `equal`, `strongly less`."""
    if text in ("equal", "equally"):
        return 1.0
    strength, _, direction = text.rpartition(" ")
    if strength in STRENGTHS and direction in ("more", "less"):
        return STRENGTHS[strength] if direction == "more" else 1 / STRENGTHS[strength]
    ratio = re.fullmatch(r"(\d+(?:\.\d+)?)(?: ?/ ?([1-9]))?", text)
    return float(ratio[1]) / float(ratio[2] or 1) if ratio else None
