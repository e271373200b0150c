"""What moved in one project since the last pack, with the cells that moved it, and its lights over
the last packs.
"""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.history.movement import Moved
from pfreport.kinds import Month
from pfreport.measures.engine.measurement import Subject
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Section, Table
from pfreport.report.parts.figures import of_project
from pfreport.report.parts.light_history import lights_of_project
from pfreport.report.parts.sections import kept
from pfreport.report.parts.trends import ON_PLAN, course, shares_of_budget, spark
from pfreport.report.phrases.causes import because
from pfreport.report.phrases.moves import MOVED, brief, cells, change, currency_of
from pfreport.report.words import member, say, term
from pfreport.values import InMonth, Sentence, Several, Spark, Value

INDICES = ("cpi", "spi_t")
MOST_MOVES_TOLD = 2
"""Moves told in the message."""


def project_movement(findings: Findings, project_id: str) -> Section | None:
    """None without an earlier pack that has the project."""
    moved, last = findings.history.moved, findings.history.last
    if moved is None or last is None or project_id not in last.projects:
        return None
    blocks = kept(_table(findings, project_id, moved), lights_of_project(findings, project_id))
    return Section("movement", term("section.movement"), _message(moved, project_id), blocks)


def _table(findings: Findings, project_id: str, moved: Moved) -> Table | None:
    """A row a figure that is known now or moved."""
    moves, figures = moved.of_project(project_id), of_project(findings, project_id)
    currency = currency_of(findings, project_id)
    trends = {id: _trend(findings, project_id, id) for id in MOVED}
    was_now_change = {
        id: cells(moves[id]) if id in moves else (None, brief(figures.value(id)), None)
        for id in MOVED
    }
    columns: tables.Columns[str] = (
        (tables.text("column.measure", 0.9), lambda id: member("moved.name", id)),
        (tables.text("column.trend", 0.7), lambda id: trends[id]),
        (tables.number("column.was", 0.8), lambda id: was_now_change[id][0]),
        (tables.number("column.is_now", 0.8), lambda id: was_now_change[id][1]),
        (tables.number("column.change", 0.8), lambda id: was_now_change[id][2]),
        (
            tables.text("column.because", 4.0),
            lambda id: because(moves[id], currency) if id in moves else None,
        ),
    )
    shown = [id for id in MOVED if id in moves or trends[id] is not None]
    return tables.listed("movement", shown, columns) if shown else None


def _message(moved: Moved, project_id: str) -> Sentence:
    since = InMonth(Month.of(moved.since))
    moves = moved.of_project(project_id)
    turn = moved.turn(project_id)
    changes = [change(moves[id], member("moved.in_line", id)) for id in MOVED if id in moves][
        :MOST_MOVES_TOLD
    ]
    turned: dict[str, Value] = (
        {"before": member("rag", turn.before), "now": member("rag", turn.now)} if turn else {}
    )
    if not changes:
        return (
            say("movement.turned", since=since, **turned)
            if turned
            else say("movement.none", since=since)
        )
    return say(
        "movement.turned.moved" if turned else "movement.moved",
        since=since,
        moves=Several(tuple(changes)),
        **turned,
    )


def _trend(findings: Findings, project_id: str, id: str) -> Spark | None:
    """Indices and the forecast against 1, the slip by itself."""
    subject = Subject("project", project_id)
    if id in INDICES:
        return spark(course(findings, subject, id), (), ON_PLAN)
    if id == "eac":
        return spark(shares_of_budget(findings, subject), (), ON_PLAN)
    return spark(course(findings, subject, id))
