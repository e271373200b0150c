"""What two points in time are compared by, be it a past pack or a workbook measured just now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from pfreport.kinds import Rag
from pfreport.measures.engine.measurement import Measurement, Subject
from pfreport.measures.engine.measurements import Measurements
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Status
from pfreport.ratings.rate import FINAL
from pfreport.ratings.rating import Rating
from pfreport.reasons import Reason

UNLIT = frozenset({Status.PROPOSED, Status.ON_HOLD, Status.CANCELLED})


@dataclass(frozen=True, slots=True)
class Seen:
    """A project as it stood: what it was called and its status."""

    name: str
    status: Status | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stood: a number, or None and why. One that is `marked` enters no wider sum."""

    value: float | None
    unit: str
    why: Reason | None = None
    marked: bool = False


class Snapshot(Protocol):
    """The figures and lights of one day, and the portfolio they were made from."""

    @property
    def name(self) -> str:
        """What it is called: a pack's folder, a workbook's file name."""

    @property
    def status_date(self) -> dt.date:
        """The day the figures are as at."""

    @property
    def portfolio(self) -> Portfolio:
        """What the figures were made from."""

    @property
    def projects(self) -> Mapping[str, Seen]:
        """The projects by ID."""

    def figure(self, subject: Subject, id: str) -> Figure | None:
        """One figure; None where there is no such one."""

    def light(self, project_id: str, light: str) -> Rag | None:
        """One computed light; None for a project that is not rated."""


@dataclass(frozen=True, slots=True)
class Present:
    """A workbook as it was measured and rated."""

    name: str
    portfolio: Portfolio
    measurements: Measurements
    ratings: Mapping[str, Mapping[str, Rating]]

    @property
    def status_date(self) -> dt.date:
        """The status date of its settings."""
        return self.portfolio.settings.status_date

    @property
    def projects(self) -> Mapping[str, Seen]:
        """The projects by ID."""
        return {p.project_id: Seen(p.title, p.status) for p in self.portfolio.projects}

    def figure(self, subject: Subject, id: str) -> Figure | None:
        """One figure as it was measured."""
        return figure_in(self.measurements, subject, id)

    def light(self, project_id: str, light: str) -> Rag | None:
        """One computed light."""
        found = self.ratings.get(project_id, {}).get(light)
        return found.computed if found is not None and found.word in (None, FINAL) else None


def figure_in(measured: Measurements, subject: Subject, id: str) -> Figure | None:
    """One figure of what was measured."""
    found = _figures(measured, subject).get(id)
    if found is None:
        return None
    value = float(found.value) if isinstance(found.value, int | float) else None
    return Figure(value, found.unit, found.undefined_because, bool(found.marks))


def _figures(measured: Measurements, subject: Subject) -> Mapping[str, Measurement]:
    if subject.kind == "portfolio":
        return measured.portfolio
    groups = {
        "project": measured.projects,
        "programme": measured.programmes,
        "goal": measured.goals,
    }
    return groups[subject.kind].get(subject.key, {})
