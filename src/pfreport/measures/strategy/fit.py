"""What does not fit the strategy: goals nobody serves, projects that serve none, pairs that
compete, priority without a reason.

Each finding carries the cells that show it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from operator import itemgetter

from pfreport.kinds import normalised
from pfreport.measures.engine.facts import Member, ProjectFacts
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.engine.measurements import Measurements
from pfreport.measures.engine.registry import Enters
from pfreport.measures.engine.rollup import enters
from pfreport.measures.strategy.goals import leaf_goals
from pfreport.model.columns import Record
from pfreport.model.project import Project, Status
from pfreport.model.strategy import Goal
from pfreport.origins import Origin

MODERATE = 0.5
TOP_PRIORITY = 2
LEAST_ALIGNMENT = 0.25
_GOING = frozenset({Status.APPROVED, Status.ACTIVE})
_ENDED = frozenset({Status.COMPLETED, Status.CANCELLED})


@dataclass(frozen=True, slots=True)
class OrphanGoal:
    """A goal that no Approved or Active project serves at Moderate or more. `strongest` is the best
    score / score_max it has.
    """

    goal: Goal
    strongest: float
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class OffStrategy:
    """A project that serves no goal, or that nobody has scored."""

    project: Project
    origins: tuple[Origin, ...]


class Ground(StrEnum):
    """Why two projects compete."""

    EXCLUSIVE_GROUP = "exclusive group"
    BENEFIT = "benefit"


@dataclass(frozen=True, slots=True)
class CompetingPair:
    """Two projects of which one may be too many. `shared` is the group, or the measure whose
    benefit both claim.

    `overlap` is the smaller budget in base currency, `smaller` the project it is of; None where one
    is not known.
    """

    first: Project
    second: Project
    ground: Ground
    shared: str
    overlap: float | None
    smaller: str | None
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class UnjustifiedPriority:
    """A project of priority 1 or 2 whose justification is blank, or whose alignment is low or
    n/a.
    """

    project: Project
    justified: bool
    alignment: Measurement
    origins: tuple[Origin, ...]


def orphan_goals(figures: Measurements) -> tuple[OrphanGoal, ...]:
    """Goals without an Approved or Active project at Moderate or more."""
    facts = [f for f in figures.facts.values() if f.project.status in _GOING]
    goals = next((f.goals for f in figures.facts.values()), ())
    found = (_orphan(goal, facts) for goal in leaf_goals(goals))
    return tuple(orphan for orphan in found if orphan.strongest < MODERATE)


def unaligned_projects(figures: Measurements) -> tuple[OffStrategy, ...]:
    """Projects that are scored 0 on every goal."""
    return tuple(
        OffStrategy(f.project, tuple(row.at("impact") for row in f.scores.values()))
        for f in _counted(figures)
        if f.scores and all(row.impact == 0 for row in f.scores.values())
    )


def unscored_projects(figures: Measurements) -> tuple[OffStrategy, ...]:
    """Projects without a row in Alignment."""
    return tuple(
        OffStrategy(f.project, (f.project.at("project_id"),))
        for f in _counted(figures)
        if f.goals and not f.scores
    )


def competing_pairs(figures: Measurements) -> tuple[CompetingPair, ...]:
    """Pairs of projects neither Completed nor Cancelled with one Exclusive group, or that claim
    the same benefit.
    """
    claims: defaultdict[tuple[str, ...], list[tuple[int, Member, _Claim]]] = defaultdict(list)
    for place, member in enumerate(
        m for m in figures.members.values() if m.facts.project.status not in _ENDED
    ):
        for key, claim in _claims(member.facts).items():
            claims[key].append((place, member, claim))
    both = (
        (one[0], other[0], key, one, other)
        for key, those in claims.items()
        for one, other in combinations(those, 2)
    )
    return tuple(
        _pair(*one[1:], *other[1:]) for *_, one, other in sorted(both, key=itemgetter(0, 1, 2))
    )


def overlap_of(pairs: Sequence[CompetingPair]) -> float | None:
    """Budget of the smaller project of each pair, each project once however many it competes
    with; None where one is not known.
    """
    smaller = {
        pair.smaller: pair.overlap
        for pair in pairs
        if pair.smaller is not None and pair.overlap is not None
    }
    known = all(pair.smaller is not None for pair in pairs)
    return math.fsum(smaller[key] for key in sorted(smaller)) if known else None


def priority_without_justification(figures: Measurements) -> tuple[UnjustifiedPriority, ...]:
    """Projects of priority 1 or 2, not mandatory with a reason, whose justification or alignment
    does not carry it.
    """
    live = (
        (f.project, figures.projects[key]["alignment"])
        for key, f in figures.facts.items()
        if f.project.status not in _ENDED
    )
    return tuple(
        UnjustifiedPriority(
            project,
            bool(project.justification),
            alignment,
            _cells(project, ("priority", "justification")),
        )
        for project, alignment in live
        if _is_top(project)
        and not (project.justification and alignment.known and alignment.number >= LEAST_ALIGNMENT)
    )


def _counted(figures: Measurements) -> Iterator[ProjectFacts]:
    return (f for f in figures.facts.values() if enters(f, Enters.RISK))


def _orphan(goal: Goal, facts: Sequence[ProjectFacts]) -> OrphanGoal:
    rows = [
        (f.scores[goal.goal_id], f.settings.score_max) for f in facts if goal.goal_id in f.scores
    ]
    strongest = max(((row.impact or 0.0) / top for row, top in rows), default=0.0)
    return OrphanGoal(goal, strongest, (goal.at("goal_id"), *(row.at("impact") for row, _ in rows)))


def _is_top(project: Project) -> bool:
    if project.priority is None or project.priority > TOP_PRIORITY:
        return False
    return not (project.mandatory and project.mandatory_reason)


@dataclass(frozen=True, slots=True)
class _Claim:
    """Something only one project should have, in the words it was entered with."""

    ground: Ground
    shared: str
    origins: tuple[Origin, ...]


def _claims(facts: ProjectFacts) -> Mapping[tuple[str, ...], _Claim]:
    """What a project claims for itself, by what makes two claims the same."""
    found: dict[tuple[str, ...], _Claim] = {}
    project = facts.project
    if project.exclusive_group:
        key = (Ground.EXCLUSIVE_GROUP, normalised(project.exclusive_group))
        found[key] = _Claim(
            Ground.EXCLUSIVE_GROUP, project.exclusive_group, (project.at("exclusive_group"),)
        )
    for benefit in (b.benefit for b in facts.benefits):
        if benefit.goal_id and benefit.measure:
            claim = _Claim(
                Ground.BENEFIT, benefit.measure, (benefit.at("goal_id"), benefit.at("measure"))
            )
            found.setdefault((Ground.BENEFIT, benefit.goal_id, normalised(benefit.measure)), claim)
    return found


def _pair(a: Member, claim: _Claim, b: Member, other: _Claim) -> CompetingPair:
    first, second = a.facts.project, b.facts.project
    known = [
        (amount, p.project_id)
        for p, amount in ((first, a.amount("bac")), (second, b.amount("bac")))
        if amount is not None
    ]
    overlap, smaller = min(known) if len(known) == 2 else (None, None)
    return CompetingPair(
        first,
        second,
        claim.ground,
        claim.shared,
        overlap,
        smaller,
        (*claim.origins, *other.origins),
    )


def _cells(record: Record, names: Sequence[str]) -> tuple[Origin, ...]:
    return tuple(record.at(name) for name in names)
