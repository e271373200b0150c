"""Rules about dates: their order, and where they stand to the status date."""

from __future__ import annotations

from collections.abc import Iterator

from pfreport.faults import Effect
from pfreport.kinds import Month
from pfreport.model.columns import Record
from pfreport.model.delivery import Change, Deliverable, Issue, Milestone, QualityMonth
from pfreport.model.money import Baseline, BenefitPeriod, Period
from pfreport.model.people import Demand
from pfreport.model.portfolio import field_of
from pfreport.model.project import Project, Status
from pfreport.model.strategy import Goal
from pfreport.workbook.rules.registry import ERROR, WARNING, Checked, Finding, rule

SPANS: tuple[tuple[type[Record], str, str], ...] = (
    (Project, "baseline_start", "baseline_finish"),
    (Project, "forecast_start", "forecast_finish"),
    (Project, "actual_start", "actual_finish"),
    (Baseline, "start", "finish"),
    (Goal, "start_date", "target_date"),
)
HAPPENED: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Project, ("actual_start", "actual_finish", "status_updated_on")),
    (Milestone, ("actual_date",)),
    (Deliverable, ("delivered_on", "accepted_on")),
    (Issue, ("raised_on", "closed_on")),
    (Change, ("raised_on", "approved_on")),
)
BY_MONTH: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Period, ("earned_value", "percent_complete", "actual_cost")),
    (BenefitPeriod, ("actual",)),
    (Demand, ("actual",)),
    (
        QualityMonth,
        (
            "checks_done",
            "open_critical_defects",
            "open_major_defects",
            "open_minor_defects",
            "effort_hours",
        ),
    ),
)
OVER = (Status.COMPLETED, Status.CANCELLED)


@rule("PF402", ERROR, Effect.VALUE_UNKNOWN)
def start_after_finish(checked: Checked) -> Iterator[Finding]:
    """A start that lies after its finish: nobody knows which of the two is wrong."""
    for kind, first, second in SPANS:
        for record in getattr(checked.portfolio, field_of(kind)):
            start, finish = getattr(record, first), getattr(record, second)
            if start and finish and start > finish:
                values = {"first": _words(first), "second": _words(second), "finish": finish}
                yield Finding(record, first, start, values, unknown=(first, second))


@rule("PF414", WARNING)
def after_the_status_date(checked: Checked) -> Iterator[Finding]:
    """What has happened cannot lie in the future. A row of a list counts from its date on; a
    project's date is as if left blank.
    """
    for kind, names in HAPPENED:
        for record in getattr(checked.portfolio, field_of(kind)):
            for name in names:
                day = getattr(record, name)
                if day and day > checked.status_date:
                    values = {"what": _words(name), "status_date": checked.status_date}
                    yield Finding(
                        record, name, day, values, instead={name: None} if kind is Project else {}
                    )
    for kind, names in BY_MONTH:
        for record in getattr(checked.portfolio, field_of(kind)):
            if record.period > checked.status_month:
                filled = [name for name in names if getattr(record, name) is not None]
                if filled:
                    what = f"{_words(filled[0])} of {record.period}"
                    yield Finding(
                        record,
                        filled[0],
                        getattr(record, filled[0]),
                        {"what": what, "status_date": checked.status_date},
                    )


@rule("PF409", WARNING)
def forecast_finish_past(checked: Checked) -> Iterator[Finding]:
    """A project that runs on cannot be expected to have finished."""
    for project in checked.portfolio.projects:
        if (
            project.forecast_finish
            and project.forecast_finish < checked.status_date
            and project.status not in OVER
            and not project.actual_finish
        ):
            yield Finding(project, "forecast_finish", project.forecast_finish)


@rule("PF415", WARNING)
def completed_without_finish(checked: Checked) -> Iterator[Finding]:
    """A completed project finished some day."""
    for project in checked.portfolio.projects:
        if (
            project.status is Status.COMPLETED
            and project.actual_finish is None
            and "actual_finish" not in project.absent
        ):
            yield Finding(project, "actual_finish")


@rule("PF419", WARNING)
def finished_and_not_over(checked: Checked) -> Iterator[Finding]:
    """What has finished is over: one of the two was not brought up to date."""
    for project in checked.portfolio.projects:
        day = project.actual_finish
        if day and day <= checked.status_date and project.status not in OVER:
            yield Finding(project, "actual_finish", day, {"status": project.status})


@rule("PF416", WARNING)
def active_without_start(checked: Checked) -> Iterator[Finding]:
    """A project under way has a baseline and has started. A workbook without the column Actual
    start is not told so a row.
    """
    for project in checked.portfolio.projects:
        if project.status is Status.ACTIVE:
            if project.baseline_start is None and "baseline_start" not in project.absent:
                yield Finding(project, "baseline_start", values={"what": "baseline start"})
            elif project.actual_start is None and project.left_blank("actual_start"):
                yield Finding(project, "actual_start", values={"what": "actual start"})


@rule("PF417", WARNING)
def milestone_past_due(checked: Checked) -> Iterator[Finding]:
    """A milestone that was missed needs a new date."""
    for milestone in checked.portfolio.milestones:
        name = "baseline_date" if milestone.forecast_date is None else "forecast_date"
        due = getattr(milestone, name)
        if milestone.actual_date is None and due and due < checked.status_date:
            yield Finding(milestone, name, due)


@rule("PF413", WARNING)
def plan_off_baseline(checked: Checked) -> Iterator[Finding]:
    """The months of planned value should be those of the baseline."""
    for project in checked.portfolio.projects:
        months = [
            m
            for m, amount in checked.line(project.project_id, "planned_value").amounts.items()
            if amount > 0
        ]
        if not months:
            continue
        for name, what, month in (
            ("baseline_start", "begins", months[0]),
            ("baseline_finish", "ends", months[-1]),
        ):
            day = getattr(project, name)
            if day and abs(Month.of(day).ordinal - month.ordinal) > 1:
                yield Finding(
                    project, name, day, {"what": what, "month": month, "date": _words(name)}
                )


def _words(name: str) -> str:
    return name.replace("_", " ")
