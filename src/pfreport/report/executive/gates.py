"""The next gates: when, what is wanted for each, what of it is ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from pfreport.advice.decisions import GATE_DAYS, upcoming_gates
from pfreport.advice.findings import Findings
from pfreport.measures.delivery.milestones import slip
from pfreport.model.delivery import Deliverable, DeliverableStatus, Milestone
from pfreport.report.parts import cells, tables
from pfreport.report.parts.blocks import Cell, Table
from pfreport.report.parts.subjects import ref
from pfreport.report.words import member, say, term
from pfreport.values import Count, Day, Days, Sentence, Several, Words

MOST_GATES = 20
MOST_DELIVERABLES_WANTED = 4
_Due = tuple[dt.date, Milestone]


def gate_table(findings: Findings) -> Table | None:
    """Gates of projects under way that fall in the next days, the earliest first; None where there
    is none.
    """
    today = findings.portfolio.settings.status_date

    def expected(due: _Due) -> Cell:
        day, _ = due
        return Cell(Day(day), term("milestones.overdue") if day < today else None)

    def late(due: _Due) -> Cell:
        number = slip(due[1], today)
        return Cell(cells.days(number), strong=bool(number and number > 0))

    columns: tables.Columns[_Due] = (
        (tables.text("column.gate", 1.7), lambda due: Words(due[1].title)),
        (
            tables.text("column.project", 1.6),
            lambda due: ref(findings, due[1].project_id, named=True),
        ),
        (tables.number("column.expected", 0.9), expected),
        (tables.number("column.days_late", 0.5), late),
        (tables.text("column.ready", 1.1), lambda due: _ready(findings, due[1])),
        (tables.text("column.still_wanted", 2.4), lambda due: _still_wanted(findings, due[1])),
        (tables.text("column.owner", 1.0), lambda due: cells.person(due[1].owner)),
    )
    gates = upcoming_gates(findings)
    if not gates:
        return None
    table = tables.listed("gates", gates, columns, most=MOST_GATES)
    return replace(table, caption=say("gates.caption", days=Days(GATE_DAYS)))


def _still_wanted(findings: Findings, gate: Milestone) -> Several | None:
    missing = _open(list(_due(findings, gate)))
    titles = tuple(Words(deliverable.title) for deliverable in missing)
    return Several(titles, MOST_DELIVERABLES_WANTED) if titles else None


def readiness(findings: Findings, gate: Milestone) -> Sentence | None:
    """How many deliverables of the gate's phase are accepted; None where that cannot be told."""
    ready, phase = _ready(findings, gate), member("phase", gate.phase)
    return say("decisions.ready", phase=phase, ready=ready) if ready and phase else None


def _ready(findings: Findings, gate: Milestone) -> Sentence | None:
    due = list(_due(findings, gate))
    return (
        say("gates.ready", n=Count(len(due) - len(_open(due))), of=Count(len(due))) if due else None
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
