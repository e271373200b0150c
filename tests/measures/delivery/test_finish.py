import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.measures.delivery.finish import baseline_days
from tests.measures.facts_builder import facts, figures
from tests.measures.worked_examples import check, examples


@pytest.mark.parametrize("example", examples("finish"))
def test_worked_example(example):
    check(example)


@given(st.dates(), st.dates(), st.dates())
def test_a_project_not_completed_never_slips_less_than_the_status_date(baseline, forecast, status):
    found = figures(facts(status, baseline_finish=baseline, forecast_finish=forecast))[
        "finish_slip_days"
    ]
    assert found.value == max((forecast - baseline).days, (status - baseline).days)


def test_a_baseline_of_one_day_is_one_day_long():
    assert baseline_days(facts(baseline_start="2026-05-04", baseline_finish="2026-05-04")) == 1
