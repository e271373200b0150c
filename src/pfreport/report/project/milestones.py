"""Milestones: what one project has reached, what comes next, and how far each has slipped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pfreport.advice.findings import Findings
from pfreport.charts import milestone_trend
from pfreport.measures.delivery.milestones import is_achieved
from pfreport.model.delivery import Milestone
from pfreport.model.project import Status
from pfreport.report.executive.milestones import by_date, date_columns, kind, when
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Section, Table, TableColumn
from pfreport.report.parts.sections import chart, kept
from pfreport.report.words import say, term
from pfreport.values import Count, Day, Dumbbell, Sentence, TimeAxis, Value, Words

MOST_MILESTONES = 12


def project_milestones(findings: Findings, project_id: str) -> Section | None:
    """Every milestone in the order of dates; None where there is none."""
    today = findings.portfolio.settings.status_date
    milestones = by_date(findings.measurements.facts[project_id].milestones, today)
    if not milestones:
        return None
    blocks = kept(
        _table(around(milestones, today), today), chart(milestone_trend, findings, project_id)
    )
    message = _message(findings, project_id, milestones)
    return Section("milestones", term("section.milestones"), message, blocks)


def _table(milestones: Sequence[Milestone], today: dt.date) -> Table:
    axis = _axis(milestones[:MOST_MILESTONES], today)

    def dumbbell(milestone: Milestone) -> Dumbbell | None:
        now, reached = _now(milestone, today), is_achieved(milestone, today)
        return Dumbbell(axis, milestone.baseline_date, now, reached) if now else None

    columns: tables.Columns[Milestone] = (
        (tables.text("column.milestone", 2.4), lambda m: Words(m.title)),
        (tables.text("column.type", 1.0), kind),
        *date_columns(today),
        (TableColumn("timeline", axis, width=2.6), dumbbell),
    )
    table = tables.listed("milestones", milestones, columns, most=MOST_MILESTONES)
    return replace(table, note=term("milestones.project.note"))


def _axis(milestones: Sequence[Milestone], today: dt.date) -> TimeAxis:
    """From the first date to the last, the status date among them."""
    baselines = [milestone.baseline_date for milestone in milestones]
    expected = [_now(milestone, today) for milestone in milestones]
    days = [day for day in (*baselines, *expected, today) if day]
    return TimeAxis(min(days), max(days), today)


def _now(milestone: Milestone, today: dt.date) -> dt.date | None:
    """When it was reached or is expected: one that is overdue not before the status date."""
    day = when(milestone, today)
    return day if day is None or is_achieved(milestone, today) else max(day, today)


def around(milestones: Sequence[Milestone], today: dt.date) -> list[Milestone]:
    """Where there are too many: those not reached first of all, then the latest reached; in the
    order of dates.
    """
    if len(milestones) <= MOST_MILESTONES:
        return list(milestones)
    reached = [m for m in milestones if is_achieved(m, today)]
    room = max(0, MOST_MILESTONES - (len(milestones) - len(reached)))
    hidden = reached[: len(reached) - room]
    return [m for m in milestones if m not in hidden] + hidden


def _message(findings: Findings, project_id: str, milestones: Sequence[Milestone]) -> Sentence:
    """Of a project that is over nothing comes next: what it did not reach is counted."""
    today = findings.portfolio.settings.status_date
    left = sum(not is_achieved(m, today) for m in milestones)
    if left and findings.portfolio.project_by_id[project_id].status in (
        Status.COMPLETED,
        Status.CANCELLED,
    ):
        return say("milestones.project.over", n=Count(left))
    return message(milestones, today)


def message(milestones: Sequence[Milestone], today: dt.date) -> Sentence:
    """How the milestones reached so far did, and which is next."""
    reached = [m for m in milestones if is_achieved(m, today)]
    overdue = [
        m
        for m in milestones
        if not is_achieved(m, today) and (day := when(m, today)) is not None and day < today
    ]
    ahead = [
        m
        for m in milestones
        if not is_achieved(m, today) and (day := when(m, today)) is not None and day >= today
    ]
    so_far = _so_far(reached)
    if overdue:
        return say(
            "milestones.project.overdue",
            so_far=so_far,
            n=Count(len(overdue)),
            first=Words(overdue[0].title),
        )
    day = when(ahead[0], today) if ahead else None
    if day is None:
        return say("milestones.project.done", so_far=so_far)
    return say("milestones.project.next", so_far=so_far, next=Words(ahead[0].title), day=Day(day))


def _so_far(reached: Sequence[Milestone]) -> Value:
    late = sum(
        m.actual_date is not None
        and m.baseline_date is not None
        and m.actual_date > m.baseline_date
        for m in reached
    )
    n, k = Count(len(reached)), Count(late)
    if not reached:
        return say("milestones.so_far.none")
    if not any(m.baseline_date for m in reached):
        return say("milestones.so_far.no_baseline", n=n)
    if not late:
        return say("milestones.so_far.on_time", n=n)
    return (
        say("milestones.so_far.all_late", n=n)
        if late == len(reached)
        else say("milestones.so_far.late", n=n, k=k)
    )
