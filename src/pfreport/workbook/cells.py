"""One parser a kind of column: a plain value becomes a value of the model, or the reason it cannot."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pfreport.faults import Effect, FaultKind, Severity, kind
from pfreport.kinds import Kind, Month
from pfreport.model.columns import Column
from pfreport.settings import Setting
from pfreport.workbook.numerals import TwoReadingsError, is_percentage, parse_number
from pfreport.workbook.raw import BLANK, Plain
from pfreport.workbook.texts import clean

LONGEST_ID = 64
YEARS = (1990, 2100)
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})
IMPACTS = {"none": 0.0, "low": 0.25, "moderate": 0.5, "strong": 0.75, "extreme": 1.0}
STRENGTHS = {"moderately": 3.0, "strongly": 5.0, "very strongly": 7.0, "extremely": 9.0}


def _error(code: str, title: str, message: str, hint: str) -> FaultKind:
    return kind(code, Severity.ERROR, title, message, hint, Effect.VALUE_UNKNOWN)


NOT_A_NUMBER = _error("PF203", "No number", "{found} is not a number", "enter a number, without words or units")
TWO_READINGS = _error("PF204", "Number with two readings", "{found} has two readings", "enter it as a number, not as text")
NUMBER_AS_TEXT = kind(
    "PF205", Severity.WARNING, "Number as text", "the text {found} was read as the number {value}", "enter it as a number, not as text"
)
ABOVE_ONE = _error("PF206", "Percentage above 100 %", "{found} here means {percent} %", "enter {short}% or {fraction}")
OUT_OF_RANGE = _error("PF207", "Number out of range", "{found} is not {range}", "enter a number {range}")
NOT_A_DATE = _error("PF208", "No date", "{found} is not a date", "enter a real date; as text only 2026-03-31 is understood")
DATE_AS_TEXT = kind(
    "PF209", Severity.WARNING, "Date as text", "the text {found} was read as the date {value}", "enter it as a date, not as text"
)
DATE_TOO_FAR = _error("PF210", "Date out of range", "{found} (serial {serial}) is not between 1990 and 2100", "enter the date anew")
NOT_A_MONTH = _error("PF211", "No month", "{found} is not a month", "enter a date in the month, or text such as 2026-10")
NOT_A_CHOICE = _error("PF212", "Word not in the list", "{found} is none of {words}", "{near}")
NOT_YES_OR_NO = _error("PF213", "Neither yes nor no", "{found} is neither Yes nor No", "enter Yes or No")
NOT_WHOLE = _error("PF214", "No whole number", "{found} is not a whole number", "enter a whole number")
NOT_AN_ID = _error("PF215", "No ID", "{found} is {what}, not an ID", "format the cell as text and enter the ID again")
LONG_ID = _error("PF216", "ID too long", "the ID has {length} characters, at most 64 are allowed", "choose a shorter ID")
CLEANED = kind("PF217", Severity.WARNING, "Text mended", "in the text {found}, {what}", "enter the text anew")
NOT_AN_IMPACT = _error(
    "PF218", "No impact", "{found} is no impact", "enter None, Low, Moderate, Strong or Extreme, or a number from 0 to {top}"
)
NOT_A_JUDGEMENT = _error(
    "PF219", "No judgement", "{found} is no judgement", 'enter 1 to 9, 1/2 to 1/9, or words such as "Equal" or "Strongly more"'
)
NOT_A_CURRENCY = _error("PF220", "No currency", "{found} is no currency code", "enter the three letters of ISO 4217, such as EUR")
JUDGEMENT_DATE = _error(
    "PF221",
    "Date in a judgement",
    "{found} is a date: the spreadsheet turned what was typed (1/3, say) into one",
    "format the cell as text and enter the fraction again",
)
NEGATIVE = _error("PF401", "Negative amount", "{found} is negative, which this amount cannot be", "enter an amount of 0 or more")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something about one cell worth a fault, with what its texts name."""

    kind: FaultKind
    found: object
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value, None where there is none, and what is worth a word about it."""

    value: Any
    trouble: Trouble | None = None


Declared = Column | Setting
Parser = Callable[[Plain], Parsed]


def read_column(declared: Declared, values: Sequence[Plain], score_max: float) -> tuple[list[Any], dict[int, Trouble]]:
    """Every value of a column, and the troubles by position. A blank becomes what blank means, None by default."""
    parse = parser_of(declared, score_max)
    low, high = _fast_bounds(declared)
    known: dict[Plain, Any] = {BLANK: blank_of(declared)}
    read: list[Any] = []
    troubles: dict[int, Trouble] = {}
    add = read.append
    for position, value in enumerate(values):
        type_ = type(value)
        if type_ is float:
            if low <= value <= high:  # type: ignore[operator]  # a float, as the line above says
                add(value)
                continue
        elif value in known and type_ in _REPEATABLE:
            add(known[value])
            continue
        parsed = parse(value)
        add(parsed.value)
        if parsed.trouble:
            troubles[position] = parsed.trouble
        elif type_ in _REPEATABLE:
            known[value] = parsed.value
    return read, troubles


def read_cell(declared: Declared, value: Plain, score_max: float = 4.0) -> Parsed:
    """One value alone."""
    read, troubles = read_column(declared, [value], score_max)
    return Parsed(read[0], troubles.get(0))


def blank_of(declared: Declared) -> object:
    """What an empty cell means."""
    return declared.blank if isinstance(declared, Column) else None


def parser_of(declared: Declared, score_max: float) -> Parser:
    """The parser of a column's kind."""
    if declared.kind is Kind.IMPACT:
        return functools.partial(_impact, score_max)
    return functools.partial(_PARSERS[declared.kind], declared)


