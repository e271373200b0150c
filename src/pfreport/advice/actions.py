"""What to do with each project: add, continue, fix, advance, defer, hold or stop, with the figures
or constraints behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pfreport.advice.candidates import Candidate
from pfreport.advice.constraints import Constraint, Sort
from pfreport.advice.selection import Case, Selection, obstacles
from pfreport.advice.solver import TIE, best_value
from pfreport.kinds import Rag
from pfreport.measures.engine.measurements import Measurements
from pfreport.model.governance import DecisionType
from pfreport.model.project import Status
from pfreport.ratings.rating import Rating
from pfreport.reasons import Because, Reason

MOST_DELAY = 12
Ratings = Mapping[str, Mapping[str, Rating]]
_WAITABLE = frozenset({Sort.ROLE, Sort.YEAR})
NOT_STARTED = frozenset({Status.PROPOSED, Status.APPROVED})


@dataclass(frozen=True, slots=True)
class Action:
    """What to do with one project.

    `obstacles` are the constraints that adding it to the chosen would break; `delay` is the
    smallest number of months later at which it would break none, where only people or the money of
    a year keep it out. `unjudged` says why it is not judged.
    """

    candidate: Candidate
    act: DecisionType
    inside: bool
    obstacles: tuple[Constraint, ...] = ()
    delay: int | None = None
    unjudged: Reason | None = None
    red: bool = False
    exhausted: bool = False

    @property
    def project_id(self) -> str:
        """The project's ID."""
        return self.candidate.id


@dataclass(frozen=True, slots=True)
class Price:
    """What one forced choice costs: the best value without it less the best with it; `gap` is by
    what share these may be off.
    """

    project_id: str
    sort: Sort
    amount: float
    proven: bool
    gap: float


def actions(selection: Selection, figures: Measurements, ratings: Ratings) -> tuple[Action, ...]:
    """One action a candidate, in the order of IDs; none where no choice is allowed."""
    if selection.solution is None:
        return ()
    return tuple(
        _action(selection, candidate, figures, ratings) for candidate in selection.case.candidates
    )


def prices(selection: Selection) -> tuple[Price, ...]:
    """What each mandatory project and each choice of a scenario costs."""
    if selection.solution is None:
        return ()
    forced = [c for c in selection.case.constraints if c.sort in (Sort.MANDATORY, Sort.CHOICE)]
    return tuple(_price(selection, str(c.about[0]), c.sort) for c in forced)


def _action(
    selection: Selection, candidate: Candidate, figures: Measurements, ratings: Ratings
) -> Action:
    case, key = selection.case, candidate.id
    unjudged = case.why_not(candidate)
    if key in selection.chosen:
        overall, to_complete = (
            ratings.get(key, {}).get("overall"),
            figures.projects[key].get("tcpi_bac"),
        )
        red = overall is not None and overall.computed is Rag.RED
        exhausted = to_complete is not None and to_complete.is_undefined(Because.BUDGET_EXHAUSTED)
        act = _in(candidate.project.status, mend=red or exhausted)
        return Action(candidate, act, inside=True, unjudged=unjudged, red=red, exhausted=exhausted)
    found = obstacles(case, selection.chosen, key)
    act = _out(candidate, case)
    delay = (
        _delay(selection, candidate) if act is not DecisionType.STOP and _can_wait(found) else None
    )
    return Action(candidate, act, inside=False, obstacles=found, delay=delay, unjudged=unjudged)


def _in(status: Status | None, *, mend: bool) -> DecisionType:
    match status:
        case Status.PROPOSED:
            return DecisionType.ADD
        case Status.ON_HOLD:
            return DecisionType.ADVANCE
        case Status.ACTIVE if mend:
            return DecisionType.FIX
        case _:
            return DecisionType.CONTINUE


def _out(candidate: Candidate, case: Case) -> DecisionType:
    """What brings nothing from here on is stopped; what nobody can judge only waits."""
    brings = candidate.value if candidate.value is not None else candidate.aligned
    if case.why_not(candidate) is None and brings is not None and brings <= TIE:
        return DecisionType.STOP
    return DecisionType.DEFER if candidate.project.status in NOT_STARTED else DecisionType.HOLD


def _can_wait(found: tuple[Constraint, ...]) -> bool:
    return bool(found) and all(constraint.sort in _WAITABLE for constraint in found)


def _delay(selection: Selection, candidate: Candidate) -> int | None:
    """The smallest delay that fits beside what is chosen; None where no year of months does."""
    rate = selection.case.rules.settings.discount_rate
    for months in range(1, MOST_DELAY + 1):
        moved = _with(selection.case, candidate.later(months, rate))
        if not obstacles(moved, selection.chosen, candidate.id):
            return months
    return None


def _with(case: Case, candidate: Candidate) -> Case:
    return replace(
        case, candidates=tuple(candidate if c.id == candidate.id else c for c in case.candidates)
    )


def _price(selection: Selection, project_id: str, sort: Sort) -> Price:
    case, known = selection.case, selection.solution
    choices = {key: choice for key, choice in case.choices.items() if key != project_id}
    free = best_value(replace(case, choices=choices, free=case.free | {project_id}).problem)
    if known is None or free is None:
        raise ValueError("a choice that is allowed stays allowed when less is forced")
    return Price(
        project_id,
        sort,
        max(0.0, free.value - known.value),
        free.proven and known.proven,
        max(free.gap, known.gap),
    )
