"""Dependencies between projects: how late each comes, and how far that lateness travels. No float
is assumed.
"""

from __future__ import annotations

import datetime as dt
import graphlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pfreport.measures.delivery.milestones import expected_date, is_achieved
from pfreport.measures.engine.facts import WiderFacts, cell, missing
from pfreport.measures.engine.measurement import Given, Outcome, Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, measure
from pfreport.model.delivery import Milestone
from pfreport.model.people import Dependency, DependencyStatus
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Status
from pfreport.reasons import Because

SOURCE = "GAO-16-89G, Schedule Assessment Guide: hand-offs between schedules"
_WAITING = frozenset({Status.PROPOSED, Status.APPROVED, Status.ACTIVE, Status.ON_HOLD})
_READ = ("baseline_date", "forecast_date", "actual_date")


@dataclass(frozen=True, slots=True)
class Handover:
    """A dependency as it stands. `own` are the days its provider milestone's own date is after
    Needed by, `days` those with what reaches the provider from what it waits for itself; both
    Undefined where a date is not given.

    `expected` is the milestone's own date; `passed_on` is False for one that is done, or stands in
    a circle of dependencies.
    """

    dependency: Dependency
    provider: Milestone | None
    expected: dt.date | None
    own: int | Undefined
    days: int | Undefined
    passed_on: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A milestone that what its project waits for pushes beyond its own date, and the dependencies
    on the way, the last first.
    """

    milestone: Milestone
    own: dt.date
    pushed: dt.date
    because: tuple[Dependency, ...]

    @property
    def days(self) -> int:
        """Days later than its own forecast allows for."""
        return (self.pushed - self.own).days


@dataclass(frozen=True, slots=True)
class Chain:
    """Every dependency by ID, every milestone that is pushed by ID, and the IDs that wait for each
    other in a circle.
    """

    handovers: Mapping[str, Handover] = field(default_factory=dict)
    moves: Mapping[str, Move] = field(default_factory=dict)
    circle: tuple[str, ...] = ()


def chain(portfolio: Portfolio) -> Chain:
    """How far lateness travels: each dependency after those that push its provider; those in a
    circle push nobody.
    """
    plan = _Plan(portfolio)
    order, circle = _order(plan)
    for dependency in order:
        plan.settle(dependency, passes_on=dependency.dependency_id not in circle)
    return Chain(
        dict(sorted(plan.handovers.items())),
        dict(sorted(plan.moves.items())),
        tuple(sorted(circle)),
    )


def own_date(milestone: Milestone, today: dt.date) -> dt.date | None:
    """When a milestone was reached or is forecast, without a forecast its baseline date; today once
    that is over.
    """
    if is_achieved(milestone, today):
        return milestone.actual_date
    day = expected_date(milestone)
    return max(day, today) if day else None


def unmet_prerequisites(portfolio: Portfolio, project_id: str) -> tuple[str, ...]:
    """IDs of the projects that one waits for as a whole: prerequisites not Completed."""
    known = portfolio.project_by_id
    asked = known[project_id]
    wanted = asked.prerequisites if asked.status in _WAITING else ()
    return tuple(
        key for key in wanted if key in known and known[key].status is not Status.COMPLETED
    )


@measure(
    "lateness",
    "Lateness of a dependency",
    unit="days",
    better=Better.LOWER,
    formula="max(0, Actual date of the provider milestone, else the later of its Forecast date and "
    "status date, - Needed by)",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def lateness(facts: WiderFacts) -> Mapping[str, Outcome]:
    """Days after it is needed that each dependency comes."""
    found = chain(facts.portfolio).handovers
    return {key: Traced(_days(one.own), _given(one)) for key, one in found.items()}


@measure(
    "lateness_with_chain",
    "Lateness of a dependency with what reaches its provider",
    unit="days",
    better=Better.LOWER,
    formula="max(0, date of the provider milestone as pushed by what its project waits for - "
    "Needed by); no float is assumed",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def lateness_with_chain(facts: WiderFacts) -> Mapping[str, Outcome]:
    """Days after it is needed that each dependency comes, once lateness has travelled."""
    found = chain(facts.portfolio)
    return {
        key: Traced(_days(one.days), {**_given(one), **_on_the_way(found, one)})
        for key, one in found.handovers.items()
    }


@measure(
    "days_late_at_receiver",
    "Days late at the receiver",
    unit="days",
    better=Better.LOWER,
    formula="most days by which a milestone of the receiver is pushed beyond its own forecast; no "
    "float is assumed",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def days_late_at_receiver(facts: WiderFacts) -> Mapping[str, Outcome]:
    """How much later a project becomes than it says itself."""
    found = chain(facts.portfolio)
    receivers = sorted({one.dependency.receiver_project for one in found.handovers.values()})
    return {key: _at_receiver(found, key) for key in receivers}


class _Plan:
    """Milestones and their dates while lateness travels."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio, self.today = portfolio, portfolio.settings.status_date
        self.milestones = {m.milestone_id: m for m in portfolio.milestones}
        self.by_project: dict[str, list[Milestone]] = {}
        for one in portfolio.milestones:
            self.by_project.setdefault(one.project_id, []).append(one)
        self.handovers: dict[str, Handover] = {}
        self.moves: dict[str, Move] = {}

    def waiting(self, dependency: Dependency) -> list[Milestone]:
        """The receiver's milestones that lateness would push: from the one that waits on (else from
        Needed by on), not reached yet.
        """
        begin = self._begin(dependency)
        status = self.portfolio.project_by_id[dependency.receiver_project].status
        if begin is None or status not in _WAITING or dependency.status is DependencyStatus.DONE:
            return []
        of = self.by_project.get(dependency.receiver_project, ())
        return [
            m
            for m in of
            if m.baseline_date is not None
            and m.baseline_date >= begin
            and not is_achieved(m, self.today)
        ]

    def settle(self, dependency: Dependency, *, passes_on: bool) -> None:
        """Works out one dependency, and pushes what waits for it."""
        provider = self.milestones.get(dependency.provider_milestone or "")
        expected = own_date(provider, self.today) if provider else None
        move = self.moves.get(provider.milestone_id) if provider else None
        own, days = (
            _late(dependency, provider, day)
            for day in (expected, move.pushed if move else expected)
        )
        key = dependency.dependency_id
        self.handovers[key] = Handover(
            dependency, provider, expected, own, days, passes_on and bool(self.waiting(dependency))
        )
        if passes_on and not isinstance(days, Undefined) and days > 0:
            because = (dependency, *(move.because if move else ()))
            for milestone in self.waiting(dependency):
                self._push(milestone, days, because)

    def _begin(self, dependency: Dependency) -> dt.date | None:
        receiver = self.milestones.get(dependency.receiver_milestone or "")
        return receiver.baseline_date if receiver else dependency.needed_by

    def _push(self, milestone: Milestone, days: int, because: tuple[Dependency, ...]) -> None:
        """By the whole lateness after its baseline, as far as its own date does not allow for it
        already.
        """
        own = own_date(milestone, self.today)
        if own is None or milestone.baseline_date is None:
            return
        pushed = milestone.baseline_date + dt.timedelta(days=days)
        before = self.moves.get(milestone.milestone_id)
        if pushed > (before.pushed if before else own):
            self.moves[milestone.milestone_id] = Move(milestone, own, pushed, because)


