"""What the portfolio decides and what it judges by: decisions, scenarios, limits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pfreport.kinds import Kind
from pfreport.model.columns import Column, Record, Sheet
from pfreport.model.risk import PORTFOLIO


class DecisionType(StrEnum):
    """What is decided."""

    ADD = "Add"
    ADVANCE = "Advance"
    CONTINUE = "Continue"
    FIX = "Fix"
    DEFER = "Defer"
    HOLD = "Hold"
    STOP = "Stop"
    FUND = "Fund"
    REBASELINE = "Rebaseline"
    OTHER = "Other"


class DecisionStatus(StrEnum):
    """Where a decision stands."""

    REQUESTED = "Requested"
    DECIDED = "Decided"
    IMPLEMENTED = "Implemented"
    REVERSED = "Reversed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """A decision asked for or taken."""

    sheet: ClassVar[Sheet] = Sheet(
        "Decisions",
        ("decision_id",),
        "What was asked of the board, and what it decided.",
        "decisions needed on page one, what followed those made",
    )

    decision_id: Annotated[
        str, Column("Decision ID", Kind.ID, "A short unique ID.", required=True, key=True)
    ]
    date: Annotated[
        dt.date | None, Column("Date", Kind.DATE, "When it was asked for or taken.", required=True)
    ] = None
    project_id: Annotated[
        str,
        Column(
            "Project ID",
            Kind.ID,
            "The project, or PORTFOLIO.",
            required=True,
            key=True,
            refers="Projects",
            also=(PORTFOLIO,),
        ),
    ]
    type: Annotated[
        DecisionType | None,
        Column("Type", Kind.ONE_OF, "What is decided.", required=True, choices=DecisionType),
    ] = None
    amount: Annotated[float | None, Column("Amount", Kind.MONEY, "The money in it.")] = None
    rationale: Annotated[str | None, Column("Rationale", Kind.LONG_TEXT, "Why.")] = None
    decided_by: Annotated[
        str | None, Column("Decided by", Kind.TEXT, "Who decides or decided.", personal=True)
    ] = None
    effective_from: Annotated[
        dt.date | None,
        Column(
            "Effective from", Kind.DATE, "From when it holds; for a request, by when it is needed."
        ),
    ] = None
    review_on: Annotated[
        dt.date | None, Column("Review on", Kind.DATE, "When its effect is looked at.")
    ] = None
    expected_measure: Annotated[
        str | None, Column("Expected measure", Kind.TEXT, "The measure it is to move, by its id.")
    ] = None
    expected_value: Annotated[float | None, Column("Expected value", Kind.NUMBER, "To what.")] = (
        None
    )
    status: Annotated[
        DecisionStatus | None,
        Column("Status", Kind.ONE_OF, "Where it stands.", choices=DecisionStatus),
    ] = None


class Choice(StrEnum):
    """What a scenario does with a project."""

    IN = "In"
    OUT = "Out"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioChoice(Record):
    """What one scenario does with one project."""

    sheet: ClassVar[Sheet] = Sheet(
        "Scenarios",
        ("scenario", "project_id"),
        "What-ifs: projects in or out, later, dearer.",
        "funding options of your own",
    )

    scenario: Annotated[str, Column("Scenario", Kind.ID, "Its name.", required=True, key=True)]
    project_id: Annotated[
        str,
        Column("Project ID", Kind.ID, "The project.", required=True, key=True, refers="Projects"),
    ]
    choice: Annotated[
        Choice | None,
        Column("Choice", Kind.ONE_OF, "In or Out; blank leaves it free.", choices=Choice),
    ] = None
    shift_months: Annotated[
        int, Column("Shift months", Kind.INTEGER, "Months it starts later.", blank=0)
    ] = 0
    budget: Annotated[
        float | None, Column("Budget", Kind.MONEY, "Replaces its cost to go.", low=0)
    ] = None
    reason: Annotated[str | None, Column("Reason", Kind.LONG_TEXT, "Why.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Record):
    """A limit of the workbook's own for a light."""

    sheet: ClassVar[Sheet] = Sheet(
        "Limits",
        ("measure", "category"),
        "Limits of your own for the lights, for all projects or one category.",
        "lights judged by limits of your own",
    )

    measure: Annotated[
        str, Column("Measure", Kind.ID, "The measure's id, e.g. cpi.", required=True, key=True)
    ]
    category: Annotated[
        str | None, Column("Category", Kind.TEXT, "The category they hold for; blank: all.")
    ] = None
    amber: Annotated[
        float | None, Column("Amber", Kind.LIMIT, "Where Green ends.", required=True)
    ] = None
    red: Annotated[float | None, Column("Red", Kind.LIMIT, "Where Amber ends.", required=True)] = (
        None
    )
    note: Annotated[str | None, Column("Note", Kind.TEXT, "Why.")] = None
