"""Rules about Periods: months that are missing, sums that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from pfreport.faults import Effect
from pfreport.model.project import Status
from pfreport.workbook.rules.registry import ERROR, WARNING, Checked, Finding, Line, rule

REPORTING = (Status.APPROVED, Status.ACTIVE)


@rule("PF408", ERROR, Effect.VALUE_UNKNOWN)
def cost_below_zero(checked: Checked) -> Iterator[Finding]:
    """Credits cannot exceed what was spent."""
    for project in checked.portfolio.projects:
        spent = checked.spent(project.project_id)
        if spent.total < 0 and spent.last:
            record = spent.record(spent.last)
            reason = f"actual cost adds up to less than 0 ({record.at('actual_cost').address})"
            yield Finding(
                record, "actual_cost", f"{spent.total:,.2f}", unknown_series=("actual_cost", reason)
            )


@rule("PF515", WARNING)
def ledger_behind(checked: Checked) -> Iterator[Finding]:
    """Cost booked later than progress makes a project look cheap."""
    for project in checked.portfolio.projects:
        spent = checked.spent(project.project_id)
        progress = checked.done(project.project_id)
        if spent.last and progress.last and spent.last < progress.last:
            yield Finding(
                spent.record(spent.last), "actual_cost", spent.last, {"progress": progress.last}
            )


@rule("PF516", WARNING)
def not_reported(checked: Checked) -> Iterator[Finding]:
    """A running project should report the status month. A ledger behind progress has a warning
    of its own.
    """
    for project in checked.portfolio.projects:
        if project.status not in REPORTING:
            continue
        spent = checked.spent(project.project_id)
        progress = checked.done(project.project_id)
        line = progress if progress.amounts else spent
        if (
            line.last
            and line.last < checked.status_month
            and not (spent.last and spent.last < line.last)
        ):
            what = line.name.replace("_", " ")
            yield Finding(
                line.record(line.last),
                line.name,
                line.last,
                {"what": what, "month": checked.status_month},
            )


@rule("PF517", WARNING)
def blank_months(checked: Checked) -> Iterator[Finding]:
    """A blank month within a column counts as nothing planned, earned or spent. One warning a
    project.
    """
    for project in checked.portfolio.projects:
        for name in ("planned_value", "earned_value", "actual_cost"):
            line = checked.line(project.project_id, name)
            missing = _missing(line)
            if missing:
                record = line.record(next(iter(line.amounts)))
                yield Finding(record, name, ", ".join(missing), {"what": name.replace("_", " ")})
                break


def _missing(line: Line) -> list[str]:
    months = list(line.amounts)
    if not months or months[-1].ordinal - months[0].ordinal + 1 == len(months):
        return []
    return [
        str(months[0].plus(n))
        for n in range(months[-1].ordinal - months[0].ordinal)
        if months[0].plus(n) not in line.amounts
    ]
