"""Projects: the record every other sheet refers to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pfreport.kinds import Kind, Rag
from pfreport.model.columns import Column, Record, Sheet


class Phase(StrEnum):
    """The five phases of a project."""

    INITIATION = "Initiation"
    PLANNING = "Planning"
    EXECUTION = "Execution"
    MONITORING = "Monitoring"
    CLOSURE = "Closure"


class Status(StrEnum):
    """Where a project stands in the portfolio; which figures it enters follows from it."""

    PROPOSED = "Proposed"
    APPROVED = "Approved"
    ACTIVE = "Active"
    ON_HOLD = "On hold"
    COMPLETED = "Completed"
    CANCELLED = "Cancelled"


class EarnedValueMethod(StrEnum):
    """How progress is turned into earned value where none is given by month."""

    PHYSICAL = "physical"
    MILESTONES = "milestones"
    ZERO_HUNDRED = "0/100"
    FIFTY_FIFTY = "50/50"


def _rag(heading: str, of: str) -> Column:
    return Column(
        heading,
        Kind.ONE_OF,
        f"The manager's own rating of {of}; printed beside the computed one.",
        choices=Rag,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """One project."""

    sheet: ClassVar[Sheet] = Sheet(
        "Projects",
        ("project_id",),
        "One row a project: what it is, where it stands, what it may cost.",
        "health, cost and dates of every project",
        required=True,
    )

    project_id: Annotated[
        str,
        Column(
            "Project ID",
            Kind.ID,
            "A short unique ID, at most 64 characters.",
            required=True,
            key=True,
            aliases=("ID", "Project"),
        ),
    ]
    name: Annotated[
        str | None,
        Column(
            "Name",
            Kind.TEXT,
            "What people call it.",
            required=True,
            key=True,
            aliases=("Project name", "Title"),
        ),
    ] = None
    programme: Annotated[
        str | None,
        Column(
            "Programme",
            Kind.TEXT,
            "The programme it belongs to; health is subtotalled by it.",
            aliases=("Program",),
        ),
    ] = None
    business_unit: Annotated[
        str | None,
        Column("Business unit", Kind.TEXT, "Who it is done for.", aliases=("Department",)),
    ] = None
    category: Annotated[
        str | None, Column("Category", Kind.TEXT, "The kind of project; limits may differ by it.")
    ] = None
    bucket: Annotated[
        str | None, Column("Bucket", Kind.ID, "The investment bucket (run, grow, transform).")
    ] = None
    description: Annotated[
        str | None, Column("Description", Kind.LONG_TEXT, "What it delivers, in a sentence or two.")
    ] = None
    phase: Annotated[
        Phase | None,
        Column(
            "Phase", Kind.ONE_OF, "Which of the five phases it is in.", required=True, choices=Phase
        ),
    ] = None
    status: Annotated[
        Status | None,
        Column(
            "Status",
            Kind.ONE_OF,
            "Where it stands in the portfolio.",
            required=True,
            choices=Status,
        ),
    ] = None
    sponsor: Annotated[
        str | None, Column("Sponsor", Kind.TEXT, "Who answers for its value.", personal=True)
    ] = None
    manager: Annotated[
        str | None,
        Column(
            "Manager",
            Kind.TEXT,
            "Who answers for its delivery.",
            required=True,
            personal=True,
            aliases=("Project manager", "PM"),
        ),
    ] = None
    manager_email: Annotated[
        str | None, Column("Manager email", Kind.TEXT, "The manager's address.", personal=True)
    ] = None
    priority: Annotated[int | None, Column("Priority", Kind.INTEGER, "1 is highest.", low=1)] = None
    mandatory: Annotated[
        bool,
        Column(
            "Mandatory", Kind.YES_NO, "Must be done whatever it returns (law, safety).", blank=False
        ),
    ] = False
    mandatory_reason: Annotated[
        str | None,
        Column("Mandatory reason", Kind.TEXT, "The law, licence or order that makes it mandatory."),
    ] = None
    exclusive_group: Annotated[
        str | None,
        Column("Exclusive group", Kind.TEXT, "At most one project of a group should run."),
    ] = None
    prerequisites: Annotated[
        tuple[str, ...],
        Column(
            "Prerequisites",
            Kind.IDS,
            "IDs of projects it cannot do without.",
            blank=(),
            refers="Projects",
        ),
    ] = ()
    baseline_start: Annotated[
        dt.date | None,
        Column(
            "Baseline start", Kind.DATE, "Start in the current approved baseline.", required=True
        ),
    ] = None
    baseline_finish: Annotated[
        dt.date | None,
        Column(
            "Baseline finish", Kind.DATE, "Finish in the current approved baseline.", required=True
        ),
    ] = None
    forecast_start: Annotated[
        dt.date | None, Column("Forecast start", Kind.DATE, "When it is now expected to start.")
    ] = None
    forecast_finish: Annotated[
        dt.date | None, Column("Forecast finish", Kind.DATE, "When it is now expected to finish.")
    ] = None
    actual_start: Annotated[
        dt.date | None, Column("Actual start", Kind.DATE, "When it started.")
    ] = None
    actual_finish: Annotated[
        dt.date | None, Column("Actual finish", Kind.DATE, "When it finished.")
    ] = None
    budget: Annotated[
        float | None,
        Column(
            "Budget",
            Kind.MONEY,
            "The current approved baseline, contingency left out (budget at completion).",
            required=True,
            aliases=("BAC", "Budget at completion"),
            low=0,
        ),
    ] = None
    currency: Annotated[
        str | None, Column("Currency", Kind.CURRENCY, "ISO 4217; blank is the base currency.")
    ] = None
    manager_estimate: Annotated[
        float | None,
        Column(
            "Manager estimate",
            Kind.MONEY,
            "The manager's own estimate at completion.",
            aliases=("EAC",),
            low=0,
        ),
    ] = None
    contingency_approved: Annotated[
        float | None,
        Column("Contingency approved", Kind.MONEY, "Held outside the budget, as approved.", low=0),
    ] = None
    contingency: Annotated[
        float | None,
        Column("Contingency", Kind.MONEY, "What is left of it at the status date.", low=0),
    ] = None
    expected_benefit: Annotated[
        float | None,
        Column("Expected benefit", Kind.MONEY, "Whole-life benefit where none is given by month."),
    ] = None
    exit_cost: Annotated[
        float, Column("Exit cost", Kind.MONEY, "What stopping it would cost.", blank=0.0, low=0)
    ] = 0.0
    year_budget: Annotated[
        float | None,
        Column(
            "Year budget", Kind.MONEY, "The fiscal year's budget where Periods has none.", low=0
        ),
    ] = None
    year_forecast: Annotated[
        float | None,
        Column(
            "Year forecast", Kind.MONEY, "The fiscal year's forecast where Periods has none.", low=0
        ),
    ] = None
    percent_complete: Annotated[
        float | None,
        Column(
            "Percent complete",
            Kind.FRACTION,
            "Physical progress, 0 % to 100 %.",
            low=0,
            high=1,
            aliases=("% complete",),
        ),
    ] = None
    earned_value_method: Annotated[
        EarnedValueMethod | None,
        Column(
            "Earned value method",
            Kind.ONE_OF,
            "How progress becomes earned value.",
            choices=EarnedValueMethod,
            blank=EarnedValueMethod.PHYSICAL,
        ),
    ] = EarnedValueMethod.PHYSICAL
    cost_to_date: Annotated[
        float | None,
        Column(
            "Cost to date",
            Kind.MONEY,
            "Actual cost to the status date, where Periods has none.",
            low=0,
            aliases=("Actual cost",),
        ),
    ] = None
    planned_to_date: Annotated[
        float | None,
        Column(
            "Planned to date",
            Kind.MONEY,
            "Planned value at the status date, where Periods has none.",
            low=0,
            aliases=("Planned value",),
        ),
    ] = None
    rag_overall: Annotated[Rag | None, _rag("RAG overall", "the project")] = None
    rag_time: Annotated[Rag | None, _rag("RAG time", "time")] = None
    rag_cost: Annotated[Rag | None, _rag("RAG cost", "cost")] = None
    rag_scope: Annotated[Rag | None, _rag("RAG scope", "scope")] = None
    rag_quality: Annotated[Rag | None, _rag("RAG quality", "quality")] = None
    rag_risk: Annotated[Rag | None, _rag("RAG risk", "risk")] = None
    rag_benefits: Annotated[Rag | None, _rag("RAG benefits", "benefits")] = None
    rag_resources: Annotated[Rag | None, _rag("RAG resources", "resources")] = None
    rag_comment: Annotated[
        str | None,
        Column(
            "RAG comment", Kind.LONG_TEXT, "Why the manager sees it otherwise than the figures."
        ),
    ] = None
    status_updated_on: Annotated[
        dt.date | None,
        Column("Status updated on", Kind.DATE, "When this row was last brought up to date."),
    ] = None
    feasibility: Annotated[
        float | None,
        Column(
            "Feasibility", Kind.FRACTION, "Chance of technical and delivery success.", low=0, high=1
        ),
    ] = None
    satisfaction: Annotated[
        float | None,
        Column(
            "Satisfaction",
            Kind.NUMBER,
            "The customer's rating of what was delivered, 1 to 5.",
            low=1,
            high=5,
        ),
    ] = None
    justification: Annotated[
        str | None, Column("Justification", Kind.LONG_TEXT, "Why it is worth its priority.")
    ] = None
    summary: Annotated[
        str | None,
        Column("Summary", Kind.LONG_TEXT, "The manager's words on where it stands and why."),
    ] = None
    achievements: Annotated[
        str | None,
        Column("Achievements", Kind.LONG_TEXT, "What was done since the last report, a line each."),
    ] = None
    next_steps: Annotated[
        str | None, Column("Next steps", Kind.LONG_TEXT, "What comes next, a line each.")
    ] = None
    help_needed: Annotated[
        str | None,
        Column("Help needed", Kind.LONG_TEXT, "What the project needs from others, a line each."),
    ] = None
    report: Annotated[
        bool, Column("Report", Kind.YES_NO, "Whether it gets a report of its own.", blank=True)
    ] = True

    @property
    def title(self) -> str:
        """Its name, or its ID where it has none."""
        return self.name or self.project_id
