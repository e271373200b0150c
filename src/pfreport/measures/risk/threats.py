"""Risk: what threats may cost, what opportunities may save, and whether contingency covers the
difference.

Figures say how a risk stands today; residual ones how it stands after planned responses. Only Open
and In treatment count.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.engine.lists import add_up, cells, left_out, named, no_row
from pfreport.measures.engine.measurement import Coverage, Measurement, Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.model.risk import Risk, RiskType
from pfreport.reasons import Because

EXPECTED_VALUE = "PMI, The Standard for Risk Management (2019): expected monetary value"
CONTINGENCY = (
    "AACE International RP 44R-08, Risk Analysis and Contingency Determination Using Expected Value"
)
MATRIX = "ISO 31010, consequence and likelihood matrix"
OPEN = ("status", "type")
PLACE = ("probability", "probability_score", "impact", *OPEN)
TODAY = ("probability", "probability_score", "cost_impact", *OPEN)
RESIDUAL = ("residual_probability", "residual_score", "residual_cost", *OPEN)


def probability_of(risk: Risk) -> float | None:
    """Chance that it happens: as given, or the middle of its score's fifth."""
    return _probability(risk.probability, risk.probability_score)


def residual_probability_of(risk: Risk) -> float | None:
    """Chance that it happens after planned responses."""
    return _probability(risk.residual_probability, risk.residual_score)


def probability_score_of(risk: Risk) -> int | None:
    """1 to 5: as given, or the fifth its probability lies in."""
    return _score(risk.probability, risk.probability_score)


def residual_score_of(risk: Risk) -> int | None:
    """1 to 5 after planned responses."""
    return _score(risk.residual_probability, risk.residual_score)


def risk_score(risk: Risk) -> int | None:
    """Probability score x impact, 1 to 25."""
    score = probability_score_of(risk)
    return None if score is None or risk.impact is None else score * risk.impact


def expected_cost(risk: Risk) -> float | None:
    """Probability x Cost impact."""
    return _product(probability_of(risk), risk.cost_impact)


def residual_expected_cost(risk: Risk) -> float | None:
    """Residual probability x Residual cost."""
    return _product(residual_probability_of(risk), risk.residual_cost)


def expected_days(risk: Risk) -> float | None:
    """Probability x Days impact."""
    return _product(probability_of(risk), risk.days_impact)


def open_threats(risks: Iterable[Risk]) -> list[Risk]:
    """Threats that count."""
    return [r for r in risks if r.is_open and r.type is RiskType.THREAT]


def open_opportunities(risks: Iterable[Risk]) -> list[Risk]:
    """Opportunities that count."""
    return [r for r in risks if r.is_open and r.type is RiskType.OPPORTUNITY]


@measure(
    "risk_exposure",
    "Risk exposure",
    unit="money",
    better=Better.LOWER,
    formula="sum of probability x Cost impact of open threats",
    source=EXPECTED_VALUE,
    enters=Enters.RISK,
    wider=Wider.SUM,
)
def risk_exposure(facts: ProjectFacts) -> Traced | Undefined:
    """What open threats cost on average."""
    return _over(
        facts,
        open_threats(facts.risks),
        expected_cost,
        TODAY,
        Because.NO_THREAT_COSTED,
    )


@measure(
    "opportunity_exposure",
    "Opportunity exposure",
    unit="money",
    better=Better.HIGHER,
    formula="sum of probability x Cost impact of open opportunities",
    source=EXPECTED_VALUE,
    enters=Enters.RISK,
    wider=Wider.SUM,
)
def opportunity_exposure(facts: ProjectFacts) -> Traced | Undefined:
    """What open opportunities save on average."""
    return _over(
        facts,
        open_opportunities(facts.risks),
        expected_cost,
        TODAY,
        Because.NO_OPPORTUNITY_COSTED,
    )


@measure(
    "net_exposure",
    "Net exposure",
    unit="money",
    better=Better.LOWER,
    formula="risk exposure - opportunity exposure",
    source=EXPECTED_VALUE,
    enters=Enters.RISK,
    wider=Wider.RATIO_OF_SUMS,
)
def net_exposure(risk_exposure: float, opportunity_exposure: float | None) -> float:
    """What risks cost on average, less what opportunities save: nothing, as far as nobody knows how
    much.
    """
    return risk_exposure - (opportunity_exposure or 0.0)


