"""What a light may look at: one project's record, figures, limits and workload."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.engine.measurement import Measurement
from pfreport.model.project import Project
from pfreport.ratings.limits import Bounds
from pfreport.ratings.workload import Load


@dataclass(frozen=True, slots=True)
class Case:
    """One project before its judge. `workload` are the role months it needs people in, soonest
    first.
    """

    facts: ProjectFacts
    figures: Mapping[str, Measurement]
    limits: Mapping[str, Bounds]
    workload: tuple[Load, ...] = ()

    @property
    def project(self) -> Project:
        """The project's record."""
        return self.facts.project

    @property
    def status_date(self) -> dt.date:
        """The data date."""
        return self.facts.status_date

    def number(self, id: str) -> float | None:
        """A figure as a number; None where there is no such figure or it has no value."""
        found = self.figures.get(id)
        return found.number if found is not None and found.known else None

    def limits_for(self, light: str) -> tuple[Bounds, ...]:
        """The limits one light is judged by."""
        return tuple(bounds for bounds in self.limits.values() if bounds.light == light)
