"""Issues and changes: what stands in the way of one project, and which changes wait or were
agreed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key
from pfreport.measures.delivery.change import approved_changes, pending_changes
from pfreport.measures.delivery.issues import open_issues
from pfreport.model.delivery import Change, Issue, Severity
from pfreport.report.parts import cells, tables
from pfreport.report.parts.blocks import Cell, Section, Table
from pfreport.report.parts.figures import of_project
from pfreport.report.parts.sections import beside, kept
from pfreport.report.words import member, say, term
from pfreport.values import Count, Day, Sentence, Value, Words

MOST_ISSUES = 6
_WORST_FIRST = tuple(Severity)


def project_issues(findings: Findings, project_id: str) -> Section | None:
    """None where the project has neither an issue nor a change."""
    facts = findings.measurements.facts[project_id]
    if not facts.issues and not facts.changes:
        return None
    issues, waiting = open_issues(facts), pending_changes(facts)
    changes = [*waiting, *approved_changes(facts)]
    together = beside(
        (
            _issues(issues, facts.status_date, alone=not changes) if issues else None,
            _changes(changes, facts.currency) if changes else None,
        ),
        (1.0, 1.0),
    )
    message = _message(findings, project_id, issues, waiting)
    return Section("issues", term("section.issues"), message, kept(together))


def _message(
    findings: Findings, project_id: str, issues: Sequence[Issue], waiting: Sequence[Change]
) -> Sentence:
    figures = of_project(findings, project_id)
    overdue = sum(
        i.due_on is not None and i.due_on < findings.portfolio.settings.status_date for i in issues
    )
    n, k = Count(len(issues)), Count(overdue)
    open_now: Value = (
        say("issues.none")
        if not issues
        else say("issues.overdue", n=n, k=k)
        if overdue
        else say("issues.open", n=n)
    )
    if not waiting:
        cost = figures.number("change_approved")
        if cost:
            return say(
                "changes.added" if cost > 0 else "changes.saved",
                issues=open_now,
                cost=figures.size("change_approved"),
            )
        return say("changes.none", issues=open_now)
    m = Count(len(waiting))
    if figures.known("change_pending[cost]"):
        return say(
            "changes.pending.cost", issues=open_now, m=m, cost=figures.value("change_pending[cost]")
        )
    return say("changes.pending", issues=open_now, m=m)


def _issues(issues: Sequence[Issue], today: dt.date, *, alone: bool) -> Table:
    """The worst first; what is done about each is said where there is room for it."""

    def due(issue: Issue) -> Cell | None:
        late = issue.due_on is not None and issue.due_on < today
        return Cell(Day(issue.due_on), strong=late) if issue.due_on else None

    def title(issue: Issue) -> Cell:
        action = cells.typed(issue.action, long=True) if alone else None
        return Cell(Words(issue.title or issue.issue_id), action)

    columns: tables.Columns[Issue] = (
        (tables.text("column.issue", 2.4), title),
        (tables.text("column.severity", 0.8), lambda i: member("severity", i.severity)),
        (tables.text("column.owner", 0.9), lambda i: cells.person(i.owner)),
        (tables.number("column.due", 0.9), due),
    )
    worst = {severity: place for place, severity in enumerate(_WORST_FIRST)}
    order = sorted(
        issues,
        key=lambda i: (
            worst.get(i.severity, len(worst)),  # type: ignore[arg-type]
            i.due_on or dt.date.max,
            natural_key(i.issue_id),
        ),
    )
    return tables.listed("issues", order, columns, most=MOST_ISSUES)


def _changes(changes: Sequence[Change], currency: str) -> Table:
    columns: tables.Columns[Change] = (
        (
            tables.text("column.change", 2.2),
            lambda c: Cell(Words(c.title or c.change_id), cells.typed(c.scope_impact)),
        ),
        (tables.text("column.status", 0.9), lambda c: member("change_status", c.status)),
        (
            tables.money("column.cost", currency),
            lambda c: cells.money(c.cost_impact, currency, signed=True),
        ),
        (tables.number("column.days", 0.5), lambda c: cells.days(c.days_impact, signed=True)),
    )
    return tables.listed("changes", changes, columns, most=MOST_ISSUES)
