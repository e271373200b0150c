"""The choice is the best there is: tried out on small portfolios, known on benchmarks, the same however the rows stand."""

from __future__ import annotations

import pytest

from pfreport.advice.selection import select
from tests.advice.random_cases import by_trial, random_case

BATCHES = 10
A_BATCH = 100


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_thousand_random_portfolios_are_chosen_from_as_by_trying_everything(batch):
    for seed in range(batch * A_BATCH, (batch + 1) * A_BATCH):
        whole, case = random_case(seed)
        known, found = by_trial(whole, case), select(case)
        if known is None:
            assert found.solution is None, seed
            assert found.clash, seed
            continue
        assert found.solution is not None, seed
        assert found.solution.proven, seed
        value, cost, ids = known
        assert found.solution.value == pytest.approx(value, abs=1e-6), seed
        assert found.solution.cost == pytest.approx(cost, abs=0.005), seed
        assert found.solution.chosen == ids, seed
