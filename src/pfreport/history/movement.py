"""What moved between two days: figures of projects with their causes, lights, sums of the
portfolio, who came and went.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pfreport.history.causes import Causes, causes
from pfreport.history.snapshot import Snapshot
from pfreport.history.sums import Sum, sums
from pfreport.kinds import Rag, natural_key
from pfreport.measures.engine.measurement import PORTFOLIO, Subject
from pfreport.model.project import Status
from pfreport.ratings.rate import OVERALL
from pfreport.ratings.rating import LIGHTS
from pfreport.reasons import Reason

FIGURES = ("cpi", "spi_t", "eac", "finish_slip_days", "bac", "npv")
"""The figures of a project that are compared."""
WIDER = ("cpi", "eac", "bac", "finish_slip_days[median]", "npv_to_go")
"""The figures of the portfolio that are compared."""
SMALL = {"ratio": 0.005, "days": 0.5, "money": 0.0005}
"""What is less prints as no change: half a hundredth, half a day, half a thousandth of an
amount.
"""

_COUNTED = frozenset({Status.APPROVED, Status.ACTIVE, Status.ON_HOLD, Status.COMPLETED})


@dataclass(frozen=True, slots=True)
class Move:
    """One figure of one subject that moved, and why."""

    subject: Subject
    id: str
    unit: str
    before: float
    now: float
    causes: Causes = field(default_factory=Causes)

    @property
    def change(self) -> float:
        """By how much."""
        return self.now - self.before

    @property
    def relative(self) -> float:
        """By what share of what it was; 0.0 where it was nothing."""
        return self.change / abs(self.before) if self.before else 0.0


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that came to have a value, or has none any more; `why` is the reason where it has
    none.
    """

    subject: Subject
    id: str
    unit: str
    before: float | None
    now: float | None
    why: Reason | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A light of a project that changed."""

    project_id: str
    light: str
    before: Rag
    now: Rag


@dataclass(frozen=True, slots=True)
class NewFinish:
    """A baseline finish that was changed: where nothing else tells of time, it is what slipped."""

    project_id: str
    before: dt.date
    now: dt.date


@dataclass(frozen=True, slots=True)
class Crossing:
    """A project that came, went or changed its status. None: it was not there."""

    project_id: str
    name: str
    before: Status | None
    now: Status | None
    there_before: bool
    there_now: bool

    @property
    def joined(self) -> bool:
        """Whether it counts now and did not before."""
        return self.now in _COUNTED and self.before not in _COUNTED

    @property
    def left(self) -> bool:
        """Whether it counted before and does not now."""
        return self.before in _COUNTED and self.now not in _COUNTED


@dataclass(frozen=True, slots=True)
class Moved:
    """Everything that moved since a day, and the names of the two compared."""

    since: dt.date
    before: str
    now: str
    moves: tuple[Move, ...]
    known: tuple[Known, ...]
    wider: tuple[Move, ...]
    sums: tuple[Sum, ...]
    turns: tuple[Turn, ...]
    crossings: tuple[Crossing, ...]
    declared: tuple[Turn, ...] = ()
    finishes: tuple[NewFinish, ...] = ()

    def of_project(self, project_id: str) -> dict[str, Move]:
        """The moves of one project's figures, by id."""
        return {move.id: move for move in self.moves if move.subject.key == project_id}

    def turn(self, project_id: str, light: str = OVERALL) -> Turn | None:
        """How one light of one project changed; None where it did not."""
        return next(
            (turn for turn in self.turns if (turn.project_id, turn.light) == (project_id, light)),
            None,
        )


