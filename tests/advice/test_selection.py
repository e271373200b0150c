"""The choice is the best there is: as by trying everything, whatever the order of rows; where there
is none, the least that clashes.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from pfreport.advice.frontier import frontier
from pfreport.advice.selection import Case, Objective, Selection, question, select, with_money
from pfreport.advice.solver import Problem, possible
from pfreport.measures.portfolio import measure_portfolio
from tests.advice.random_cases import by_trial, random_case
from tests.measures.portfolio_builder import portfolio

BATCHES = 10
A_BATCH = 100
FREE = {"settings": {"discount_rate": 0.0}}


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


def infeasible() -> list[Selection]:
    return [
        found for seed in range(200) if (found := select(random_case(seed)[1])).solution is None
    ]


def test_what_clashes_clashes_and_nothing_of_it_can_be_spared():
    found = infeasible()
    assert len(found) > 10
    for selection in found:
        keys = dict.fromkeys(selection.case.problem.values, 0.0)
        assert not possible(Problem(keys, keys, selection.clash))
        for spared in selection.clash:
            rest = tuple(c for c in selection.clash if c is not spared)
            assert possible(Problem(keys, keys, rest)), (selection.clash, spared)


def test_the_frontier_never_falls_and_meets_the_plan_at_its_limit():
    for seed in range(60):
        _, case = random_case(seed)
        selection = select(case)
        found = frontier(selection)
        if found is None:
            assert selection.solution is None
            continue
        values = [point.value for point in found.points]
        assert values == sorted(values), seed
        assert len(values) in (1, 21), seed
        for point in found.points:
            again = select(with_money(case, point.budget)).solution
            assert again.value == pytest.approx(point.value, abs=1e-6), seed
            assert again.cost <= point.budget + 1e-6
        if selection.solution:
            assert (found.limit.value, found.limit.budget) == (
                selection.solution.value,
                case.rules.money,
            )


def of(objective: Objective = Objective.VALUE, budget: float | None = None, **sheets) -> Case:
    whole = portfolio(**FREE | sheets)
    return question(whole, measure_portfolio(whole), objective, budget)


def proposed(key: str, budget: float, **fields) -> dict:
    """A project on which nothing has been done or spent."""
    dates = {"baseline_start": "2026-07-01", "baseline_finish": "2026-12-31"}
    untouched = {"percent_complete": 0.0, "cost_to_date": 0.0}
    return {
        "project_id": key,
        "status": "Proposed",
        "budget": budget,
        **dates,
        **untouched,
    } | fields


def bringing(**net: tuple[float, float]) -> dict:
    """Projects by ID with their cost and what they bring over it."""
    return {
        "projects": [proposed(key, cost) for key, (cost, _) in net.items()],
        "benefits": [
            {"benefit_id": f"B-{key}", "project_id": key, "name": "Saving", "type": "Cashable"}
            for key in net
        ],
        "benefit_periods": [
            {"benefit_id": f"B-{key}", "period": "2027-06", "planned": cost + value}
            for key, (cost, value) in net.items()
        ],
    }


TEXTBOOK = bringing(A=(10.0, 60.0), B=(20.0, 100.0), C=(30.0, 120.0))


def test_the_textbook_case_from_the_sheets():
    found = select(of(budget=50.0, **TEXTBOOK))
    assert found.chosen == ("B", "C")
    assert found.solution.value == pytest.approx(220.0)
    assert [c.id for c in found.binding] == ["money"]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_changes_nothing(seed):
    draw = random.Random(seed)
    rows = {sheet: draw.sample(of, len(of)) for sheet, of in TEXTBOOK.items()}
    assert select(of(budget=50.0, **rows)).solution == select(of(budget=50.0, **TEXTBOOK)).solution


def test_the_money_is_the_limit_else_what_is_approved_and_active_costs_still():
    running = [
        proposed("A", 10.0, status="Approved"),
        proposed("B", 20.0),
        proposed("C", 40.0, status="Active"),
    ]
    assert of(projects=running).rules.money == pytest.approx(50.0)
    assert of(projects=running, settings={"funding_limit": 7.0}).rules.money == 7.0
    assert of(projects=running, budget=3.0, settings={"funding_limit": 7.0}).rules.money == 3.0


def test_what_cannot_be_judged_stays_as_it_is_and_is_named():
    sheets = {
        **TEXTBOOK,
        "projects": [
            *TEXTBOOK["projects"],
            proposed("D", 1.0),
            proposed("E", 1.0, status="Approved"),
        ],
    }
    found = select(of(budget=51.0, **sheets))
    assert found.chosen == ("B", "C", "E")
    assert set(found.case.not_judged) == {"D", "E"}


def test_dropping_an_active_project_costs_its_exit_in_money_and_value():
    sheets = bringing(A=(10.0, -3.0), B=(10.0, 5.0))
    sheets["projects"][0] |= {"status": "Active", "exit_cost": 2.0}
    leave = select(of(budget=20.0, **sheets))
    assert (leave.chosen, leave.solution.cost) == (("B",), pytest.approx(12.0))
    assert leave.solution.value == pytest.approx(3.0)
    sheets["projects"][0] |= {"exit_cost": 4.0}
    assert select(of(budget=20.0, **sheets)).chosen == ("A", "B")


def test_alignment_counts_with_the_chance_of_success_and_a_blank_one_is_named():
    sheets = {
        "projects": [proposed("A", 10.0, feasibility=0.5), proposed("B", 10.0)],
        "goals": [{"goal_id": "G", "name": "Goal", "weight": 1.0}],
        "alignment": [
            {"project_id": "A", "goal_id": "G", "impact": 4.0},
            {"project_id": "B", "goal_id": "G", "impact": 3.0},
        ],
    }
    found = select(of(Objective.ALIGNMENT, 10.0, **sheets))
    assert (found.chosen, found.solution.value, found.assumed) == (
        ("B",),
        pytest.approx(0.75),
        ("B",),
    )


def test_the_mix_weighs_both_by_their_largest():
    sheets = {
        **bringing(A=(10.0, 50.0), B=(10.0, -100.0)),
        "goals": [{"goal_id": "G", "name": "Goal", "weight": 1.0}],
        "alignment": [
            {"project_id": "A", "goal_id": "G", "impact": 2.0},
            {"project_id": "B", "goal_id": "G", "impact": 4.0},
        ],
    }
    case = of(
        Objective.MIX, 100.0, **sheets | {"settings": {"discount_rate": 0.0, "value_mix": 0.25}}
    )
    gains = {c.id: case.gain(c) for c in case.candidates}
    assert gains == {
        "A": pytest.approx(0.25 * 0.5 + 0.75 * 0.5),
        "B": pytest.approx(0.25 * 1.0 - 0.75),
    }


def test_a_prerequisite_that_is_done_is_met_and_one_that_is_cancelled_is_not():
    sheets = bringing(A=(10.0, 5.0), B=(10.0, 5.0), C=(10.0, 5.0))
    for key, status in (("B", "Completed"), ("C", "Cancelled")):
        sheets["projects"]["ABC".index(key)] |= {"status": status}
    with_done = [
        row | ({"prerequisites": ("B",)} if row["project_id"] == "A" else {})
        for row in sheets["projects"]
    ]
    with_cancelled = [
        row | ({"prerequisites": ("C",)} if row["project_id"] == "A" else {})
        for row in sheets["projects"]
    ]
    assert select(of(budget=100.0, **sheets | {"projects": with_done})).chosen == ("A",)
    assert select(of(budget=100.0, **sheets | {"projects": with_cancelled})).chosen == ()


def test_what_active_projects_use_today_may_be_used_and_is_named():
    sheets = bringing(A=(10.0, 5.0), B=(10.0, 5.0))
    sheets["projects"][0] |= {"status": "Active"}
    people = {
        "resources": [
            {"role": "Developer", "period": "2026-08", "capacity": 2.0, "non_project": 1.0}
        ],
        "demand": [
            {"project_id": key, "role": "developer ", "period": "2026-08", "demand": 3.0}
            for key in "AB"
        ],
    }
    found = select(of(budget=100.0, **sheets, **people))
    assert found.chosen == ("A",)
    assert list(found.case.rules.over_today.values()) == [2.0]
    assert [c.id for c in found.binding] == ["role[Developer,2026-08]"]


def test_a_year_with_a_limit_binds_by_the_months_cost_falls_in():
    sheets = bringing(A=(60.0, 5.0), B=(60.0, 4.0))
    sheets["funding"] = [{"fiscal_year": 2026, "limit": 70.0}]
    found = select(of(budget=1000.0, **sheets))
    assert (found.chosen, [c.id for c in found.binding]) == (("A",), ["year[2026]"])
    later = [row | ({"baseline_finish": "2027-12-31"}) for row in sheets["projects"]]
    assert select(of(budget=1000.0, **sheets | {"projects": later})).chosen == ("A", "B")


def test_without_anything_to_choose_there_is_nothing_to_do():
    found = select(replace(of(projects=[proposed("A", 1.0, status="Completed")])))
    assert (found.chosen, found.clash) == ((), ())
