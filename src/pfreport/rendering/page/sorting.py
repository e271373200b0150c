"""How the rows of a table on the screen are put in order."""

from __future__ import annotations

from collections.abc import Iterable

from pfreport import values as v
from pfreport.faults import shorten
from pfreport.kinds import Rag

WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)
LONGEST_KEY = 60
_NUMBERS = (v.Ratio, v.Share, v.Count, v.Days, v.Months)
_GREATEST_FIRST = (v.Money, v.Days, v.Months, v.Count, v.Share)


def sort_key(value: v.Value | None) -> str:
    """What a cell is sorted by: a number, a date or a text; empty for what has no value, which
    stays last.
    """
    if isinstance(value, _NUMBERS):
        return repr(float(value.value))
    match value:
        case v.Money(amount=amount):
            return repr(float(amount))
        case v.Day(value=when) | v.InMonth(value=when):
            return str(when)
        case v.Light(rag=Rag() as rag):
            return str(WORST_FIRST.index(rag))
    return shorten(_name(value), LONGEST_KEY)


def _name(value: v.Value | None) -> str:
    match value:
        case v.Ref(key=key, name=name):
            return name or key
        case v.Person(name=text) | v.Words(text=text):
            return text
    return ""


def first_direction(values: Iterable[v.Value | None]) -> int:
    """How a first click sorts a column, 1 upwards: worst first, so ratios, lights and names
    upwards, amounts downwards.
    """
    first = next(
        (value for value in values if value is not None and not isinstance(value, v.Absent)), None
    )
    return -1 if isinstance(first, _GREATEST_FIRST) else 1
