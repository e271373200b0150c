"""Rules about a project's money: budget, estimates, currency."""

from __future__ import annotations

from collections.abc import Iterator

from pfreport.faults import Effect
from pfreport.kinds import Month
from pfreport.model.project import Project, Status
from pfreport.workbook.rules.registry import ERROR, WARNING, Checked, Finding, rule
from pfreport.workbook.rules.running_totals import running_totals

PLAN_WRONG = 0.05
PLAN_OFF = 0.005
ESTIMATES_APART = 0.01
STALE_RATE_MONTHS = 3


@rule("PF403", ERROR, Effect.VALUE_UNKNOWN)
def plan_does_not_add_up(checked: Checked) -> Iterator[Finding]:
    """Planned values over 5 % off Budget plan something else than the budget pays for."""
    for project, total, off in _plans(checked):
        if off > PLAN_WRONG:
            reason = f"planned values are {off:.1%} off Budget ({project.at('budget').address})"
            values = {"total": f"{total:,.2f}", "off": f"{off:.1%}"}
            yield Finding(
                project,
                "budget",
                f"{project.budget:,.2f}",
                values,
                unknown_series=("planned_value", reason),
            )


@rule("PF404", WARNING)
def plan_off_budget(checked: Checked) -> Iterator[Finding]:
    """Planned values should add up to Budget."""
    for project, total, off in _plans(checked):
        if PLAN_OFF < off <= PLAN_WRONG:
            yield Finding(
                project,
                "budget",
                f"{project.budget:,.2f}",
                {"total": f"{total:,.2f}", "off": f"{off:.1%}"},
            )


@rule("PF405", ERROR)
def currency_without_rate(checked: Checked) -> Iterator[Finding]:
    """A foreign currency needs a rate of the status month or an earlier one."""
    for project in _foreign(checked):
        if _latest_rate(checked, project.currency) is None:
            yield Finding(project, "currency", project.currency, {"month": checked.status_month})


@rule("PF406", WARNING)
def stale_rate(checked: Checked) -> Iterator[Finding]:
    """An old rate converts today's money at yesterday's price."""
    for project in _foreign(checked):
        month = _latest_rate(checked, project.currency)
        if month and checked.status_month.ordinal - month.ordinal > STALE_RATE_MONTHS:
            yield Finding(project, "currency", project.currency, {"month": month})


@rule("PF410", WARNING)
def estimate_below_cost(checked: Checked) -> Iterator[Finding]:
    """What has been spent cannot be unspent."""
    for project in checked.portfolio.projects:
        cost = checked.cost_to_date(project)
        if (
            project.manager_estimate is not None
            and cost is not None
            and project.manager_estimate < cost
            and not running_totals(checked, project)
        ):
            yield Finding(
                project,
                "manager_estimate",
                f"{project.manager_estimate:,.2f}",
                {"cost": f"{cost:,.2f}"},
            )


@rule("PF411", WARNING)
def estimates_apart(checked: Checked) -> Iterator[Finding]:
    """The manager's estimate and the forecast by month should say the same."""
    for project in checked.portfolio.projects:
        spent = checked.spent(project.project_id)
        forecast = checked.line(project.project_id, "forecast_cost")
        last = spent.last
        if project.manager_estimate is None or last is None or not forecast.amounts:
            continue
        if running_totals(checked, project):
            continue
        total = spent.total + sum(
            amount for month, amount in forecast.amounts.items() if month > last
        )
        if abs(total - project.manager_estimate) > ESTIMATES_APART * abs(project.manager_estimate):
            yield Finding(
                project,
                "manager_estimate",
                f"{project.manager_estimate:,.2f}",
                {"forecast": f"{total:,.2f}"},
            )


def _plans(checked: Checked) -> Iterator[tuple[Project, float, float]]:
    """Projects with Budget and planned values by month: the sum, and how far it is off as a share
    of Budget.
    """
    for project in checked.portfolio.projects:
        planned = checked.line(project.project_id, "planned_value")
        if project.budget and planned.amounts and not running_totals(checked, project):
            yield project, planned.total, abs(planned.total - project.budget) / project.budget


def _foreign(checked: Checked) -> Iterator[Project]:
    over = (Status.CANCELLED,)
    return (
        p
        for p in checked.portfolio.projects
        if p.currency and p.currency != checked.settings.base_currency and p.status not in over
    )


def _latest_rate(checked: Checked, currency: str | None) -> Month | None:
    months = [
        r.period
        for r in checked.portfolio.rates
        if r.currency == currency and r.rate and r.period <= checked.status_month
    ]
    return max(months, default=None)
