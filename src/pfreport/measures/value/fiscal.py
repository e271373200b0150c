"""Fiscal years: budget, actual and forecast of this one and the next."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pfreport.kinds import Month
from pfreport.measures.earned.costs import cost_to_go_by_month
from pfreport.measures.earned.plan import planned_months
from pfreport.measures.engine.data_month import data_month
from pfreport.measures.engine.facts import ProjectFacts, missing, of_setting
from pfreport.measures.engine.measurement import (
    Given,
    Measurement,
    Outcome,
    Traced,
    Undefined,
    undefined,
)
from pfreport.measures.engine.registry import Better, Wider, measure
from pfreport.reasons import Because
from pfreport.settings import Settings

CONVENTION = "pfreport: months of the fiscal year as the settings define it"


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """Twelve months and the year they are named by."""

    label: int
    first: Month

    @property
    def last(self) -> Month:
        """The month it ends with."""
        return self.first.plus(11)

    @property
    def name(self) -> str:
        """`FY 2027`, `FY 2026/27` where it spans two."""
        spans = self.last.year != self.first.year
        return (
            f"FY {self.first.year}/{self.last.year % 100:02d}" if spans else f"FY {self.first.year}"
        )

    @property
    def following(self) -> FiscalYear:
        """The year behind it."""
        return FiscalYear(self.label + 1, self.first.plus(12))

    def __contains__(self, month: object) -> bool:
        return isinstance(month, Month) and self.first <= month <= self.last


def fiscal_year(month: Month, settings: Settings) -> FiscalYear:
    """The fiscal year a month lies in."""
    start = settings.fiscal_year_start_month
    first = Month(month.year if month.month >= start else month.year - 1, start)
    return FiscalYear(
        first.year if settings.fiscal_year_label == "start" else first.plus(11).year, first
    )


def fiscal_years(facts: ProjectFacts) -> tuple[FiscalYear, FiscalYear]:
    """The fiscal year of the status date and the next."""
    this = fiscal_year(facts.status_month, facts.settings)
    return this, this.following


@measure(
    "year_budget",
    "Budget of the fiscal year",
    unit="money",
    better=Better.NEITHER,
    formula="Planned value of its months; else Year budget",
    source=CONVENTION,
    wider=Wider.SUM,
    keyed=True,
)
def year_budget(facts: ProjectFacts) -> dict[str, Outcome]:
    """What is budgeted for this fiscal year and the next."""
    return _by_label(facts, {year: _budget(facts, year) for year in fiscal_years(facts)})


@measure(
    "year_actual",
    "Actual cost of the fiscal year",
    unit="money",
    better=Better.NEITHER,
    formula="Actual cost of its months up to the data month",
    source=CONVENTION,
    wider=Wider.SUM,
    keyed=True,
)
def year_actual(facts: ProjectFacts, actual_cost: Measurement) -> dict[str, Outcome]:
    """What was spent in this fiscal year; nothing yet in the next."""
    return _by_label(
        facts, {year: _spent(facts, year, actual_cost) for year in fiscal_years(facts)}
    )


@measure(
    "year_forecast",
    "Forecast of the fiscal year",
    unit="money",
    better=Better.LOWER,
    formula="actual cost of its months + cost to go of its later months; else Year forecast",
    source=CONVENTION,
    wider=Wider.SUM,
    keyed=True,
)
def year_forecast(
    facts: ProjectFacts, actual_cost: Measurement, cost_to_go: Measurement
) -> dict[str, Outcome]:
    """What this fiscal year and the next will have cost when they end."""
    return _by_label(
        facts,
        {year: _forecast(facts, year, actual_cost, cost_to_go) for year in fiscal_years(facts)},
    )


@measure(
    "year_variance",
    "Variance of the fiscal year",
    unit="money",
    better=Better.HIGHER,
    formula="budget of the fiscal year - its forecast",
    source=CONVENTION,
    wider=Wider.SUM,
    keyed=True,
)
def year_variance(
    facts: ProjectFacts, actual_cost: Measurement, cost_to_go: Measurement
) -> dict[str, Outcome]:
    """By how much the fiscal year stays below its budget; favourable when positive."""
    parts = {
        year: (_budget(facts, year), _forecast(facts, year, actual_cost, cost_to_go))
        for year in fiscal_years(facts)
    }
    return _by_label(
        facts, {year: _difference(budget, forecast) for year, (budget, forecast) in parts.items()}
    )


@measure(
    "capital_share",
    "Capital share",
    unit="fraction",
    better=Better.NEITHER,
    formula="sum of Actual cost x Capital share / sum of Actual cost, over the fiscal year's "
    "months that have both",
    source=CONVENTION,
)
def capital_share(facts: ProjectFacts) -> Outcome:
    """The part of this fiscal year's actual cost that is capital."""
    problem = data_month(facts).problem or facts.actual.unknown or facts.capital_share.unknown
    if problem:
        return problem
    this, _ = fiscal_years(facts)
    shares, costs = facts.capital_share.amounts, facts.actual.amounts
    months = [m for m in shares if m in costs and m in this and m <= data_month(facts).month]
    whole = math.fsum(costs[m] for m in months)
    if whole <= 0:
        return undefined(Because.NO_CAPITAL_SHARE)
    capital = math.fsum(costs[m] * shares[m] for m in months)
    given = {
        "Actual cost": Given(
            whole, tuple(o for month in months for o in facts.actual.origins[month])
        ),
        "Capital share": Given(
            capital / whole,
            tuple(o for month in months for o in facts.capital_share.origins[month]),
        ),
        **of_setting(facts.settings, "fiscal_year_start_month"),
    }
    return Traced(capital / whole, given)


