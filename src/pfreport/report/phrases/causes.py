"""Why a figure moved, in words: the cells that moved it, what time alone did, and the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from pfreport.history.causes import Cause
from pfreport.history.changes import Change
from pfreport.history.movement import Move
from pfreport.kinds import Kind, Month
from pfreport.model.columns import columns
from pfreport.model.money import BenefitPeriod
from pfreport.report.words import say, term
from pfreport.settings import declared
from pfreport.values import (
    Cells,
    Count,
    Day,
    InMonth,
    Money,
    MonthForm,
    Person,
    Sentence,
    Several,
    Share,
    Value,
    Words,
    number_of,
)
from pfreport.words.catalogue import key_of
from pfreport.words.keys import Key

MOST_CAUSES = 3
"""Cells named in one sentence; the pack's JSON and `pfreport diff` have them all."""
NOTABLE_SHARE_OF_CHANGE = 0.2
"""What only several cells together explain is named where it is more than such a share of the
change.
"""


def because(move: Move, currency: str, most: int = MOST_CAUSES) -> Several | None:
    """The causes of one move, the largest first; None where nothing is known of them. Amounts are
    in the project's currency.
    """
    parts = [_cause(move, cause, currency) for cause in move.causes.named[:most]]
    parts += list(_rest(move, len(move.causes.named) - len(parts)))
    return Several(tuple(parts), most=len(parts)) if parts else None


def part_of(move: Move, amount: float) -> Value:
    """A part of a change in the unit of its figure, with its sign."""
    return number_of(amount, move.unit, signed=True)


def _rest(move: Move, more: int) -> Iterator[Sentence]:
    """What is not named: smaller causes, and what only several cells together explain."""
    if more:
        yield say("cause.more", n=Count(more))
    if abs(move.causes.together) > NOTABLE_SHARE_OF_CHANGE * abs(move.change):
        yield say("cause.together", part=part_of(move, move.causes.together))


def _cause(move: Move, cause: Cause, currency: str) -> Sentence:
    change = cause.change
    if change is None:
        return say("cause.passing", part=part_of(move, cause.part))
    cell = Cells((change.origin.address,))
    if change.row is not None and change.field is None:
        key: Key = "cause.row.new" if change.before is None else "cause.row.gone"
        return say(key, sheet=Words(change.sheet), key=Words(change.key), cell=cell)
    field = _field(change)
    if cause.planned is not None and isinstance(change.now, int | float):
        return _against_plan(
            change, change.now - cause.planned, currency, {"field": field, "cell": cell}
        )
    return _changed(change, currency, field, cell)


def _changed(change: Change, currency: str, field: Value, cell: Cells) -> Sentence:
    """A cell with what it held and holds."""
    before, now = (_value(change, value, currency) for value in (change.before, change.now))
    if before is None and now is not None:
        return say("cause.entered", field=field, now=now, cell=cell)
    if before is not None and now is None:
        return say("cause.removed", field=field, before=before, cell=cell)
    if before is not None and now is not None:
        return say("cause.changed", field=field, before=before, now=now, cell=cell)
    return say("cause.other", field=field, cell=cell)


def _against_plan(change: Change, off: float, currency: str, values: dict[str, Value]) -> Sentence:
    """A month newly reported, against what was planned of it; a benefit's against what was
    expected.
    """
    kind = "expected" if isinstance(change.row, BenefitPeriod) else "plan"
    way = "over" if off > 0 else "under" if off < 0 else "on"
    if way != "on":
        values["amount"] = (
            Share(abs(off)) if change.field == "percent_complete" else Money(abs(off), currency)
        )
    return say(key_of("cause", f"{kind}.{way}"), **values)


def _field(change: Change) -> Value:
    """The column's heading inside a sentence, with the month of its row."""
    heading = (
        _small(columns(type(change.row))[str(change.field)].heading)
        if change.row is not None
        else change.key
    )
    month = getattr(change.row, "period", None)
    return (
        say("cause.of_month", field=Words(heading), month=InMonth(month, MonthForm.MEDIUM))
        if isinstance(month, Month)
        else Words(heading)
    )


def _small(heading: str) -> str:
    """As a word in a line: what is no abbreviation begins small."""
    return heading if heading[:2].isupper() else heading[0].lower() + heading[1:]


def _value(change: Change, value: Any, currency: str) -> Value | None:
    """What a cell holds, by the type of its column."""
    column = (
        columns(type(change.row))[str(change.field)]
        if change.row is not None
        else declared()[change.key]
    )
    if value is None or value == ():
        return None
    match column.kind:
        case Kind.MONEY:
            return Money(value, currency)
        case Kind.FRACTION:
            return Share(value)
        case Kind.YES_NO:
            return term("cause.yes" if value else "cause.no")
        case _:
            return _plain(value, personal=column.personal)


def _plain(value: Any, *, personal: bool) -> Value:
    if isinstance(value, Month):
        return InMonth(value, MonthForm.MEDIUM)
    if isinstance(value, dt.date):
        return Day(value)
    if isinstance(value, int | float):
        return Count(value)
    if isinstance(value, tuple):
        return Several(tuple(Words(str(item)) for item in value))
    text = value.value if isinstance(value, StrEnum) else str(value)
    return Person(text) if personal else Words(text)
