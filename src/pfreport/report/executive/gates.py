"""The next gates: when, what is wanted for each, what of it is ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from pfreport.advice.decisions import GATE_DAYS, upcoming_gates
from pfreport.advice.findings import Findings
from pfreport.measures.delivery.milestones import slip
from pfreport.model.delivery import Deliverable, DeliverableStatus, Milestone
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Cell, Row, Table
from pfreport.report.parts.subjects import ref
from pfreport.report.words import member, say, term
from pfreport.values import Count, Day, Days, Person, Sentence, Several, Words

MOST_GATES = 20
MOST_DELIVERABLES_WANTED = 4


def gate_table(findings: Findings) -> Table | None:
    """Gates of projects under way that fall in the next days, the earliest first; None where there
    is none.
    """
    gates = upcoming_gates(findings)
    if not gates:
        return None
    columns = (
        tables.text("column.gate", 1.7),
        tables.text("column.project", 1.6),
        tables.number("column.expected", 0.9),
        tables.number("column.days_late", 0.5),
        tables.text("column.ready", 1.1),
        tables.text("column.still_wanted", 2.4),
        tables.text("column.owner", 1.0),
    )
    made = tables.table(
        "gates", columns, [_row(findings, day, gate) for day, gate in gates], most=MOST_GATES
    )
    return replace(made, caption=say("gates.caption", days=Days(GATE_DAYS)))


def readiness(findings: Findings, gate: Milestone) -> Sentence | None:
    """How many deliverables of the gate's phase are accepted; None where that cannot be told."""
    ready, phase = _ready(findings, gate), member("phase", gate.phase)
    return say("decisions.ready", phase=phase, ready=ready) if ready and phase else None


def _ready(findings: Findings, gate: Milestone) -> Sentence | None:
    due = list(_due(findings, gate))
    return (
        say("gates.ready", n=Count(len(due) - len(_open(due))), of=Count(len(due))) if due else None
    )


def _row(findings: Findings, day: dt.date, gate: Milestone) -> Row:
    today = findings.portfolio.settings.status_date
    late, missing = slip(gate, today), _open(list(_due(findings, gate)))
    overdue = term("milestones.overdue") if day < today else None
    return tables.row(
        Words(gate.title),
        ref(findings, gate.project_id, named=True),
        Cell(Day(day), overdue),
        Cell(Days(late) if late is not None else None, strong=bool(late and late > 0)),
        _ready(findings, gate),
        Several(
            tuple(Words(deliverable.title) for deliverable in missing), MOST_DELIVERABLES_WANTED
        )
        if missing
        else None,
        Person(gate.owner) if gate.owner else None,
    )


def _due(findings: Findings, gate: Milestone) -> Iterator[Deliverable]:
    """The deliverables of the gate's phase that are still in scope."""
    facts = findings.measurements.facts.get(gate.project_id)
    for deliverable in facts.deliverables if facts and gate.phase else ():
        if deliverable.phase is gate.phase and deliverable.status is not DeliverableStatus.DESCOPED:
            yield deliverable


def _open(due: list[Deliverable]) -> list[Deliverable]:
    return [
        deliverable for deliverable in due if deliverable.status is not DeliverableStatus.ACCEPTED
    ]