def movement(before: Snapshot, now: Snapshot) -> Moved:
    """Everything that moved from one day to another. PackError where a past portfolio cannot be
    read.
    """
    both = sorted(
        before.projects.keys() & now.projects.keys() & before.portfolio.project_by_id.keys(),
        key=natural_key,
    )
    changed = [
        one for key in both for one in _changed(before, now, Subject("project", key), FIGURES)
    ]
    return Moved(
        since=before.status_date,
        before=before.name,
        now=now.name,
        moves=tuple(_explained(before, now, [one for one in changed if isinstance(one, Move)])),
        known=tuple(one for one in changed if isinstance(one, Known)),
        wider=tuple(
            one for one in _changed(before, now, PORTFOLIO, WIDER) if isinstance(one, Move)
        ),
        sums=sums(before, now),
        turns=tuple(_turns(before, now)),
        crossings=tuple(_crossings(before, now)),
        declared=tuple(_declared(before, now, both)),
        finishes=tuple(_finishes(before, now, both)),
    )


def _declared(before: Snapshot, now: Snapshot, both: Sequence[str]) -> Iterator[Turn]:
    """Overall ratings that are declared otherwise than before; what was or is not declared did
    not turn.
    """
    for key in both:
        old, new = (at.portfolio.project_by_id[key].rag_overall for at in (before, now))
        if old is not None and new is not None and old is not new:
            yield Turn(key, OVERALL, old, new)


def _finishes(before: Snapshot, now: Snapshot, both: Sequence[str]) -> Iterator[NewFinish]:
    for key in both:
        old, new = (at.portfolio.project_by_id[key].baseline_finish for at in (before, now))
        if old is not None and new is not None and old != new:
            yield NewFinish(key, old, new)


def _changed(
    before: Snapshot, now: Snapshot, subject: Subject, ids: tuple[str, ...]
) -> Iterator[Move | Known]:
    for id in ids:
        old, new = before.figure(subject, id), now.figure(subject, id)
        if old is None or new is None or old.unit != new.unit:
            continue
        if old.value is not None and new.value is not None:
            if _tells(old.value, new.value, new.unit):
                yield Move(subject, id, new.unit, old.value, new.value)
        elif old.value != new.value:
            yield Known(
                subject,
                id,
                new.unit,
                old.value,
                new.value,
                new.why if new.value is None else old.why,
            )


def _tells(before: float, now: float, unit: str) -> bool:
    """Whether a change is large enough to be seen in print."""
    kind = unit.partition(":")[0]
    return (
        abs(now - before)
        >= SMALL.get(kind, 0.0) * (max(abs(before), abs(now)) if kind == "money" else 1.0)
        and now != before
    )


def _explained(before: Snapshot, now: Snapshot, moves: list[Move]) -> Iterator[Move]:
    by_project: dict[str, dict[str, tuple[float, float]]] = {}
    for move in moves:
        by_project.setdefault(move.subject.key, {})[move.id] = (move.before, move.now)
    old, new = (dict(at.portfolio.each(by_project)) for at in (before, now))
    found = {key: causes(old[key], new[key], key, of) for key, of in by_project.items()}
    for move in moves:
        yield replace(move, causes=found[move.subject.key][move.id])


def _turns(before: Snapshot, now: Snapshot) -> Iterator[Turn]:
    order = sorted(LIGHTS, key=lambda light: light != OVERALL)
    for key in sorted(before.projects.keys() & now.projects.keys(), key=natural_key):
        for light in order:
            old, new = before.light(key, light), now.light(key, light)
            if old is not None and new is not None and old is not new:
                yield Turn(key, light, old, new)


def _crossings(before: Snapshot, now: Snapshot) -> Iterator[Crossing]:
    """Projects that could not be read on one of the days neither came nor went: data quality
    speaks of them.
    """
    unread = {one.project_id for at in (before, now) for one in at.portfolio.left_out}
    for key in sorted((before.projects.keys() | now.projects.keys()) - unread, key=natural_key):
        old, new = before.projects.get(key), now.projects.get(key)
        status = (old.status if old else None, new.status if new else None)
        if status[0] is not status[1] or old is None or new is None:
            named = new or old
            yield Crossing(
                key, named.name if named else key, *status, old is not None, new is not None
            )
