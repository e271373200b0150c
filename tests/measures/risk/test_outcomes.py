import dataclasses
import subprocess
import sys

import pytest

from pfreport.measures.engine.facts import Member, WiderFacts
from pfreport.measures.portfolio import measure_portfolio
from pfreport.measures.risk.outcomes import benefit_case, certain_benefits, cost_case
from pfreport.measures.risk.simulation import Event, Spread
from pfreport.reasons import reason_text
from tests.measures.portfolio_builder import measured, portfolio

UNDER_WAY = {
    "budget": 1000.0,
    "percent_complete": 0.5,
    "cost_to_date": 600.0,
    "manager_estimate": 1100.0,
}
THREAT = {"probability": 0.25, "cost_impact": 80.0, "status": "Open"}


def wider(**given):
    whole = portfolio(**given)
    found = measure_portfolio(whole)
    return WiderFacts(
        whole, tuple(Member(facts, found.projects[key]) for key, facts in found.facts.items()), {}
    )


def spreads(**given) -> dict[str, tuple[float, float, float]]:
    return {s.key: (s.low, s.mode, s.high) for s in cost_case(wider(**given)).sources.spreads}


def test_estimates_spread_from_lowest_to_highest():
    # EAC by CPI 1200, by the manager 1100, by the rest as budgeted 1100
    assert spreads(projects=[UNDER_WAY]) == {"P-1": (1100.0, 1200.0, 1200.0)}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"percent_complete": 0.19, "cost_to_date": 100.0}, (990.0, 1100.0, 1650.0)),
        (
            {"percent_complete": 0.19, "cost_to_date": 100.0, "manager_estimate": 800.0},
            (900.0, 1000.0, 1500.0),
        ),
        (
            {"percent_complete": 0.19, "cost_to_date": 1000.0, "manager_estimate": None},
            (1000.0, 1000.0, 1500.0),
        ),
        ({"percent_complete": None, "cost_to_date": 100.0}, (990.0, 1100.0, 1650.0)),
        (
            {"percent_complete": 0.2, "cost_to_date": 200.0, "manager_estimate": 1000.0},
            (1000.0, 1000.0, 1000.0),
        ),
    ],
)
def test_a_young_project_takes_shares_of_the_larger_of_budget_and_managers_estimate(
    fields, expected
):
    assert spreads(projects=[UNDER_WAY | fields]) == {"P-1": pytest.approx(expected)}


def test_projects_and_risks_that_count_in_base_currency():
    given = {
        "projects": [
            UNDER_WAY | {"currency": "USD"},
            UNDER_WAY | {"status": "On hold"},
            UNDER_WAY | {"status": "Completed"},
            UNDER_WAY | {"status": "Proposed"},
            UNDER_WAY | {"cost_to_date": None},
        ],
        "rates": [{"currency": "USD", "period": "2026-06", "rate": 0.5}],
        "risks": [
            THREAT | {"risk_id": "R-1", "project_id": "P-1"},
            THREAT
            | {
                "risk_id": "R-2",
                "project_id": "P-2",
                "type": "Opportunity",
                "probability": None,
                "probability_score": 2,
            },
            THREAT | {"risk_id": "R-3", "project_id": "P-3"},
            THREAT | {"risk_id": "R-4", "project_id": "P-2", "status": "Closed"},
            THREAT | {"risk_id": "R-5", "project_id": "P-2", "cost_impact": None},
            THREAT | {"risk_id": "R-6", "project_id": "PORTFOLIO"},
            THREAT | {"risk_id": "R-7", "project_id": "P-5"},
        ],
    }
    case = cost_case(wider(**given))
    assert [s.key for s in case.sources.spreads] == ["P-1", "P-2"]
    assert case.sources.spreads[0] == Spread("P-1", 550.0, 600.0, 600.0)
    assert case.sources.events == (
        Event("R-1", 0.25, 40.0),
        Event("R-2", 0.3, -80.0),
        Event("R-6", 0.25, 80.0),
    )
    coverage = measured(**given).portfolio["cost_outcome[p50]"].coverage
    assert (coverage.stated, coverage.of) == (2, 3)


