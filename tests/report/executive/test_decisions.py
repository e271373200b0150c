from __future__ import annotations

import datetime as dt

import pytest

from pfreport.advice.decisions import Why, amount_in_base, decisions_needed, upcoming_gates
from pfreport.report.executive.decision_log import decision_log
from pfreport.report.executive.decisions import decisions
from pfreport.report.parts.blocks import Text
from pfreport.report.project.decisions import project_decisions
from tests.advice.whole_cases import random_findings
from tests.report.findings import column, findings, message, project, sentences, tables, text


def asked(number: int, **fields) -> dict:
    return {
        "decision_id": f"D-{number}",
        "project_id": "P-1",
        "type": "Fund",
        "status": "Requested",
    } | fields


def gate(number: int, **fields) -> dict:
    return {
        "milestone_id": f"M-{number}",
        "project_id": "P-1",
        "name": f"Gate {number}",
        "type": "Gate",
    } | fields


def needed(**sheets):
    found = findings(
        projects=[
            project(sponsor="A. Berg"),
            project(status="On hold"),
            project(status="Completed"),
        ],
        **sheets,
    )
    return [(need.key, need.why) for need in decisions_needed(found)]


def test_requests_reviews_and_gates_ask_for_a_decision_the_earliest_first():
    rows = [
        asked(1),
        asked(2, effective_from="2026-07-20"),
        asked(3, status="Decided", review_on="2026-06-30"),
    ]
    gates = [gate(1, baseline_date="2026-07-10")]
    assert needed(decisions=rows, milestones=gates) == [
        ("D-3", Why.REVIEW),
        ("M-1", Why.GATE),
        ("D-2", Why.REQUESTED),
        ("D-1", Why.REQUESTED),
    ]


@pytest.mark.parametrize(
    "row",
    [
        asked(1, status="Decided"),
        asked(1, status="Implemented", review_on="2026-07-01"),
        asked(1, status="Reversed", review_on="2026-06-01"),
    ],
)
def test_what_is_settled_asks_for_nothing(row):
    assert needed(decisions=[row]) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"baseline_date": "2026-08-29"}, 1),
        ({"baseline_date": "2026-08-30"}, 0),
        ({"baseline_date": "2026-08-30", "forecast_date": "2026-08-29"}, 1),
        ({"baseline_date": "2026-05-01"}, 1),
        ({"baseline_date": "2026-05-01", "actual_date": "2026-05-02"}, 0),
        ({"baseline_date": "2026-07-01", "actual_date": "2026-07-02"}, 1),
        ({"baseline_date": "2026-07-01", "type": "Key"}, 0),
        ({"baseline_date": "2026-07-01", "project_id": "P-2"}, 0),
        ({}, 0),
    ],
)
def test_gates_not_passed_within_sixty_days_of_projects_under_way_count(fields, expected):
    found = findings(
        projects=[project(), project(status="On hold")], milestones=[gate(1, **fields)]
    )
    assert len(upcoming_gates(found)) == expected
    assert len(decisions_needed(found)) == expected


def test_a_gate_is_asked_of_its_owner_else_of_the_sponsor():
    gates = [
        gate(1, baseline_date="2026-07-01", owner="T. Aas"),
        gate(2, baseline_date="2026-07-02"),
    ]
    found = findings(projects=[project(sponsor="A. Berg")], milestones=gates)
    assert [need.owner for need in decisions_needed(found)] == ["T. Aas", "A. Berg"]


def test_amounts_are_told_in_base_currency():
    rates = [{"period": "2026-06", "currency": "USD", "rate": 0.5}]
    rows = [asked(1, amount=100.0), asked(2, project_id="PORTFOLIO", amount=30.0), asked(3)]
    found = findings(projects=[project(currency="USD")], rates=rates, decisions=rows)
    assert [amount_in_base(found, need) for need in decisions_needed(found)] == [50.0, None, 30.0]
    unknown = findings(projects=[project(currency="USD")], decisions=rows[:1])
    assert [amount_in_base(unknown, need) for need in decisions_needed(unknown)] == [None]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [asked(1, status="Decided")],
            "No decision is asked for, none is due for review, and no gate falls in the next 60 "
            "days",
        ),
        ([asked(1)], "1 decision is needed, without a date"),
        ([asked(1, amount=500.0)], "1 decision is needed, without a date; it asks for EUR 500"),
        ([asked(1, effective_from="2026-07-15")], "1 decision is needed by 15 July 2026"),
        (
            [
                asked(1, effective_from="2026-07-15", amount=500.0),
                asked(2, effective_from="2026-07-20", amount=250.0),
            ],
            "2 decisions are needed by 20 July 2026; together they ask for EUR 750",
        ),
        (
            [
                asked(1, effective_from="2026-07-15", amount=500.0),
                asked(2, effective_from="2026-07-20"),
                asked(3),
            ],
            "3 decisions are needed by 20 July 2026; 1 of them asks for EUR 500",
        ),
    ],
)
def test_the_message_counts_dates_and_amounts(rows, expected):
    assert message(decisions(findings(projects=[project()], decisions=rows))) == expected


