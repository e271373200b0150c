"""Risks: threats and opportunities, of a project or of the portfolio."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pfreport.kinds import Kind
from pfreport.model.columns import Column, Record, Sheet

PORTFOLIO = "PORTFOLIO"


class RiskType(StrEnum):
    """A threat costs, an opportunity saves."""

    THREAT = "Threat"
    OPPORTUNITY = "Opportunity"


class RiskStatus(StrEnum):
    """Where a risk stands; only Open and In treatment count."""

    OPEN = "Open"
    IN_TREATMENT = "In treatment"
    OCCURRED = "Occurred"
    CLOSED = "Closed"
    EXPIRED = "Expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Record):
    """Something that may happen."""

    sheet: ClassVar[Sheet] = Sheet(
        "Risks",
        ("risk_id",),
        "What may happen, how likely, and what it would cost.",
        "risk matrix, exposure against contingency, range of outcomes",
    )

    risk_id: Annotated[
        str, Column("Risk ID", Kind.ID, "A short unique ID.", required=True, key=True)
    ]
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
    title: Annotated[
        str | None, Column("Title", Kind.TEXT, "The risk in a few words.", required=True)
    ] = None
    type: Annotated[
        RiskType | None,
        Column(
            "Type", Kind.ONE_OF, "Threat or Opportunity.", choices=RiskType, blank=RiskType.THREAT
        ),
    ] = RiskType.THREAT
    category: Annotated[str | None, Column("Category", Kind.TEXT, "The kind of risk.")] = None
    owner: Annotated[str | None, Column("Owner", Kind.TEXT, "Who watches it.", personal=True)] = (
        None
    )
    probability: Annotated[
        float | None,
        Column(
            "Probability", Kind.FRACTION, "Above 0 %, below 100 %; or use the score.", low=0, high=1
        ),
    ] = None
    probability_score: Annotated[
        int | None,
        Column(
            "Probability score",
            Kind.INTEGER,
            "1 (10 %) to 5 (90 %); or use the fraction.",
            low=1,
            high=5,
        ),
    ] = None
    impact: Annotated[int | None, Column("Impact", Kind.INTEGER, "1 to 5.", low=1, high=5)] = None
    cost_impact: Annotated[
        float | None,
        Column("Cost impact", Kind.MONEY, "What it would cost (or save), entered positive.", low=0),
    ] = None
    days_impact: Annotated[
        float | None,
        Column(
            "Days impact", Kind.NUMBER, "Days it would cost (or save), entered positive.", low=0
        ),
    ] = None
    response: Annotated[
        str | None, Column("Response", Kind.LONG_TEXT, "What is planned against it.")
    ] = None
    residual_probability: Annotated[
        float | None,
        Column("Residual probability", Kind.FRACTION, "After the planned response.", low=0, high=1),
    ] = None
    residual_score: Annotated[
        int | None,
        Column(
            "Residual score",
            Kind.INTEGER,
            "Probability score after the planned response.",
            low=1,
            high=5,
        ),
    ] = None
    residual_impact: Annotated[
        int | None,
        Column(
            "Residual impact", Kind.INTEGER, "Impact after the planned response.", low=1, high=5
        ),
    ] = None
    residual_cost: Annotated[
        float | None, Column("Residual cost", Kind.MONEY, "Cost after the planned response.", low=0)
    ] = None
    raised_on: Annotated[dt.date | None, Column("Raised on", Kind.DATE, "When it was raised.")] = (
        None
    )
    due_on: Annotated[
        dt.date | None, Column("Due on", Kind.DATE, "By when the response is due.")
    ] = None
    status: Annotated[
        RiskStatus | None,
        Column("Status", Kind.ONE_OF, "Where it stands.", required=True, choices=RiskStatus),
    ] = None

    @property
    def is_open(self) -> bool:
        """Whether it counts: Open or In treatment."""
        return self.status in (RiskStatus.OPEN, RiskStatus.IN_TREATMENT)
