import hashlib
import math
import statistics
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pfreport.measures.risk.simulation import (
    RUNS,
    Event,
    Sources,
    Spread,
    precise,
    quantiles,
    run,
    simulated,
    stream,
)

SPREADS = tuple(Spread(f"P-{n}", 90.0 + n, 100.0 + 2 * n, 150.0 + n * n) for n in range(6))
EVENTS = (Event("R-1", 0.3, 40.0), Event("R-2", 0.05, 200.0), Event("R-3", 0.5, -20.0))


def mean_of(spread: Spread) -> float:
    """The mean of a PERT distribution, by the formula of its inventors."""
    return (spread.low + 4 * spread.mode + spread.high) / 6


def variance_of(spread: Spread) -> float:
    mean = mean_of(spread)
    return (mean - spread.low) * (spread.high - mean) / 7


def test_a_stream_is_the_sha_256_of_its_id():
    seed = int.from_bytes(hashlib.sha256(b"P-001").digest(), "big")
    assert (stream("P-001").random(5) == np.random.Generator(np.random.PCG64(seed)).random(5)).all()
    assert not (stream("P-001", jumps=1).random(5) == stream("P-001").random(5)).any()


@pytest.mark.parametrize(
    "spread", [*SPREADS, Spread("a", 0.0, 0.0, 10.0), Spread("b", 0.0, 10.0, 10.0)]
)
def test_quantiles_are_those_of_the_beta_distribution(spread):
    width = spread.high - spread.low
    alpha, beta = (
        1 + 4 * (spread.mode - spread.low) / width,
        1 + 4 * (spread.high - spread.mode) / width,
    )
    shares = np.array([0.001, 0.1, 0.37, 0.5, 0.8, 0.999])
    expected = spread.low + width * stats.beta.ppf(shares, alpha, beta)
    assert quantiles(spread)(stats.norm.ppf(shares)) == pytest.approx(expected, abs=1e-4 * width)


def test_a_spread_without_width_is_certain():
    assert set(quantiles(Spread("x", 5.0, 5.0, 5.0))(np.array([-3.0, 0.0, 3.0]))) == {5.0}


def test_independent_sources_have_the_mean_and_variance_of_the_formulas():
    totals = run(Sources(SPREADS, EVENTS), 80_000, 0.0).totals
    mean = sum(map(mean_of, SPREADS)) + sum(e.probability * e.amount for e in EVENTS)
    variance = sum(map(variance_of, SPREADS)) + sum(
        e.probability * (1 - e.probability) * e.amount**2 for e in EVENTS
    )
    assert totals.mean() == pytest.approx(mean, abs=4 * math.sqrt(variance / 80_000))
    assert totals.var() == pytest.approx(variance, rel=0.03)


def test_with_correlation_one_quantiles_add_up():
    found = run(Sources(SPREADS), 80_000, 1.0)
    for share in (0.1, 0.5, 0.8):
        at = np.array([statistics.NormalDist().inv_cdf(share)])
        low, high = found.interval(share)
        assert low <= sum(float(quantiles(s)(at)[0]) for s in SPREADS) <= high


def test_two_projects_move_together_as_far_as_asked():
    one, other = (Spread(key, 0.0, 50.0, 100.0) for key in ("P-1", "P-2"))
    alone = run(Sources((one,)), 80_000, 0.3).totals.var()
    both = run(Sources((one, other)), 80_000, 0.3).totals.var()
    # of a symmetric PERT the correlation of amounts is nearly that of the normal factor
    assert both / (2 * alone) - 1 == pytest.approx(0.3, abs=0.02)


def test_a_new_source_changes_no_others_draws():
    few, more = (
        run(Sources(SPREADS[:1]), RUNS, 0.3),
        run(Sources((SPREADS[0], Spread("new", 7.0, 7.0, 7.0))), RUNS, 0.3),
    )
    assert more.totals - 7.0 == pytest.approx(few.totals)
    drawn = stream("P-3").standard_normal(100)
    assert (stream("P-3").standard_normal(200)[:100] == drawn).all()


def test_the_same_numbers_on_every_run():
    one, other = (run(Sources(SPREADS, EVENTS), RUNS, 0.3) for _ in range(2))
    assert (one.totals == other.totals).all()
    assert one.drivers == other.drivers


def test_drivers_are_shares_of_the_variance_and_add_up_to_one():
    found = run(Sources(SPREADS, EVENTS), 80_000, 0.0)
    assert math.fsum(share for _, share in found.drivers) == pytest.approx(1.0)
    shares = {source.key: share for source, share in found.drivers}
    whole = sum(map(variance_of, SPREADS)) + sum(
        e.probability * (1 - e.probability) * e.amount**2 for e in EVENTS
    )
    assert shares["R-2"] == pytest.approx(0.05 * 0.95 * 200**2 / whole, abs=0.03)
    assert [share for _, share in found.drivers] == sorted(
        (share for _, share in found.drivers), reverse=True
    )


def test_what_is_certain_has_no_driver():
    found = simulated(Sources((Spread("P-1", 5.0, 5.0, 5.0),)))
    assert found.drivers == ()
    assert (found.runs, found.quantile(0.1), found.interval(0.8)) == (RUNS, 5.0, (5.0, 5.0))


def test_runs_are_doubled_until_p80_is_known_well_enough():
    wild = Sources(
        (), (Event("R-1", 0.5, 1.0), *(Event(f"R-{n}", 0.1, float(n * n)) for n in range(2, 30)))
    )
    found = simulated(wild)
    assert found.runs in (20_000, 40_000, 80_000)
    assert found.runs == 80_000 or precise(found)
    assert not precise(run(wild, found.runs // 2, 0.3))


@settings(max_examples=25)
@given(st.lists(st.floats(-100, 100), min_size=1, max_size=40), st.floats(0.01, 0.99))
def test_a_quantile_is_the_smallest_amount_that_enough_runs_stay_within(amounts, share):
    found = run(Sources(), len(amounts), 0.0)
    found = type(found)(np.sort(np.array(amounts)), ())
    amount = found.quantile(share)
    assert found.within(amount) >= share - 1e-9
    assert amount == min(amounts) or found.within(np.nextafter(amount, -np.inf)) < share


def test_the_interval_holds_the_true_quantile_about_as_often_as_it_says():
    low_high = [
        run(Sources((Spread(f"S-{n}", 0.0, 50.0, 100.0),)), 1000, 0.0).interval(0.8)
        for n in range(200)
    ]
    true = float(100 * stats.beta.ppf(0.8, 3, 3))
    assert 180 <= sum(low <= true <= high for low, high in low_high) <= 199


def test_fifty_projects_with_two_hundred_risks_are_quick():
    spreads = tuple(Spread(f"P-{n}", 0.9, 1.0, 1.5) for n in range(50))
    events = tuple(Event(f"R-{n}", 0.1, 1.0) for n in range(200))
    begin = time.perf_counter()
    for correlation in (0.3, 0.0, 1.0):
        simulated(Sources(spreads, events), correlation)
    assert time.perf_counter() - begin < 3.0
