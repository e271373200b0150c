"""The cash flow of a project: its costs and benefits by month, as a whole and from here on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pfreport.kinds import Month
from pfreport.measures.earned.costs import CostByMonth, cost_to_go_by_month, spent_by_month
from pfreport.measures.engine.facts import ProjectFacts, of_setting
from pfreport.measures.engine.measurement import Given, Measurement, Traced, Undefined, Value
from pfreport.measures.value.benefits import benefits_by_month
from pfreport.measures.value.cash_flow import Flow, per_month


@dataclass(frozen=True, slots=True)
class CashFlow:
    """Costs and benefits of a project by month from one on, both positive; `now` is the status
    month, `rate` the discount rate a month.
    """

    costs: Flow
    benefits: Flow
    now: int
    rate: float
    given_costs: Mapping[str, Given]
    given_benefits: Mapping[str, Given]
    given_rate: Mapping[str, Given]

    @property
    def net(self) -> Flow:
        """Benefits less costs."""
        return {
            m: self.benefits.get(m, 0.0) - self.costs.get(m, 0.0)
            for m in sorted({*self.benefits, *self.costs})
        }

    @property
    def given(self) -> Mapping[str, Given]:
        """All that it was made from."""
        return {**self.given_costs, **self.given_benefits, **self.given_rate}


_Side = tuple[Flow, Mapping[str, Given]]


def whole_life(facts: ProjectFacts, cost_to_go: Measurement) -> CashFlow | Undefined:
    """All costs and benefits from the first month on that the sheets name; why they are not known
    by month otherwise.
    """
    benefits = benefits_by_month(facts)
    if isinstance(benefits, Undefined):
        return benefits
    spent, ahead = spent_by_month(facts), _ahead(facts, cost_to_go)
    if isinstance(ahead, Undefined):
        return ahead
    if isinstance(spent, Undefined):
        return spent
    begin = facts.first_month or facts.status_month
    costs, received = (
        flow_from(begin, spent.amounts, ahead.amounts),
        flow_from(begin, benefits.received, benefits.to_come),
    )
    return _cash_flow(
        facts, begin, (costs, {**spent.given, **ahead.given}), (received, benefits.given)
    )


def still_to_come(facts: ProjectFacts, cost_to_go: Measurement) -> CashFlow | Undefined:
    """Cost to go and benefits to come from the status month on; why they are not known by month
    otherwise.
    """
    benefits = benefits_by_month(facts)
    if isinstance(benefits, Undefined):
        return benefits
    ahead = _ahead(facts, cost_to_go)
    if isinstance(ahead, Undefined):
        return ahead
    begin = facts.status_month
    costs, to_come = flow_from(begin, ahead.amounts), flow_from(begin, benefits.to_come)
    return _cash_flow(facts, begin, (costs, ahead.given), (to_come, benefits.given_to_come))


def of_flow(
    flow: CashFlow | Undefined, formula: Callable[[CashFlow], Value], *, discounts: bool = True
) -> Traced | Undefined:
    """A figure of a cash flow, with the cells the flow was made from and the rate if the figure
    `discounts`.
    """
    if isinstance(flow, Undefined):
        return flow
    return Traced(
        formula(flow), flow.given if discounts else {**flow.given_costs, **flow.given_benefits}
    )


def flow_from(begin: Month, *parts: Mapping[Month, float]) -> Flow:
    """Amounts by months from the begin; where two parts share a month they add up."""
    months = sorted({month for part in parts for month in part})
    return {
        month.ordinal - begin.ordinal: math.fsum(part.get(month, 0.0) for part in parts)
        for month in months
    }


def _ahead(facts: ProjectFacts, cost_to_go: Measurement) -> CostByMonth | Undefined:
    if not cost_to_go.known:
        return Undefined(cost_to_go.why)
    return cost_to_go_by_month(facts, cost_to_go.number)


def _cash_flow(facts: ProjectFacts, begin: Month, costs: _Side, benefits: _Side) -> CashFlow:
    now, settings = facts.status_month.ordinal - begin.ordinal, facts.settings
    rate = per_month(settings.discount_rate)
    return CashFlow(
        costs[0],
        benefits[0],
        now,
        rate,
        costs[1],
        benefits[1],
        of_setting(settings, "discount_rate"),
    )
