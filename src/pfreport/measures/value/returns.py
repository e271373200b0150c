"""Returns: what a project earns on what it costs, as a share, as a rate a year, and how soon."""

from __future__ import annotations

import math

from pfreport.measures.engine.facts import ProjectFacts, WiderFacts, of_setting
from pfreport.measures.engine.measurement import Measurement, Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.measures.engine.rollup import coverage, enters, rates
from pfreport.measures.value.cash_flow import (
    Flow,
    discounted,
    modified_rate_of_return,
    payback_period,
    per_month,
    per_year,
    sign_changes,
)
from pfreport.measures.value.net_present_value import TEXTBOOK
from pfreport.measures.value.value_flow import of_flow, whole_life
from pfreport.reasons import Because


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
    return (
        (benefit_total - cost_total) / cost_total if cost_total > 0 else undefined(Because.NO_COST)
    )


@measure(
    "roi_all_costs",
    "Return on investment, every project's cost counted",
    unit="fraction",
    better=Better.HIGHER,
    formula="(sum of known benefits - sum of all costs) / sum of all costs",
    source=TEXTBOOK,
    of="portfolio",
    enters=Enters.VALUE,
)
def return_on_all_costs(facts: WiderFacts) -> Traced | Undefined:
    """What the portfolio returns if projects without known benefits bring nothing."""
    counted = [m for m in facts.members if enters(m.facts, Enters.VALUE)]
    costs = [(m, cost) for m in counted if (cost := m.amount("cost_total")) is not None]
    benefits = [
        (m, benefit) for m, _ in costs if (benefit := m.amount("benefit_total")) is not None
    ]
    cost = math.fsum(amount for _, amount in costs)
    value = return_on_investment(math.fsum(amount for _, amount in benefits), cost)
    figures = (
        *(m.figures["benefit_total"] for m, _ in benefits),
        *(m.figures["cost_total"] for m, _ in costs),
    )
    return Traced(
        value,
        rates(m for m, _ in costs),
        members=figures,
        coverage=coverage([m for m, _ in costs], counted, "cost_total"),
    )


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
    return (
        (benefit_to_go - cost_to_go) / cost_to_go
        if cost_to_go > 0
        else undefined(Because.NOTHING_TO_GO)
    )


@measure(
    "irr",
    "Internal rate of return",
    unit="fraction",
    better=Better.HIGHER,
    formula="(1 + i)^12 - 1 for the only rate i a month at which the flow is worth nothing",
    source=TEXTBOOK + "; several roots: Descartes' rule of signs",
    enters=Enters.VALUE,
)
def internal_rate_of_return(facts: ProjectFacts, cost_to_go: Measurement) -> Traced | Undefined:
    """The rate a year the project earns; n/a unless there is exactly one."""
    return of_flow(whole_life(facts, cost_to_go), lambda flow: only_rate(flow.net), discounts=False)


@measure(
    "mirr",
    "Modified internal rate of return",
    unit="fraction",
    better=Better.HIGHER,
    formula="(inflows at the last month at reinvest_rate / outflows at the first at "
    "discount_rate)^(12 / months) - 1",
    source="Lin, The Modified Internal Rate of Return, The Engineering Economist 21 (1976)",
    enters=Enters.VALUE,
)
def modified_internal_rate_of_return(
    facts: ProjectFacts, cost_to_go: Measurement
) -> Traced | Undefined:
    """The rate a year the project earns where its receipts are put to work at the reinvestment
    rate.
    """
    flow = whole_life(facts, cost_to_go)
    if isinstance(flow, Undefined):
        return flow
    rate = modified_rate_of_return(flow.net, flow.rate, per_month(facts.settings.reinvestment))
    reinvest = (
        {} if facts.settings.reinvest_rate is None else of_setting(facts.settings, "reinvest_rate")
    )
    return Traced(
        undefined(Because.ONE_SIGN) if rate is None else per_year(rate), {**flow.given, **reinvest}
    )


@measure(
    "payback",
    "Payback",
    unit="months",
    better=Better.LOWER,
    formula="months from the first flow until its running total is 0 or more for good, linear "
    "inside the month",
    source=TEXTBOOK,
    enters=Enters.VALUE,
    wider=Wider.MEDIAN_AND_WORST,
)
def payback(facts: ProjectFacts, cost_to_go: Measurement) -> Traced | Undefined:
    """How long until the project has paid for itself."""
    return of_flow(
        whole_life(facts, cost_to_go), lambda flow: _paid_back(flow.net), discounts=False
    )


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
def discounted_payback(facts: ProjectFacts, cost_to_go: Measurement) -> Traced | Undefined:
    """How long until the project has paid for itself and for the money it ties up."""
    return of_flow(
        whole_life(facts, cost_to_go), lambda flow: _paid_back(discounted(flow.net, flow.rate))
    )


def only_rate(flow: Flow) -> float | Undefined:
    """The rate a year of a monthly flow, if there is exactly one; what to know of the others
    otherwise.
    """
    # scipy takes longer to load than a check takes
    from pfreport.measures.value.rates_of_return import rates_of_return  # noqa: PLC0415

    rates, changes = rates_of_return(flow), sign_changes(flow)
    if len(rates) == 1:
        return per_year(rates[0])
    if not changes:
        return undefined(Because.ONE_SIGN)
    if not rates:
        return undefined(Because.NO_RATE_IN_RANGE)
    return undefined(Because.MANY_SIGNS, changes=changes, roots=len(rates))


def _paid_back(flow: Flow) -> float | Undefined:
    months = payback_period(flow)
    return undefined(Because.NEVER_PAID_BACK) if months is None else months
