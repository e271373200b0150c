"""Rules about the size of a project's amounts: budgets that are all missing, amounts in another
unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pfreport.model.columns import Record
from pfreport.model.project import Project, Status
from pfreport.reasons import Because
from pfreport.workbook.rules.registry import WARNING, Checked, Finding, rule
from pfreport.workbook.rules.running_totals import running_totals

TIMES = 100
PROGRESS = 0.10


class Beside(NamedTuple):
    """An amount that another is held against, and what it is."""

    what: str
    amount: float


@rule("PF422", WARNING)
def no_budgets(checked: Checked) -> Iterator[Finding]:
    """A portfolio without a single budget was read from the wrong column. A sheet without the
    heading has an error of its own.
    """
    projects = checked.portfolio.projects
    faulty = any(p.why("budget").code is Because.FAULTY for p in projects if p.budget is None)
    none = not faulty and not any(project.budget for project in projects)
    if projects and projects[0].placed("budget") and none:
        yield Finding(projects[0], "budget", len(projects))


@rule("PF423", WARNING)
def different_units(checked: Checked) -> Iterator[Finding]:
    """What is a hundred times off its plan was typed in another unit. One warning a project."""
    for project in checked.portfolio.projects:
        finding = next(_mixed(checked, project), None)
        if finding and not running_totals(checked, project):
            yield finding


@rule("PF424", WARNING)
def contingency_above_approved(checked: Checked) -> Iterator[Finding]:
    """What is left of a sum cannot exceed it."""
    for project in checked.portfolio.projects:
        left, approved = project.contingency, project.contingency_approved
        if left is not None and approved is not None and left > approved * (1 + 1e-9):
            yield Finding(project, "contingency", f"{left:,.2f}", {"approved": f"{approved:,.2f}"})


def _mixed(checked: Checked, project: Project) -> Iterator[Finding]:
    """Amounts that should be of one size: each a hundred times above what stands beside it, or a
    hundredth of it.
    """
    budget = project.budget
    if not budget:
        return
    beside = Beside("the budget", budget)
    yield from _apart(project, "manager_estimate", project.manager_estimate, beside)
    yield from _cost_apart(checked, project, beside)
    if (project.planned_to_date or 0) > budget:
        yield from _apart(project, "planned_to_date", project.planned_to_date, beside)
    for baseline in checked.portfolio.baselines:
        if baseline.project_id == project.project_id:
            now = Beside("the budget on Projects", budget)
            yield from _apart(baseline, "budget", baseline.budget, now)


def _cost_apart(checked: Checked, project: Project, budget: Beside) -> Iterator[Finding]:
    """What was spent beside the budget, or beside the budget of the work done."""
    share, cost = _share(checked, project), checked.cost_to_date(project)
    under_way = project.status not in (Status.PROPOSED, Status.CANCELLED)
    done = share is not None and share > PROGRESS and under_way
    beside = Beside("the budget of the work done", share * budget.amount) if share else budget
    spent = checked.spent(project.project_id)
    record: Record = spent.record(spent.last) if spent.last else project
    name = "actual_cost" if spent.last else "cost_to_date"
    if done or (cost or 0) > budget.amount:
        yield from _apart(record, name, cost, beside if done else budget)


def _apart(record: Record, name: str, amount: float | None, beside: Beside) -> Iterator[Finding]:
    times = (amount or 0) / beside.amount
    if times > 0 and not 1 / TIMES < times < TIMES:
        values = {
            "what": name.replace("_", " "),
            "times": f"{times:,.0f} times" if times > 1 else f"1/{1 / times:,.0f} of",
            "beside": f"{beside.what}, {beside.amount:,.2f}",
        }
        yield Finding(record, name, f"{amount:,.2f}", values)


def _share(checked: Checked, project: Project) -> float | None:
    """How far the work is, where it is told as a share."""
    shares = checked.line(project.project_id, "percent_complete").until(checked.status_month)
    if shares.last:
        return shares.amounts[shares.last]
    earned = checked.line(project.project_id, "earned_value").until(checked.status_month)
    if earned.last and project.budget:
        return earned.total / project.budget
    return project.percent_complete
