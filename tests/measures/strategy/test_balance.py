import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.reasons import reason_text
from tests.measures.portfolio_builder import measured
from tests.measures.worked_examples import examples
from tests.measures.worked_portfolios import check

BUCKETS = ("Run", "Grow", "Change")


@pytest.mark.parametrize("example", examples("balance"))
def test_worked_example(example):
    check(example)


def balanced(budgets: list[float], targets: list[float]):
    projects = [
        {"bucket": name, "budget": budget} for name, budget in zip(BUCKETS, budgets, strict=True)
    ]
    buckets = [
        {"bucket": name, "target_share": target}
        for name, target in zip(BUCKETS, targets, strict=True)
    ]
    return measured(projects=projects, buckets=buckets).portfolio


@given(
    st.lists(st.integers(1, 1000), min_size=3, max_size=3),
    st.lists(st.integers(1, 1000), min_size=3, max_size=3),
)
def test_the_index_is_what_need_not_be_moved(budgets, parts):
    targets = [part / sum(parts) for part in parts]
    found = balanced([float(b) for b in budgets], targets)["balance_index"].number
    shares = [b / sum(budgets) for b in budgets]
    assert found == pytest.approx(
        100 * sum(min(share, target) for share, target in zip(shares, targets, strict=True))
    )


def test_as_the_targets_have_it_is_a_hundred_and_all_of_it_elsewhere_is_nought():
    assert balanced([50.0, 30.0, 20.0], [0.5, 0.3, 0.2])["balance_index"].value == pytest.approx(
        100
    )
    assert balanced([50.0, 0.0, 0.0], [0.0, 1.0, 0.0])["balance_index"].value == pytest.approx(0)


def test_the_index_names_buckets_targets_and_budgets():
    found = balanced([50.0, 30.0, 20.0], [0.5, 0.3, 0.2])
    sheets = {origin.sheet for origin in found["balance_index"].origins()}
    assert sheets == {"Buckets", "Projects"}
    assert {o.cell for o in found["bucket_share[Run]"].origins() if o.sheet == "Buckets"} == {"B2"}


def test_a_missing_target_is_named():
    found = measured(
        projects=[{"bucket": "Run", "budget": 1.0}], buckets=[{"bucket": "Run"}]
    ).portfolio
    assert reason_text(found["balance_index"].why) == "no Target share of Run"
