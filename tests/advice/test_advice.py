"""Actions, prices, delays, scenarios, effects: each from its rule, and each sentence true against
the figures.
"""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from pfreport.advice.advice import Advice, advise
from pfreport.advice.constraints import Sort
from pfreport.advice.findings import Findings
from pfreport.advice.scenarios import Busiest, busiest
from pfreport.kinds import Month
from pfreport.measures.engine.facts import Member
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.governance import DecisionType
from pfreport.pipeline import find
from pfreport.ratings.rate import rate_portfolio
from pfreport.reasons import Because, because
from pfreport.report.phrases.reasons import reason
from pfreport.values import Months, Sentence
from pfreport.workbook.examine import examine
from tests.advice.test_selection import bringing
from tests.report.findings import findings, sentences, text

SAMPLE = Path(__file__).parents[2] / "samples" / "portfolio.xlsx"
FREE = {"discount_rate": 0.0}


def advice(*, settings: dict | None = None, **sheets) -> tuple[Findings, Advice]:
    found = findings(settings=FREE | (settings or {}), **sheets)
    return found, found.advice


def acts(found: Advice) -> dict[str, str]:
    return {action.project_id: str(action.act) for action in found.actions}


@pytest.mark.parametrize(
    ("status", "value", "act"),
    [
        ("Proposed", 5.0, "Add"),
        ("Approved", 5.0, "Continue"),
        ("Active", 5.0, "Continue"),
        ("On hold", 5.0, "Advance"),
        ("Proposed", -5.0, "Stop"),
        ("Active", -5.0, "Stop"),
    ],
)
def test_the_action_follows_from_the_choice_and_the_status(status, value, act):
    sheets = bringing(A=(10.0, value))
    sheets["projects"][0] |= {"status": status}
    assert acts(advice(settings={"funding_limit": 100.0}, **sheets)[1]) == {"A": act}


@pytest.mark.parametrize(
    ("status", "act"),
    [("Proposed", "Defer"), ("Approved", "Defer"), ("Active", "Hold"), ("On hold", "Hold")],
)
def test_what_pays_but_does_not_fit_waits(status, act):
    sheets = bringing(A=(10.0, 5.0))
    sheets["projects"][0] |= {"status": status}
    found = advice(settings={"funding_limit": 1.0}, **sheets)[1]
    assert acts(found) == {"A": act}
    assert [c.sort for c in found.action("A").obstacles] == [Sort.MONEY]
    assert found.action("A").delay is None


def test_an_active_project_that_is_red_or_has_spent_its_budget_is_to_be_fixed():
    red = {
        "budget": 100.0,
        "percent_complete": 0.2,
        "cost_to_date": 60.0,
        "planned_to_date": 50.0,
        "status": "Active",
    }
    exhausted = red | {"percent_complete": 0.99, "cost_to_date": 100.0, "manager_estimate": 101.0}
    sheets = bringing(A=(10.0, 1000.0), B=(10.0, 1000.0))
    sheets["projects"] = [sheets["projects"][0] | red, sheets["projects"][1] | exhausted]
    found, given = advice(settings={"funding_limit": 1000.0}, **sheets)
    assert acts(given) == {"A": "Fix", "B": "Fix"}
    assert (given.action("A").red, given.action("B").exhausted) == (True, True)
    assert text(reason(found, given.action("A"))).endswith("but its overall light is red.")


def test_the_smallest_delay_that_fits_is_found_for_people_and_for_a_years_money():
    sheets = bringing(A=(60.0, 9.0), B=(60.0, 5.0))
    people = {
        "resources": [
            {"role": "Developer", "period": f"2026-{m:02}", "capacity": 3.0 if m < 10 else 6.0}
            for m in range(7, 13)
        ],
        "demand": [
            {"project_id": key, "role": "Developer", "period": "2026-08", "demand": 2.0}
            for key in "AB"
        ],
    }
    found, given = advice(settings={"funding_limit": 500.0}, **sheets, **people)
    assert (given.action("B").act, given.action("B").delay) == (DecisionType.DEFER, 1)
    assert "It fits 1 month later." in text(reason(found, given.action("B")))
    money = {"funding": [{"fiscal_year": 2026, "limit": 80.0}]}
    action = advice(settings={"funding_limit": 500.0}, **sheets, **money)[1].action("B")
    # sixty over July to December: so many months' tens must move past December that no more than
    # twenty stay
    assert [c.sort for c in action.obstacles] == [Sort.YEAR]
    assert action.delay == 4


