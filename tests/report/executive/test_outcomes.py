from pfreport.charts import outcomes as outcomes_chart
from pfreport.report.executive.outcomes import outcomes
from tests.report.findings import column, findings, message, project, tables, text

SPREAD = {"cost_to_date": 600.0, "manager_estimate": 1050.0, "contingency": 150.0}
THREAT = {
    "risk_id": "R-1",
    "title": "Rain",
    "probability": 0.5,
    "impact": 2,
    "cost_impact": 100.0,
    "status": "Open",
}


def certain(**fields) -> dict:
    """A project of which nothing is open: done, and not yet closed."""
    return project(percent_complete=1.0, cost_to_date=900.0, **fields)


def test_message_sets_the_range_against_budget_and_contingency():
    found = findings(projects=[certain(contingency=50.0)], risks=[THREAT | {"cost_impact": 200.0}])
    assert message(outcomes(found)).startswith(
        "1 project still open costs no more than EUR 1.10 k with a chance of 80 %; its budget of "
        "EUR 1.00 k is enough in "
    )


def test_without_a_budget_the_amount_stands_alone():
    # from 900 to 1,350 with its mode at the lower end: 900 + 450 (1 - 0.2 ^ 1/5)
    found = findings(projects=[certain(budget=None, manager_estimate=900.0)])
    assert (
        message(outcomes(found))
        == "1 project still open costs no more than EUR 1.02 k with a chance of 80 %"
    )


def test_ranges_stand_side_by_side_with_what_is_assumed():
    both = [project(**SPREAD, expected_benefit=900.0, feasibility=0.5), project(**SPREAD)]
    section = outcomes(findings(projects=both))
    table = tables(section)["outcomes"]
    assert column(table, "range_of") == [
        "Cost at completion",
        "Cost, if projects moved apart",
        "Cost, if projects moved as one",
        "Benefit to come",
    ]
    assert [text(one.label) for one in table.columns[1:4]] == ["P10, EUR", "P50, EUR", "P80, EUR"]
    assert (column(table, "p10")[-1], column(table, "p80")[-1]) == ("EUR 0", "EUR 900")
    assert column(table, "budget")[0] == "EUR 2.00 k"
    notes = [text(one) for one in section.blocks[-1].paragraphs]
    assert notes[0].startswith(
        "From the spread of estimates, not from history: 10,000 runs, by which P80 is known to "
        "within "
    )
    assert notes[1] == "Projects are taken to move together a little: correlation 0.3."


def test_what_is_not_in_the_range_is_said():
    given = {
        "projects": [project(**SPREAD, expected_benefit=900.0), project(cost_to_date=None)],
        "risks": [THREAT, THREAT | {"risk_id": "R-2", "cost_impact": None}],
    }
    notes = [text(one) for one in outcomes(findings(**given)).blocks[-1].paragraphs[1:]]
    assert notes == [
        "The range covers 1 of 2 projects, 50 % of budget.",
        "1 open risk has no probability or no cost and is not in the range.",
        "The benefit of P-1 counts as certain, as Feasibility is blank.",
    ]


def test_drivers_are_named_by_what_they_are():
    section = outcomes(findings(projects=[project(**SPREAD, name="Portal")], risks=[THREAT]))
    table = tables(section)["drivers"]
    assert column(table, "driver") == ["Rain", "P-1 Portal"]
    assert column(table, "type") == ["risk", "estimate"]


def test_without_estimates_there_is_no_section():
    assert outcomes(findings(projects=[project(cost_to_date=None)])) is None


def test_one_project_moves_with_no_other():
    section = outcomes(findings(projects=[project(**SPREAD)]))
    assert column(tables(section)["outcomes"], "range_of") == ["Cost at completion"]
    assert not any("move together" in text(one) for one in section.blocks[-1].paragraphs)


def test_without_contingency_there_is_one_limit():
    section = outcomes(findings(projects=[project(**SPREAD | {"contingency": None})]))
    assert "contingency" not in message(section)
    assert "with_contingency" not in [one.key for one in tables(section)["outcomes"].columns]
    assert (
        len(
            outcomes_chart.prepare(
                findings(projects=[project(**SPREAD | {"contingency": None})])
            ).limits
        )
        == 1
    )


def test_how_well_p80_is_known_is_said_to_a_tenth_of_a_per_cent():
    section = outcomes(findings(projects=[certain(manager_estimate=900.1)]))
    assert "known to within 0.1 % (" in text(section.blocks[-1].paragraphs[0])
