"""Delivery maturity, 1 to 5: whether projects are planned, measured, honest and on time, before
anything is optimised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pfreport.kinds import Rag
from pfreport.measures.earned.plan import planned_months
from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.engine.measurements import Measurements
from pfreport.model.project import Status
from pfreport.ratings.rating import Rating
from pfreport.ratings.staleness import stale_days

ENOUGH = 0.8
FIT = 3
"""Below this level delivery is to be mended before the portfolio is optimised."""
_TOO_FAR = 2
_LEAST_ESTIMATE = 0.9


class Group(StrEnum):
    """What mature delivery shows."""

    PLANNED = "planned"
    MEASURED = "measured"
    HONEST = "honest"
    ON_TIME = "on time"


TOP = 1 + len(Group)
"""The highest level."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one group stands: so many of so many (projects, or milestones for on time), and the
    projects that hold it back, with why.

    The reasons are keys: `dates`, `budget`, `plan`, `stale`, `undated`, `cpi`, `spi_t`, `declared`,
    `estimate`, `late`.
    """

    group: Group
    good: int
    of: int
    held_back: Mapping[str, tuple[str, ...]]

    @property
    def share(self) -> float | None:
        """The share that is good; None where nothing counts."""
        return self.good / self.of if self.of else None

    @property
    def reached(self) -> bool:
        """Whether enough is."""
        return self.share is not None and self.share >= ENOUGH


@dataclass(frozen=True, slots=True)
class Maturity:
    """The level, 1 + the groups reached, and how each group stands."""

    groups: tuple[Standing, ...]

    @property
    def level(self) -> int:
        """1 to 5."""
        return 1 + sum(standing.reached for standing in self.groups)

    @property
    def fit(self) -> bool:
        """Whether delivery is mature enough to optimise."""
        return self.level >= FIT

    @property
    def holding_back(self) -> tuple[str, ...]:
        """The projects that keep a group from being reached, in the order of IDs."""
        return tuple(
            dict.fromkeys(
                key
                for standing in self.groups
                if not standing.reached
                for key in standing.held_back
            )
        )


def maturity(figures: Measurements, ratings: Mapping[str, Mapping[str, Rating]]) -> Maturity | None:
    """Over the Active projects; None where there is none."""
    active = {
        key: facts for key, facts in figures.facts.items() if facts.project.status is Status.ACTIVE
    }
    if not active:
        return None
    planned = {key: _not_planned(facts) for key, facts in active.items()}
    measured = {key: _not_measured(facts, figures.projects[key]) for key, facts in active.items()}
    honest = {
        key: _not_honest(facts, figures.projects[key], ratings.get(key, {}))
        for key, facts in active.items()
    }
    groups = [
        _standing(group, of)
        for group, of in (
            (Group.PLANNED, planned),
            (Group.MEASURED, measured),
            (Group.HONEST, honest),
        )
    ]
    return Maturity((*groups, _on_time({key: figures.projects[key] for key in active})))


def _standing(group: Group, found: Mapping[str, tuple[str, ...] | None]) -> Standing:
    """Projects of which None is known do not count."""
    counted = {key: reasons for key, reasons in found.items() if reasons is not None}
    wrong = {key: reasons for key, reasons in counted.items() if reasons}
    return Standing(group, len(counted) - len(wrong), len(counted), wrong)


def _not_planned(facts: ProjectFacts) -> tuple[str, ...]:
    project = facts.project
    missing = {
        "dates": project.baseline_start is None or project.baseline_finish is None,
        "budget": project.budget is None,
        "plan": not planned_months(facts) and project.planned_to_date is None,
    }
    return tuple(reason for reason, is_so in missing.items() if is_so)


def _not_measured(facts: ProjectFacts, figures: Mapping[str, Measurement]) -> tuple[str, ...]:
    """A blank date of the status is stale here."""
    missing = {
        "undated": facts.project.status_updated_on is None,
        "stale": stale_days(facts) is not None,
        "cpi": not figures["cpi"].known,
        "spi_t": not figures["spi_t"].known,
    }
    return tuple(reason for reason, is_so in missing.items() if is_so)


def _not_honest(
    facts: ProjectFacts, figures: Mapping[str, Measurement], ratings: Mapping[str, Rating]
) -> tuple[str, ...] | None:
    """None where there is neither a declared light nor an estimate of the manager's to hold against
    the figures.
    """
    overall, manager, computed = ratings.get("overall"), figures["eac_manager"], figures["eac_cpi"]
    declared = facts.project.rag_overall not in (None, Rag.GREY)
    estimated = manager.known and computed.known
    if not declared and not estimated:
        return None
    wrong = {
        "declared": overall is not None and overall.steps_better >= _TOO_FAR,
        "estimate": estimated and manager.number < _LEAST_ESTIMATE * computed.number,
    }
    return tuple(reason for reason, is_so in wrong.items() if is_so)


def _on_time(figures: Mapping[str, Mapping[str, Measurement]]) -> Standing:
    """Milestones of all projects together."""
    pairs = {key: (of["milestones_met"], of["milestones_due"]) for key, of in figures.items()}
    known = {
        key: (int(met.number), int(due.number))
        for key, (met, due) in pairs.items()
        if met.known and due.known
    }
    late = {key: ("late",) for key, (met, due) in known.items() if met < due}
    return Standing(
        Group.ON_TIME,
        sum(met for met, _ in known.values()),
        sum(due for _, due in known.values()),
        late,
    )
