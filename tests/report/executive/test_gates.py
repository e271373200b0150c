from __future__ import annotations

from pfreport.report.executive.gates import gate_table
from tests.report.findings import column, findings, project


def gate(number, **fields):
    known = {
        "milestone_id": f"M-{number}",
        "name": f"Gate {number}",
        "type": "Gate",
        "phase": "Execution",
        "baseline_date": "2026-07-20",
    }
    return known | fields


def work(number, status, phase="Execution"):
    return {
        "deliverable_id": f"D-{number}",
        "name": f"Part {number}",
        "status": status,
        "phase": phase,
        "baseline_due": "2026-07-01",
    }


def test_a_gate_says_what_is_ready_and_what_is_still_wanted():
    parts = [
        work(1, "Accepted"),
        work(2, "Delivered"),
        work(3, "Not started"),
        work(4, "Descoped"),
        work(5, "Accepted", "Closure"),
    ]
    table = gate_table(
        findings(
            projects=[project(name="Portal")],
            milestones=[gate(1, forecast_date="2026-07-30")],
            deliverables=parts,
        )
    )
    assert column(table, "gate") == ["Gate 1"]
    assert column(table, "expected") == ["30 July 2026"]
    assert column(table, "days_late") == ["10 days"]
    assert column(table, "ready") == ["1 of 3 deliverables accepted"]
    assert column(table, "still_wanted") == ["Part 2 and Part 3"]


def test_gates_come_by_date_and_those_overdue_first():
    rows = [
        gate(1),
        gate(2, baseline_date="2026-05-01"),
        gate(3, baseline_date="2027-05-01"),
        gate(4, type="Key"),
    ]
    table = gate_table(findings(projects=[project()], milestones=rows))
    assert column(table, "gate") == ["Gate 2", "Gate 1"]


def test_without_a_gate_there_is_no_table():
    assert gate_table(findings(projects=[project()], milestones=[gate(1, type="Key")])) is None
    assert gate_table(findings(projects=[project(status="On hold")], milestones=[gate(1)])) is None
