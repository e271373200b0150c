"""Milestones of one project, dates beside the chart of their slips."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pfreport.advice.findings import Findings
from pfreport.charts import milestones as drawing
from pfreport.measures.milestones import is_achieved
from pfreport.model.delivery import Milestone
from pfreport.report import tables
from pfreport.report.blocks import Beside, Block, Cell, Section
from pfreport.report.drawings import chart
from pfreport.report.milestones import by_date, dates, kind, when
from pfreport.report.words import say, term
from pfreport.values import Count, Day, Sentence, Value, Words

MOST = 12


def project_milestones(findings: Findings, project_id: str) -> Section | None:
    """Every milestone in the order of dates; None where there is none."""
    today = findings.portfolio.settings.status_date
    found = by_date(findings.measurements.facts[project_id].milestones, today)
    if not found:
        return None
    columns = (
        tables.text("column.milestone", 2.4),
        tables.number("column.baseline", 0.9),
        tables.number("column.expected", 0.9),
        tables.number("column.days_late", 0.6),
    )
    rows = [tables.row(Cell(Words(one.title), kind(one)), *dates(one, today)) for one in around(found, today)]
    made = tables.table("milestones", columns, rows, most=MOST)
    drawn = chart(drawing, findings, project_id)
    blocks: tuple[Block, ...] = (Beside((made, drawn), (0.56, 0.44)),) if drawn else (made,)
    return Section("milestones", term("section.milestones"), message(found, today), blocks)


def around(found: Sequence[Milestone], today: dt.date) -> list[Milestone]:
    """Where there are too many: those not reached first of all, then the latest reached; in the order of dates."""
    if len(found) <= MOST:
        return list(found)
    reached = [m for m in found if is_achieved(m, today)]
    room = max(0, MOST - (len(found) - len(reached)))
    hidden = reached[: len(reached) - room]
    return [m for m in found if m not in hidden] + hidden


def message(found: Sequence[Milestone], today: dt.date) -> Sentence:
    """How the milestones reached so far did, and which is next."""
    reached = [m for m in found if is_achieved(m, today)]
    overdue = [m for m in found if not is_achieved(m, today) and (day := when(m, today)) is not None and day < today]
    ahead = [m for m in found if not is_achieved(m, today) and (day := when(m, today)) is not None and day >= today]
    so_far = _so_far(reached)
    if overdue:
        return say("milestones.project.overdue", so_far=so_far, n=Count(len(overdue)), first=Words(overdue[0].title))
    day = when(ahead[0], today) if ahead else None
    if day is None:
        return say("milestones.project.done", so_far=so_far)
    return say("milestones.project.next", so_far=so_far, next=Words(ahead[0].title), day=Day(day))


def _so_far(reached: Sequence[Milestone]) -> Value:
    late = sum(m.actual_date is not None and m.baseline_date is not None and m.actual_date > m.baseline_date for m in reached)
    n, k = Count(len(reached)), Count(late)
    if not reached:
        return say("milestones.so_far.none")
    if not late:
        return say("milestones.so_far.on_time", n=n)
    return say("milestones.so_far.all_late", n=n) if late == len(reached) else say("milestones.so_far.late", n=n, k=k)
