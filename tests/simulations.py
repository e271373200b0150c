"""Fewer runs of a simulation, for tests that ask what it is made of and not how precise it is."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from pfreport.measures.risk import simulation


@contextlib.contextmanager
def simulated_in(runs: int) -> Iterator[None]:
    """So many runs, and none remembered from before or after."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulation, "RUNS", runs)
        patch.setattr(simulation, "MOST_RUNS", runs)
        simulation.simulated.cache_clear()
        yield
    simulation.simulated.cache_clear()
