"""The limits figures are judged by: the shipped ones (`limits.toml`) and those of the Limits
sheet.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pfreport.kinds import Rag, normalised
from pfreport.measures.delivery.finish import baseline_days
from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.engine.registry import Better
from pfreport.model.governance import Limit

SLIP_DAYS = "finish_slip_days"
SLIP_SHARE = "finish_slip_pct"

_SHIPPED = Path(__file__).with_name("limits.toml")
_NO_RULES = "too_early"
# A quotient such as 0.95 carries the rounding of binary fractions; within this of a limit a value
# counts as on it.
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Bound:
    """One limit and where it came from; `cell` (`Limits!C3`) is None for a shipped one, `date`
    for one of the sheet.
    """

    value: float
    source: str
    cell: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where Green ends (`amber`) and where Amber ends (`red`; None: never red) for one measure of
    one light.

    A value exactly on a limit keeps the better colour unless `limit_kept` is False.
    """

    measure: str
    light: str
    better: Better
    amber: Bound
    red: Bound | None
    limit_kept: bool = True

    def judge(self, value: float) -> Rag:
        """The colour of a value."""
        if self._keeps(value, self.amber):
            return Rag.GREEN
        return Rag.AMBER if self.red is None or self._keeps(value, self.red) else Rag.RED

    def deciding(self, rag: Rag) -> Bound:
        """The limit a colour was decided by: the red one for Red, else the amber one."""
        return self.red if rag is Rag.RED and self.red is not None else self.amber

    @property
    def both(self) -> tuple[Bound, ...]:
        """The limits there are, the amber one first."""
        return (self.amber,) if self.red is None else (self.amber, self.red)

    def _keeps(self, value: float, bound: Bound) -> bool:
        if math.isclose(value, bound.value, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE):
            return self.limit_kept
        return value > bound.value if self.better is Better.HIGHER else value < bound.value


@dataclass(frozen=True, slots=True)
class Allowance:
    """A limit in whole days that grows with the baseline: a share of its length, between `least`
    and `most`.
    """

    least: float
    share: float
    most: float

    def days(self, length: float | None) -> float:
        """The limit for a baseline of so many days; the least where the length is not known."""
        grown = math.floor(self.share * (length or 0) + _TOLERANCE)
        return min(self.most, max(self.least, grown))


@dataclass(frozen=True, slots=True)
class ShippedLimit:
    """One entry of `limits.toml`."""

    measure: str
    light: str
    better: Better
    amber: float | Allowance
    red: float | Allowance | None
    limit_kept: bool
    date: dt.date
    reason: str

    @property
    def source(self) -> str:
        """Where the limit came from, in words."""
        return f"pfreport limits of {self.date}: {self.reason}"


@dataclass(frozen=True, slots=True)
class TooEarly:
    """Below this a light is not lit: a share of the budget for cost, months since the plan began
    for time.
    """

    budget_share: float
    months: float


@functools.cache
def shipped_limits() -> Mapping[str, ShippedLimit]:
    """The shipped limits by measure, in the order their lights name them."""
    return {
        measure: _shipped(measure, entry)
        for measure, entry in _read().items()
        if measure != _NO_RULES
    }


@functools.cache
def too_early() -> TooEarly:
    """When a light is still too young to say anything."""
    entry = _read()[_NO_RULES]
    return TooEarly(entry["budget_share"], entry["months"])


def limited_measures() -> tuple[str, ...]:
    """The ids a row of the Limits sheet may name."""
    return (*shipped_limits(), SLIP_SHARE)


def limits_of(rows_given: Iterable[Limit], facts: ProjectFacts) -> dict[str, Bounds]:
    """The limits one project is judged by, by measure: its category's rows, else those for all,
    else the shipped ones.

    The shipped slip allowance gives way to a row for finish_slip_days or for finish_slip_pct; two
    rows hold side by side.
    """
    rows = _rows(rows_given, facts.project.category)
    length = baseline_days(facts)
    found = {
        measure: _bounds(one, rows.get(normalised(measure), ()), length)
        for measure, one in shipped_limits().items()
    }
    share = _share_of_baseline(rows.get(SLIP_SHARE, ()))
    if share is None:
        return found
    if SLIP_DAYS not in rows:
        del found[SLIP_DAYS]
    return {**found, SLIP_SHARE: share}


def _read() -> dict[str, Any]:
    return tomllib.loads(_SHIPPED.read_text(encoding="utf-8"))


def _shipped(measure: str, entry: Mapping[str, Any]) -> ShippedLimit:
    return ShippedLimit(
        measure,
        entry["light"],
        Better(entry["better"]),
        _number(entry["amber"]),
        None if "red" not in entry else _number(entry["red"]),
        entry.get("limit_kept", True),
        entry["date"],
        entry["source"],
    )


def _number(entry: float | Mapping[str, float]) -> float | Allowance:
    return Allowance(**entry) if isinstance(entry, Mapping) else float(entry)


def _rows(limits: Iterable[Limit], category: str | None) -> dict[str, tuple[Limit, ...]]:
    """The rows that hold for a category by measure, its own before those for all."""
    own = normalised(category or "")
    of_category = [row for row in limits if row.category and normalised(row.category) == own]
    for_all = [row for row in limits if not row.category]
    found: dict[str, tuple[Limit, ...]] = {}
    for row in (*of_category, *for_all):
        key = normalised(row.measure)
        found[key] = (*found.get(key, ()), row)
    return found


def _bounds(shipped: ShippedLimit, rows: tuple[Limit, ...], baseline: float | None) -> Bounds:
    amber = _override(rows, "amber") or _default(shipped, shipped.amber, baseline)
    red = _override(rows, "red") or (
        None if shipped.red is None else _default(shipped, shipped.red, baseline)
    )
    return Bounds(shipped.measure, shipped.light, shipped.better, amber, red, shipped.limit_kept)


def _default(shipped: ShippedLimit, limit: float | Allowance, baseline: float | None) -> Bound:
    value = limit.days(baseline) if isinstance(limit, Allowance) else limit
    return Bound(value, shipped.source, date=shipped.date)


def _override(rows: tuple[Limit, ...], name: str) -> Bound | None:
    """The first row whose cell is filled; a blank cell leaves the next word to the row or the
    file behind it.
    """
    for row in rows:
        value = getattr(row, name)
        if value is not None:
            address = row.at(name).address
            return Bound(float(value), address, cell=address)
    return None


def _share_of_baseline(rows: tuple[Limit, ...]) -> Bounds | None:
    """A slip judged as a share of the baseline's length: only where the sheet says so."""
    amber = _override(rows, "amber")
    if amber is None:
        return None
    slip = shipped_limits()[SLIP_DAYS]
    return Bounds(SLIP_SHARE, slip.light, slip.better, amber, _override(rows, "red"))
