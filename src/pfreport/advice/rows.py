"""A row of a linear programme over choices: a sum over those chosen that lies between two
bounds.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

SLACK = 1e-6
"""By so much a sum may pass its bound: rounding, in money and FTE alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`constant` and the weights of the chosen add up to a sum from `low` to `high`."""

    weights: Mapping[str, float] = field(repr=False)
    low: float = -math.inf
    high: float = math.inf
    constant: float = 0.0

    def used(self, chosen: Collection[str]) -> float:
        """The sum over those chosen."""
        return math.fsum(
            [self.constant, *(self.weights[key] for key in chosen if key in self.weights)]
        )

    def excess(self, chosen: Collection[str]) -> float:
        """By how much the sum is out of bounds; 0 where it is within."""
        used = self.used(chosen)
        over = max(used - self.high, self.low - used)
        return over if over > SLACK else 0.0
