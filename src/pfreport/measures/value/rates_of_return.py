"""Internal rates of return: all of them, so that the only one can be told from one of several.

With s = ln(1 + rate) the value of a flow is a sum of amount x exp(-s x time). Multiplied by exp(s x
tau), which moves no root, and differentiated, it becomes such a sum again, and one whose amounts
change sign once less often if tau lies where they change it. So a flow of n changes of sign comes
down to one of none in n steps, and back up again: between two neighbouring roots of its derivative
a function is monotone and crosses 0 once if its signs at both say so, and not otherwise. Nothing is
sampled: no pair of roots slips between two points of a grid (the argument is Laguerre's proof of
Descartes' rule, 1883).
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from pfreport.measures.value.cash_flow import Flow, sign_changes

LOWEST, HIGHEST = -0.9999, 10.0
TOUCHING = 1e-13
ALIKE = 1e-6


def rates_of_return(flow: Flow) -> tuple[float, ...]:
    """Every rate a period between -99.99 % and +1000 % at which the flow is worth nothing, lowest
    first.
    """
    if not sign_changes(flow):
        return ()
    sums = [_Sum.of(flow)]
    while sums[-1].changes.size:
        sums.append(sums[-1].derivative())
    roots: list[float] = []
    for one in reversed(sums):
        roots = one.roots(roots)
    return tuple(math.expm1(statistics.median(run)) for run in _runs(roots))


@dataclass(frozen=True, slots=True)
class _Sum:
    """The sum of sign x exp(size - s x time), in ascending order of time, as a function of s."""

    times: NDArray[np.float64]
    sizes: NDArray[np.float64]
    signs: NDArray[np.float64]

    @classmethod
    def of(cls, flow: Flow) -> _Sum:
        filled = sorted((period, amount) for period, amount in flow.items() if amount)
        times, amounts = np.array(filled, dtype=np.float64).T
        # in a unit of their own, so that a rate is the same to the last bit whatever unit the money
        # is in
        _, exponent = np.frexp(np.abs(amounts).max())
        return cls(times, np.log(np.abs(np.ldexp(amounts, -exponent))), np.sign(amounts))

    @property
    def changes(self) -> NDArray[np.intp]:
        """The terms behind which the sign changes."""
        return np.flatnonzero(np.diff(self.signs))

    def derivative(self) -> _Sum:
        """The derivative of the sum tilted about its first change of sign."""
        first = self.changes[0]
        from_there = self.times - (self.times[first] + self.times[first + 1]) / 2
        return _Sum(
            self.times, self.sizes + np.log(np.abs(from_there)), self.signs * -np.sign(from_there)
        )

    def balance(self, s: float) -> float:
        """The sum over the sum of its terms' sizes: -1 to 1, whatever the scale."""
        exponents = self.sizes - s * self.times
        terms = np.exp(exponents - exponents.max())
        return float(self.signs @ terms / terms.sum())

    def roots(self, turns: Sequence[float]) -> list[float]:
        """Where the sum is 0, given where it turns; at a turn it may touch 0 without crossing
        it.
        """
        places = [math.log1p(LOWEST), *turns, math.log1p(HIGHEST)]
        values = [self.balance(s) for s in places]
        touching = [
            s for s, value in zip(places[1:-1], values[1:-1], strict=True) if abs(value) <= TOUCHING
        ]
        crossing = [
            float(brentq(self.balance, a, b, xtol=1e-15))
            for (a, left), (b, right) in pairwise(zip(places, values, strict=True))
            if min(abs(left), abs(right)) > TOUCHING and (left > 0) != (right > 0)
        ]
        return sorted(touching + crossing)


def _runs(roots: Iterable[float]) -> list[list[float]]:
    """Roots in ascending order; those that print alike count as one."""
    runs: list[list[float]] = []
    for root in roots:
        if runs and root - runs[-1][-1] <= ALIKE:
            runs[-1].append(root)
        else:
            runs.append([root])
    return runs