# Texts and dates repeat down a column; numbers are left out because 1 and True are one key to a dictionary.
_REPEATABLE = frozenset({str, dt.date, dt.datetime})


def _fast_bounds(declared: Declared) -> tuple[float, float]:
    """Between which a float needs no further look: nowhere where the kind is no plain number."""
    if declared.kind not in (Kind.MONEY, Kind.NUMBER, Kind.FRACTION, Kind.LIMIT):
        return math.inf, -math.inf
    largest = 1e300
    return -largest if declared.low is None else declared.low, largest if declared.high is None else declared.high


def _text(declared: Declared, value: Plain) -> Parsed:
    text, note = clean(_as_text(value))
    if declared.kind is not Kind.LONG_TEXT:
        text = " ".join(text.split())
    return Parsed(text or None, Trouble(CLEANED, text, {"what": note}) if note else None)


def _as_text(value: Plain) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _id(declared: Declared, value: Plain) -> Parsed:
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        return Parsed(None, Trouble(NOT_AN_ID, _as_text(value), {"what": "TRUE or FALSE" if isinstance(value, bool) else "a date or time"}))
    parsed = _text(declared, value)
    if parsed.value and len(parsed.value) > LONGEST_ID:
        return Parsed(None, Trouble(LONG_ID, parsed.value, {"length": len(parsed.value)}))
    return parsed


def _ids(declared: Declared, value: Plain) -> Parsed:
    parts = re.split(r"[,;]", value) if isinstance(value, str) else [value]
    read = [_id(declared, part) for part in parts if part != BLANK]
    bad = next((p for p in read if p.trouble and p.trouble.kind.severity is Severity.ERROR), None)
    return bad or Parsed(tuple(p.value for p in read if p.value), next((p.trouble for p in read if p.trouble), None))


def _currency(declared: Declared, value: Plain) -> Parsed:
    parsed = _text(declared, value)
    if parsed.value and not re.fullmatch(r"[A-Za-z]{3}", parsed.value):
        return Parsed(None, Trouble(NOT_A_CURRENCY, parsed.value))
    return Parsed(parsed.value and parsed.value.upper(), parsed.trouble)


def _number(declared: Declared, value: Plain) -> Parsed:
    warning = None
    if isinstance(value, str):
        try:
            number = _number_in_text(declared, value)
        except TwoReadingsError:
            return Parsed(None, Trouble(TWO_READINGS, value))
        if number is None:
            return _blank_or(NOT_A_NUMBER, declared, value)
        warning = Trouble(NUMBER_AS_TEXT, value, {"value": f"{number:.15g}"})
    elif isinstance(value, float | int) and not isinstance(value, bool):
        number = float(value)
    else:
        return Parsed(None, Trouble(NOT_A_NUMBER, _as_text(value)))
    wrong = _out_of_bounds(declared, number, value)
    return Parsed(None, wrong) if wrong else Parsed(number, warning)


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
            ABOVE_ONE, _as_text(value), {"percent": f"{number * 100:.10g}", "short": f"{number:.10g}", "fraction": f"{number / 100:.10g}"}
        )
    if (low is None or number >= low) and (high is None or number <= high):
        return None
    if declared.kind is Kind.MONEY and low == 0:
        return Trouble(NEGATIVE, _as_text(value))
    return Trouble(OUT_OF_RANGE, _as_text(value), {"range": _range(low, high)})


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"from {low:g} to {high:g}"
    if low is not None:
        return f"{low:g} or more" if low == 0 or low >= 1 else "above 0"
    return f"{high:g} or less"


def _integer(declared: Declared, value: Plain) -> Parsed:
    parsed = _number(declared, value)
    if parsed.value is None:
        return parsed
    if not parsed.value.is_integer():
        return Parsed(None, Trouble(NOT_WHOLE, _as_text(value)))
    return Parsed(int(parsed.value), parsed.trouble)


