"""The risk matrix: open threats by probability score and impact, as they stand and after planned
responses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pfreport.measures.engine.facts import WiderFacts
from pfreport.measures.engine.lists import cells, named
from pfreport.measures.engine.measurement import Coverage, Outcome, Traced
from pfreport.measures.engine.registry import Better, Enters, measure
from pfreport.measures.risk.exposure import threats
from pfreport.measures.risk.threats import (
    MATRIX,
    OPEN,
    PLACE,
    probability_score_of,
    residual_score_of,
)
from pfreport.model.risk import Risk


def risk_matrix(
    risks: Iterable[Risk], *, residual: bool = False
) -> dict[tuple[int, int], list[Risk]]:
    """Risks by (probability score, impact), as they stand or after planned responses; those without
    a place left out.
    """
    found: defaultdict[tuple[int, int], list[Risk]] = defaultdict(list)
    for risk in risks:
        place = (
            (residual_score_of(risk), risk.residual_impact)
            if residual
            else (probability_score_of(risk), risk.impact)
        )
        if place[0] is not None and place[1] is not None:
            found[place[0], place[1]].append(risk)
    return dict(sorted(found.items()))


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
    return _cell_counts(facts, PLACE, residual=False)


@measure(
    "risk_count_residual",
    "Open threats by matrix cell after planned responses",
    unit="count",
    better=Better.LOWER,
    formula="open threats by residual score and Residual impact: risk_count_residual[probability "
    "score,impact]",
    source=MATRIX,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def risk_count_residual(facts: WiderFacts) -> Mapping[str, Outcome]:
    """How many open threats will stand in each cell once planned responses are in place."""
    return _cell_counts(
        facts, ("residual_probability", "residual_score", "residual_impact", *OPEN), residual=True
    )


def _cell_counts(facts: WiderFacts, read: tuple[str, ...], *, residual: bool) -> dict[str, Outcome]:
    every = [t.risk for t in threats(facts)]
    matrix = risk_matrix(every, residual=residual)
    placed = Coverage(sum(len(rows) for rows in matrix.values()), len(every))
    return {
        f"{score},{impact}": Traced(
            float(len(rows)), {named(r): cells(r, read, 1.0) for r in rows}, coverage=placed
        )
        for (score, impact), rows in matrix.items()
    }
