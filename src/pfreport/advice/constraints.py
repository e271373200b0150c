"""What a choice of projects must keep to: sums over those chosen, each between two bounds."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pfreport.advice.candidates import Candidate, RoleMonthKey
from pfreport.advice.rows import SLACK, Row
from pfreport.kinds import Month, normalised
from pfreport.measures.value.fiscal import fiscal_year
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Status
from pfreport.settings import Settings


class Whence(StrEnum):
    """Where the money of a choice comes from."""

    GIVEN = "given"
    SETTING = "setting"
    TODAY = "today"


class Sort(StrEnum):
    """The sorts of constraints, in the order in which they are given up where they clash."""

    BUCKET = "bucket"
    ROLE = "role"
    MONEY = "money"
    YEAR = "year"
    GROUP = "group"
    PREREQUISITE = "prerequisite"
    MANDATORY = "mandatory"
    CHOICE = "choice"
    KEPT = "not judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint(Row):
    """A row with the reason for it: its sort, and what it is `about`.

    That is role and month, year, group, project and what it needs, project, or bucket and end.
    """

    sort: Sort
    about: tuple[str | int | Month, ...] = ()

    @property
    def id(self) -> str:
        """`money`, `role[Developer,2026-11]`, `bucket[Run,minimum]`."""
        return f"{self.sort}[{','.join(map(str, self.about))}]" if self.about else str(self.sort)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the portfolio binds a choice by: money in all and by fiscal year, people by role month,
    buckets, what is needed or barred.

    `people` is what may be used of a role in a month: its capacity, or what the Active projects use
    today where that is more; `over_today` names that excess. `roles` has roles as they were
    entered. `needs` maps projects to the prerequisites among the candidates, `lacks` to those that
    are cancelled.
    """

    money: float
    money_from: Whence
    years: Mapping[int, float]
    people: Mapping[RoleMonthKey, float]
    over_today: Mapping[RoleMonthKey, float]
    roles: Mapping[str, str]
    buckets: Mapping[str, tuple[str, float | None, float | None]]
    needs: Mapping[str, tuple[str, ...]]
    lacks: Mapping[str, tuple[str, ...]]
    settings: Settings

    def year_of(self, month: Month) -> int:
        """The fiscal year a month lies in, by its label."""
        return fiscal_year(month, self.settings).label


@dataclass(frozen=True, slots=True)
class Forced:
    """Candidates that are in or out whatever it costs, by ID, with the sort of constraint that says
    so.
    """

    choices: Mapping[str, bool] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()


def rules(portfolio: Portfolio, found: Sequence[Candidate], budget: float | None = None) -> Rules:
    """The portfolio's rules. The money is `budget`, else funding_limit, else the cost to go of what
    is approved and active.
    """
    settings, now = portfolio.settings, Month.of(portfolio.settings.status_date)
    limit = settings.funding_limit if budget is None else budget
    ahead = [r for r in portfolio.resources if r.capacity is not None and r.period > now]
    free = {
        RoleMonthKey(normalised(r.role), r.period): (r.capacity or 0.0) - r.non_project
        for r in ahead
    }
    used = {
        at: math.fsum(c.demand.get(at, 0.0) for c in found if c.project.status is Status.ACTIVE)
        for at in free
    }
    return Rules(
        money=math.fsum(c.cost or 0.0 for c in found if c.in_today) if limit is None else limit,
        money_from=Whence.GIVEN
        if budget is not None
        else Whence.TODAY
        if limit is None
        else Whence.SETTING,
        years={row.fiscal_year: row.limit for row in portfolio.funding if row.limit is not None},
        people={at: max(free[at], used[at]) for at in sorted(free)},
        over_today={at: used[at] - free[at] for at in sorted(free) if used[at] > free[at] + SLACK},
        roles={normalised(row.role): row.role for row in reversed(portfolio.resources)},
        buckets={
            normalised(b.bucket): (b.bucket, b.minimum_share, b.maximum_share)
            for b in portfolio.buckets
        },
        needs={
            c.id: tuple(p for p in c.project.prerequisites if _status(portfolio, p) in _OPEN)
            for c in found
        },
        lacks={
            c.id: tuple(
                p for p in c.project.prerequisites if _status(portfolio, p) is Status.CANCELLED
            )
            for c in found
        },
        settings=settings,
    )


def constraints(found: Sequence[Candidate], by: Rules, forced: Forced) -> tuple[Constraint, ...]:
    """Everything a choice among the candidates must keep to; what can never bind is left out."""
    every = (*_buckets(found, by), *_roles(found, by), _money(found, by), *_years(found, by))
    return (*every, *_groups(found), *_prerequisites(found, by), *_forced(found, forced))


