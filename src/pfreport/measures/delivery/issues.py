"""Issues: how many are open, how bad, how old, and how many are past their day."""

from __future__ import annotations

import statistics
from collections.abc import Mapping

from pfreport.measures.engine.facts import ProjectFacts, of_setting
from pfreport.measures.engine.lists import cells, count, counts, left_out, named, no_row
from pfreport.measures.engine.measurement import Coverage, Outcome, Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.model.delivery import Issue, Severity
from pfreport.reasons import Because

SOURCE = "PRINCE2, Issues practice: the issue register"
_OPEN = ("raised_on", "closed_on")


@measure(
    "issues_open",
    "Open issues",
    unit="count",
    better=Better.LOWER,
    formula="issues of one severity without Closed on, or closed after the status date",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
    keyed=True,
)
def issues_open(facts: ProjectFacts) -> Mapping[str, Outcome]:
    """Open issues by severity."""
    rows = open_issues(facts)
    by_severity = {
        severity.lower(): [i for i in rows if i.severity is severity] for severity in Severity
    }
    return counts(
        by_severity,
        ("severity", *_OPEN),
        absent=no_row(facts, Issue, facts.issues),
        left_out=left_out(facts, Issue),
    )


@measure(
    "issues_overdue",
    "Overdue issues",
    unit="count",
    better=Better.LOWER,
    formula="open issues with Due on before the status date",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def issues_overdue(facts: ProjectFacts) -> Traced | Undefined:
    """Open issues past the day they should have been closed."""
    rows = [i for i in open_issues(facts) if i.due_on is not None and i.due_on < facts.status_date]
    return no_row(facts, Issue, facts.issues) or count(
        rows, ("due_on", *_OPEN), left_out=left_out(facts, Issue)
    )


@measure(
    "issue_age_median",
    "Median age of open issues",
    unit="days",
    better=Better.LOWER,
    formula="median over open issues of status date - Raised on",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.MEDIAN_AND_WORST,
)
def issue_age_median(facts: ProjectFacts) -> Traced | Undefined:
    """How long open issues have been waiting."""
    rows = open_issues(facts)
    ages = {
        i: float((facts.status_date - i.raised_on).days) for i in rows if i.raised_on is not None
    }
    if not ages:
        return no_row(facts, Issue, facts.issues) or undefined(
            Because.NO_OPEN_ISSUE_DATED if rows else Because.NO_OPEN_ISSUE
        )
    given = {named(i): cells(i, _OPEN, age) for i, age in ages.items()} | of_setting(
        facts.settings, "status_date"
    )
    return Traced(
        statistics.median(ages.values()),
        given,
        coverage=Coverage(len(ages), len(rows) + left_out(facts, Issue)),
    )


def open_issues(facts: ProjectFacts) -> list[Issue]:
    """Issues raised by the status date and not closed by it."""
    on = facts.status_date
    return [
        i
        for i in facts.issues
        if (i.raised_on is None or i.raised_on <= on) and (i.closed_on is None or i.closed_on > on)
    ]
