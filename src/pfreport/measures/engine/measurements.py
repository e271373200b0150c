"""All figures of a portfolio, by subject."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pfreport.measures.engine.facts import Member, ProjectFacts
from pfreport.measures.engine.measurement import Measurement


@dataclass(frozen=True)
class Measurements:
    """Figures by subject and id. Ids of keyed measures carry their key: `defects_open[critical]`.

    Figures of a project are in its own currency; figures of programmes, goals and the portfolio in
    `base_currency`. Everything is in the order of IDs and names.
    """

    base_currency: str
    portfolio: Mapping[str, Measurement]
    programmes: Mapping[str, Mapping[str, Measurement]]
    goals: Mapping[str, Mapping[str, Measurement]]
    projects: Mapping[str, Mapping[str, Measurement]]
    facts: Mapping[str, ProjectFacts]

    def every(self) -> Iterator[Measurement]:
        """Every figure, wider subjects first."""
        yield from self.portfolio.values()
        for group in (self.programmes, self.goals, self.projects):
            for figures in group.values():
                yield from figures.values()

    @functools.cached_property
    def by_path(self) -> Mapping[str, Measurement]:
        """Every figure by its path, as a report's values name it."""
        return {found.path: found for found in self.every()}

    @functools.cached_property
    def members(self) -> Mapping[str, Member]:
        """Every project as wider figures see it, by ID."""
        return {key: Member(facts, self.projects.get(key, {})) for key, facts in self.facts.items()}
