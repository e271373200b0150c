"""How a wider sum moved: like for like, by what joined and left, and by rates. The four add up to
the change.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pfreport.history.snapshot import Snapshot
from pfreport.measures.engine.facts import ProjectFacts, gather
from pfreport.measures.engine.measurement import Given, Subject
from pfreport.measures.engine.registry import Enters
from pfreport.measures.engine.rollup import enters

SUMS = ("bac", "ac", "eac")


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum over the portfolio's projects in base currency: what it was and is, and the parts of
    the change.

    `alike` is the change of the projects that count in both, at the earlier rates; `rates` what
    other rates did to them. `joined` and `left` name what counts in one of the two alone, with its
    amount.
    """

    id: str
    currency: str
    before: float
    now: float
    alike: Mapping[str, float]
    rates: float
    joined: Mapping[str, float]
    left: Mapping[str, float]

    @property
    def change(self) -> float:
        """All of it."""
        return self.now - self.before

    @property
    def like_for_like(self) -> float:
        """The change of the projects that count in both, at the earlier rates."""
        return _total(self.alike)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A project's figure in its own currency, with its rate."""

    value: float
    rate: float


def sums(before: Snapshot, now: Snapshot) -> tuple[Sum, ...]:
    """The sums that have a value in both; none where the base currency is another."""
    currency = now.portfolio.settings.base_currency
    if before.portfolio.settings.base_currency != currency:
        return ()
    old, new = gather(before.portfolio, {}), gather(now.portfolio, {})
    return tuple(
        _sum(id, currency, _amounts(before, old, id), _amounts(now, new, id)) for id in SUMS
    )


def _sum(id: str, currency: str, old: Mapping[str, _Amount], new: Mapping[str, _Amount]) -> Sum:
    both = sorted(old.keys() & new.keys())
    return Sum(
        id,
        currency,
        math.fsum(one.value * one.rate for one in old.values()),
        math.fsum(one.value * one.rate for one in new.values()),
        {key: (new[key].value - old[key].value) * old[key].rate for key in both},
        math.fsum(new[key].value * (new[key].rate - old[key].rate) for key in both),
        {key: new[key].value * new[key].rate for key in sorted(new.keys() - old.keys())},
        {key: old[key].value * old[key].rate for key in sorted(old.keys() - new.keys())},
    )


def _amounts(at: Snapshot, facts: Mapping[str, ProjectFacts], id: str) -> dict[str, _Amount]:
    """The projects that count in a sum, with their amounts and rates."""
    found: dict[str, _Amount] = {}
    for key, of in facts.items():
        figure = at.figure(Subject("project", key), id)
        rate = of.rate.value if isinstance(of.rate, Given) else None
        if (
            figure
            and figure.value is not None
            and not figure.marked
            and isinstance(rate, int | float)
            and enters(of, Enters.MONEY)
        ):
            found[key] = _Amount(figure.value, float(rate))
    return found


def _total(parts: Mapping[str, float]) -> float:
    return math.fsum(parts[key] for key in sorted(parts))