def test_the_price_of_a_mandatory_project_is_what_could_be_had_without_it():
    sheets = bringing(A=(10.0, 60.0), B=(20.0, 100.0), C=(30.0, 120.0))
    sheets["projects"][0] |= {"mandatory": True, "mandatory_reason": "Law"}
    (price,) = advice(settings={"funding_limit": 50.0}, **sheets)[1].prices
    assert (price.project_id, price.sort, price.amount) == (
        "A",
        Sort.MANDATORY,
        pytest.approx(40.0),
    )


def test_scenarios_add_remove_shift_and_reprice():
    sheets = bringing(A=(10.0, 60.0), B=(20.0, 100.0), C=(30.0, 120.0))
    sheets["scenarios"] = [
        {"scenario": "Without C", "project_id": "C", "choice": "Out"},
        {"scenario": "Dearer B", "project_id": "B", "budget": 25.0},
        {"scenario": "All in", "project_id": "A", "choice": "In"},
        {"scenario": "All in", "project_id": "B", "choice": "In"},
        {"scenario": "All in", "project_id": "C", "choice": "In"},
    ]
    given = advice(settings={"funding_limit": 50.0}, **sheets)[1]
    by_name = {one.name: one for one in given.scenarios}
    without, dearer, all_in = by_name["Without C"], by_name["Dearer B"], by_name["All in"]
    assert (without.added, without.removed, without.selection.solution.value) == (
        ("A",),
        ("C",),
        pytest.approx(160.0),
    )
    assert (dearer.added, dearer.removed, dearer.selection.solution.value) == (
        ("A",),
        ("B",),
        pytest.approx(180.0),
    )
    assert all_in.selection.solution is None
    assert {c.id for c in all_in.selection.clash} == {
        "money",
        "choice[A]",
        "choice[B]",
        "choice[C]",
    }


def test_a_shift_moves_cost_people_and_value():
    sheets = bringing(A=(60.0, 40.0))
    sheets["demand"] = [
        {"project_id": "A", "role": "Developer", "period": "2026-08", "demand": 2.0}
    ]
    sheets["scenarios"] = [{"scenario": "Later", "project_id": "A", "shift_months": 6}]
    (one,) = advice(settings={"funding_limit": 100.0, "discount_rate": 0.21}, **sheets)[1].scenarios
    (moved,), plan = (
        one.selection.case.candidates,
        advice(settings={"funding_limit": 100.0, "discount_rate": 0.21}, **sheets)[1].selection,
    )
    (there,) = plan.case.candidates
    assert moved.value == pytest.approx(there.value / math.sqrt(1.21))
    assert min(moved.by_month) == min(there.by_month).plus(6)
    assert [key.month for key in moved.demand] == [Month(2027, 2)]


def test_effects_name_what_a_decision_was_to_move_and_that_no_pack_is_from_then():
    decision = {
        "decision_id": "D",
        "project_id": "P-1",
        "status": "Decided",
        "date": "2026-02-03",
        "expected_measure": "bac",
        "expected_value": 9.0,
    }
    odd = decision | {"decision_id": "E", "expected_measure": "nonsense"}
    asked = decision | {"decision_id": "F", "status": "Requested"}
    given = findings(projects=[{"budget": 10.0}], decisions=[decision, odd, asked]).advice
    (effect,) = given.effects
    assert (effect.decision.decision_id, effect.now.value, effect.expected) == ("D", 10.0, 9.0)
    assert (effect.then, effect.undefined_because) == (
        None,
        because(Because.NO_PACK, month=Month(2026, 2)),
    )


def test_without_anything_to_judge_by_there_is_maturity_and_no_plan():
    given = findings(projects=[{"budget": 10.0}]).advice
    assert given.selection is None
    assert given.actions == ()
    assert given.maturity is not None


@pytest.fixture(scope="module")
def sample() -> Findings:
    found = find(examine(SAMPLE, {}))
    return replace(found, advice=advise(found.portfolio, found.measurements, found.ratings))


def test_the_sample_is_chosen_from_the_same_when_its_rows_are_turned_round(sample):
    turned = {
        name: getattr(sample.portfolio, name)[::-1]
        for name in ("projects", "periods", "benefit_periods", "demand", "resources")
    }
    whole = replace(sample.portfolio, **turned)
    figures = measure_portfolio(whole)
    again = advise(whole, figures, rate_portfolio(whole, figures))
    assert again.selection.solution == sample.advice.selection.solution
    assert again.frontier == sample.advice.frontier
    assert [(one.project_id, one.act) for one in again.actions] == [
        (one.project_id, one.act) for one in sample.advice.actions
    ]