def test_benefit_is_all_or_nothing():
    given = {
        "projects": [
            UNDER_WAY | {"expected_benefit": 500.0, "feasibility": 0.6},
            UNDER_WAY | {"expected_benefit": 300.0},
            UNDER_WAY,
            UNDER_WAY | {"expected_benefit": 900.0, "status": "Completed"},
        ]
    }
    assert benefit_case(wider(**given)).sources.events == (
        Event("P-1", 0.6, 500.0),
        Event("P-2", 1.0, 300.0),
    )
    assert certain_benefits(wider(**given)) == ("P-2",)
    figures = measured(**given).portfolio
    # 300 with a chance of 40 %, else 800
    assert [figures[f"benefit_outcome[{p}]"].value for p in ("p05", "p30", "p50", "p80")] == [
        300.0,
        300.0,
        800.0,
        800.0,
    ]


def test_quantiles_rise_and_the_chance_of_a_limit_fits_them():
    figures = measured(
        projects=[UNDER_WAY | {"contingency": 300.0}, UNDER_WAY], risks=[THREAT]
    ).portfolio
    amounts = [one.number for key, one in figures.items() if key.startswith("cost_outcome[")]
    assert len(amounts) == 11
    assert amounts == sorted(amounts)
    assert figures["cost_outcome_limit[budget]"].value == 2000.0
    assert figures["cost_outcome_limit[with contingency]"].value == 2300.0
    assert figures["cost_within[budget]"].number == 0.0
    assert 0.0 < figures["cost_within[with contingency]"].number < 0.2
    low, high = figures["cost_outcome_p80[low]"].number, figures["cost_outcome_p80[high]"].number
    assert low <= figures["cost_outcome[p80]"].number <= high


def test_projects_that_move_together_cost_more_when_it_goes_badly():
    figures = measured(projects=[UNDER_WAY] * 4).portfolio
    apart, together = (figures[f"cost_outcome_p80[correlation {r}]"].number for r in (0, 1))
    assert apart < figures["cost_outcome[p80]"].number < together


def test_drivers_are_at_most_five_and_tell_projects_from_risks_of_the_same_id():
    risks = [THREAT | {"risk_id": f"R-{n}", "cost_impact": 100.0 * n} for n in range(1, 7)]
    figures = measured(
        projects=[UNDER_WAY], risks=[*risks, THREAT | {"risk_id": "P-1", "cost_impact": 900.0}]
    ).portfolio
    drivers = [key for key in figures if key.startswith("cost_outcome_driver")]
    assert drivers == [
        f"cost_outcome_driver[risk {key}]" for key in ("P-1", "R-6", "R-5", "R-4", "R-3")
    ]


def test_a_new_project_adds_its_own_cost_and_nothing_else():
    certain = UNDER_WAY | {
        "percent_complete": 1.0,
        "cost_to_date": 1000.0,
        "manager_estimate": None,
    }
    one, two = (
        measured(projects=projects, risks=[THREAT]).portfolio
        for projects in ([UNDER_WAY], [UNDER_WAY, certain])
    )
    for key in ("p05", "p50", "p80", "p95"):
        assert two[f"cost_outcome[{key}]"].number == pytest.approx(
            one[f"cost_outcome[{key}]"].number + 1000.0
        )


def test_the_order_of_rows_changes_no_bit():
    whole = portfolio(
        projects=[UNDER_WAY, UNDER_WAY | {"budget": 777.7}],
        risks=[THREAT, THREAT | {"cost_impact": 33.3}],
    )
    turned = dataclasses.replace(whole, projects=whole.projects[::-1], risks=whole.risks[::-1])
    one, other = (measure_portfolio(of).portfolio for of in (whole, turned))
    for key in one:
        if key.startswith(("cost_outcome", "cost_within", "benefit_outcome")):
            assert one[key].value == other[key].value


def test_figures_name_what_they_were_made_from():
    figure = measured(projects=[UNDER_WAY], risks=[THREAT]).portfolio["cost_outcome[p80]"]
    assert {one.id for one in figure.members} == {"ac", "eac_low", "eac", "eac_high"}
    assert {o.sheet for o in figure.origins()} == {"Projects", "Risks"}


def test_without_estimates_there_is_a_reason():
    found = measured(projects=[{"budget": 100.0}]).portfolio
    assert reason_text(found["cost_outcome[p80]"].why) == "no project has an estimate at completion"
    assert reason_text(found["cost_outcome_runs"].why) == "no project has an estimate at completion"
    assert reason_text(found["benefit_outcome[p80]"].why) == "no project has a benefit to come"


def test_measures_are_declared_without_loading_what_only_a_build_needs():
    script = (
        "import sys, pfreport.measures.portfolio; print([m for m in ('numpy', 'scipy', 'pandas') "
        "if m in sys.modules])"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True
        ).stdout.strip()
        == "[]"
    )
