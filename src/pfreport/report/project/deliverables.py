"""Deliverables and quality of one project."""

from __future__ import annotations

import datetime as dt

from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key
from pfreport.model.delivery import Deliverable, DeliverableStatus
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Beside, Block, Cell, Row, Section, Table
from pfreport.report.parts.figures import Figures, of_project
from pfreport.report.phrases.labels import measure_name
from pfreport.report.words import member, say, term
from pfreport.values import Day, Sentence, Words

MOST_DELIVERABLES = 6
_FIGURES = (
    "scope_delivered",
    "scope_done",
    "scope_volatility",
    "first_pass_acceptance",
    "check_pass_rate",
    "rework_share",
    "defects_open[critical]",
    "satisfaction",
)
_OPEN = (
    DeliverableStatus.REJECTED,
    DeliverableStatus.IN_PROGRESS,
    DeliverableStatus.NOT_STARTED,
    DeliverableStatus.DELIVERED,
)


def project_deliverables(findings: Findings, project_id: str) -> Section | None:
    """What is handed over and how good it is; None without deliverables and without figures of
    quality.
    """
    facts, figures = findings.measurements.facts[project_id], of_project(findings, project_id)
    known = [(measure_name(key), figures.value(key)) for key in _FIGURES if figures.known(key)]
    if not facts.deliverables and not known:
        return None
    blocks: list[Block] = [_table(facts.deliverables)] if facts.deliverables else []
    if known:
        blocks.append(tables.pairs("quality", known))
    together: tuple[Block, ...] = (
        (Beside(tuple(blocks), (0.64, 0.36)),) if len(blocks) == 2 else tuple(blocks)
    )
    return Section("deliverables", term("section.deliverables"), _message(figures), together)


def _message(figures: Figures) -> Sentence:
    delivered, first = figures.number("scope_delivered"), figures.known("first_pass_acceptance")
    if delivered is not None:
        scope = (
            say("deliverables.all_due")
            if delivered == 1
            else say("deliverables.due", share=figures.value("scope_delivered"))
        )
    elif figures.known("scope_done"):
        scope = say("deliverables.none_due", share=figures.value("scope_done"))
    else:
        scope = say("deliverables.no_scope")
    if not first:
        return say("deliverables.scope", scope=scope)
    return say("deliverables.both", scope=scope, share=figures.value("first_pass_acceptance"))


def _table(deliverables: tuple[Deliverable, ...]) -> Table:
    columns = (
        tables.text("column.deliverable", 2.4),
        tables.text("column.status", 1.0),
        tables.number("column.due", 0.9),
        tables.number("column.expected", 0.9),
    )
    order = sorted(
        deliverables,
        key=lambda d: (
            d.status not in _OPEN,
            _day(d) or dt.date.max,
            natural_key(d.deliverable_id),
        ),
    )
    return tables.table(
        "deliverables",
        columns,
        [_row(deliverable) for deliverable in order],
        most=MOST_DELIVERABLES,
    )


def _day(deliverable: Deliverable) -> dt.date | None:
    if deliverable.status is DeliverableStatus.DESCOPED:
        return None
    return (
        deliverable.accepted_on
        or deliverable.delivered_on
        or deliverable.forecast_due
        or deliverable.baseline_due
    )


def _row(deliverable: Deliverable) -> Row:
    day = _day(deliverable)
    return tables.row(
        Words(deliverable.title),
        member("deliverable_status", deliverable.status),
        Day(deliverable.baseline_due) if deliverable.baseline_due else None,
        Cell(Day(day), strong=bool(deliverable.delivered_on or deliverable.accepted_on))
        if day
        else None,
    )
