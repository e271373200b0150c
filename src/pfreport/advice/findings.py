"""Everything a report may speak of, in one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pfreport.advice.advice import Advice
from pfreport.faults import Fault
from pfreport.measures.measurements import Measurements
from pfreport.model.portfolio import Portfolio
from pfreport.ratings.rating import Rating


@dataclass(frozen=True, slots=True)
class Source:
    """The workbook a report was made from: its file name and the SHA-256 of its bytes; rows by sheet as read."""

    name: str
    sha256: str
    rows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Findings:
    """Portfolio, faults, figures, lights and what follows from them. `ratings[project_id][light]`."""

    source: Source
    portfolio: Portfolio
    faults: tuple[Fault, ...]
    measurements: Measurements
    ratings: Mapping[str, Mapping[str, Rating]]
    advice: Advice = field(default_factory=Advice)
