"""Constraints that cannot hold together: given up one by one until none can be spared, the rest
clash.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pfreport.advice.constraints import Constraint, Sort
from pfreport.advice.solver import Problem, possible

_ORDER = tuple(Sort)


def clash(ids: Iterable[str], every: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """A smallest set that still allows no choice: without any one of them there is one.

    Buckets are given up first, then people, money, groups, prerequisites, mandatory projects; a
    whole sort at once where it can be.
    """
    keys = tuple(ids)
    kept = sorted(every, key=lambda c: _ORDER.index(c.sort))
    for sort, group in [(sort, list(of)) for sort, of in groupby(kept, key=lambda c: c.sort)]:
        without = [c for c in kept if c.sort is not sort]
        if not _possible(keys, without):
            kept = without
            continue
        for constraint in group:
            rest = [c for c in kept if c is not constraint]
            if not _possible(keys, rest):
                kept = rest
    return tuple(kept)


def _possible(keys: Sequence[str], rows: Sequence[Constraint]) -> bool:
    return possible(Problem(dict.fromkeys(keys, 0.0), dict.fromkeys(keys, 0.0), tuple(rows)))