def test_every_sentence_of_an_action_is_true_against_the_figures(sample):
    """Recomputed from the projects' own figures and the rows of the sheets."""
    plan = sample.advice.selection
    for action in sample.advice.actions:
        key, said = action.project_id, {one.key: one for one in sentences(reason(sample, action))}
        member = Member(sample.measurements.facts[key], sample.measurements.projects[key])
        brings = said.get("funding.brings.value")
        if brings:
            assert brings.values["worth"].amount == pytest.approx(member.amount("npv_to_go")), key
            assert brings.values["cost"].amount == pytest.approx(member.amount("cost_to_go")), key
        if "funding.fix" in said:
            assert sample.ratings[key]["overall"].computed == "Red", key
        if "funding.breaks.money" in said:
            spent = math.fsum(_cost(sample, other) for other in (*plan.chosen, key)) + _exits(
                sample, {*plan.chosen, key}
            )
            over = said["funding.breaks.money"].values["excess"].amount
            assert over == pytest.approx(spent - sample.portfolio.settings.funding_limit), key
        for one in sentences(reason(sample, action)):
            if one.key == "funding.breaks.role":
                assert _short(sample, plan.chosen, key, one) == pytest.approx(
                    one.values["fte"].values["fte"].value
                ), key
        assert (action.project_id in plan.chosen) is action.inside
        assert isinstance(
            said.get("funding.out.later", Sentence("", {"delay": Months(1)})).values["delay"],
            Months,
        )


def _cost(found: Findings, key: str) -> float:
    return (
        Member(found.measurements.facts[key], found.measurements.projects[key]).amount("cost_to_go")
        or 0.0
    )


def _exits(found: Findings, chosen: set[str]) -> float:
    left = [
        p for p in found.portfolio.projects if p.status == "Active" and p.project_id not in chosen
    ]
    return math.fsum(
        p.exit_cost * float(found.measurements.facts[p.project_id].rate.value) for p in left
    )


def _short(found: Findings, chosen: tuple[str, ...], key: str, said: Sentence) -> float:
    """By how many people a role would be short in its worst month after the status date."""
    role = said.values["role"].text
    gaps = []
    for row in found.portfolio.resources:
        if row.role == role and row.period > Month.of(found.portfolio.settings.status_date):
            rows = [d for d in found.portfolio.demand if (d.role, d.period) == (role, row.period)]
            active = sum(
                d.demand
                for d in rows
                if found.portfolio.project_by_id[d.project_id].status == "Active"
            )
            gaps.append(
                sum(d.demand for d in rows if d.project_id in (*chosen, key))
                - max(row.capacity - row.non_project, active)
            )
    return max(gaps)


@pytest.mark.parametrize(("short", "delay"), [(12, 12), (13, None)])
def test_a_year_is_the_longest_delay_that_is_looked_at(short, delay):
    sheets = bringing(A=(60.0, 9.0), B=(60.0, 5.0))
    first = Month(2026, 8)
    people = {
        "resources": [
            {"role": "Developer", "period": first.plus(n), "capacity": 3.0 if n < short else 6.0}
            for n in range(24)
        ],
        "demand": [{"project_id": "B", "role": "Developer", "period": first, "demand": 2.0}]
        + [
            {"project_id": "A", "role": "Developer", "period": first.plus(n), "demand": 2.0}
            for n in range(short)
        ],
    }
    action = advice(settings={"funding_limit": 500.0}, **sheets, **people)[1].action("B")
    assert [c.sort for c in action.obstacles] == [Sort.ROLE]
    assert action.delay == delay


def test_only_what_is_active_has_to_be_left():
    for status, cost in (("Active", 7.0), ("Approved", 0.0), ("On hold", 0.0), ("Proposed", 0.0)):
        sheets = bringing(A=(10.0, -9.0))
        sheets["projects"][0] |= {"status": status, "exit_cost": 7.0}
        plan = advice(settings={"funding_limit": 500.0}, **sheets)[1].selection
        assert (plan.chosen, plan.solution.cost, plan.solution.value) == ((), cost, -cost), status


def test_people_are_busiest_where_the_largest_share_of_them_is_used():
    sheets = bringing(A=(10.0, 9.0))
    months = {"2026-08": 1.0, "2026-09": 3.0, "2026-10": 2.0}
    people = {
        "resources": [
            {"role": role, "period": month, "capacity": 4.0}
            for role in ("Fitter", "Welder")
            for month in months
        ],
        "demand": [
            {"project_id": "A", "role": "Welder", "period": month, "demand": fte}
            for month, fte in months.items()
        ],
    }
    plan = advice(settings={"funding_limit": 500.0}, **sheets, **people)[1].selection
    assert busiest(plan) == Busiest("Welder", Month(2026, 9), 3.0, 4.0)
    assert busiest(advice(settings={"funding_limit": 500.0}, **sheets)[1].selection) is None
