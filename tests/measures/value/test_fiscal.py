import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.kinds import Month
from pfreport.measures.value.fiscal import fiscal_year
from tests.measures.facts_builder import facts, figures
from tests.measures.worked_examples import check, examples


@pytest.mark.parametrize("example", examples("fiscal"))
def test_worked_example(example):
    check(example)


@pytest.mark.parametrize(
    ("month", "start", "label", "named", "name"),
    [
        (Month(2026, 9), 1, "end", 2026, "FY 2026"),
        (Month(2026, 9), 4, "end", 2027, "FY 2026/27"),
        (Month(2026, 3), 4, "end", 2026, "FY 2025/26"),
        (Month(2026, 9), 4, "start", 2026, "FY 2026/27"),
        (Month(2026, 3), 4, "start", 2025, "FY 2025/26"),
        (Month(1999, 12), 12, "end", 2000, "FY 1999/00"),
    ],
)
def test_a_fiscal_year_is_named_as_the_settings_say(month, start, label, named, name):
    settings = facts(
        settings={"fiscal_year_start_month": start, "fiscal_year_label": label}
    ).settings
    found = fiscal_year(month, settings)
    assert (found.label, found.name) == (named, name)
    assert month in found
    assert found.first.month == start


@given(
    st.lists(st.floats(1, 1000), min_size=1, max_size=11),
    st.lists(st.floats(0, 1000), min_size=0, max_size=13),
)
def test_two_years_that_hold_the_whole_project_add_up_to_the_estimate(spent, to_come):
    status = Month(2026, len(spent)).last_day
    of = facts(
        status,
        budget=2 * math.fsum(spent),
        actual=spent,
        earned=spent,
        forecast=[0.0] * len(spent) + to_come,
    )
    found = figures(of)
    years = math.fsum(found[f"year_forecast[{year}]"].number for year in (2026, 2027))
    assert years == pytest.approx(found["eac"].number)
