"""Milestones of the portfolio: the last 30 days, the next 60, and the gates to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pfreport.advice.decisions import GATE_DAYS, upcoming_gates
from pfreport.advice.findings import Findings
from pfreport.charts import milestone_trend
from pfreport.kinds import natural_key
from pfreport.measures.delivery.milestones import expected_date, is_achieved, slip
from pfreport.measures.engine.registry import Enters
from pfreport.model.delivery import Milestone, MilestoneType
from pfreport.report.executive.gates import gate_table
from pfreport.report.parts import cells, tables
from pfreport.report.parts.blocks import Cell, Section, Table
from pfreport.report.parts.sections import chart, kept
from pfreport.report.parts.subjects import counting, ref
from pfreport.report.words import member, say, term
from pfreport.values import Absent, Count, Day, Days, Sentence, Value, Words

PAST_DAYS = 30
MOST_MILESTONES = 25


def milestones(findings: Findings) -> Section | None:
    """Milestones of projects in delivery around the status date; None where Milestones has no
    row.
    """
    if not findings.portfolio.milestones:
        return None
    past, ahead = _past(findings), _ahead(findings)
    blocks = kept(
        gate_table(findings),
        _table(findings, "milestones-past", past, say("milestones.past", days=Days(PAST_DAYS))),
        _table(findings, "milestones-ahead", ahead, say("milestones.ahead", days=Days(GATE_DAYS))),
        chart(milestone_trend, findings),
    )
    message = _message(findings, past, ahead)
    return Section("milestones", term("section.milestones"), message, blocks)


def date_columns(today: dt.date) -> tables.Columns[Milestone]:
    """Baseline date, date reached (strong) or expected, days late."""

    def expected(milestone: Milestone) -> Cell:
        day, reached = when(milestone, today), is_achieved(milestone, today)
        overdue = day is not None and day < today and not reached
        return Cell(
            Day(day) if day else Absent("no date"),
            term("milestones.overdue") if overdue else None,
            strong=reached,
        )

    def late(milestone: Milestone) -> Cell:
        number = days_late(milestone, today)
        return Cell(cells.days(number), strong=number is not None and number > 0)

    return (
        (tables.number("column.baseline", 0.9), lambda m: cells.day(m.baseline_date)),
        (tables.number("column.expected", 0.9), expected),
        (tables.number("column.days_late", 0.6), late),
    )


def when(milestone: Milestone, today: dt.date) -> dt.date | None:
    """When it was reached, or is expected to be."""
    return milestone.actual_date if is_achieved(milestone, today) else expected_date(milestone)


def days_late(milestone: Milestone, today: dt.date) -> int | None:
    """Days behind its baseline, reached or not; None where that is not known."""
    if milestone.actual_date is None or not is_achieved(milestone, today):
        return slip(milestone, today)
    return (
        (milestone.actual_date - milestone.baseline_date).days if milestone.baseline_date else None
    )


def kind(milestone: Milestone) -> Value | None:
    """Its type, and whether it is critical."""
    type_name = member("milestone_type", milestone.type)
    if not milestone.critical:
        return type_name
    return (
        say("milestones.critical", type=type_name)
        if type_name
        else term("milestones.critical.alone")
    )


def by_date(milestones: Sequence[Milestone], today: dt.date) -> list[Milestone]:
    """The earliest first; those without a date last."""
    return sorted(
        milestones, key=lambda m: (when(m, today) or dt.date.max, natural_key(m.milestone_id))
    )


def _of_delivery(findings: Findings) -> list[Milestone]:
    ids = set(counting(findings, Enters.DELIVERY))
    return [m for m in findings.portfolio.milestones if m.project_id in ids]


def _past(findings: Findings) -> list[Milestone]:
    """What was reached or should have been by now: due or reached in the last days, and
    everything overdue.
    """
    today = findings.portfolio.settings.status_date
    first = today - dt.timedelta(days=PAST_DAYS)
    past = []
    for milestone in _of_delivery(findings):
        day = when(milestone, today)
        if day is not None and day <= today and (day > first or not is_achieved(milestone, today)):
            past.append(milestone)
    return by_date(past, today)


def _ahead(findings: Findings) -> list[Milestone]:
    today = findings.portfolio.settings.status_date
    last = today + dt.timedelta(days=GATE_DAYS)
    ahead = [
        m
        for m in _of_delivery(findings)
        if (day := when(m, today)) is not None and today < day <= last
    ]
    return by_date(ahead, today)


def _message(findings: Findings, past: Sequence[Milestone], ahead: Sequence[Milestone]) -> Sentence:
    today = findings.portfolio.settings.status_date
    done = sum(is_achieved(m, today) for m in past)
    # overdue gates of projects that are approved and not begun stand in their own table
    elsewhere = any(
        day <= today and gate.project_id not in counting(findings, Enters.DELIVERY)
        for day, gate in upcoming_gates(findings)
    )
    before: Value = term("milestones.none_past.delivery" if elsewhere else "milestones.none_past")
    if past:
        before = _before(done, len(past) - done)
    return say("milestones.message", before=before, after=_after(ahead, today))


def _before(done: int, overdue: int) -> Sentence:
    """What was reached of late and what was not; what there is none of is not counted."""
    days = Days(PAST_DAYS)
    if not overdue:
        return say("milestones.before.reached", k=Count(done), days=days)
    if not done:
        return say("milestones.before.overdue", m=Count(overdue))
    return say("milestones.before", k=Count(done), days=days, m=Count(overdue))


def _after(ahead: Sequence[Milestone], today: dt.date) -> Sentence:
    if not ahead:
        return say("milestones.none_ahead", days=Days(GATE_DAYS))
    gates = sum(m.type is MilestoneType.GATE for m in ahead)
    late = sum((days_late(m, today) or 0) > 0 for m in ahead)
    slips: Value = say("milestones.late", n=Count(late)) if late else term("milestones.none_late")
    counts: dict[str, Value] = {"n": Count(len(ahead)), "days": Days(GATE_DAYS), "slips": slips}
    return (
        say("milestones.due.gates", **counts, gates=Count(gates))
        if gates
        else say("milestones.due", **counts)
    )


def _table(
    findings: Findings, id: str, milestones: Sequence[Milestone], caption: Sentence
) -> Table | None:
    columns: tables.Columns[Milestone] = (
        (tables.text("column.milestone", 2.2), lambda m: Words(m.title)),
        (tables.text("column.project", 1.6), lambda m: ref(findings, m.project_id, named=True)),
        (tables.text("column.type", 0.9), kind),
        *date_columns(findings.portfolio.settings.status_date),
        (tables.text("column.owner", 1.0), lambda m: cells.person(m.owner)),
    )
    if not milestones:
        return None
    table = tables.listed(id, milestones, columns, most=MOST_MILESTONES)
    return replace(table, caption=caption)