_OPEN = frozenset({Status.PROPOSED, Status.APPROVED, Status.ACTIVE, Status.ON_HOLD})


def _status(portfolio: Portfolio, project_id: str) -> Status | None:
    project = portfolio.project_by_id.get(project_id)
    return project.status if project else None


def _money(found: Sequence[Candidate], by: Rules) -> Constraint:
    """What is chosen costs its cost to go, what is Active and dropped its exit cost."""
    weights = {c.id: (c.cost or 0.0) - c.exit_cost for c in found}
    return Constraint(
        sort=Sort.MONEY,
        weights=weights,
        high=by.money,
        constant=math.fsum(c.exit_cost for c in found),
    )


def _years(found: Sequence[Candidate], by: Rules) -> Iterator[Constraint]:
    """Money of each fiscal year that has a limit; exit costs fall in the year of the status
    date.
    """
    now = by.year_of(Month.of(by.settings.status_date))
    for year in sorted(by.years):
        exits = {c.id: c.exit_cost if year == now else 0.0 for c in found}
        weights = {
            c.id: math.fsum(amount for m, amount in c.by_month.items() if by.year_of(m) == year)
            - exits[c.id]
            for c in found
        }
        constraint = Constraint(
            sort=Sort.YEAR,
            about=(year,),
            weights=weights,
            high=by.years[year],
            constant=math.fsum(exits.values()),
        )
        if any(weights.values()) or constraint.excess(()):
            yield constraint


def _roles(found: Sequence[Candidate], by: Rules) -> Iterator[Constraint]:
    for at, limit in by.people.items():
        weights = {c.id: c.demand[at] for c in found if at in c.demand}
        if math.fsum(weights.values()) > limit + SLACK:
            yield Constraint(
                sort=Sort.ROLE, about=(by.roles[at.role], at.month), weights=weights, high=limit
            )


def _buckets(found: Sequence[Candidate], by: Rules) -> Iterator[Constraint]:
    """Shares of the cost chosen: the bucket's cost less the share of all cost is not below
    (above) 0.
    """
    for key, (name, minimum, maximum) in by.buckets.items():
        inside = {c.id: float(normalised(c.project.bucket or "") == key) for c in found}
        for end, share in (("minimum", minimum), ("maximum", maximum)):
            if share is not None:
                weights = {c.id: (inside[c.id] - share) * (c.cost or 0.0) for c in found}
                bounds = {"low": 0.0} if end == "minimum" else {"high": 0.0}
                yield Constraint(sort=Sort.BUCKET, about=(name, end), weights=weights, **bounds)


def _groups(found: Sequence[Candidate]) -> Iterator[Constraint]:
    groups: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        if candidate.project.exclusive_group:
            groups[normalised(candidate.project.exclusive_group)].append(candidate)
    for _, members in sorted(groups.items()):
        if len(members) > 1:
            name = members[0].project.exclusive_group or ""
            yield Constraint(
                sort=Sort.GROUP, about=(name,), weights={c.id: 1.0 for c in members}, high=1.0
            )


def _prerequisites(found: Iterable[Candidate], by: Rules) -> Iterator[Constraint]:
    for candidate in found:
        for needed in by.needs[candidate.id]:
            yield _needs(candidate.id, needed, {candidate.id: 1.0, needed: -1.0})
        for cancelled in by.lacks[candidate.id]:
            yield _needs(candidate.id, cancelled, {candidate.id: 1.0})


def _needs(project_id: str, needed: str, weights: Mapping[str, float]) -> Constraint:
    return Constraint(sort=Sort.PREREQUISITE, about=(project_id, needed), weights=weights, high=0.0)


def _forced(found: Iterable[Candidate], forced: Forced) -> Iterator[Constraint]:
    """A scenario's choice before the law's, the law's before what nobody can judge."""
    for c in found:
        if c.id in forced.choices:
            yield _fixed(Sort.CHOICE, c.id, inside=forced.choices[c.id])
        elif c.id in forced.free:
            continue
        elif c.project.mandatory:
            yield _fixed(Sort.MANDATORY, c.id, inside=True)
        elif c.id in forced.kept:
            yield _fixed(Sort.KEPT, c.id, inside=c.in_today)


def _fixed(sort: Sort, project_id: str, *, inside: bool) -> Constraint:
    bounds = {"low": 1.0} if inside else {"high": 0.0}
    return Constraint(sort=sort, about=(project_id,), weights={project_id: 1.0}, **bounds)
