"""Value: what a project is worth in money of one month, over its whole life and from here on."""

from __future__ import annotations

import math

from pfreport.measures.earned.costs import cost_to_go_by_month
from pfreport.measures.engine.facts import ProjectFacts, WiderFacts, of_setting
from pfreport.measures.engine.measurement import Given, Measurement, Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.measures.engine.rollup import coverage, enters, rates, unknown
from pfreport.measures.value.cash_flow import per_month, present_value
from pfreport.measures.value.value_flow import flow_from, of_flow, still_to_come, whole_life
from pfreport.reasons import Because

TEXTBOOK = "Brealey, Myers and Allen, Principles of Corporate Finance"


@measure(
    "npv",
    "Net present value",
    unit="money",
    better=Better.HIGHER,
    formula="sum of (benefit - cost) of a month / (1 + discount_rate)^(months from the project's "
    "first month / 12)",
    source=TEXTBOOK,
    enters=Enters.VALUE,
)
def net_present_value(facts: ProjectFacts, cost_to_go: Measurement) -> Traced | Undefined:
    """What the project is worth, valued at its first month."""
    flow = whole_life(facts, cost_to_go)
    if isinstance(flow, Undefined):
        return flow
    return Traced(
        present_value(flow.net, flow.rate),
        {**flow.given, "First month": Given(str(facts.first_month), facts.first_cells)},
    )


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
def benefit_at_status(facts: ProjectFacts, cost_to_go: Measurement) -> Traced | Undefined:
    """Present value of all benefits less disbenefits: one zero for all projects."""
    flow = whole_life(facts, cost_to_go)
    if isinstance(flow, Undefined):
        return flow
    return Traced(
        present_value(flow.benefits, flow.rate, at=flow.now),
        {**flow.given_benefits, **flow.given_rate},
        used=(),
    )


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
def cost_at_status(facts: ProjectFacts, cost_to_go: Measurement) -> Traced | Undefined:
    """Present value of all costs: one zero for all projects."""
    flow = whole_life(facts, cost_to_go)
    if isinstance(flow, Undefined):
        return flow
    return Traced(
        present_value(flow.costs, flow.rate, at=flow.now), {**flow.given_costs, **flow.given_rate}
    )


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
    "npv",
    "Net present value",
    unit="money",
    better=Better.HIGHER,
    formula="sum over projects of net present value at the status month",
    source=TEXTBOOK,
    of="portfolio",
    enters=Enters.VALUE,
)
def portfolio_net_present_value(facts: WiderFacts) -> Traced | Undefined:
    """What all projects are worth together: every flow valued at the status month, then added."""
    counted = [m for m in facts.members if enters(m.facts, Enters.VALUE)]
    known = [(m, amount) for m in counted if (amount := m.amount("npv_at_status")) is not None]
    if not known:
        return Traced(
            undefined(Because.NO_PROJECT_HAS_VALUE), members=unknown(counted, "npv_at_status")
        )
    return Traced(
        math.fsum(amount for _, amount in known),
        rates(m for m, _ in known),
        members=tuple(m.figures["npv_at_status"] for m, _ in known),
        coverage=coverage([m for m, _ in known], counted),
    )


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
    return benefit_at_status / cost_at_status if cost_at_status > 0 else undefined(Because.NO_COST)


@measure(
    "npv_to_go",
    "Net present value to go",
    unit="money",
    better=Better.HIGHER,
    formula="sum of (benefit - cost) still to come / (1 + discount_rate)^(months from the status "
    "month / 12)",
    source=TEXTBOOK + ": sunk costs do not count",
    enters=Enters.TO_GO,
    wider=Wider.SUM,
)
def value_to_go(facts: ProjectFacts, cost_to_go: Measurement) -> Traced | Undefined:
    """What going on is worth, valued at the status month: one zero for all projects."""
    return of_flow(
        still_to_come(facts, cost_to_go), lambda flow: present_value(flow.net, flow.rate)
    )


@measure(
    "cost_to_go_at_status",
    "Present value of cost to go",
    unit="money",
    better=Better.LOWER,
    formula="sum of cost to go of a month / (1 + discount_rate)^(months from the status month / "
    "12)",
    source=TEXTBOOK,
    enters=Enters.TO_GO,
    wider=Wider.SUM,
)
def cost_to_go_at_status(facts: ProjectFacts, cost_to_go: float) -> Traced | Undefined:
    """What the cost to go is worth at the status month."""
    found = cost_to_go_by_month(facts, cost_to_go)
    if isinstance(found, Undefined):
        return found
    value = present_value(
        flow_from(facts.status_month, found.amounts), per_month(facts.settings.discount_rate)
    )
    return Traced(value, {**found.given, **of_setting(facts.settings, "discount_rate")})


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
    """Discounted benefit to come for each unit of discounted cost to go: what to rank by when money
    is short.
    """
    return (
        1 + value_to_go / cost_to_go_at_status
        if cost_to_go_at_status > 0
        else undefined(Because.NOTHING_TO_GO)
    )