def _order(plan: _Plan) -> tuple[list[Dependency], frozenset[str]]:
    """The dependencies, each after those that may push its provider milestone; and those in a
    circle.
    """
    known = {d.dependency_id: d for d in plan.portfolio.dependencies}
    by_provider: dict[str, list[str]] = {}
    for d in known.values():
        by_provider.setdefault(d.provider_milestone or "", []).append(d.dependency_id)
    after = {
        key: {later for m in plan.waiting(d) for later in by_provider.get(m.milestone_id, ())}
        for key, d in known.items()
    }
    circle = circles(after)
    before: dict[str, list[str]] = {key: [] for key in known}
    for key, later in after.items():
        for one in later if key not in circle else ():
            before[one].append(key)
    return [known[key] for key in graphlib.TopologicalSorter(before).static_order()], circle


def circles(after: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The nodes left once those without a way in, then those without a way out, are peeled off:
    circles, and what joins two.
    """
    left = {key: set(later) for key, later in after.items()}
    for _ in range(2):
        left = _peeled(left)
        left = _reversed(left)
    return frozenset(left)


def _peeled(after: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Without the nodes that no other leads to, again and again."""
    ways_in = dict.fromkeys(after, 0)
    for later in after.values():
        for one in later:
            ways_in[one] += 1
    todo = [key for key, count in ways_in.items() if not count]
    gone = set(todo)
    while todo:
        for one in after[todo.pop()]:
            ways_in[one] -= 1
            if not ways_in[one]:
                gone.add(one)
                todo.append(one)
    return {key: later - gone for key, later in after.items() if key not in gone}


def _reversed(after: Mapping[str, set[str]]) -> dict[str, set[str]]:
    before: dict[str, set[str]] = {key: set() for key in after}
    for key, later in after.items():
        for one in later:
            before[one].add(key)
    return before


def _late(
    dependency: Dependency, provider: Milestone | None, day: dt.date | None
) -> int | Undefined:
    if dependency.needed_by is None:
        return missing(dependency, "needed_by", "Needed by")
    if provider is None:
        return missing(dependency, "provider_milestone", "Provider milestone")
    return (
        undefined(Because.NO_DATE_OF_PROVIDER)
        if day is None
        else max(0, (day - dependency.needed_by).days)
    )


def _days(days: int | Undefined) -> float | Undefined:
    return days if isinstance(days, Undefined) else float(days)


def _given(one: Handover) -> dict[str, Given]:
    """The dates one dependency was made from."""
    needed = {"Needed by": cell(one.dependency, "needed_by")}
    return (
        needed
        if one.provider is None
        else {**needed, one.provider.milestone_id: _dates(one.provider, one.expected)}
    )


def _dates(milestone: Milestone, day: dt.date | None) -> Given:
    return Given(day, milestone.cells(*_READ))


def _on_the_way(found: Chain, one: Handover) -> dict[str, Given]:
    """The dependencies through which lateness reached a provider."""
    move = found.moves.get(one.provider.milestone_id) if one.provider else None
    return {} if move is None else _handed_on(found, move.because)


def _handed_on(found: Chain, because: Sequence[Dependency]) -> dict[str, Given]:
    handed = {
        d.dependency_id: {
            **_given(found.handovers[d.dependency_id]),
            "Status": Given(d.status, d.cells("status")),
        }
        for d in because
    }
    return {
        f"{key} {name}": given for key, inputs in handed.items() for name, given in inputs.items()
    }


def _at_receiver(found: Chain, project_id: str) -> Traced:
    moves = [m for m in found.moves.values() if m.milestone.project_id == project_id]
    if not moves:
        ours = [
            one for one in found.handovers.values() if one.dependency.receiver_project == project_id
        ]
        unknown = [one.days for one in ours if isinstance(one.days, Undefined)]
        return Traced(
            unknown[0] if len(unknown) == len(ours) else 0.0,
            {k: g for one in ours for k, g in _given(one).items()},
        )
    worst = max(moves, key=lambda m: (m.days, m.milestone.milestone_id))
    return Traced(
        float(worst.days),
        {
            worst.milestone.milestone_id: _dates(worst.milestone, worst.own),
            **_handed_on(found, worst.because),
        },
    )
