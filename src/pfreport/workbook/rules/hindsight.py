"""Rules about reports of an earlier day: what was entered long after it is not known as of then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pfreport.faults import Effect
from pfreport.model.project import Project
from pfreport.workbook.rules.registry import ERROR, Checked, Finding, rule

DAYS = 20
"""A report of the end of a month is signed within these."""
CUMULATIVE = ("percent_complete", "cost_to_date", "planned_to_date", "contingency")


@rule("PF428", ERROR, Effect.VALUE_UNKNOWN)
def updated_later(checked: Checked) -> Iterator[Finding]:
    """Under --as-of alone: what stands in one cell, and not by month, is of the day on which the
    row was last brought up to date.
    """
    if not checked.asked_for:
        return
    for project in checked.portfolio.projects:
        filled = [name for name in CUMULATIVE if getattr(project, name) is not None]
        name, day = _updated(project)
        if filled and day and day > checked.status_date + dt.timedelta(DAYS):
            what = ", ".join(one.replace("_", " ") for one in filled)
            values = {"days": DAYS, "status_date": checked.status_date, "what": what}
            yield Finding(project, name, day, values, unknown=tuple(filled))


def _updated(project: Project) -> tuple[str, dt.date | None]:
    """The latest day on which the row is known to have been touched, and its column."""
    names = ("status_updated_on", "actual_finish", "actual_start")
    days = {name: day for name in names if (day := getattr(project, name)) is not None}
    latest = max(days, key=days.__getitem__, default=names[0])
    return latest, days.get(latest)
