"""The sample portfolio as it stood at the end of earlier months: what was not known then is taken
out of its rows.

Plans stand as the baseline of the time had them, months to come are forecast, projects are in the
state they were in, and what is late in the end was less so before.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

from pfreport.kinds import Month
from pfreport.workbook.blank.workbook import write_blank

sys.path.append(str(Path(__file__).resolve().parents[2] / "samples"))

import make_samples
from story import courses, settings

Rows = dict[str, list[dict[str, Any]]]
MONTHS = tuple(Month(2025, 11).plus(step) for step in range(12))
LAST = MONTHS[-1]
STATES = {  # until (not including) the month named, a project was in another state than in the last
    "P-007": ((Month(2026, 7), "Active"),),
    "P-008": ((Month(2026, 4), "Active"),),
    "P-009": ((Month(2026, 6), None),),
    "P-010": ((Month(2026, 5), None), (Month(2026, 9), "Proposed")),
    "P-012": ((Month(2026, 4), "Active"),),
}
"""P-009 and P-010 were not there at first; P-012 was stopped, P-007 put on hold, P-008 completed on
the way.
"""


def write(folder: Path, month: Month) -> Path:
    """The workbook as it was at the end of a month."""
    path = folder / f"{month}.xlsx"
    write_blank(path, as_at(month), settings.SETTINGS | {"status_date": month.last_day})
    return path


def as_at(month: Month) -> Rows:
    """The sample's rows as they were at the end of a month."""
    whole: Rows = {
        name: [dict(row) for row in rows] for name, rows in make_samples.portfolio().items()
    }
    if month == LAST:
        return whole
    day = month.last_day
    baselines = [row for row in whole["Baselines"] if row["approved_on"] <= day]
    whole["Projects"] = [
        row for old in whole["Projects"] if (row := _project(old, month, baselines)) is not None
    ]
    whole["Periods"] = [
        _period(row, month) for row in _planned(whole["Periods"], whole["Projects"])
    ]
    whole["Baselines"] = baselines
    whole["Benefit periods"] = [
        _cut(row, ("actual",), row["period"] > month) for row in whole["Benefit periods"]
    ]
    whole["Quality"] = [row for row in whole["Quality"] if row["period"] <= month]
    whole["Demand"] = [
        _cut(row, ("actual",), _month(row["period"]) > month) for row in whole["Demand"]
    ]
    whole["Rates"] = [row for row in whole["Rates"] if row["period"] <= month]
    whole["Milestones"] = [_milestone(row, day) for row in whole["Milestones"]]
    whole["Deliverables"] = [_deliverable(row, day) for row in whole["Deliverables"]]
    for sheet, field in (
        ("Risks", "raised_on"),
        ("Issues", "raised_on"),
        ("Changes", "raised_on"),
        ("Decisions", "date"),
    ):
        whole[sheet] = [row for row in whole[sheet] if row[field] is None or row[field] <= day]
    return _of_known_projects(whole)


def state(project_id: str, month: Month) -> str | None:
    """A project's status at the end of a month; the empty text: as in the last one; None: it was
    not there.
    """
    return next((status for until, status in STATES.get(project_id, ()) if month < until), "")


def _project(
    row: dict[str, Any], month: Month, baselines: list[dict[str, Any]]
) -> dict[str, Any] | None:
    status = state(row["project_id"], month)
    if status is None:
        return None
    own = [one for one in baselines if one["project_id"] == row["project_id"]]
    current = max(own, key=lambda one: one["baseline"], default=None)
    then = row | {"status_updated_on": month.last_day, "status": status or row["status"]}
    if current:
        then |= {
            "budget": current["budget"],
            "baseline_start": current["start"],
            "baseline_finish": current["finish"],
        }
    if (finished := row.get("actual_finish")) is not None:
        then = _cut(then, ("actual_finish",), finished > month.last_day)
    finish = _drifted(then["baseline_finish"], row.get("forecast_finish"), month.last_day)
    return then | {"manager_estimate": None, "forecast_finish": finish}


def _planned(periods: list[dict[str, Any]], projects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the plan of the baselines that the projects have."""
    plan = {
        (row["project_id"], row["period"]): row["planned_value"]
        for row in courses.periods([one | {"forecast_finish": None} for one in projects])
    }
    return [
        row | {"planned_value": plan.get((row["project_id"], row["period"]))} for row in periods
    ]


def _period(row: dict[str, Any], month: Month) -> dict[str, Any]:
    if row["period"] <= month:
        return row
    expected = row.get("forecast_cost") or row.get("actual_cost")
    return _cut(row, ("earned_value", "percent_complete", "actual_cost", "committed"), True) | {
        "forecast_cost": expected
    }


def _milestone(row: dict[str, Any], day: dt.date) -> dict[str, Any]:
    """What was reached later was still expected."""
    if row["actual_date"] is not None and row["actual_date"] <= day:
        return row
    end = row["actual_date"] or row["forecast_date"]
    return row | {"actual_date": None, "forecast_date": _drifted(row["baseline_date"], end, day)}


def _drifted(baseline: dt.date | None, end: dt.date | None, day: dt.date) -> dt.date | None:
    """A forecast on its way from the baseline to where it ends, over the year; never before the day
    itself.
    """
    if baseline is None or end is None:
        return end
    share = (day - MONTHS[0].first_day) / (LAST.last_day - MONTHS[0].first_day)
    return max(baseline + dt.timedelta(days=round((end - baseline).days * share)), day)


def _deliverable(row: dict[str, Any], day: dt.date) -> dict[str, Any]:
    if row["delivered_on"] is None or row["delivered_on"] <= day:
        return row
    return row | {"delivered_on": None, "accepted_on": None, "status": "In progress"}


def _of_known_projects(whole: Rows) -> Rows:
    """Rows of projects and milestones that are there."""
    known = {row["project_id"] for row in whole["Projects"]} | {"PORTFOLIO", "ALL", None}
    kept = {
        name: [row for row in rows if row.get("project_id") in known]
        for name, rows in whole.items()
    }
    benefits = {row["benefit_id"] for row in kept["Benefits"]}
    kept["Benefit periods"] = [
        row for row in kept["Benefit periods"] if row["benefit_id"] in benefits
    ]
    kept["Dependencies"] = [
        row
        for row in kept["Dependencies"]
        if {row["provider_project"], row["receiver_project"]} <= known
    ]
    for row in kept["Projects"]:
        if row.get("prerequisites"):
            row["prerequisites"] = tuple(one for one in row["prerequisites"] if one in known)
    return kept


def _month(value: Any) -> Month:
    return value if isinstance(value, Month) else Month.parse(str(value))


def _cut(row: dict[str, Any], names: tuple[str, ...], gone: bool) -> dict[str, Any]:
    return row | dict.fromkeys(names) if gone else row
