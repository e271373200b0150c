"""Monte Carlo: what the sum of uncertain amounts comes to, the same numbers on every run.

Every source has a stream of its own, made from its ID, so that a new one changes no other's draws.
"""

from __future__ import annotations

import bisect
import functools
import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

RUNS, MOST_RUNS = 10_000, 80_000
CORRELATION = 0.3
PRECISION = 0.01
PERT_WEIGHT = 4.0
MIDDLE = 0.8
"""The quantile whose precision decides how many runs there are: P80."""
_FACTOR = "one normal factor"
_REACH, _STEPS = 6.0, 600
"""Quantiles are tabulated at so many steps from minus to plus so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Spread:
    """An amount somewhere between two ends, most likely at its mode (a PERT distribution)."""

    key: str
    low: float
    mode: float
    high: float


@dataclass(frozen=True, slots=True)
class Event:
    """An amount that is all or nothing: a risk that occurs, a benefit that comes."""

    key: str
    probability: float
    amount: float


@dataclass(frozen=True, slots=True)
class Sources:
    """What a sum is made of. Spreads share one normal factor; events are independent of
    everything.
    """

    spreads: tuple[Spread, ...] = ()
    events: tuple[Event, ...] = ()


Source = Spread | Event


@dataclass(frozen=True, slots=True, eq=False)
class Spectrum:
    """What the sum comes to: every run, smallest first, and the share of its variance each
    source makes up (together 1).
    """

    totals: Numbers
    drivers: tuple[tuple[Source, float], ...]

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return len(self.totals)

    def quantile(self, p: float) -> float:
        """The amount not exceeded with chance p."""
        return float(self.totals[max(0, math.ceil(p * self.runs - 1e-9) - 1)])

    def interval(self, p: float) -> tuple[float, float]:
        """The 95 % interval of a quantile, from the ranks between which it lies (binomial,
        normal approximation).
        """
        reach = NormalDist().inv_cdf(0.975) * math.sqrt(p * (1 - p) / self.runs)
        return self.quantile(max(0.0, p - reach)), self.quantile(min(1.0, p + reach))

    def within(self, amount: float) -> float:
        """The share of runs that come to no more than an amount."""
        return bisect.bisect_right(self.totals, amount) / self.runs


@functools.lru_cache(maxsize=8)
def simulated(sources: Sources, correlation: float = CORRELATION) -> Spectrum:
    """The sum, with runs doubled while the 95 % interval of its P80 is over 1 % of it wide."""
    runs = RUNS
    found = run(sources, runs, correlation)
    while runs < MOST_RUNS and not precise(found):
        runs *= 2
        found = run(sources, runs, correlation)
    return found


def precise(found: Spectrum) -> bool:
    """Whether P80 is known to 1 %."""
    low, high = found.interval(MIDDLE)
    return high - low <= PRECISION * abs(found.quantile(MIDDLE))


def run(sources: Sources, runs: int, correlation: float) -> Spectrum:
    """So many runs of the sum."""
    import numpy as np  # noqa: PLC0415 - takes longer to load than a check takes

    parts = np.zeros((len(sources.spreads) + len(sources.events), runs))
    shared = stream(_FACTOR).standard_normal(runs)
    for row, spread in enumerate(sources.spreads):
        own = stream(spread.key).standard_normal(runs)
        parts[row] = quantiles(spread)(
            math.sqrt(correlation) * shared + math.sqrt(1 - correlation) * own
        )
    for row, event in enumerate(sources.events, len(sources.spreads)):
        parts[row] = np.where(
            stream(event.key, jumps=1).random(runs) < event.probability, event.amount, 0.0
        )
    totals = parts.sum(axis=0)
    return Spectrum(np.sort(totals), _drivers((*sources.spreads, *sources.events), parts, totals))


def stream(key: str, jumps: int = 0) -> np.random.Generator:
    """The random numbers of one source: PCG64 seeded by the SHA-256 of its key.

    With a jump they are others, so that a project and a risk of the same ID have nothing to do with
    each other.
    """
    import numpy as np  # noqa: PLC0415 - as above

    seeded = np.random.PCG64(int.from_bytes(hashlib.sha256(key.encode()).digest(), "big"))
    return np.random.Generator(seeded.jumped(jumps) if jumps else seeded)


def quantiles(spread: Spread) -> Callable[[Numbers], Numbers]:
    """The PERT amount at so many standard deviations: read from a table with straight lines
    between its steps.
    """
    import numpy as np  # noqa: PLC0415 - as above

    width = spread.high - spread.low
    if width <= 0:
        return lambda deviations: np.full_like(deviations, spread.mode)
    steps, shares = _table((spread.mode - spread.low) / width)
    return lambda deviations: np.interp(deviations, steps, spread.low + width * shares)


@functools.lru_cache(maxsize=1024)
def _table(at_mode: float) -> tuple[Numbers, Numbers]:
    """Standard deviations, and how far between its ends a PERT amount is there; `at_mode` is how
    far its mode is.
    """
    import numpy as np  # noqa: PLC0415 - as above
    from scipy.special import betaincinv, ndtr  # noqa: PLC0415 - as above

    steps = np.linspace(-_REACH, _REACH, _STEPS + 1)
    return steps, betaincinv(
        1 + PERT_WEIGHT * at_mode, 1 + PERT_WEIGHT * (1 - at_mode), ndtr(steps)
    )


def _drivers(
    sources: Sequence[Source], parts: Numbers, totals: Numbers
) -> tuple[tuple[Source, float], ...]:
    """Covariance with the sum over the variance of the sum, the largest first; none where the
    sum is certain.
    """
    away = totals - totals.mean()
    # a plain sum, not a product of vectors: that one depends on how many processors there are
    variance = float((away * away).sum())
    if not variance:
        return ()
    shares = [
        (source, float((part * away).sum()) / variance)
        for source, part in zip(sources, parts, strict=True)
    ]
    return tuple(sorted(shares, key=lambda one: (-one[1], one[0].key)))
