"""Risk of the portfolio: its own risks with those of its projects, where exposure lies and how it is concentrated.

Everything is in base currency; rows of PORTFOLIO are in it already.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pfreport.kinds import normalised
from pfreport.measures.facts import Member, WiderFacts
from pfreport.measures.goals import NO_GOAL, goal_shares
from pfreport.measures.lists import add_up, cells, named
from pfreport.measures.measurement import PORTFOLIO, Coverage, Given, Outcome, Traced, Undefined
from pfreport.measures.registry import REGISTRY, Better, Enters, measure
from pfreport.measures.risk import (
    EXPECTED_VALUE,
    MATRIX,
    NOTHING_TO_COVER,
    RESIDUAL,
    TODAY,
    expected_cost,
    open_opportunities,
    open_threats,
    probability_score_of,
    residual_expected_cost,
    residual_score_of,
)
from pfreport.measures.rollup import enters, total
from pfreport.model.risk import PORTFOLIO as OF_PORTFOLIO
from pfreport.model.risk import Risk

CONCENTRATION = "Herfindahl (1950) and Hirschman (1945): sum of squared shares; 1 / n where n projects carry it equally"
LARGEST = 5
NO_EXPOSURE = "no exposure"


@dataclass(frozen=True, slots=True)
class Threat:
    """An open threat as the portfolio sees it: its project (None: the portfolio's own), and what it costs on average.

    `exposure` is in base currency, None where probability, Cost impact or rate is not known.
    """

    risk: Risk
    member: Member | None
    exposure: float | None


def threats(facts: WiderFacts) -> tuple[Threat, ...]:
    """Every open threat of the projects that count and of the portfolio itself."""
    of_projects = [Threat(r, m, _in_base(r, m)) for m in _counted(facts) for r in open_threats(m.facts.risks)]
    own = [Threat(r, None, expected_cost(r)) for r in open_threats(own_risks(facts))]
    return (*of_projects, *own)


def own_risks(facts: WiderFacts) -> list[Risk]:
    """Risks of the portfolio itself."""
    return [r for r in facts.portfolio.risks if r.project_id == OF_PORTFOLIO]


def risk_matrix(risks: Iterable[Risk], *, residual: bool = False) -> dict[tuple[int, int], list[Risk]]:
    """Risks by (probability score, impact), as they stand or after planned responses; those without a place left out."""
    found: defaultdict[tuple[int, int], list[Risk]] = defaultdict(list)
    for risk in risks:
        place = (residual_score_of(risk), risk.residual_impact) if residual else (probability_score_of(risk), risk.impact)
        if place[0] is not None and place[1] is not None:
            found[place[0], place[1]].append(risk)
    return dict(sorted(found.items()))


@measure(
    "risk_exposure",
    "Risk exposure",
    unit="money",
    better=Better.LOWER,
    formula="sum of the projects' risk exposure + probability x Cost impact of the portfolio's own open threats",
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
    formula="sum of the projects' opportunity exposure + probability x Cost impact of the portfolio's own open opportunities",
    source=EXPECTED_VALUE,
    of="portfolio",
    enters=Enters.RISK,
)
def portfolio_opportunity_exposure(facts: WiderFacts) -> Traced:
    """What open opportunities save on average, those of the portfolio itself included."""
    return _with_own(facts, "opportunity_exposure", open_opportunities(own_risks(facts)), expected_cost, TODAY)


@measure(
    "residual_exposure",
    "Residual exposure",
    unit="money",
    better=Better.LOWER,
    formula="sum of the projects' residual exposure + residual probability x Residual cost of the portfolio's own open threats",
    source=EXPECTED_VALUE,
    of="portfolio",
    enters=Enters.RISK,
)
def portfolio_residual_exposure(facts: WiderFacts) -> Traced:
    """What open threats cost on average after planned responses, those of the portfolio itself included."""
    return _with_own(facts, "residual_exposure", open_threats(own_risks(facts)), residual_expected_cost, RESIDUAL)


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
def portfolio_net_exposure(portfolio_risk_exposure: float, portfolio_opportunity_exposure: float | None) -> float:
    """What risks cost on average, less what opportunities save."""
    return portfolio_risk_exposure - (portfolio_opportunity_exposure or 0.0)


@measure(
    "contingency_cover",
    "Contingency cover",
    unit="ratio",
    better=Better.HIGHER,
    formula="sum of Contingency / net exposure",
    source="AACE International RP 44R-08, Risk Analysis and Contingency Determination Using Expected Value",
    of="portfolio",
    enters=Enters.RISK,
)
def portfolio_contingency_cover(facts: WiderFacts, portfolio_net_exposure: float) -> Traced:
    """How often the contingency left in all projects would pay for what is expected to happen."""
    left = total("contingency", REGISTRY["contingency"], PORTFOLIO, _counted(facts), facts.portfolio.settings.base_currency)
    if portfolio_net_exposure <= 0:
        return Traced(Undefined(NOTHING_TO_COVER))
    value = left.number / portfolio_net_exposure if left.known else Undefined(left.undefined_because or "no Contingency")
    return Traced(value, members=left.members, coverage=left.coverage)


@measure(
    "risk_count",
    "Open threats by matrix cell",
    unit="count",
    better=Better.LOWER,
    formula="open threats by probability score and Impact: risk_count[probability score,impact]",
    source=MATRIX,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def risk_count(facts: WiderFacts) -> Mapping[str, Outcome]:
    """How many open threats stand in each cell of the matrix that holds any."""
    return _cell_counts(facts, ("probability", "probability_score", "impact"), residual=False)


@measure(
    "risk_count_residual",
    "Open threats by matrix cell after planned responses",
    unit="count",
    better=Better.LOWER,
    formula="open threats by residual score and Residual impact: risk_count_residual[probability score,impact]",
    source=MATRIX,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def risk_count_residual(facts: WiderFacts) -> Mapping[str, Outcome]:
    """How many open threats will stand in each cell once planned responses are in place."""
    return _cell_counts(facts, ("residual_probability", "residual_score", "residual_impact"), residual=True)


@measure(
    "risk_exposure_by_category",
    "Exposure by category",
    unit="money",
    better=Better.LOWER,
    formula="risk exposure of one Category of Risks",
    source=EXPECTED_VALUE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def risk_exposure_by_category(facts: WiderFacts) -> Mapping[str, Outcome]:
    """Exposure by the kind of risk."""
    return _by(facts, lambda t: {t.risk.category or "no category": 1.0})


@measure(
    "risk_exposure_by_programme",
    "Exposure by programme",
    unit="money",
    better=Better.LOWER,
    formula="risk exposure of the projects of one programme",
    source=EXPECTED_VALUE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def risk_exposure_by_programme(facts: WiderFacts) -> Mapping[str, Outcome]:
    """Exposure by programme."""
    return _by(facts, lambda t: {(t.member.facts.project.programme or "no programme") if t.member else OF_PORTFOLIO: 1.0})


@measure(
    "risk_exposure_by_business_unit",
    "Exposure by business unit",
    unit="money",
    better=Better.LOWER,
    formula="risk exposure of the projects of one business unit",
    source=EXPECTED_VALUE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def risk_exposure_by_business_unit(facts: WiderFacts) -> Mapping[str, Outcome]:
    """Exposure by business unit."""
    return _by(facts, lambda t: {(t.member.facts.project.business_unit or "no business unit") if t.member else OF_PORTFOLIO: 1.0})


@measure(
    "risk_exposure_by_goal",
    "Exposure by goal",
    unit="money",
    better=Better.LOWER,
    formula="risk exposure of projects, split over their goals in proportion to their scores",
    source=EXPECTED_VALUE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def risk_exposure_by_goal(facts: WiderFacts) -> Mapping[str, Outcome]:
    """Exposure by the goal it endangers."""
    return _by(facts, lambda t: (goal_shares(t.member.facts) or {NO_GOAL: 1.0}) if t.member else {OF_PORTFOLIO: 1.0})


@measure(
    "risk_share_of_largest",
    "Share of the five largest threats",
    unit="fraction",
    better=Better.LOWER,
    formula="exposure of the five largest open threats / risk exposure",
    source=CONCENTRATION,
    of="portfolio",
    enters=Enters.RISK,
)
def risk_share_of_largest(facts: WiderFacts) -> Traced | Undefined:
    """How much of the exposure the five largest threats make up."""
    known = _known(threats(facts))
    largest = sorted(known, key=lambda pair: (-pair[1], pair[0].risk.risk_id))[:LARGEST]
    whole = math.fsum(amount for _, amount in known)
    return Traced(math.fsum(amount for _, amount in largest) / whole, _given(largest)) if whole else Undefined(NO_EXPOSURE)


@measure(
    "risk_concentration",
    "Concentration of exposure",
    unit="ratio",
    better=Better.LOWER,
    formula="sum over projects of (risk exposure / sum of risk exposure) squared",
    source=CONCENTRATION,
    of="portfolio",
    enters=Enters.RISK,
)
def risk_concentration(facts: WiderFacts) -> Traced | Undefined:
    """How far exposure sits in few projects: 1 where one carries all."""
    known = [(m, amount) for m in _counted(facts) if (amount := m.amount("risk_exposure")) is not None]
    whole = math.fsum(amount for _, amount in known)
    if not whole:
        return Undefined(NO_EXPOSURE)
    return Traced(math.fsum((amount / whole) ** 2 for _, amount in known), members=tuple(m.figures["risk_exposure"] for m, _ in known))


def _counted(facts: WiderFacts) -> list[Member]:
    return [m for m in facts.members if enters(m.facts, Enters.RISK)]


def _in_base(risk: Risk, member: Member) -> float | None:
    rate, cost = member.facts.rate, expected_cost(risk)
    return cost * rate.value if cost is not None and isinstance(rate, Given) and isinstance(rate.value, float) else None


def _with_own(
    facts: WiderFacts,
    id: str,
    own: Sequence[Risk],
    amount: Callable[[Risk], float | None],
    read: tuple[str, ...],  # noqa: A002 - the field's own word
) -> Traced:
    """The sum over projects with the portfolio's own rows; one of the two is enough."""
    projects = total(id, REGISTRY[id], PORTFOLIO, _counted(facts), facts.portfolio.settings.base_currency)
    rows = add_up(own, amount, read, none_known="") if own else Traced(Undefined(""))
    parts = [part for part in (projects.value, rows.value) if isinstance(part, float)]
    value = math.fsum(parts) if parts else Undefined(projects.undefined_because or NO_EXPOSURE)
    return Traced(value, rows.given, members=projects.members, coverage=projects.coverage)


def _cell_counts(facts: WiderFacts, read: tuple[str, ...], *, residual: bool) -> dict[str, Outcome]:
    every = [t.risk for t in threats(facts)]
    matrix = risk_matrix(every, residual=residual)
    placed = Coverage(sum(len(rows) for rows in matrix.values()), len(every))
    return {
        f"{score},{impact}": Traced(float(len(rows)), {named(r): cells(r, read, 1.0) for r in rows}, coverage=placed)
        for (score, impact), rows in matrix.items()
    }


def _by(facts: WiderFacts, split: Callable[[Threat], Mapping[str, float]]) -> dict[str, Outcome]:
    """Exposure by key; spellings that differ in case or spacing are one key."""
    groups: defaultdict[str, list[tuple[Threat, float]]] = defaultdict(list)
    spelling: dict[str, str] = {}
    for threat, amount in _known(threats(facts)):
        for key, share in split(threat).items():
            groups[spelling.setdefault(normalised(key), key)].append((threat, amount * share))
    return {key: Traced(math.fsum(part for _, part in parts), _given(parts)) for key, parts in sorted(groups.items())}


def _known(every: Iterable[Threat]) -> list[tuple[Threat, float]]:
    return [(t, t.exposure) for t in every if t.exposure is not None]


def _given(parts: Sequence[tuple[Threat, float]]) -> dict[str, Given]:
    return {named(t.risk): cells(t.risk, TODAY, part) for t, part in parts}
