"""What a figure names as its origin, where that is easy to forget: cells that choose, weigh or
convert what it is made of.
"""

import pytest

from pfreport.measures.engine.measurement import Given, Measurement
from pfreport.model.columns import columns
from pfreport.model.portfolio import RECORDS
from pfreport.origins import Origin
from pfreport.reasons import reason_text
from tests.measures.portfolio_builder import figure, measured, of_project, portfolio

FIELDS = {record.sheet.name: list(columns(record)) for record in RECORDS}
DONE = {"planned_value": 50.0, "earned_value": 40.0, "actual_cost": 45.0}
HALF = {"budget": 100.0, "percent_complete": 0.5, "cost_to_date": 60.0}


def named(found: Measurement) -> set[str]:
    """The fields a figure came from: `Projects.status`; of other sheets sheet and column."""
    return {
        f"{o.sheet}.{FIELDS[o.sheet][o.column - 1]}"
        if o.sheet in FIELDS
        else f"{o.sheet}.{o.column}"
        for o in found.origins()
    }


def by_month(*rows):
    """Rows of Periods from 2026-01 on."""
    return [{"period": f"2026-{number:02d}", **row} for number, row in enumerate(rows, 1)]


@pytest.mark.parametrize(
    ("status", "ids"),
    [
        ("Completed", ["eac", "finish_slip_days"]),
        ("Cancelled", ["cost_total", "cost_to_go", "benefit_forecast", "benefit_to_go"]),
        ("Approved", ["start_slip_days"]),
    ],
)
def test_a_status_that_chooses_the_formula_is_named(status, ids):
    months = [{"benefit_id": "B", "period": "2026-05", "actual": 9.0}]
    dates = {
        "baseline_start": "2026-01-01",
        "baseline_finish": "2026-05-31",
        "actual_finish": "2026-06-10",
        "forecast_start": "2026-07-01",
    }
    project = {"status": status} | dates | HALF
    found = of_project(
        projects=[project],
        benefits=[{"benefit_id": "B", "type": "Cashable"}],
        benefit_periods=months,
    )
    assert [key for key in ids if "Projects.status" not in named(found[key])] == []


def test_a_project_that_is_only_active_names_no_status():
    found = of_project(projects=[HALF])
    assert "Projects.status" not in named(found["eac"]) | named(found["ev"]) | named(found["ac"])


def test_a_missing_value_names_its_blank_cell():
    found = of_project(projects=[{"percent_complete": 0.5, "cost_to_date": 60.0}])
    assert reason_text(found["bac"].why) == "no Budget"
    assert named(found["bac"]) == {"Projects.budget"}
    assert "Projects.budget" in named(found["vac_pct"])


def test_a_plan_that_contradicts_the_budget_names_both():
    reason = "planned values are 50.0% off Budget (Projects!X2)"
    lost = {"Periods.planned_value": {"P-1": reason}}
    found = of_project(
        "2026-03-31",
        projects=[{"budget": 100.0}],
        periods=by_month(DONE, DONE, DONE),
        incomplete=lost,
    )
    assert reason_text(found["pv"].why) == reason
    assert named(found["pv"]) == {"Periods.planned_value", "Projects.budget"}


def test_progress_of_three_months_names_the_percentages_at_both_ends():
    shares = [{"percent_complete": 0.1 * n, "actual_cost": 10.0} for n in range(1, 7)]
    given = of_project(projects=[{"budget": 100.0}], periods=by_month(*shares))[
        "cpi_recent"
    ].inputs["Progress of three months"]
    assert isinstance(given, Given)
    assert [origin.row for origin in given.origins] == [4, 7]  # March and June


def test_a_line_through_planned_to_date_names_that_alone_where_it_is_reached():
    dates = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "budget": 100.0}
    assert named(of_project(projects=[{**dates, "planned_to_date": 40.0}])["pv"]) == {
        "Projects.planned_to_date"
    }
    assert "Projects.baseline_finish" in named(of_project(projects=[dates])["pv"])


@pytest.mark.parametrize(("share", "place"), [(0.05, 1), (0.5, 2)])
def test_the_estimate_names_the_setting_that_chose_it(share, place):
    origins = {
        key: Origin("Settings", 2, column)
        for column, key in enumerate(("eac_from", "eac_method"), 1)
    }
    found = of_project(projects=[HALF | {"percent_complete": share}], settings={"origins": origins})
    assert [o.column for o in found["eac"].origins() if o.sheet == "Settings"] == [place]


def test_an_earned_value_method_is_named():
    project = {"budget": 100.0, "earned_value_method": "milestones"}
    found = of_project(projects=[project], milestones=[{"actual_date": "2026-05-01"}])
    assert "Projects.earned_value_method" in named(found["ev"])


def test_what_makes_a_row_count_is_named_though_it_be_blank():
    found = of_project(
        issues=[{"severity": "High", "raised_on": "2026-05-01"}],
        milestones=[{"baseline_date": "2026-05-01", "type": "Gate", "forecast_date": "2026-08-01"}],
        risks=[{"status": "Open", "probability": 0.5, "cost_impact": 10.0}],
        deliverables=[{"status": "Accepted", "baseline_due": "2026-05-01"}],
        changes=[{"status": "Raised", "cost_impact": 5.0}],
    )
    assert "Issues.closed_on" in named(found["issues_open[high]"])
    assert {"Milestones.actual_date", "Milestones.type"} <= named(found["next_gate"])
    assert {"Risks.status", "Risks.type"} <= named(found["risk_exposure"])
    assert "Deliverables.accepted_on" in named(found["scope_due_accepted"])
    assert "Changes.raised_on" in named(found["change_pending[cost]"])


