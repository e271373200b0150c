"""Rules about baselines: in order, as Projects has the last one, approved by the status date."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import attrgetter

from pfreport.model.money import Baseline
from pfreport.model.project import Project
from pfreport.workbook.rules.registry import WARNING, Checked, Finding, rule

BUDGET_OFF = 0.005
SAME_AS = (("budget", "budget"), ("start", "baseline_start"), ("finish", "baseline_finish"))
"""Fields of the last baseline, and those of the project that repeat them."""


@rule("PF425", WARNING)
def baselines_contradict(checked: Checked) -> Iterator[Finding]:
    """A later baseline is approved later, and the last one is what Projects is held to. An original
    alone says nothing of those that followed.
    """
    projects = checked.portfolio.project_by_id
    for key, rows in groupby(checked.portfolio.baselines, attrgetter("project_id")):
        ordered = sorted(rows, key=attrgetter("baseline"))
        yield from _out_of_order(ordered)
        approved = [b for b in ordered if not _later(b, checked)]
        if approved and approved[-1].baseline > 0 and key in projects:
            yield from _unlike(approved[-1], projects[key])


@rule("PF426", WARNING)
def approved_later(checked: Checked) -> Iterator[Finding]:
    """What is measured against was approved by then."""
    for baseline in checked.portfolio.baselines:
        if _later(baseline, checked):
            values = {"number": baseline.baseline, "status_date": checked.status_date}
            yield Finding(baseline, "approved_on", baseline.approved_on, values)


def _later(baseline: Baseline, checked: Checked) -> bool:
    return baseline.approved_on is not None and baseline.approved_on > checked.status_date


def _out_of_order(ordered: list[Baseline]) -> Iterator[Finding]:
    dated = [baseline for baseline in ordered if baseline.approved_on]
    for earlier, later in pairwise(dated):
        if earlier.approved_on and later.approved_on and later.approved_on < earlier.approved_on:
            other = f"baseline {earlier.baseline}, approved on {earlier.approved_on}"
            values = {"what": "approval", "number": later.baseline, "other": other}
            yield Finding(later, "approved_on", later.approved_on, values)


def _unlike(last: Baseline, project: Project) -> Iterator[Finding]:
    for name, of_project in SAME_AS:
        value, current = getattr(last, name), getattr(project, of_project)
        if value is None or current is None or _alike(value, current):
            continue
        at, shown = project.at(of_project), _shown(current)
        other = f"{of_project.replace('_', ' ')} {shown} ({at.address})"
        yield Finding(
            last, name, _shown(value), {"what": name, "number": last.baseline, "other": other}
        )


def _alike(value: object, current: object) -> bool:
    if isinstance(value, float) and isinstance(current, float):
        return abs(value - current) <= BUDGET_OFF * max(abs(value), abs(current))
    return value == current


def _shown(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else str(value)
