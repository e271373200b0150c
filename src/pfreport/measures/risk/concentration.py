"""Where exposure lies: by category, programme, business unit and goal, and in how few threats and
projects.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from pfreport.kinds import normalised
from pfreport.measures.engine.facts import WiderFacts
from pfreport.measures.engine.lists import named
from pfreport.measures.engine.measurement import Given, Outcome, Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, measure
from pfreport.measures.engine.rollup import rates
from pfreport.measures.risk.exposure import Threat, exposed_members, threats
from pfreport.measures.risk.threats import EXPECTED_VALUE, TODAY
from pfreport.measures.strategy.goals import NO_GOAL, goal_shares, score_cells
from pfreport.model.risk import PORTFOLIO as OF_PORTFOLIO
from pfreport.origins import Origin
from pfreport.reasons import Because

CONCENTRATION = (
    "Herfindahl (1950) and Hirschman (1945): sum of squared shares; 1 / n where n projects carry "
    "it equally"
)
LARGEST = 5


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
    return _by(
        facts, lambda t: {t.risk.category or "no category": 1.0}, lambda t: t.risk.cells("category")
    )


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
    return _by_project(facts, "programme")


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
    return _by_project(facts, "business_unit")


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
    shares: _Split = lambda t: (  # noqa: E731 - a typed name for one call
        (goal_shares(t.member.facts) or {NO_GOAL: 1.0}) if t.member else {OF_PORTFOLIO: 1.0}
    )
    return _by(
        facts, shares, lambda t: score_cells(t.member.facts, facts.weights) if t.member else ()
    )


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
    return (
        Traced(math.fsum(amount for _, amount in largest) / whole, _given(known))
        if whole
        else undefined(Because.NO_EXPOSURE)
    )


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
    known = [
        (m, amount)
        for m in exposed_members(facts)
        if (amount := m.amount("risk_exposure")) is not None
    ]
    whole = math.fsum(amount for _, amount in known)
    if not whole:
        return undefined(Because.NO_EXPOSURE)
    return Traced(
        math.fsum((amount / whole) ** 2 for _, amount in known),
        rates(m for m, _ in known),
        members=tuple(m.figures["risk_exposure"] for m, _ in known),
    )


def _by_project(facts: WiderFacts, name: str) -> dict[str, Outcome]:
    """Exposure by a field of the project that a threat belongs to."""
    nothing = f"no {name.replace('_', ' ')}"
    return _by(
        facts,
        lambda t: {
            (getattr(t.member.facts.project, name) or nothing) if t.member else OF_PORTFOLIO: 1.0
        },
        lambda t: t.member.facts.project.cells(name) if t.member else (),
    )


_Split = Callable[[Threat], Mapping[str, float]]


def _by(
    facts: WiderFacts, split: _Split, chosen_by: Callable[[Threat], tuple[Origin, ...]]
) -> dict[str, Outcome]:
    """Exposure by key, with the cells that chose the key; spellings that differ in case or spacing
    are one key.
    """
    groups: defaultdict[str, list[tuple[Threat, float]]] = defaultdict(list)
    spelling: dict[str, str] = {}
    for threat, amount in _known(threats(facts)):
        for key, share in split(threat).items():
            groups[spelling.setdefault(normalised(key), key)].append((threat, amount * share))
    return {
        key: Traced(math.fsum(part for _, part in parts), _given(parts, chosen_by))
        for key, parts in sorted(groups.items())
    }


def _known(every: Iterable[Threat]) -> list[tuple[Threat, float]]:
    return [(t, t.exposure) for t in every if t.exposure is not None]


def _given(
    parts: Sequence[tuple[Threat, float]],
    chosen_by: Callable[[Threat], tuple[Origin, ...]] = lambda _: (),
) -> dict[str, Given]:
    given = {
        named(t.risk): Given(part, (*t.risk.cells(*TODAY), *chosen_by(t))) for t, part in parts
    }
    return given | rates(t.member for t, _ in parts if t.member)
