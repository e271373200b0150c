"""What projects deliver and what happens on the way: milestones, deliverables, quality, issues,
changes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pfreport.kinds import Kind, Month
from pfreport.model.columns import Column, Record, Sheet
from pfreport.model.project import Phase


class MilestoneType(StrEnum):
    """What sort of milestone."""

    GATE = "Gate"
    EXTERNAL = "External"
    KEY = "Key"
    INTERNAL = "Internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Record):
    """A dated event of a project."""

    sheet: ClassVar[Sheet] = Sheet(
        "Milestones",
        ("milestone_id",),
        "Dated events: gates, key dates, hand-overs.",
        "milestones, next gates, their trend",
    )

    milestone_id: Annotated[
        str, Column("Milestone ID", Kind.ID, "A short unique ID.", required=True, key=True)
    ]
    project_id: Annotated[
        str,
        Column("Project ID", Kind.ID, "The project.", required=True, key=True, refers="Projects"),
    ]
    name: Annotated[
        str | None, Column("Name", Kind.TEXT, "What is reached.", required=True, key=True)
    ] = None
    phase: Annotated[
        Phase | None, Column("Phase", Kind.ONE_OF, "The phase it belongs to.", choices=Phase)
    ] = None
    type: Annotated[
        MilestoneType | None,
        Column("Type", Kind.ONE_OF, "Gate, External, Key or Internal.", choices=MilestoneType),
    ] = None
    owner: Annotated[
        str | None, Column("Owner", Kind.TEXT, "Who answers for it.", personal=True)
    ] = None
    baseline_date: Annotated[
        dt.date | None,
        Column("Baseline date", Kind.DATE, "In the current baseline.", required=True),
    ] = None
    forecast_date: Annotated[
        dt.date | None, Column("Forecast date", Kind.DATE, "As expected now.")
    ] = None
    actual_date: Annotated[
        dt.date | None, Column("Actual date", Kind.DATE, "When it was reached.")
    ] = None
    critical: Annotated[
        bool, Column("Critical", Kind.YES_NO, "Whether a slip moves the finish.", blank=False)
    ] = False
    weight: Annotated[
        float,
        Column(
            "Weight",
            Kind.NUMBER,
            "Its part of the work, for the milestones method.",
            blank=1.0,
            low=0,
        ),
    ] = 1.0
    comment: Annotated[
        str | None, Column("Comment", Kind.LONG_TEXT, "Anything a reader should know.")
    ] = None

    @property
    def title(self) -> str:
        """Its name, or its ID where it has none."""
        return self.name or self.milestone_id


class DeliverableStatus(StrEnum):
    """How far a deliverable is."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    DELIVERED = "Delivered"
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    DESCOPED = "Descoped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable(Record):
    """A thing a project hands over."""

    sheet: ClassVar[Sheet] = Sheet(
        "Deliverables",
        ("deliverable_id",),
        "What each project hands over: its scope.",
        "scope delivered and accepted, and its light",
    )

    deliverable_id: Annotated[
        str, Column("Deliverable ID", Kind.ID, "A short unique ID.", required=True, key=True)
    ]
    project_id: Annotated[
        str,
        Column("Project ID", Kind.ID, "The project.", required=True, key=True, refers="Projects"),
    ]
    name: Annotated[
        str | None, Column("Name", Kind.TEXT, "What is handed over.", required=True, key=True)
    ] = None
    phase: Annotated[
        Phase | None, Column("Phase", Kind.ONE_OF, "The phase it belongs to.", choices=Phase)
    ] = None
    weight: Annotated[
        float, Column("Weight", Kind.NUMBER, "Its part of the scope.", blank=1.0, low=0)
    ] = 1.0
    baseline_due: Annotated[
        dt.date | None, Column("Baseline due", Kind.DATE, "Due in the current baseline.")
    ] = None
    forecast_due: Annotated[
        dt.date | None, Column("Forecast due", Kind.DATE, "Due as expected now.")
    ] = None
    delivered_on: Annotated[
        dt.date | None, Column("Delivered on", Kind.DATE, "When it was handed over.")
    ] = None
    status: Annotated[
        DeliverableStatus | None,
        Column("Status", Kind.ONE_OF, "How far it is.", required=True, choices=DeliverableStatus),
    ] = None
    accepted_on: Annotated[
        dt.date | None, Column("Accepted on", Kind.DATE, "When the customer accepted it.")
    ] = None
    rejections: Annotated[
        int, Column("Rejections", Kind.INTEGER, "How often it was sent back.", blank=0, low=0)
    ] = 0
    added_by_change: Annotated[
        bool,
        Column("Added by change", Kind.YES_NO, "Whether a change request added it.", blank=False),
    ] = False

    @property
    def title(self) -> str:
        """Its name, or its ID where it has none."""
        return self.name or self.deliverable_id


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityMonth(Record):
    """Quality figures of one project in one month."""

    sheet: ClassVar[Sheet] = Sheet(
        "Quality",
        ("project_id", "period"),
        "Defects, checks and rework by month.",
        "defects, rework and the quality light",
    )

    project_id: Annotated[
        str,
        Column("Project ID", Kind.ID, "The project.", required=True, key=True, refers="Projects"),
    ]
    period: Annotated[
        Month,
        Column("Period", Kind.MONTH, "The month.", required=True, key=True, aliases=("Month",)),
    ]
    open_critical_defects: Annotated[
        int | None, Column("Open critical defects", Kind.INTEGER, "Open at the month's end.", low=0)
    ] = None
    open_major_defects: Annotated[
        int | None, Column("Open major defects", Kind.INTEGER, "Open at the month's end.", low=0)
    ] = None
    open_minor_defects: Annotated[
        int | None, Column("Open minor defects", Kind.INTEGER, "Open at the month's end.", low=0)
    ] = None
    checks_done: Annotated[
        float | None,
        Column("Checks done", Kind.NUMBER, "Tests, reviews, inspections in the month.", low=0),
    ] = None
    checks_passed: Annotated[
        float | None, Column("Checks passed", Kind.NUMBER, "How many of them passed.", low=0)
    ] = None
    effort_hours: Annotated[
        float | None, Column("Effort hours", Kind.NUMBER, "Hours worked in the month.", low=0)
    ] = None
    rework_hours: Annotated[
        float | None, Column("Rework hours", Kind.NUMBER, "Hours of them spent on rework.", low=0)
    ] = None


