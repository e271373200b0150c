"""Value: what a project returns on what it costs, over its whole life and from here on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pfreport.kinds import Month
from pfreport.measures.benefits import benefits_by_month
from pfreport.measures.cash_flow import (
    Flow,
    discounted,
    modified_rate_of_return,
    payback_period,
    per_month,
    per_year,
    present_value,
    sign_changes,
)
from pfreport.measures.costs import cost_by_month
from pfreport.measures.facts import ProjectFacts
from pfreport.measures.measurement import Given, Traced, Undefined
from pfreport.measures.rates_of_return import rates_of_return
from pfreport.measures.registry import Better, Enters, Wider, measure
from pfreport.settings import Settings

TEXTBOOK = "Brealey, Myers and Allen, Principles of Corporate Finance"
NOTHING_TO_GO = "nothing to go"
NO_COST = "no cost"


@dataclass(frozen=True, slots=True)
class ValueFlow:
    """Costs and benefits of a project by month, both positive; months are counted from `begin`, the first its sheets name.

    `now` is the status month; `to_go` is what of the two is still to come.
    """

    costs: Flow
    benefits: Flow
    costs_to_go: Flow
    benefits_to_go: Flow
    now: int
    given: Mapping[str, Given]

    @property
    def net(self) -> Flow:
        """Benefits less costs."""
        return _net(self.benefits, self.costs)

    @property
    def net_to_go(self) -> Flow:
        """Benefits less costs still to come."""
        return _net(self.benefits_to_go, self.costs_to_go)


def value_flow(facts: ProjectFacts, cost_to_go: float) -> ValueFlow | Undefined:
    """Costs and benefits by month; why they are not known by month otherwise."""
    benefits = benefits_by_month(facts)
    if isinstance(benefits, Undefined):
        return benefits
    costs = cost_by_month(facts, cost_to_go)
    if isinstance(costs, Undefined):
        return costs
    begin = _begin(facts)
    return ValueFlow(
        costs=_counted(begin, costs.spent, costs.to_go),
        benefits=_counted(begin, benefits.received, benefits.to_come),
        costs_to_go=_counted(begin, costs.to_go),
        benefits_to_go=_counted(begin, benefits.to_come),
        now=facts.status_month.ordinal - begin.ordinal,
        given={**costs.given, **_rate(facts.settings, "discount_rate", facts.settings.discount_rate)},
    )


@measure(
    "roi",
    "Return on investment",
    unit="fraction",
    better=Better.HIGHER,
    formula="(benefit - cost) / cost, whole life, not discounted",
    source=TEXTBOOK,
    enters=Enters.VALUE,
    wider=Wider.RATIO_OF_SUMS,
)
def return_on_investment(benefit_total: float, cost_total: float) -> float | Undefined:
    """What the project returns on what it costs, over its whole life."""
    return (benefit_total - cost_total) / cost_total if cost_total > 0 else Undefined(NO_COST)


@measure(
    "roi_to_go",
    "Return on the money to go",
    unit="fraction",
    better=Better.HIGHER,
    formula="(benefit to come - cost to go) / cost to go, not discounted",
    source=TEXTBOOK + ": sunk costs do not count",
    enters=Enters.TO_GO,
    wider=Wider.RATIO_OF_SUMS,
)
def return_to_go(benefit_to_go: float, cost_to_go: float) -> float | Undefined:
    """What the money still to be spent returns."""
    return (benefit_to_go - cost_to_go) / cost_to_go if cost_to_go > 0 else Undefined(NOTHING_TO_GO)


@measure(
    "npv",
    "Net present value",
    unit="money",
    better=Better.HIGHER,
    formula="sum of (benefit - cost) of a month / (1 + discount_rate)^(months from the project's first month / 12)",
    source=TEXTBOOK,
    enters=Enters.VALUE,
)
def net_present_value(facts: ProjectFacts, benefit_forecast: float, cost_total: float, cost_to_go: float) -> Traced | Undefined:  # noqa: ARG001 - n/a wherever they are
    """What the project is worth, valued at its first month."""
    flow = value_flow(facts, cost_to_go)
    if isinstance(flow, Undefined):
        return flow
    return Traced(present_value(flow.net, _monthly(facts)), flow.given)


@measure(
    "benefit_at_status",
    "Benefit valued at the status month",
    unit="money",
    better=Better.HIGHER,
    formula="sum of benefit of a month / (1 + discount_rate)^(months from the status month / 12)",
    source=TEXTBOOK,
    enters=Enters.VALUE,
    wider=Wider.SUM,
)
def benefit_at_status(facts: ProjectFacts, benefit_forecast: float, cost_total: float, cost_to_go: float) -> Traced | Undefined:  # noqa: ARG001 - as npv
    """Present value of all benefits less disbenefits: one zero for all projects."""
    flow = value_flow(facts, cost_to_go)
    if isinstance(flow, Undefined):
        return flow
    return Traced(present_value(flow.benefits, _monthly(facts), at=flow.now), flow.given)


@measure(
    "cost_at_status",
    "Cost valued at the status month",
    unit="money",
    better=Better.LOWER,
    formula="sum of cost of a month / (1 + discount_rate)^(months from the status month / 12)",
    source=TEXTBOOK,
    enters=Enters.VALUE,
    wider=Wider.SUM,
)
def cost_at_status(facts: ProjectFacts, benefit_forecast: float, cost_total: float, cost_to_go: float) -> Traced | Undefined:  # noqa: ARG001 - as npv
    """Present value of all costs: one zero for all projects."""
    flow = value_flow(facts, cost_to_go)
    if isinstance(flow, Undefined):
        return flow
    return Traced(present_value(flow.costs, _monthly(facts), at=flow.now), flow.given)


@measure(
    "npv_at_status",
    "Net present value at the status month",
    unit="money",
    better=Better.HIGHER,
    formula="benefit valued at the status month - cost valued at the status month",
    source=TEXTBOOK,
    enters=Enters.VALUE,
    wider=Wider.RATIO_OF_SUMS,
)
def value_at_status(benefit_at_status: float, cost_at_status: float) -> float:
    """What the project is worth, valued where all others are, so that projects add up."""
    return benefit_at_status - cost_at_status


@measure(
    "bcr",
    "Benefit-cost ratio",
    unit="ratio",
    better=Better.HIGHER,
    formula="present value of benefits less disbenefits / present value of costs",
    source="HM Treasury, The Green Book (2022)",
    enters=Enters.VALUE,
    wider=Wider.RATIO_OF_SUMS,
)
def benefit_cost_ratio(benefit_at_status: float, cost_at_status: float) -> float | Undefined:
    """Discounted benefit for each unit of discounted cost; the month of valuation cancels out."""
    return benefit_at_status / cost_at_status if cost_at_status > 0 else Undefined(NO_COST)


@measure(
    "npv_to_go",
    "Net present value to go",
    unit="money",
    better=Better.HIGHER,
    formula="sum of (benefit - cost) still to come / (1 + discount_rate)^(months from the status month / 12)",
    source=TEXTBOOK + ": sunk costs do not count",
    enters=Enters.TO_GO,
    wider=Wider.SUM,
)
def value_to_go(facts: ProjectFacts, benefit_forecast: float, cost_to_go: float) -> Traced | Undefined:  # noqa: ARG001 - as npv
    """What going on is worth, valued at the status month: one zero for all projects."""
    flow = value_flow(facts, cost_to_go)
    if isinstance(flow, Undefined):
        return flow
    return Traced(present_value(flow.net_to_go, _monthly(facts), at=flow.now), flow.given)


@measure(
    "cost_to_go_at_status",
    "Present value of cost to go",
    unit="money",
    better=Better.LOWER,
    formula="sum of cost to go of a month / (1 + discount_rate)^(months from the status month / 12)",
    source=TEXTBOOK,
    enters=Enters.TO_GO,
    wider=Wider.SUM,
)
def cost_to_go_at_status(facts: ProjectFacts, cost_to_go: float) -> Traced | Undefined:
    """What the cost to go is worth at the status month."""
    found = cost_by_month(facts, cost_to_go)
    if isinstance(found, Undefined):
        return found
    return Traced(present_value(_counted(facts.status_month, found.to_go), _monthly(facts)), found.given)


@measure(
    "profitability_index",
    "Profitability index",
    unit="ratio",
    better=Better.HIGHER,
    formula="1 + npv_to_go / present value of cost to go",
    source=TEXTBOOK,
    enters=Enters.TO_GO,
    wider=Wider.RATIO_OF_SUMS,
)
def profitability_index(value_to_go: float, cost_to_go_at_status: float) -> float | Undefined:
    """Discounted benefit to come for each unit of discounted cost to go: what to rank by when money is short."""
    return 1 + value_to_go / cost_to_go_at_status if cost_to_go_at_status > 0 else Undefined(NOTHING_TO_GO)


@measure(
    "irr",
    "Internal rate of return",
    unit="fraction",
    better=Better.HIGHER,
    formula="(1 + i)^12 - 1 for the only rate i a month at which the flow is worth nothing",
    source=TEXTBOOK + "; several roots: Descartes' rule of signs",
    enters=Enters.VALUE,
)
def internal_rate_of_return(facts: ProjectFacts, benefit_forecast: float, cost_total: float, cost_to_go: float) -> Traced | Undefined:  # noqa: ARG001 - as npv
    """The rate a year the project earns; n/a unless there is exactly one."""
    flow = value_flow(facts, cost_to_go)
    if isinstance(flow, Undefined):
        return flow
    rates = rates_of_return(flow.net)
    return Traced(per_year(rates[0]) if len(rates) == 1 else _no_rate(flow.net, len(rates)), flow.given)


@measure(
    "mirr",
    "Modified internal rate of return",
    unit="fraction",
    better=Better.HIGHER,
    formula="(inflows at the last month at reinvest_rate / outflows at the first at discount_rate)^(12 / months) - 1",
    source="Lin, The Modified Internal Rate of Return, The Engineering Economist 21 (1976)",
    enters=Enters.VALUE,
)
def modified_internal_rate_of_return(
    facts: ProjectFacts,
    benefit_forecast: float,  # noqa: ARG001 - as npv
    cost_total: float,  # noqa: ARG001 - as npv
    cost_to_go: float,
) -> Traced | Undefined:
    """The rate a year the project earns where its receipts are put to work at the reinvestment rate."""
    flow = value_flow(facts, cost_to_go)
    if isinstance(flow, Undefined):
        return flow
    reinvest = facts.settings.reinvestment
    rate = modified_rate_of_return(flow.net, _monthly(facts), per_month(reinvest))
    given = {**flow.given, **_rate(facts.settings, "reinvest_rate", reinvest)}
    return Traced(Undefined("the flow never changes sign") if rate is None else per_year(rate), given)


@measure(
    "payback",
    "Payback",
    unit="months",
    better=Better.LOWER,
    formula="months from the first flow until its running total is 0 or more for good, linear inside the month",
    source=TEXTBOOK,
    enters=Enters.VALUE,
    wider=Wider.MEDIAN_AND_WORST,
)
def payback(facts: ProjectFacts, benefit_forecast: float, cost_total: float, cost_to_go: float) -> Traced | Undefined:  # noqa: ARG001 - as npv
    """How long until the project has paid for itself."""
    flow = value_flow(facts, cost_to_go)
    return flow if isinstance(flow, Undefined) else Traced(_paid_back(flow.net), flow.given)


@measure(
    "discounted_payback",
    "Discounted payback",
    unit="months",
    better=Better.LOWER,
    formula="payback of the flow discounted at discount_rate",
    source=TEXTBOOK,
    enters=Enters.VALUE,
    wider=Wider.MEDIAN_AND_WORST,
)
def discounted_payback(facts: ProjectFacts, benefit_forecast: float, cost_total: float, cost_to_go: float) -> Traced | Undefined:  # noqa: ARG001 - as npv
    """How long until the project has paid for itself and for the money it ties up."""
    flow = value_flow(facts, cost_to_go)
    return flow if isinstance(flow, Undefined) else Traced(_paid_back(discounted(flow.net, _monthly(facts))), flow.given)


def _begin(facts: ProjectFacts) -> Month:
    """The first month that Periods or Benefit periods names for the project, whatever its amount."""
    return facts.first_month or facts.status_month


def _counted(begin: Month, *parts: Mapping[Month, float]) -> Flow:
    """Amounts by months from the begin; where two parts share a month they add up."""
    months = sorted({month for part in parts for month in part})
    return {month.ordinal - begin.ordinal: math.fsum(part.get(month, 0.0) for part in parts) for month in months}


def _net(benefits: Flow, costs: Flow) -> Flow:
    return {month: benefits.get(month, 0.0) - costs.get(month, 0.0) for month in sorted({*benefits, *costs})}


def _monthly(facts: ProjectFacts) -> float:
    return per_month(facts.settings.discount_rate)


def _rate(settings: Settings, key: str, value: float) -> dict[str, Given]:
    at = settings.at(key)
    return {key: Given(value, (at,) if at else ())}


def _no_rate(flow: Flow, roots: int) -> Undefined:
    changes = sign_changes(flow)
    if not changes:
        return Undefined("the flow never changes sign")
    if not roots:
        return Undefined("no rate of return between -99.99 % and 1000 % a month")
    return Undefined(f"the flow changes sign {changes} times, {roots} roots")


def _paid_back(flow: Flow) -> float | Undefined:
    months = payback_period(flow)
    return Undefined("never paid back") if months is None else months
