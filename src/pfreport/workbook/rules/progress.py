"""Rules about progress: what was earned against what there is to earn and what it cost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pfreport.workbook.rules.registry import WARNING, Checked, Finding, rule
from pfreport.workbook.rules.running_totals import running_totals


@rule("PF412", WARNING)
def earned_above_budget(checked: Checked) -> Iterator[Finding]:
    """Earned value is the budget of the work done."""
    for project in checked.portfolio.projects:
        earned = checked.line(project.project_id, "earned_value").until(checked.status_month)
        if (
            project.budget is not None
            and earned.last
            and earned.total > project.budget * (1 + 1e-9)
            and not running_totals(checked, project)
        ):
            budget = f"{project.budget:,.2f}"
            yield Finding(
                earned.record(earned.last),
                "earned_value",
                f"{earned.total:,.2f}",
                {"budget": budget},
            )


@rule("PF514", WARNING)
def percent_falls(checked: Checked) -> Iterator[Finding]:
    """Percent complete is cumulative."""
    for project in checked.portfolio.projects:
        line = checked.line(project.project_id, "percent_complete")
        for (_, before), (month, after) in pairwise(line.amounts.items()):
            if after < before:
                yield Finding(
                    line.record(month),
                    "percent_complete",
                    f"{after:.1%}",
                    {"before": f"{before:.1%}"},
                )


@rule("PF513", WARNING)
def no_actuals(checked: Checked) -> Iterator[Finding]:
    """Work that cost nothing has most likely not been booked."""
    for project in checked.portfolio.projects:
        spent = checked.spent(project.project_id)
        done = checked.done(project.project_id)
        earned = (
            any(amount > 0 for amount in done.amounts.values())
            if done.amounts
            else bool(project.percent_complete)
        )
        if earned and checked.cost_to_date(project) == 0:
            record, name = (
                (spent.record(spent.last), "actual_cost")
                if spent.last
                else (project, "cost_to_date")
            )
            yield Finding(record, name, 0)
