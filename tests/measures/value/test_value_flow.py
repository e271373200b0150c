from pfreport.kinds import Month
from pfreport.measures.engine.measurement import undefined
from pfreport.measures.value.value_flow import flow_from, still_to_come, whole_life
from pfreport.reasons import Because
from tests.measures.portfolio_builder import measured

BENEFIT = {
    "benefits": [{"benefit_id": "B-1", "type": "Cashable"}],
    "benefit_periods": [{"benefit_id": "B-1", "period": "2026-05", "forecast": 100}],
}


def flows(**given):
    found = measured("2026-03-31", **given)
    facts, cost_to_go = found.facts["P-1"], found.projects["P-1"]["cost_to_go"]
    return whole_life(facts, cost_to_go), still_to_come(facts, cost_to_go)


def periods(*amounts):
    return [{"period": f"2026-{month:02d}", **of} for month, of in enumerate(amounts, 1)]


def test_months_count_from_the_first_a_sheet_names_whatever_it_says():
    rows = periods(
        {},
        {"actual_cost": 40, "earned_value": 50},
        {"actual_cost": 10, "earned_value": 0},
        {"forecast_cost": 9},
    )
    whole, ahead = flows(projects=[{"budget": 100}], periods=rows, **BENEFIT)
    assert (whole.costs, whole.benefits, whole.now) == ({1: 40, 2: 10, 3: 50}, {4: 100}, 2)
    assert whole.net == {1: -40, 2: -10, 3: -50, 4: 100}
    assert (ahead.costs, ahead.benefits, ahead.now) == ({1: 50}, {2: 100}, 0)


def test_parts_of_one_month_add_up():
    assert flow_from(
        Month(2026, 1), {Month(2026, 2): 1.0}, {Month(2026, 2): 2.0, Month(2025, 12): 4.0}
    ) == {-1: 4.0, 1: 3.0}


def test_benefits_are_asked_for_before_costs():
    whole, ahead = flows(projects=[{"budget": None}])
    assert whole == ahead == undefined(Because.BENEFITS_NOT_BY_MONTH)


def test_a_cost_nobody_knows_leaves_no_flow():
    whole, ahead = flows(projects=[{"percent_complete": 0.5, "cost_to_date": 10}], **BENEFIT)
    assert whole == ahead == undefined(Because.NO_FIELD, field="Budget")


def test_the_rates_and_cells_a_flow_was_made_from_are_named():
    rows = periods({}, {}, {"actual_cost": 40, "earned_value": 50}, {"forecast_cost": 9})
    whole, _ = flows(projects=[{"budget": 100}], periods=rows, **BENEFIT)
    cells = {
        name: [origin.address for origin in given.origins] for name, given in whole.given.items()
    }
    assert cells == {
        "Actual cost": ["Periods!F4"],
        "Forecast cost": ["Periods!G5"],
        "B-1": ["'Benefit periods'!D2", "Benefits!E2"],
        "discount rate": [],
    }
