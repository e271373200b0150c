"""Everything a report may speak of, in one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pfreport.advice.advice import Advice
from pfreport.faults import Fault
from pfreport.history.history import History
from pfreport.measures.engine.measurements import Measurements
from pfreport.model.portfolio import Portfolio
from pfreport.model.source import Source
from pfreport.ratings.rating import Rating


@dataclass(frozen=True, slots=True)
class Findings:
    """Portfolio, faults, figures, lights, the months before and what follows from them.
    `ratings[project_id][light]`.
    """

    source: Source
    portfolio: Portfolio
    faults: tuple[Fault, ...]
    measurements: Measurements
    ratings: Mapping[str, Mapping[str, Rating]]
    advice: Advice = field(default_factory=Advice)
    history: History = field(default_factory=History)
