import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pfreport.reasons import absence_stated, reason_text
from tests.measures.facts_builder import facts, figures
from tests.measures.worked_examples import check, examples

SHARES = st.floats(0.1, 0.99)
COSTS = st.floats(1, 5000)


@pytest.mark.parametrize("example", examples("estimates"))
def test_worked_example(example):
    check(example)


@given(SHARES, COSTS)
def test_the_index_still_needed_is_the_index_so_far(share, cost):
    """With eac_cpi the work to come must reach just the CPI that the work so far had."""
    found = figures(facts(budget=1000, percent_complete=share, cost_to_date=cost))
    assert found["tcpi_eac"].value == pytest.approx(found["cpi"].number, rel=1e-6)


@given(SHARES, COSTS)
def test_the_estimate_by_cpi_is_the_budget_over_cpi(share, cost):
    found = figures(facts(budget=1000, percent_complete=share, cost_to_date=cost))
    assert found["eac_cpi"].value == pytest.approx(1000 / found["cpi"].number, rel=1e-9)


@given(
    SHARES,
    COSTS,
    st.one_of(st.none(), st.floats(0, 20000)),
    st.sampled_from(["cpi", "cpi_spi", "budget", "weighted", "recent", "manager"]),
)
def test_the_headline_lies_in_the_range_and_above_what_is_spent(share, cost, estimate, method):
    of = facts(
        budget=1000,
        percent_complete=share,
        cost_to_date=cost,
        manager_estimate=estimate,
        planned_to_date=500,
        baseline_start="2026-01-01",
        baseline_finish="2026-12-31",
        settings={"eac_method": method},
    )
    found = figures(of)
    assert cost <= found["eac_low"].number <= found["eac"].number <= found["eac_high"].number


@given(SHARES, st.floats(0.2, 3))
def test_the_weighted_estimate_lies_between_its_two_indices(share, ratio):
    found = figures(
        facts(
            budget=1000,
            percent_complete=share,
            cost_to_date=1000 * share * ratio,
            planned_to_date=500,
            baseline_start="2026-01-01",
            baseline_finish="2026-12-31",
        )
    )
    cpi, spi = found["cpi"].number, found["spi"].number
    assume(abs(cpi - spi) > 1e-6)
    ends = sorted(found["ac"].number + (1000 - found["ev"].number) / index for index in (cpi, spi))
    assert ends[0] - 1e-6 <= found["eac_weighted"].number <= ends[1] + 1e-6


def test_a_faulty_estimate_does_not_give_way_to_the_forecast():
    of = facts(
        "2026-02-28",
        budget=400,
        planned=[100] * 4,
        earned=[100, 100],
        actual=[100, 100],
        forecast=[0, 0, 100, 100],
        absent={"manager_estimate": absence_stated("faulty (Projects!X2)")},
    )
    assert reason_text(figures(of)["eac_manager"].why) == "Manager estimate faulty (Projects!X2)"
