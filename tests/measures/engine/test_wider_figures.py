"""What must hold for every portfolio: order and currency change nothing, parts make the whole."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.portfolio import Portfolio
from tests.measures.portfolio_builder import measured, portfolio
from tests.measures.worked_examples import examples
from tests.measures.worked_portfolios import check

MONEY = 3.0
STATUSES = ["Proposed", "Approved", "Active", "On hold", "Completed", "Cancelled"]
RATIOS = [
    "roi",
    "irr",
    "mirr",
    "bcr",
    "payback",
    "profitability_index",
    "contingency_cover",
    "alignment",
    "benefit_realisation",
]


def sheets(seed: int, money: float = 1.0):
    """A portfolio of six projects with everything these figures read, the same for the same
    seed.
    """
    of = random.Random(seed)
    # a local name for one expression
    amount = lambda low, high: round(of.uniform(low, high), 2) * money  # noqa: E731
    keys = [f"P-{i}" for i in range(1, 7)]
    months = [f"2026-{month:02d}" for month in range(1, 13)]
    projects = [
        {
            "project_id": key,
            "status": status,
            "budget": amount(500, 2000),
            "contingency": amount(0, 200),
            "programme": of.choice("AB"),
        }
        for key, status in zip(keys, STATUSES, strict=True)
    ]
    periods = [
        {"project_id": key, "period": month, "planned_value": amount(50, 90)}
        | (
            {"actual_cost": amount(40, 120), "earned_value": amount(30, 80)}
            if month <= "2026-06"
            else {"forecast_cost": amount(10, 90)}
        )
        for key in keys
        for month in months
    ]
    benefits = [{"benefit_id": f"B-{key}", "project_id": key, "type": "Cashable"} for key in keys]
    benefit_periods = [
        {
            "benefit_id": f"B-{key}",
            "period": month,
            "planned": amount(50, 200),
            "actual": amount(50, 200) if month <= "2026-06" else None,
        }
        for key in keys
        for month in [*months, "2027-06"]
    ]
    goals = [{"goal_id": f"G-{i}", "weight": float(i)} for i in range(1, 4)]
    alignment = [
        {"project_id": key, "goal_id": f"G-{of.randint(1, 3)}", "impact": float(of.randint(0, 4))}
        for key in keys[1:]
    ]
    risks = [
        {
            "risk_id": f"R-{i}",
            "project_id": of.choice([*keys, "PORTFOLIO"]),
            "status": "Open",
            "probability": of.uniform(0.05, 0.95),
            "impact": of.randint(1, 5),
            "cost_impact": amount(1, 300),
            "category": of.choice(["x", "X", "y"]),
        }
        for i in range(20)
    ]
    return {
        "projects": projects,
        "periods": periods,
        "benefits": benefits,
        "benefit_periods": benefit_periods,
        "goals": goals,
        "alignment": alignment,
        "risks": risks,
    }


def values(of: Portfolio) -> dict[str, object]:
    """Every figure of a portfolio, by path; what has no value by its reason."""
    return {
        one.path: one.value if one.known else one.undefined_because
        for one in measure_portfolio(of).every()
    }


@pytest.mark.parametrize("example", examples("wider"))
def test_worked_examples(example):
    check(example)


@given(st.integers(0, 1000), st.randoms())
@settings(max_examples=5, deadline=None)
def test_the_order_of_rows_changes_no_bit(seed, shuffle):
    rows = sheets(seed)
    before = values(portfolio(**rows))
    for of in rows.values():
        shuffle.shuffle(of)
    assert values(portfolio(**rows)) == before


@given(st.integers(0, 1000))
@settings(max_examples=5, deadline=None)
def test_money_in_another_unit_leaves_ratios_and_scales_amounts(seed):
    before, after = measured(**sheets(seed)), measured(**sheets(seed, MONEY))
    for one in before.every():
        other: Measurement = {m.path: m for m in after.every()}[one.path]
        assert one.known == other.known, one.path
        if one.known and one.unit != "date":
            scale = MONEY if one.unit.startswith("money:") else 1.0
            assert other.number == pytest.approx(one.number * scale, rel=1e-9, abs=1e-9), one.path


@given(st.integers(0, 1000))
@settings(max_examples=10, deadline=None)
def test_shares_of_goals_and_the_line_of_no_goal_make_1(seed):
    found = measured(**sheets(seed))
    shares = [figures["goal_spend_share"].number for figures in found.goals.values()]
    assert math.fsum(
        [*shares, found.portfolio["goal_spend_share[no goal]"].number]
    ) == pytest.approx(1.0, abs=1e-12)
    assert all(share >= 0 for share in shares)


@given(st.integers(0, 1000))
@settings(max_examples=10, deadline=None)
def test_parts_make_the_whole(seed):
    found = measured(**sheets(seed))
    whole = found.portfolio["risk_exposure"].number
    for family in ("category", "programme", "business_unit", "goal"):
        parts = [
            one.number
            for key, one in found.portfolio.items()
            if key.startswith(f"risk_exposure_by_{family}[")
        ]
        assert math.fsum(parts) == pytest.approx(whole, rel=1e-12), family
    counts = [one.number for key, one in found.portfolio.items() if key.startswith("risk_count[")]
    assert sum(counts) == sum(
        1 for r in sheets(seed)["risks"] if r["project_id"] in {"P-2", "P-3", "P-4", "PORTFOLIO"}
    )
    assert 0 < found.portfolio["risk_concentration"].number <= 1


@given(st.integers(0, 1000))
@settings(max_examples=10, deadline=None)
def test_present_value_adds_up_at_one_month(seed):
    found = measured(**sheets(seed))
    counted = {"P-2", "P-3", "P-4", "P-5", "P-6"}
    known = [
        found.projects[key]["npv_at_status"]
        for key in counted
        if found.projects[key]["npv_at_status"].known
    ]
    assert found.portfolio["npv"].number == pytest.approx(
        math.fsum(one.number for one in known), rel=1e-12
    )
    assert found.portfolio["npv"].number == pytest.approx(
        found.portfolio["npv_at_status"].number, rel=1e-9
    )
    assert found.portfolio["npv"].members == tuple(sorted(known, key=lambda one: one.subject.key))


@pytest.mark.parametrize("seed", range(5))
def test_cost_is_the_estimate_on_every_page(seed):
    live = [
        one for key, one in measured(**sheets(seed)).projects.items() if key != "P-6"
    ]  # P-6 is Cancelled
    assert [one["cost_total"].value for one in live] == [one["eac"].value for one in live]
    assert [one["cost_to_go"].value for one in live] == [one["etc"].value for one in live]


@pytest.mark.parametrize("key", RATIOS)
def test_every_figure_names_the_cells_it_came_from(key):
    found = [one[key] for one in measured(**sheets(3)).projects.values() if one[key].known]
    assert found
    assert all(one.origins() for one in found)
