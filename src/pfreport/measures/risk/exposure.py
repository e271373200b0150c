"""Risk of the portfolio: its own risks with those of its projects.

Everything is in base currency; rows of PORTFOLIO are in it already.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pfreport.measures.engine.facts import Member, WiderFacts
from pfreport.measures.engine.lists import add_up, named
from pfreport.measures.engine.measurement import PORTFOLIO, Given, Traced, Undefined, undefined
from pfreport.measures.engine.registry import REGISTRY, Better, Enters, measure
from pfreport.measures.engine.rollup import coverage, enters, rates, total, unknown
from pfreport.measures.risk.threats import (
    CONTINGENCY,
    EXPECTED_VALUE,
    RESIDUAL,
    TODAY,
    expected_cost,
    open_opportunities,
    open_threats,
    residual_expected_cost,
)
from pfreport.model.risk import PORTFOLIO as OF_PORTFOLIO
from pfreport.model.risk import Risk, RiskType
from pfreport.reasons import Because


@dataclass(frozen=True, slots=True)
class Threat:
    """An open threat as the portfolio sees it: its project (None: the portfolio's own), and what it
    costs on average.

    `exposure` is in base currency, None where probability, Cost impact or rate is not known.
    """

    risk: Risk
    member: Member | None
    exposure: float | None


def threats(facts: WiderFacts) -> tuple[Threat, ...]:
    """Every open threat of the projects that count and of the portfolio itself."""
    of_projects = [
        Threat(r, m, _in_base(r, m))
        for m in exposed_members(facts)
        for r in open_threats(m.facts.risks)
    ]
    own = [Threat(r, None, expected_cost(r)) for r in open_threats(own_risks(facts))]
    return (*of_projects, *own)


def own_risks(facts: WiderFacts) -> list[Risk]:
    """Risks of the portfolio itself."""
    return [r for r in facts.portfolio.risks if r.project_id == OF_PORTFOLIO]


def exposed_members(facts: WiderFacts) -> list[Member]:
    """The projects whose risks count."""
    return [m for m in facts.members if enters(m.facts, Enters.RISK)]


@measure(
    "risk_exposure",
    "Risk exposure",
    unit="money",
    better=Better.LOWER,
    formula="sum of the projects' risk exposure + probability x Cost impact of the portfolio's own "
    "open threats",
    source=EXPECTED_VALUE,
    of="portfolio",
    enters=Enters.RISK,
)
def portfolio_risk_exposure(facts: WiderFacts) -> Traced:
    """What open threats cost on average, those of the portfolio itself included."""
    return _with_own(facts, "risk_exposure", open_threats(own_risks(facts)), expected_cost, TODAY)


@measure(
    "opportunity_exposure",
    "Opportunity exposure",
    unit="money",
    better=Better.HIGHER,
    formula="sum of the projects' opportunity exposure + probability x Cost impact of the "
    "portfolio's own open opportunities",
    source=EXPECTED_VALUE,
    of="portfolio",
    enters=Enters.RISK,
)
def portfolio_opportunity_exposure(facts: WiderFacts) -> Traced:
    """What open opportunities save on average, those of the portfolio itself included."""
    return _with_own(
        facts, "opportunity_exposure", open_opportunities(own_risks(facts)), expected_cost, TODAY
    )


@measure(
    "residual_exposure",
    "Residual exposure",
    unit="money",
    better=Better.LOWER,
    formula="sum of the projects' residual exposure + residual probability x Residual cost of the "
    "portfolio's own open threats",
    source=EXPECTED_VALUE,
    of="portfolio",
    enters=Enters.RISK,
)
def portfolio_residual_exposure(facts: WiderFacts) -> Traced:
    """What open threats cost on average after planned responses, those of the portfolio itself
    included.
    """
    return _with_own(
        facts, "residual_exposure", open_threats(own_risks(facts)), residual_expected_cost, RESIDUAL
    )


@measure(
    "net_exposure",
    "Net exposure",
    unit="money",
    better=Better.LOWER,
    formula="risk exposure - opportunity exposure",
    source=EXPECTED_VALUE,
    of="portfolio",
    enters=Enters.RISK,
)
def portfolio_net_exposure(
    portfolio_risk_exposure: float, portfolio_opportunity_exposure: float | None
) -> float:
    """What risks cost on average, less what opportunities save."""
    return portfolio_risk_exposure - (portfolio_opportunity_exposure or 0.0)


@measure(
    "contingency_cover",
    "Contingency cover",
    unit="ratio",
    better=Better.HIGHER,
    formula="sum of Contingency / net exposure, over projects that have both, the portfolio's own "
    "risks counted",
    source=CONTINGENCY,
    of="portfolio",
    enters=Enters.RISK,
)
def portfolio_contingency_cover(facts: WiderFacts) -> Traced | Undefined:
    """How often the contingency left in projects would pay for what is expected to happen."""
    counted = exposed_members(facts)
    known = [
        (m, left, net)
        for m in counted
        if (left := m.amount("contingency")) is not None
        and (net := m.amount("net_exposure")) is not None
    ]
    if not known:
        lacking = unknown(counted, "contingency", "net_exposure")
        return Traced(undefined(Because.NO_CONTINGENCY_WITH_EXPOSURE), members=lacking)
    own = _sum(open_threats(own_risks(facts))) - _sum(open_opportunities(own_risks(facts)))
    net_exposure = math.fsum([own, *(net for _, _, net in known)])
    left = math.fsum(left for _, left, _ in known)
    return Traced(
        left / net_exposure if net_exposure > 0 else undefined(Because.NOTHING_TO_COVER),
        {**_own_given(facts), **rates(m for m, _, _ in known)},
        members=tuple(
            m.figures[key] for m, _, _ in known for key in ("contingency", "net_exposure")
        ),
        coverage=coverage([m for m, _, _ in known], counted),
    )


def _own_given(facts: WiderFacts) -> dict[str, Given]:
    """The portfolio's own open risks with what they cost on average; opportunities count
    against.
    """
    money = f"money:{facts.portfolio.settings.base_currency}"
    own = [(r, expected_cost(r)) for r in own_risks(facts) if r.is_open]
    return {
        named(r): Given(cost if r.type is RiskType.THREAT else -cost, r.cells(*TODAY), money)
        for r, cost in own
        if cost is not None
    }


def _sum(risks: Sequence[Risk]) -> float:
    return math.fsum(cost for r in risks if (cost := expected_cost(r)) is not None)


def _in_base(risk: Risk, member: Member) -> float | None:
    rate, cost = member.facts.rate, expected_cost(risk)
    return (
        cost * rate.value
        if cost is not None and isinstance(rate, Given) and isinstance(rate.value, int | float)
        else None
    )


def _with_own(
    facts: WiderFacts,
    figure: str,
    own: Sequence[Risk],
    amount: Callable[[Risk], float | None],
    read: tuple[str, ...],
) -> Traced:
    """The sum over projects with the portfolio's own rows; one of the two is enough."""
    projects = total(
        figure,
        REGISTRY[figure],
        PORTFOLIO,
        exposed_members(facts),
        facts.portfolio.settings.base_currency,
    )
    rows = (
        add_up(own, amount, read, none_known=Because.NO_EXPOSURE)
        if own
        else Traced(undefined(Because.NO_EXPOSURE))
    )
    parts = [part for part in (projects.value, rows.value) if isinstance(part, float)]
    value = math.fsum(parts) if parts else Undefined(projects.why)
    rates_used = {
        name: given for name, given in projects.inputs.items() if isinstance(given, Given)
    }
    return Traced(
        value, {**rows.given, **rates_used}, members=projects.members, coverage=projects.coverage
    )
