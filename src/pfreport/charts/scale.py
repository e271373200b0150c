"""Scales: round ticks, the unit of money an axis is in, ticks of a month axis."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

from pfreport.kinds import Month
from pfreport.values import Count, InMonth, Money, MonthForm, Sentence, Share, Words
from pfreport.words.keys import Key

_FLAT = 1e-9
LARGEST_DRAWN = 1e30
"""What is larger than this is a mistake, and no axis can hold it beside anything else."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The ends of an axis and its ticks, rising."""

    low: float
    high: float
    ticks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money: what an amount is divided by, and the word for it (a key of
    `words/en/report.toml`).
    """

    scale: float
    word: Key

    def named(self, currency: str | None, key: Key) -> Sentence:
        """A sentence that says what the axis shows and in which unit, e.g. "EUR million,
        cumulative".
        """
        return Sentence(
            key, {"unit": Sentence(self.word, {"currency": Words(currency)} if currency else {})}
        )

    def tick(self, amount: float) -> Count:
        """An amount on the axis itself."""
        return Count(amount / self.scale)

    def amount(self, amount: float, currency: str | None) -> Money | Share:
        """An amount for a label beside the axis: bare, as the axis names unit and currency."""
        return Share(amount) if currency is None else Money(amount, currency, unit=self.scale)


_UNITS = (
    Unit(1e9, "chart.unit.billion"),
    Unit(1e6, "chart.unit.million"),
    Unit(1e3, "chart.unit.thousand"),
)
_ONE = Unit(1.0, "chart.unit.one")
_SHARES = Unit(0.01, "chart.unit.share")


def amount_or_share(amount: float, currency: str | None) -> Money | Share:
    """An amount in full; without a currency it is a share of the budget."""
    return Share(amount) if currency is None else Money(amount, currency)


def unit_of(amounts: Iterable[float], *, shares: bool = False) -> Unit:
    """The unit in which the largest amount has at least one digit before its point; per cent where
    they are shares.
    """
    if shares:
        return _SHARES
    largest = max((abs(a) for a in amounts), default=0.0)
    return next((unit for unit in _UNITS if largest >= unit.scale), _ONE)


def finite(*values: float | None) -> list[float]:
    """The values that can be drawn."""
    return [v for v in values if v is not None and math.isfinite(v) and abs(v) <= LARGEST_DRAWN]


def axis(values: Iterable[float], most: int = 6, *, zero: bool = True) -> Axis:
    """An axis that holds all values, from 0 where `zero` is set, with at most about `most` ticks at
    round numbers.
    """
    known = finite(*values, *([0.0] if zero else []))
    low, high = min(known, default=0.0), max(known, default=0.0)
    if high - low <= max(_FLAT * max(abs(low), abs(high)), _FLAT):
        around = max(0.5, 0.1 * abs(low))
        low, high = (low, low + 1.0) if zero else (low - around, low + around)
    step = _round_step((high - low) / most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(float(f"{n * step:.12g}") for n in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks)


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10 … that is at least so large."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least * (1 - 1e-9))


def month_ticks(
    low: float, high: float, least: float, *, quarters: bool = False
) -> list[tuple[float, InMonth]]:
    """Ticks at the beginnings of months, at least so many months apart, the year named wherever it
    changes.

    They begin with the axis, or, with `quarters`, where a quarter (a year) does. Positions are
    those of `month_position`.
    """
    step = next((s for s in (1, 3, 6, 12, 24, 60, 120) if s >= least), 12 * math.ceil(least / 12))
    aligned = quarters or step >= 12
    first = min(step, 12) * math.ceil(low / min(step, 12)) if aligned else math.ceil(low - 1e-9)
    ticks: list[tuple[float, InMonth]] = []
    year = None
    for ordinal in range(first, math.floor(high) + 1, step):
        month = Month.from_ordinal(ordinal)
        ticks.append(
            (
                float(ordinal),
                InMonth(month, form=MonthForm.SHORT if month.year != year else MonthForm.NAME),
            )
        )
        year = month.year
    return ticks


def day_at(position: float) -> dt.date:
    """The first day that ends at or after a position on the month axis."""
    month = Month.from_ordinal(math.floor(position))
    days = calendar.monthrange(month.year, month.month)[1]
    day = math.ceil((position - math.floor(position)) * days - 1e-9)
    return month.first_day - dt.timedelta(days=1) if day == 0 else month.first_day.replace(day=day)
