"""Open issues and change requests of one project."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key
from pfreport.measures.delivery.change import approved_changes, pending_changes
from pfreport.measures.delivery.issues import open_issues
from pfreport.model.delivery import Change, Issue, Severity
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Beside, Block, Cell, Row, Section, Table
from pfreport.report.parts.figures import of_project
from pfreport.report.words import member, say, term
from pfreport.values import Count, Day, Days, Money, Person, Sentence, Value, Words

MOST_ISSUES = 6
_WORST_FIRST = tuple(Severity)


def project_issues(findings: Findings, project_id: str) -> Section | None:
    """None where the project has neither an issue nor a change."""
    facts = findings.measurements.facts[project_id]
    if not facts.issues and not facts.changes:
        return None
    issues, waiting = open_issues(facts), pending_changes(facts)
    changes = [*waiting, *approved_changes(facts)]
    blocks: list[Block] = []
    if issues:
        blocks.append(_issues(issues, facts.status_date, alone=not changes))
    if changes:
        blocks.append(_changes(changes, facts.currency))
    together: tuple[Block, ...] = (
        (Beside(tuple(blocks), (1.0, 1.0)),) if len(blocks) == 2 else tuple(blocks)
    )
    return Section(
        "issues", term("section.issues"), _message(findings, project_id, issues, waiting), together
    )


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
    """What is done about each is said where there is room for it."""
    columns = (
        tables.text("column.issue", 2.4),
        tables.text("column.severity", 0.8),
        tables.text("column.owner", 0.9),
        tables.number("column.due", 0.9),
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
    return tables.table(
        "issues", columns, [_issue(issue, today, alone=alone) for issue in order], most=MOST_ISSUES
    )


def _issue(issue: Issue, today: dt.date, *, alone: bool) -> Row:
    late = issue.due_on is not None and issue.due_on < today
    return tables.row(
        Cell(
            Words(issue.title or issue.issue_id),
            Words(issue.action, long=True) if issue.action and alone else None,
        ),
        member("severity", issue.severity),
        Person(issue.owner) if issue.owner else None,
        Cell(Day(issue.due_on), strong=late) if issue.due_on else None,
    )


def _changes(changes: Sequence[Change], currency: str) -> Table:
    columns = (
        tables.text("column.change", 2.2),
        tables.text("column.status", 0.9),
        tables.money("column.cost", currency),
        tables.number("column.days", 0.5),
    )
    return tables.table(
        "changes", columns, [_change(change, currency) for change in changes], most=MOST_ISSUES
    )


def _change(change: Change, currency: str) -> Row:
    return tables.row(
        Cell(
            Words(change.title or change.change_id),
            Words(change.scope_impact) if change.scope_impact else None,
        ),
        member("change_status", change.status),
        Money(change.cost_impact, currency, signed=True)
        if change.cost_impact is not None
        else None,
        Days(change.days_impact, signed=True) if change.days_impact is not None else None,
    )
