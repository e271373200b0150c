"""Deliverables: what one project has handed over, what is still due, and how good it is."""

from __future__ import annotations

import datetime as dt

from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key
from pfreport.model.delivery import Deliverable, DeliverableStatus
from pfreport.report.parts import cells, tables
from pfreport.report.parts.blocks import Cell, Section, Table
from pfreport.report.parts.figures import Figures, of_project
from pfreport.report.parts.sections import beside, kept
from pfreport.report.phrases.labels import known_figures
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
    known = known_figures(figures, _FIGURES)
    if not facts.deliverables and not known:
        return None
    together = beside(
        (
            _table(facts.deliverables) if facts.deliverables else None,
            tables.pairs("quality", known) if known else None,
        ),
        (0.64, 0.36),
    )
    return Section("deliverables", term("section.deliverables"), _message(figures), kept(together))


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
    """What is still open first, in the order of dates."""
    columns: tables.Columns[Deliverable] = (
        (tables.text("column.deliverable", 2.4), lambda d: Words(d.title)),
        (tables.text("column.status", 1.0), lambda d: member("deliverable_status", d.status)),
        (tables.number("column.due", 0.9), lambda d: cells.day(d.baseline_due)),
        (tables.number("column.expected", 0.9), _expected),
    )
    order = sorted(
        deliverables,
        key=lambda d: (
            d.status not in _OPEN,
            _day(d) or dt.date.max,
            natural_key(d.deliverable_id),
        ),
    )
    return tables.listed("deliverables", order, columns, most=MOST_DELIVERABLES)


def _expected(deliverable: Deliverable) -> Cell | None:
    """When it was handed over (strong) or is expected."""
    day = _day(deliverable)
    done = bool(deliverable.delivered_on or deliverable.accepted_on)
    return Cell(Day(day), strong=done) if day else None


def _day(deliverable: Deliverable) -> dt.date | None:
    if deliverable.status is DeliverableStatus.DESCOPED:
        return None
    return (
        deliverable.accepted_on
        or deliverable.delivered_on
        or deliverable.forecast_due
        or deliverable.baseline_due
    )