@dataclass(frozen=True, slots=True)
class _Part:
    """An amount of a year with the cells and the figures it was made from."""

    amount: float
    given: Mapping[str, Given]
    used: tuple[str, ...] = ()

    def as_given(self) -> Given:
        """The amount as an input of another, with all its cells."""
        return Given(
            self.amount, tuple(origin for given in self.given.values() for origin in given.origins)
        )


def _by_label(
    facts: ProjectFacts, parts: Mapping[FiscalYear, _Part | Undefined]
) -> dict[str, Outcome]:
    year_is = of_setting(facts.settings, "fiscal_year_start_month", "fiscal_year_label")
    return {
        str(year.label): Traced(part, year_is)
        if isinstance(part, Undefined)
        else Traced(part.amount, {**part.given, **year_is}, used=part.used)
        for year, part in parts.items()
    }


def _budget(facts: ProjectFacts, year: FiscalYear) -> _Part | Undefined:
    if facts.planned.unknown:
        return facts.planned.unknown
    if not planned_months(facts):
        return _stated(facts, year, "year_budget", "Year budget")
    planned = facts.planned.total(year.first, year.last)
    return _Part(planned, {"Planned value": facts.planned.given(planned, year.first, year.last)})


def _stated(facts: ProjectFacts, year: FiscalYear, name: str, heading: str) -> _Part | Undefined:
    """A figure of Projects for this fiscal year; of the next nothing is stated."""
    if year != fiscal_years(facts)[0]:
        return undefined(Because.NOT_BY_MONTH)
    amount = getattr(facts.project, name)
    return (
        missing(facts.project, name, heading)
        if amount is None
        else _Part(amount, {heading: facts.given(name)})
    )


def _spent(facts: ProjectFacts, year: FiscalYear, actual_cost: Measurement) -> _Part | Undefined:
    """Actual cost of a year's months. Where it is not by month, only nothing at all can be told
    apart by year.
    """
    data = data_month(facts)
    problem = data.problem or facts.actual.unknown
    if problem:
        return problem
    if year.first > facts.status_month:
        return _Part(0.0, {})
    if facts.actual:
        last = min(year.last, data.month)
        spent = facts.actual.total(year.first, last)
        return _Part(spent, {"Actual cost": facts.actual.given(spent, year.first, last)})
    return _Part(0.0, {}, ("ac",)) if actual_cost.value == 0 else undefined(Because.NOT_BY_MONTH)


def _forecast(
    facts: ProjectFacts, year: FiscalYear, actual_cost: Measurement, cost_to_go: Measurement
) -> _Part | Undefined:
    by_month = _forecast_by_month(facts, year, actual_cost, cost_to_go)
    stated = _stated(facts, year, "year_forecast", "Year forecast")
    # a forecast that the workbook withholds is that before it is one that cannot be worked out
    told = isinstance(stated, _Part) or stated.reason.withheld
    return stated if isinstance(by_month, Undefined) and told else by_month


def _forecast_by_month(
    facts: ProjectFacts, year: FiscalYear, actual_cost: Measurement, cost_to_go: Measurement
) -> _Part | Undefined:
    """Actual cost of a year's months and the cost to go of its later ones."""
    spent = _spent(facts, year, actual_cost)
    if isinstance(spent, Undefined):
        return spent
    if not cost_to_go.known:
        return Undefined(cost_to_go.why)
    by_month = cost_to_go_by_month(facts, cost_to_go.number)
    if isinstance(by_month, Undefined):
        return by_month
    ahead = math.fsum(amount for month, amount in by_month.amounts.items() if month in year)
    return _Part(
        spent.amount + ahead, {**spent.given, **by_month.given}, (*spent.used, "cost_to_go")
    )


def _difference(budget: _Part | Undefined, forecast: _Part | Undefined) -> _Part | Undefined:
    if isinstance(budget, Undefined):
        return budget
    if isinstance(forecast, Undefined):
        return forecast
    given = {"Budget of the year": budget.as_given(), "Forecast of the year": forecast.as_given()}
    return _Part(budget.amount - forecast.amount, given, forecast.used)