class Severity(StrEnum):
    """How bad an issue is."""

    CRITICAL = "Critical"
    HIGH = "High"
    MEDIUM = "Medium"
    LOW = "Low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Record):
    """Something that has happened and needs handling."""

    sheet: ClassVar[Sheet] = Sheet(
        "Issues",
        ("issue_id",),
        "What has gone wrong and is being handled.",
        "open and overdue issues",
    )

    issue_id: Annotated[
        str, Column("Issue ID", Kind.ID, "A short unique ID.", required=True, key=True)
    ]
    project_id: Annotated[
        str,
        Column("Project ID", Kind.ID, "The project.", required=True, key=True, refers="Projects"),
    ]
    title: Annotated[
        str | None, Column("Title", Kind.TEXT, "The issue in a few words.", required=True)
    ] = None
    severity: Annotated[
        Severity | None,
        Column(
            "Severity",
            Kind.ONE_OF,
            "Critical, High, Medium or Low.",
            required=True,
            choices=Severity,
        ),
    ] = None
    owner: Annotated[str | None, Column("Owner", Kind.TEXT, "Who handles it.", personal=True)] = (
        None
    )
    raised_on: Annotated[dt.date | None, Column("Raised on", Kind.DATE, "When it was raised.")] = (
        None
    )
    due_on: Annotated[
        dt.date | None, Column("Due on", Kind.DATE, "By when it should be closed.")
    ] = None
    closed_on: Annotated[
        dt.date | None, Column("Closed on", Kind.DATE, "When it was closed; blank is open.")
    ] = None
    action: Annotated[str | None, Column("Action", Kind.LONG_TEXT, "What is being done.")] = None


class ChangeStatus(StrEnum):
    """Where a change request stands."""

    RAISED = "Raised"
    APPROVED = "Approved"
    REJECTED = "Rejected"
    DEFERRED = "Deferred"
    IMPLEMENTED = "Implemented"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Record):
    """A request to change the baseline."""

    sheet: ClassVar[Sheet] = Sheet(
        "Changes",
        ("change_id",),
        "Requests to change scope, cost or dates.",
        "approved and pending changes",
    )

    change_id: Annotated[
        str, Column("Change ID", Kind.ID, "A short unique ID.", required=True, key=True)
    ]
    project_id: Annotated[
        str,
        Column("Project ID", Kind.ID, "The project.", required=True, key=True, refers="Projects"),
    ]
    title: Annotated[
        str | None, Column("Title", Kind.TEXT, "The change in a few words.", required=True)
    ] = None
    raised_on: Annotated[dt.date | None, Column("Raised on", Kind.DATE, "When it was raised.")] = (
        None
    )
    status: Annotated[
        ChangeStatus | None,
        Column("Status", Kind.ONE_OF, "Where it stands.", required=True, choices=ChangeStatus),
    ] = None
    cost_impact: Annotated[
        float | None, Column("Cost impact", Kind.MONEY, "What it adds to cost; negative saves.")
    ] = None
    days_impact: Annotated[
        float | None, Column("Days impact", Kind.NUMBER, "Days it adds; negative saves.")
    ] = None
    scope_impact: Annotated[
        str | None, Column("Scope impact", Kind.TEXT, "What it adds or drops.")
    ] = None
    approved_by: Annotated[
        str | None, Column("Approved by", Kind.TEXT, "Who approved it.", personal=True)
    ] = None
    approved_on: Annotated[
        dt.date | None, Column("Approved on", Kind.DATE, "When it was approved.")
    ] = None