def _yes_no(declared: Declared, value: Plain) -> Parsed:
    word = _as_text(value).strip().casefold()
    if word in YES or word in NO:
        return Parsed(word in YES)
    return _blank_or(NOT_YES_OR_NO, declared, value)


def _one_of(declared: Declared, value: Plain) -> Parsed:
    words = {_squeezed(word): word for word in declared.words}
    found = words.get(_squeezed(_as_text(value)))
    if found is not None:
        return Parsed(declared.choices(found) if isinstance(declared, Column) and declared.choices else found)
    near = difflib.get_close_matches(_squeezed(_as_text(value)), words, 1)
    hint = f"did you mean {words[near[0]]}?" if near else "choose a word of the list"
    return _blank_or(NOT_A_CHOICE, declared, value, words=", ".join(declared.words), near=hint)


def _date(declared: Declared, value: Plain) -> Parsed:
    if isinstance(value, str):
        day = _iso_day(value.strip())
        if day is None:
            return _blank_or(NOT_A_DATE, declared, value)
        return _in_years(day, day, Trouble(DATE_AS_TEXT, value, {"value": day.isoformat()}))
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        return _in_years(day, day, None)
    return Parsed(None, Trouble(NOT_A_DATE, _as_text(value)))


def _in_years(day: dt.date, value: Any, warning: Trouble | None) -> Parsed:
    if not YEARS[0] <= day.year <= YEARS[1]:
        return Parsed(None, Trouble(DATE_TOO_FAR, day.isoformat(), {"serial": (day - dt.date(1899, 12, 30)).days}))
    return Parsed(value, warning)


def _iso_day(text: str) -> dt.date | None:
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?", text)
    try:
        return dt.date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _month(declared: Declared, value: Plain) -> Parsed:
    month = Month.parse(value) if isinstance(value, str) else None
    if month:
        return _in_years(month.first_day, month, None)
    parsed = _date(declared, value)
    if parsed.trouble and parsed.trouble.kind is NOT_A_DATE:
        return Parsed(None, Trouble(NOT_A_MONTH, parsed.trouble.found))
    return Parsed(parsed.value and Month.of(parsed.value), parsed.trouble)


def _impact(score_max: float, value: Plain) -> Parsed:
    word = IMPACTS.get(value.strip().casefold()) if isinstance(value, str) else None
    if word is not None:
        return Parsed(word * score_max)
    parsed = _number(Column("Impact", Kind.NUMBER, "", low=0, high=score_max), value)
    if parsed.trouble and parsed.trouble.kind.severity is Severity.ERROR:
        return Parsed(None, Trouble(NOT_AN_IMPACT, _as_text(value), {"top": f"{score_max:g}"}))
    return parsed


def _judgement(declared: Declared, value: Plain) -> Parsed:
    if isinstance(value, dt.date | dt.time):
        return Parsed(None, Trouble(JUDGEMENT_DATE, _as_text(value)))
    ratio = _ratio(" ".join(value.split()).casefold()) if isinstance(value, str) else _number(declared, value).value
    if ratio is None or not 1 / 9 - 1e-9 <= ratio <= 9:
        return _blank_or(NOT_A_JUDGEMENT, declared, value)
    return Parsed(ratio)


def _ratio(text: str) -> float | None:
    """How many times as important: `3`, `1/3`, `equal`, `strongly less`."""
    if text in ("equal", "equally"):
        return 1.0
    strength, _, direction = text.rpartition(" ")
    if strength in STRENGTHS and direction in ("more", "less"):
        return STRENGTHS[strength] if direction == "more" else 1 / STRENGTHS[strength]
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(?: ?/ ?([1-9]))?", text)
    return float(found[1]) / float(found[2] or 1) if found else None


def _blank_or(what: FaultKind, declared: Declared, value: Plain, **values: object) -> Parsed:
    """A text of blanks is blank; anything else is in trouble."""
    text = _as_text(value)
    return Parsed(None, Trouble(what, text, values)) if clean(text)[0] else Parsed(blank_of(declared))


def _squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


_PARSERS: Mapping[Kind, Callable[[Declared, Plain], Parsed]] = {
    Kind.ID: _id,
    Kind.IDS: _ids,
    Kind.CURRENCY: _currency,
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.MONEY: _number,
    Kind.FRACTION: _number,
    Kind.NUMBER: _number,
    Kind.LIMIT: _number,
    Kind.INTEGER: _integer,
    Kind.YES_NO: _yes_no,
    Kind.ONE_OF: _one_of,
    Kind.JUDGEMENT: _judgement,
}
