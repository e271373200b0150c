"""The facts under a project's title: who answers for it, its dates, the goals it serves."""

from __future__ import annotations

import datetime as dt

from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key
from pfreport.model.project import Project, Status
from pfreport.report.parts.blocks import Facts
from pfreport.report.words import member, say, term
from pfreport.values import Day, Person, Several, Value, Words


def project_facts(findings: Findings, project_id: str) -> Facts:
    """Sponsor, manager, baseline, finish, goals, programme; what the workbook does not say is left
    out.
    """
    project = findings.portfolio.project_by_id[project_id]
    pairs: list[tuple[Value, Value | None]] = [
        (term("fact.sponsor"), Person(project.sponsor) if project.sponsor else None),
        (term("fact.manager"), Person(project.manager) if project.manager else None),
        (term("fact.baseline"), _between(project.baseline_start, project.baseline_finish)),
        _finish(project),
        (term("fact.goals"), _goals(findings, project_id)),
        (
            term("fact.business_unit"),
            Words(project.business_unit) if project.business_unit and not project.sponsor else None,
        ),
        (term("fact.programme"), Words(project.programme) if project.programme else None),
        (term("fact.status"), member("status", project.status)),
    ]
    return Facts(tuple((label, value) for label, value in pairs if value is not None))


def _finish(project: Project) -> tuple[Value, Value | None]:
    if project.status is Status.COMPLETED:
        return term("fact.finished"), _day(project.actual_finish)
    return term("fact.forecast_finish"), _day(project.forecast_finish)


def _day(day: dt.date | None) -> Day | None:
    return Day(day) if day else None


def _between(start: dt.date | None, finish: dt.date | None) -> Value | None:
    if start and finish:
        return say("fact.between", start=Day(start), finish=Day(finish))
    return _day(start or finish)


def _goals(findings: Findings, project_id: str) -> Several | None:
    """The goals it is scored on above nothing, the best served first."""
    impacts = {
        row.goal_id: row.impact
        for row in findings.portfolio.alignment
        if row.project_id == project_id and row.impact
    }
    served = [goal for goal in findings.portfolio.goals if goal.goal_id in impacts]
    order = sorted(served, key=lambda goal: (-impacts[goal.goal_id], natural_key(goal.goal_id)))
    return Several(tuple(Words(goal.title) for goal in order), most=3) if order else None
