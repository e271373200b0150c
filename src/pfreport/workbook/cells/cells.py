"""One parser a kind of column: a plain value becomes a value of the model, or the reason it
cannot.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pfreport.faults import Fault
from pfreport.kinds import Kind
from pfreport.settings import SCORE_MAX
from pfreport.workbook.cells.days import NOT_A_DATE, NOT_A_MONTH, parse_date, parse_month
from pfreport.workbook.cells.numbers import (
    NOT_A_NUMBER,
    TWO_READINGS,
    parse_amount,
    parse_impact,
    parse_integer,
    parse_judgement,
)
from pfreport.workbook.cells.parsed import Declared, Parsed, Trouble, blank_of
from pfreport.workbook.cells.words import (
    NOT_A_CHOICE,
    parse_currency,
    parse_id,
    parse_ids,
    parse_one_of,
    parse_text,
    parse_yes_no,
)
from pfreport.workbook.file.raw import BLANK, Plain

_PARSERS: Mapping[Kind, Callable[[Declared, Plain], Parsed]] = {
    Kind.ID: parse_id,
    Kind.IDS: parse_ids,
    Kind.CURRENCY: parse_currency,
    Kind.TEXT: parse_text,
    Kind.LONG_TEXT: parse_text,
    Kind.DATE: parse_date,
    Kind.MONTH: parse_month,
    Kind.MONEY: parse_amount,
    Kind.FRACTION: parse_amount,
    Kind.NUMBER: parse_amount,
    Kind.LIMIT: parse_amount,
    Kind.INTEGER: parse_integer,
    Kind.YES_NO: parse_yes_no,
    Kind.ONE_OF: parse_one_of,
    Kind.JUDGEMENT: parse_judgement,
}


def read_column(
    declared: Declared, values: Sequence[Plain], score_max: float
) -> tuple[list[Any], dict[int, Trouble]]:
    """Every value of a column, and the troubles by position. A blank becomes what blank means,
    None by default.
    """
    parse = parser_of(declared, score_max)
    if _REPEATABLE.issuperset(map(type, values)):
        return _read_repeated(declared, values, parse)
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


def _read_repeated(
    declared: Declared, values: Sequence[Plain], parse: Callable[[Plain], Parsed]
) -> tuple[list[Any], dict[int, Trouble]]:
    """The same where there are texts and dates alone: each distinct one is parsed once."""
    parsed = {
        value: Parsed(blank_of(declared)) if value == BLANK else parse(value)
        for value in dict.fromkeys(values)
    }
    troubled = {value: cell.trouble for value, cell in parsed.items() if cell.trouble}
    troubles = (
        {position: troubled[value] for position, value in enumerate(values) if value in troubled}
        if troubled
        else {}
    )
    read = {value: cell.value for value, cell in parsed.items()}
    return [*map(read.__getitem__, values)], troubles


def read_cell(declared: Declared, value: Plain, score_max: float = SCORE_MAX) -> Parsed:
    """One value alone."""
    read, troubles = read_column(declared, [value], score_max)
    return Parsed(read[0], troubles.get(0))


def parser_of(declared: Declared, score_max: float) -> Callable[[Plain], Parsed]:
    """The parser of a column's kind."""
    if declared.kind is Kind.IMPACT:
        return functools.partial(parse_impact, score_max)
    return functools.partial(_PARSERS[declared.kind], declared)


def with_mapping(told: Fault) -> Fault:
    """The fault of a cell that is read through a mapping, with the keys of `pfreport.toml` that may
    mend it.
    """
    keys = _MAPPED_BY.get(told.code)
    return replace(told, mapping_keys=keys) if keys else told


_MAPPED_BY = {
    NOT_A_DATE.code: 'dates = "dd.mm.yyyy", part_dates for months and quarters, or withheld',
    NOT_A_MONTH.code: 'dates = "mmm yyyy", or withheld',
    NOT_A_NUMBER.code: "suffixes, decimal or withheld",
    TWO_READINGS.code: 'decimal = "." or ","',
    NOT_A_CHOICE.code: "its meaning under values, or withheld",
}

# Texts and dates repeat down a column; numbers are left out because 1 and True are one key to a
# dictionary.
_REPEATABLE = frozenset({str, dt.date, dt.datetime})


def _fast_bounds(declared: Declared) -> tuple[float, float]:
    """Between which a float needs no further look: nowhere where the kind is no plain number."""
    if declared.kind not in (Kind.MONEY, Kind.NUMBER, Kind.FRACTION, Kind.LIMIT):
        return math.inf, -math.inf
    largest = 1e300
    return (
        -largest if declared.low is None else declared.low,
        largest if declared.high is None else declared.high,
    )