@measure(
    "residual_exposure",
    "Residual exposure",
    unit="money",
    better=Better.LOWER,
    formula="sum of residual probability x Residual cost of open threats",
    source=EXPECTED_VALUE,
    enters=Enters.RISK,
    wider=Wider.SUM,
)
def residual_exposure(facts: ProjectFacts) -> Traced | Undefined:
    """What open threats will cost on average once planned responses are in place."""
    reason = Because.NO_RESIDUAL_COSTED
    return _over(facts, open_threats(facts.risks), residual_expected_cost, RESIDUAL, reason)


@measure(
    "risk_days",
    "Days at risk",
    unit="days",
    better=Better.LOWER,
    formula="sum of probability x Days impact of open threats",
    source=EXPECTED_VALUE,
    enters=Enters.RISK,
)
def risk_days(facts: ProjectFacts) -> Traced | Undefined:
    """Days open threats cost on average."""
    read = ("probability", "probability_score", "days_impact", *OPEN)
    return _over(
        facts,
        open_threats(facts.risks),
        expected_days,
        read,
        Because.NO_THREAT_TIMED,
    )


@measure(
    "contingency_cover",
    "Contingency cover",
    unit="ratio",
    better=Better.HIGHER,
    formula="Contingency / net exposure",
    source=CONTINGENCY,
    enters=Enters.RISK,
    wider=Wider.RATIO_OF_SUMS,
)
def contingency_cover(
    contingency_left: Measurement, net_exposure: float
) -> Traced | float | Undefined:
    """How often the contingency left would pay for what is expected to happen."""
    if net_exposure <= 0:
        return Traced(undefined(Because.NOTHING_TO_COVER), used=("net_exposure",))
    if not contingency_left.known:
        return Undefined(contingency_left.why)
    return contingency_left.number / net_exposure


@measure(
    "contingency_drawn",
    "Contingency drawn",
    unit="money",
    better=Better.LOWER,
    formula="Contingency approved - Contingency",
    source=CONTINGENCY,
    wider=Wider.RATIO_OF_SUMS,
)
def contingency_drawn(contingency_approved: float, contingency_left: float) -> float:
    """How much of the contingency approved is gone."""
    return contingency_approved - contingency_left


@measure(
    "threat_score_worst",
    "Worst open threat",
    unit="score",
    better=Better.LOWER,
    formula="largest probability score x Impact of open threats; 0 where none is open",
    source=MATRIX,
    enters=Enters.RISK,
    wider=Wider.MEDIAN_AND_WORST,
)
def threat_score_worst(facts: ProjectFacts) -> Traced | Undefined:
    """The score of the threat that stands worst in the matrix."""
    absent = no_row(facts, Risk, facts.risks)
    if absent:
        return absent
    threats = open_threats(facts.risks)
    scored = {r: score for r in threats if (score := risk_score(r)) is not None}
    if threats and not scored:
        return undefined(Because.NO_THREAT_SCORED)
    worst = max(scored.values(), default=0)
    given = {
        named(r): cells(r, PLACE, float(score)) for r, score in scored.items() if score == worst
    }
    return Traced(
        float(worst), given, coverage=Coverage(len(scored), len(threats) + left_out(facts, Risk))
    )


def _over(
    facts: ProjectFacts,
    rows: list[Risk],
    amount: Callable[[Risk], float | None],
    read: tuple[str, ...],
    none_known: Because,
) -> Traced | Undefined:
    absent = no_row(facts, Risk, facts.risks)
    return absent or add_up(
        rows, amount, read, none_known=none_known, left_out=left_out(facts, Risk)
    )


def _probability(probability: float | None, score: int | None) -> float | None:
    if probability is not None:
        return probability
    return None if score is None else (2 * score - 1) / 10


def _score(probability: float | None, score: int | None) -> int | None:
    if probability is None:
        return score
    # nine places: 5 x 0.6 must not become 3.0000000000000004 and so a 4
    return max(1, math.ceil(round(5 * probability, 9)))


def _product(probability: float | None, impact: float | None) -> float | None:
    return None if probability is None or impact is None else probability * impact
