"""Internal rates of return: all of them, so that the only one can be told from one of several.

With s = ln(1 + rate) the value of a flow is inflows(s) - outflows(s), and both fall as s grows. So on a cell [a, b] the
value lies between inflows(b) - outflows(a) and inflows(a) - outflows(b): where these have one sign there is no root. The
same bounds on the slope say where there is at most one, which the signs at both ends then show. Other cells are halved.
Nothing is sampled, so no pair of roots slips between two points of a grid. Where the value touches 0 without crossing it,
rounding decides how often it seems to: roots that print alike count as one.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from pfreport.measures.cash_flow import Flow, sign_changes

LOWEST, HIGHEST = -0.9999, 10.0
NARROW = 1e-12
ALIKE = 1e-6

Numbers = NDArray[np.float64]


def rates_of_return(flow: Flow) -> tuple[float, ...]:
    """Every rate a period between -99.99 % and +1000 % at which the flow is worth nothing, lowest first."""
    changes = sign_changes(flow)
    if not changes:
        return ()
    value = _Value.of(flow)
    low, high = math.log1p(LOWEST), math.log1p(HIGHEST)
    # one change of sign is one positive root (Descartes), inside the interval or not
    cells = [(low, high)] if changes == 1 else _cells_with_a_root(value, low, high)
    roots = [root for a, b in sorted(cells) if (root := value.root(a, b)) is not None]
    return tuple(math.expm1(statistics.median(run)) for run in _runs(roots))


@dataclass(frozen=True, slots=True)
class _Value:
    """The value of a flow as a function of s = ln(1 + rate), scaled so that nothing overflows."""

    times: Numbers
    amounts: Numbers

    @classmethod
    def of(cls, flow: Flow) -> _Value:
        filled = sorted((period, amount) for period, amount in flow.items() if amount)
        times, amounts = np.array(filled, dtype=np.float64).T
        return cls(times - times[0], amounts)

    @property
    def slope(self) -> _Value:
        """The value with every amount weighed by its time: minus the derivative."""
        return _Value(self.times[self.times > 0], (self.amounts * self.times)[self.times > 0])

    def at(self, s: float) -> float:
        """The value up to a positive factor: its sign, and 0, are exact to rounding."""
        size = np.log(np.abs(self.amounts)) - s * self.times
        return float(np.sum(np.sign(self.amounts) * np.exp(size - size.max())))

    def root(self, a: float, b: float) -> float | None:
        """The root of a cell that has at most one; the middle of one too narrow to be halved."""
        if b - a <= NARROW:
            return (a + b) / 2
        return float(brentq(self.at, a, b, xtol=1e-15)) if (self.at(a) >= 0) != (self.at(b) >= 0) else None

    def keeps_its_sign(self, a: Numbers, b: Numbers) -> NDArray[np.bool_]:
        """For each cell whether the value is certainly positive, or certainly negative, throughout."""
        size = np.log(np.abs(self.amounts))
        at_a, at_b = size - np.outer(a, self.times), size - np.outer(b, self.times)
        scale = at_a.max(axis=1, keepdims=True)
        into = self.amounts > 0
        left, right = np.exp(at_a - scale), np.exp(at_b - scale)
        least = right[:, into].sum(axis=1) - left[:, ~into].sum(axis=1)
        most = left[:, into].sum(axis=1) - right[:, ~into].sum(axis=1)
        return np.asarray((least > 0) | (most < 0))


def _cells_with_a_root(value: _Value, low: float, high: float) -> list[tuple[float, float]]:
    """Cells that hold at most one root and together hold all, and those too narrow to be halved that may hold any."""
    slope = value.slope
    a, b = np.array([low]), np.array([high])
    found: list[tuple[float, float]] = []
    while a.size and b[0] - a[0] > NARROW:
        doubtful = ~value.keeps_its_sign(a, b)
        a, b = a[doubtful], b[doubtful]
        single = slope.keeps_its_sign(a, b)
        found += zip(a[single].tolist(), b[single].tolist(), strict=True)
        a, b = _halved(a[~single], b[~single])
    return [*found, *zip(a.tolist(), b.tolist(), strict=True)]


def _halved(a: Numbers, b: Numbers) -> tuple[Numbers, Numbers]:
    middle = (a + b) / 2
    return np.concatenate([a, middle]), np.concatenate([middle, b])


def _runs(roots: Sequence[float]) -> list[list[float]]:
    """Roots in ascending order, those alike together."""
    runs: list[list[float]] = []
    for root in roots:
        if runs and root - runs[-1][-1] <= ALIKE:
            runs[-1].append(root)
        else:
            runs.append([root])
    return runs
