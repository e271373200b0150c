import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.kinds import Month
from pfreport.measures.portfolio import measure_portfolio
from pfreport.measures.risk.resources import RoleTime, delay, gaps, role_months
from pfreport.reasons import reason_text
from tests.measures.portfolio_builder import measured, portfolio
from tests.measures.worked_examples import examples
from tests.measures.worked_portfolios import check

ROLES = ("Developer", "Tester")
MONTHS = [str(Month(2026, 7).plus(n)) for n in range(8)]
ROWS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from(ROLES),
        st.sampled_from(MONTHS[:5]),
        st.integers(0, 8),
        st.booleans(),
    ),
    max_size=20,
    unique_by=lambda row: row[:3],
)


@pytest.mark.parametrize("example", examples("resources"))
def test_worked_example(example):
    check(example)


def staffed(rows, capacity: float = 6.0):
    return portfolio(
        projects=[{}, {}, {}],
        resources=[
            {"role": role, "period": month, "capacity": capacity}
            for role in ROLES
            for month in MONTHS
        ],
        demand=[
            {
                "project_id": f"P-{p}",
                "role": role,
                "period": month,
                "demand": float(fte),
                "commitment": "Hard" if hard else "Soft",
            }
            for p, role, month, fte, hard in rows
        ],
    )


def short_by_hand(rows, capacity: float = 6.0) -> float:
    """FTE months missing, counted one role month after the other."""
    total = 0.0
    for role in ROLES:
        for month in MONTHS:
            needed = sum(fte for _, r, m, fte, hard in rows if (r, m, hard) == (role, month, True))
            total += max(0.0, needed - capacity)
    return total


@given(ROWS)
def test_gaps_are_what_is_missing_and_their_causes_add_up(rows):
    found = gaps(role_months(staffed(rows)))
    assert sum(gap.missing for gap in found) == pytest.approx(short_by_hand(rows))
    for gap in found:
        assert sum(fte for _, fte in gap.causes) - 6.0 == pytest.approx(gap.missing)
        assert [fte for _, fte in gap.causes] == sorted(
            (fte for _, fte in gap.causes), reverse=True
        )


@given(ROWS, st.integers(1, 3), st.integers(1, 3))
def test_a_delay_frees_what_moving_the_rows_frees(rows, project, months):
    moved = [
        (p, r, str(Month.parse(m).plus(months)) if p == project else m, fte, hard)
        for p, r, m, fte, hard in rows
    ]
    found = delay(role_months(staffed(rows)), f"P-{project}", months)
    assert (found.before, found.after) == pytest.approx((short_by_hand(rows), short_by_hand(moved)))
    assert found.freed == pytest.approx(found.before - found.after)
    assert found.beyond == 0


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_bit(rows, shuffle):
    whole = staffed(rows)
    mixed = list(whole.demand)
    shuffle.shuffle(mixed)
    one, other = (
        measure_portfolio(of).portfolio
        for of in (whole, dataclasses.replace(whole, demand=tuple(mixed)))
    )
    assert {key: figure.value for key, figure in one.items()} == {
        key: figure.value for key, figure in other.items()
    }


def test_demand_moved_past_the_last_month_of_resources_is_not_called_freed_for_certain():
    of = staffed([(1, "Tester", MONTHS[4], 8, True), (1, "Tester", MONTHS[3], 2, False)])
    found = delay(role_months(of), "P-1", 6)
    assert (found.freed, found.beyond) == (2.0, 8.0)


def test_soft_demand_alone_makes_no_gap():
    of = staffed([(1, "Tester", MONTHS[0], 8, False)])
    assert gaps(role_months(of)) == ()
    assert measure_portfolio(of).portfolio[f"utilisation_with_soft[Tester,{MONTHS[0]}]"].number > 1


def test_a_role_month_is_a_key():
    assert RoleTime("Developer, senior", Month(2026, 11)).key == "Developer, senior,2026-11"


def test_figures_name_capacity_and_each_demand():
    figures = measure_portfolio(
        staffed([(1, "Tester", MONTHS[0], 4, True), (2, "Tester", MONTHS[0], 4, True)])
    ).portfolio
    (capacity_row,) = {
        o.row
        for o in figures[f"utilisation[Tester,{MONTHS[0]}]"].origins()
        if o.sheet == "Resources"
    }
    assert capacity_row == 10
    for id in ("utilisation", "utilisation_with_soft", "resource_gap"):
        figure = figures[f"{id}[Tester,{MONTHS[0]}]"]
        assert {o.address for o in figure.origins()} >= {"Resources!C10", "Demand!D2", "Demand!D3"}
    assert {o.address for o in figures["overallocated_role_months"].origins()} >= {
        "Resources!C10",
        "Demand!D2",
        "Demand!D3",
    }


def test_that_nobody_is_missing_names_what_it_was_made_of():
    figure = measure_portfolio(staffed([(1, "Tester", MONTHS[0], 1, True)])).portfolio[
        "overallocated_role_months"
    ]
    assert figure.number == 0
    assert {o.address for o in figure.origins()} >= {"Resources!C10", "Demand!D2"}


def test_without_the_sheets_there_is_no_figure():
    found = measured().portfolio
    assert not [
        key
        for key in found
        if key.startswith(("utilisation", "resource_gap", "demand_actual_share_by_role"))
    ]
    assert reason_text(found["overallocated_role_months"].why) == "no demand ahead"


def test_where_other_work_takes_more_than_there_is_all_demand_is_missing():
    rows = [{"role": "Fitter", "period": "2026-08", "capacity": 2.0, "non_project": 3.0}]
    demand = [{"project_id": "P-1", "role": "Fitter", "period": "2026-08", "demand": 4.0}]
    (gap,) = gaps(role_months(portfolio(resources=rows, demand=demand)))
    assert gap.missing == 4.0