def test_a_deliverable_names_its_due_date_only_where_being_due_matters():
    found = of_project(deliverables=[{"status": "Accepted", "baseline_due": "2026-05-01"}])
    assert "Deliverables.baseline_due" in named(found["scope_due"])
    assert "Deliverables.baseline_due" not in named(found["scope_kept"])


def test_open_threats_without_amounts_are_named_as_the_reason():
    found = of_project(risks=[{"status": "Open"}])["risk_exposure"]
    assert not found.known
    assert "Risks.cost_impact" in named(found)


def test_the_worst_names_itself_alone():
    risks = [{"status": "Open", "probability_score": 5, "impact": n} for n in (1, 4)]
    assert {o.row for o in of_project(risks=risks)["threat_score_worst"].origins()} == {3}
    wider = measured(projects=[{"satisfaction": 2.0}, {"satisfaction": 4.0}]).portfolio
    assert [one.subject.key for one in wider["satisfaction[worst]"].members] == ["P-1"]
    assert len(wider["satisfaction[median]"].members) == 2


def test_benefits_and_costs_of_a_flow_are_told_apart():
    found = of_project(
        "2026-02-28",
        projects=[{"budget": 100.0}],
        periods=by_month(DONE, DONE, {"forecast_cost": 9.0}),
        benefits=[{"benefit_id": "B", "type": "Cashable"}],
        benefit_periods=[{"benefit_id": "B", "period": "2026-12", "planned": 300.0}],
    )
    assert not any(name.startswith("Periods.") for name in named(found["benefit_at_status"]))
    assert not any(name.startswith("Benefit") for name in named(found["cost_at_status"]))
    assert "Benefits.type" in named(found["benefit_at_status"])
    assert "Periods.period" in named(found["npv"])


def test_alignment_names_the_weights_and_a_share_of_spend_every_score():
    goals = [{"goal_id": f"G-{n}", "weight": float(n)} for n in (1, 2)]
    rows = [{"goal_id": f"G-{n}", "impact": 2.0} for n in (1, 2)]
    found = measured(projects=[{"budget": 100.0}], goals=goals, alignment=rows)
    assert "Goals.weight" in named(found.projects["P-1"]["alignment"])
    scores = [
        o for o in figure(found, "goals/G-1/goal_spend_share").origins() if o.sheet == "Alignment"
    ]
    assert len(scores) == 2


def test_weights_that_comparisons_replace_are_not_named():
    goals = [{"goal_id": f"G-{n}", "weight": float(n)} for n in (1, 2)]
    pairs = [{"goal_a": "G-1", "goal_b": "G-2", "judgement": 3.0}]
    assert named(figure(measured(goals=goals, goal_pairs=pairs), "goals/G-1/goal_weight")) == {
        "Goal pairs.judgement"
    }


WIDER = [
    "bac",
    "cpi",
    "net_exposure",
    "risk_exposure",
    "risk_concentration",
    "contingency_cover",
    "risk_exposure_by_category[no category]",
]


@pytest.mark.parametrize("key", WIDER)
def test_a_wider_amount_names_the_rate_it_was_converted_at(key):
    rates = [{"period": "2026-06", "currency": "USD", "rate": 0.5}]
    risks = [
        {"status": "Open", "type": kind, "probability": 0.5, "cost_impact": amount}
        for kind, amount in (("Threat", 30.0), ("Opportunity", 10.0))
    ]
    found = measured(
        projects=[HALF | {"currency": "USD", "contingency": 5.0}], rates=rates, risks=risks
    ).portfolio
    assert {"Rates.rate", "Projects.currency"} <= named(found[key])


def test_amounts_in_base_currency_name_no_rate():
    found = measured(
        projects=[{"budget": 100.0}], rates=[{"period": "2026-06", "currency": "USD", "rate": 0.5}]
    )
    assert named(found.portfolio["bac"]) == {"Projects.budget"}


def test_cover_of_the_portfolio_names_its_own_risks():
    ours = {"project_id": "P-1", "status": "Open", "probability": 0.5, "cost_impact": 10.0}
    risks = [
        ours | {"project_id": "PORTFOLIO", "cost_impact": 50.0},
        ours,
        ours | {"type": "Opportunity", "cost_impact": 2.0},
    ]
    found = measured(projects=[{"contingency": 5.0}], risks=risks).portfolio["contingency_cover"]
    assert {o.row for o in found.origins() if o.sheet == "Risks"} == {2, 3, 4}


def test_a_wider_figure_without_a_value_names_the_projects_that_lack_one():
    found = measured(projects=[{}, {}]).portfolio["bac"]
    assert reason_text(found.why) == "no Budget"
    assert [one.path for one in found.members] == ["projects/P-1/bac", "projects/P-2/bac"]


def test_a_column_the_sheet_does_not_have_is_no_cell():
    project = portfolio(projects=[{}]).projects[0]
    assert project.cells("budget", "no such field") == (project.at("budget"),)