def test_at_most_seven_are_shown_and_the_rest_is_counted():
    found = findings(projects=[project()], decisions=[asked(number) for number in range(1, 10)])
    table = tables(decisions(found))["decisions"]
    assert (table.shown, table.total) == (7, 9)
    assert text(table.more) == "The others stand on the Decisions and Milestones sheets."


def test_each_row_says_what_is_asked_why_of_whom_and_by_when():
    rows = [
        asked(
            1,
            effective_from="2026-07-15",
            amount=500.0,
            decided_by="Board",
            rationale="It stops without it.",
        ),
        asked(
            2,
            type="Rebaseline",
            status="Decided",
            date="2026-03-02",
            review_on="2026-06-01",
            expected_measure="cpi",
            expected_value=1.5,
        ),
        asked(3, type=None, project_id="PORTFOLIO"),
    ]
    work = [
        {"project_id": "P-1", "name": n, "phase": "Execution", "status": s}
        for n, s in (("A", "Accepted"), ("B", "Descoped"), ("C", "Rejected"))
    ]
    gates = [gate(1, name="Go live", phase="Execution", baseline_date="2026-07-10")]
    found = findings(
        projects=[project(name="Portal")], decisions=rows, milestones=gates, deliverables=work
    )
    table = tables(decisions(found))["decisions"]
    assert column(table, "asked") == [
        "Review the decision to rebaseline",
        "Pass the gate “Go live”",
        "Fund it",
        "Decide",
    ]
    assert [text(row.cells[1].sub) for row in table.rows] == [
        "Decided on 2 March 2026. Cost performance index was to reach 1.50; now 1.00",
        "Execution: 1 of 2 deliverables accepted",
        "It stops without it.",
        "",
    ]
    assert column(table, "project") == ["P-1 Portal", "P-1 Portal", "P-1 Portal", "Portfolio"]
    assert [text(row.cells[3].sub) for row in table.rows] == ["29 days late", "", "", ""]


def test_without_decisions_and_milestones_there_is_no_section():
    assert decisions(findings(projects=[project()])) is None
    assert decision_log(findings(projects=[project()])) is None
    assert project_decisions(findings(projects=[project()]), "P-1") is None


def test_the_log_holds_what_was_decided_the_latest_first():
    rows = [
        asked(1, status="Implemented", date=dt.date(2026, 1, 10), rationale="Because."),
        asked(2, status="Reversed", date=dt.date(2026, 3, 10), type="Stop"),
        asked(3),
    ]
    section = decision_log(findings(projects=[project()], decisions=rows))
    assert message(section) == "2 decisions are on record, 1 of them implemented, 1 reversed"
    assert column(tables(section)["decisions-made"], "decision") == ["Stop (D-2)", "Fund (D-1)"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([asked(1, status="Implemented")], "1 decision is on record; none is open"),
        ([asked(1)], "1 decision is open: Fund it"),
        (
            [asked(1, effective_from="2026-07-15"), asked(2)],
            "2 decisions are open; first: Fund it, by 15 July 2026",
        ),
    ],
)
def test_a_project_hears_of_the_decisions_that_affect_it(rows, expected):
    other = asked(9, project_id="P-2")
    found = findings(projects=[project(), project()], decisions=[*rows, other])
    assert message(project_decisions(found, "P-1")) == expected


def test_what_the_message_asks_of_a_project_is_not_asked_again():
    one = project_decisions(findings(projects=[project()], decisions=[asked(1)]), "P-1")
    two = project_decisions(
        findings(projects=[project()], decisions=[asked(1), asked(2, type="Stop")]), "P-1"
    )
    assert message(one) == "1 decision is open: Fund it"
    assert [
        text(value) for block in one.blocks if isinstance(block, Text) for value in block.paragraphs
    ] == []
    assert [
        text(value) for block in two.blocks if isinstance(block, Text) for value in block.paragraphs
    ] == ["Fund it", "Stop it"]


def test_advice_alone_is_said_once():
    found = next(one for seed in range(20) if (one := random_findings(seed, 3)).advice.actions)
    section = project_decisions(found, found.advice.actions[0].project_id)
    assert [message(section), *map(text, sentences(section.blocks))].count(message(section)) == 1


def test_a_projects_decisions_are_in_its_own_currency():
    rows = [asked(1, status="Decided", amount=100.0)]
    found = findings(
        projects=[project(currency="USD")],
        rates=[{"period": "2026-06", "currency": "USD", "rate": 0.5}],
        decisions=rows,
    )
    own = tables(project_decisions(found, "P-1"))["decisions-made"]
    wider = tables(decision_log(found))["decisions-made"]
    assert [one.currency for one in own.columns if one.key == "amount"] == ["USD"]
    assert column(own, "amount") == ["USD 100"]
    assert column(wider, "amount") == ["EUR 50"]
