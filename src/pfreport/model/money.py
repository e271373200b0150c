"""Amounts over time: periods, baselines, benefits, exchange rates, funding."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pfreport.kinds import Kind, Month
from pfreport.model.columns import Column, Doubles, Record, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Record):
    """One project in one month; amounts of that month, not cumulative."""

    sheet: ClassVar[Sheet] = Sheet(
        "Periods",
        ("project_id", "period"),
        "Plan, progress and cost by month; amounts of the month.",
        "earned value, S-curves, forecasts, cost by fiscal year",
        doubles=Doubles.ADD_UP,
    )

    project_id: Annotated[
        str,
        Column(
            "Project ID",
            Kind.ID,
            "The project.",
            required=True,
            key=True,
            refers="Projects",
            aliases=("Project",),
        ),
    ]
    period: Annotated[
        Month,
        Column(
            "Period",
            Kind.MONTH,
            "The month: a date in it, or 2026-10.",
            required=True,
            key=True,
            aliases=("Month",),
        ),
    ]
    planned_value: Annotated[
        float | None,
        Column(
            "Planned value",
            Kind.MONEY,
            "Budget of the work planned for the month.",
            aliases=("PV", "BCWS"),
        ),
    ] = None
    earned_value: Annotated[
        float | None,
        Column(
            "Earned value",
            Kind.MONEY,
            "Budget of the work done in the month.",
            aliases=("EV", "BCWP"),
        ),
    ] = None
    percent_complete: Annotated[
        float | None,
        Column(
            "Percent complete",
            Kind.FRACTION,
            "Progress at the month's end, cumulative.",
            low=0,
            high=1,
        ),
    ] = None
    actual_cost: Annotated[
        float | None,
        Column(
            "Actual cost",
            Kind.MONEY,
            "Cost incurred in the month, accruals included; credits may be negative.",
            aliases=("AC", "ACWP"),
        ),
    ] = None
    forecast_cost: Annotated[
        float | None, Column("Forecast cost", Kind.MONEY, "Cost expected in the month.")
    ] = None
    committed: Annotated[
        float | None, Column("Committed", Kind.MONEY, "Ordered and not yet incurred.")
    ] = None
    capital_share: Annotated[
        float | None,
        Column(
            "Capital share",
            Kind.FRACTION,
            "Share of the month's cost that is capital.",
            low=0,
            high=1,
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline(Record):
    """An approved baseline; number 0 is the original."""

    sheet: ClassVar[Sheet] = Sheet(
        "Baselines",
        ("project_id", "baseline"),
        "Every approved baseline, so that a new one hides no slip.",
        "slip and growth against the original plan",
    )

    project_id: Annotated[
        str,
        Column("Project ID", Kind.ID, "The project.", required=True, key=True, refers="Projects"),
    ]
    baseline: Annotated[
        int,
        Column(
            "Baseline",
            Kind.INTEGER,
            "0 is the original, then 1, 2 …",
            required=True,
            key=True,
            low=0,
        ),
    ]
    approved_on: Annotated[
        dt.date | None, Column("Approved on", Kind.DATE, "When it was approved.")
    ] = None
    approved_by: Annotated[
        str | None, Column("Approved by", Kind.TEXT, "Who approved it.", personal=True)
    ] = None
    reason: Annotated[
        str | None, Column("Reason", Kind.LONG_TEXT, "Why the baseline was changed.")
    ] = None
    budget: Annotated[
        float | None, Column("Budget", Kind.MONEY, "Budget at completion in it.", low=0)
    ] = None
    start: Annotated[dt.date | None, Column("Start", Kind.DATE, "Start in it.")] = None
    finish: Annotated[dt.date | None, Column("Finish", Kind.DATE, "Finish in it.")] = None


class BenefitType(StrEnum):
    """What a benefit is worth in the books."""

    CASHABLE = "Cashable"
    NON_CASHABLE = "Non-cashable"
    QUALITATIVE = "Qualitative"
    DISBENEFIT = "Disbenefit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit(Record):
    """A benefit a project is done for."""

    sheet: ClassVar[Sheet] = Sheet(
        "Benefits",
        ("benefit_id",),
        "What each project is to bring, in money or otherwise.",
        "what projects bring, also where it is not money",
    )

    benefit_id: Annotated[
        str, Column("Benefit ID", Kind.ID, "A short unique ID.", required=True, key=True)
    ]
    project_id: Annotated[
        str,
        Column(
            "Project ID",
            Kind.ID,
            "The project that brings it.",
            required=True,
            key=True,
            refers="Projects",
        ),
    ]
    name: Annotated[
        str | None,
        Column("Name", Kind.TEXT, "The benefit in a few words.", required=True, key=True),
    ] = None
    goal_id: Annotated[
        str | None, Column("Goal ID", Kind.ID, "The goal it serves.", refers="Goals")
    ] = None
    type: Annotated[
        BenefitType | None,
        Column(
            "Type",
            Kind.ONE_OF,
            "Cashable, Non-cashable, Qualitative or Disbenefit (entered positive).",
            choices=BenefitType,
        ),
    ] = None
    owner: Annotated[
        str | None, Column("Owner", Kind.TEXT, "Who answers for its arrival.", personal=True)
    ] = None
    measure: Annotated[str | None, Column("Measure", Kind.TEXT, "What is counted.")] = None
    unit: Annotated[str | None, Column("Unit", Kind.TEXT, "The unit of the three values.")] = None
    start_value: Annotated[
        float | None, Column("Start value", Kind.NUMBER, "The measure at the start.")
    ] = None
    target_value: Annotated[
        float | None, Column("Target value", Kind.NUMBER, "The measure to reach.")
    ] = None
    current_value: Annotated[
        float | None, Column("Current value", Kind.NUMBER, "The measure now.")
    ] = None

    @property
    def title(self) -> str:
        """Its name, or its ID where it has none."""
        return self.name or self.benefit_id


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitPeriod(Record):
    """One benefit in one month; money of that month in the project's currency."""

    sheet: ClassVar[Sheet] = Sheet(
        "Benefit periods",
        ("benefit_id", "period"),
        "Benefits in money by month; amounts of the month.",
        "NPV, IRR, payback, benefits planned and received",
        doubles=Doubles.ADD_UP,
    )

    benefit_id: Annotated[
        str,
        Column("Benefit ID", Kind.ID, "The benefit.", required=True, key=True, refers="Benefits"),
    ]
    period: Annotated[
        Month,
        Column(
            "Period",
            Kind.MONTH,
            "The month: a date in it, or 2026-10.",
            required=True,
            key=True,
            aliases=("Month",),
        ),
    ]
    planned: Annotated[float | None, Column("Planned", Kind.MONEY, "As in the business case.")] = (
        None
    )
    forecast: Annotated[float | None, Column("Forecast", Kind.MONEY, "As expected now.")] = None
    actual: Annotated[float | None, Column("Actual", Kind.MONEY, "As received.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Record):
    """What one unit of a currency was worth in a month."""

    sheet: ClassVar[Sheet] = Sheet(
        "Rates", ("currency", "period"), "Exchange rates by month.", "projects in other currencies"
    )

    period: Annotated[
        Month,
        Column("Period", Kind.MONTH, "The month.", required=True, key=True, aliases=("Month",)),
    ]
    currency: Annotated[
        str, Column("Currency", Kind.CURRENCY, "ISO 4217.", required=True, key=True)
    ]
    rate: Annotated[
        float | None,
        Column("Rate", Kind.NUMBER, "Base currency for one unit.", required=True, low=0),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingYear(Record):
    """Money there is for one fiscal year."""

    sheet: ClassVar[Sheet] = Sheet(
        "Funding",
        ("fiscal_year",),
        "What may be spent in each fiscal year.",
        "funding options within each year's money",
    )

    fiscal_year: Annotated[
        int,
        Column(
            "Fiscal year",
            Kind.INTEGER,
            "The year its label carries, e.g. 2027.",
            required=True,
            key=True,
        ),
    ]
    limit: Annotated[
        float | None, Column("Limit", Kind.MONEY, "In base currency.", required=True, low=0)
    ] = None
    note: Annotated[str | None, Column("Note", Kind.TEXT, "Where it comes from.")] = None
