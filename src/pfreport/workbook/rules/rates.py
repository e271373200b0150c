"""Rules about rates: of exchange from month to month, of discount in per cent points."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from pfreport.model.money import Rate
from pfreport.workbook.rules.registry import WARNING, Checked, Finding, rule

MONTHS_APART = 12
HALF = (0.5, 1.5)
TURNED_FROM = 0.1
TURNED_WITHIN = 0.25


@rule("PF420", WARNING)
def rate_jumps(checked: Checked) -> Iterator[Finding]:
    """No currency gains or loses half of its worth within months without the PMO knowing."""
    for before, row in _jumps(checked):
        if not _turned(before, row):
            yield _told(before, row)


@rule("PF421", WARNING)
def rate_turned(checked: Checked) -> Iterator[Finding]:
    """The rate of the other direction is one divided by it, and reads as plausibly."""
    for before, row in _jumps(checked):
        if _turned(before, row):
            yield _told(before, row)


def _jumps(checked: Checked) -> Iterator[tuple[Rate, Rate]]:
    """Rates that do not go with those beside them: the one to compare with, and the one at fault.
    A rate that is as it was before an odd one is not at fault.
    """
    by_currency = sorted(checked.portfolio.rates, key=lambda r: (r.currency, r.period.ordinal))
    for _, rows in groupby(by_currency, attrgetter("currency")):
        known = [row for row in rows if row.rate]
        odd: Rate | None = None
        for position, row in enumerate(known[1:], 1):
            before = known[position - 1]
            if not _apart(before, row):
                continue
            if odd is before and position > 1 and not _apart(known[position - 2], row):
                continue
            first = position == 1 and _settled(known[1:])
            odd = before if first else row
            yield (row, before) if first else (before, row)


def _settled(rows: Sequence[Rate]) -> bool:
    """Whether two or more rates after the first go with each other: then the first is the odd
    one.
    """
    return len(rows) > 1 and not _apart(rows[0], rows[1])


def _apart(one: Rate, other: Rate) -> bool:
    if abs(other.period.ordinal - one.period.ordinal) > MONTHS_APART:
        return False
    return not HALF[0] < _times(one, other) < HALF[1] or _turned(one, other)


def _times(one: Rate, other: Rate) -> float:
    """How many times as much the other is; blank rates and those of 0 were passed over."""
    return (other.rate or 1) / (one.rate or 1)


def _turned(one: Rate, other: Rate) -> bool:
    """Whether one is nearly one divided by the other, and not nearly the other."""
    moved = abs(math.log(_times(one, other)))
    mirrored = abs(math.log((one.rate or 1) * (other.rate or 1)))
    return moved >= TURNED_FROM and mirrored <= TURNED_WITHIN * moved


def _told(before: Rate, row: Rate) -> Finding:
    values = {"currency": row.currency, "before": f"{before.rate:g}", "month": before.period}
    return Finding(row, "rate", f"{row.rate:g}", values)
