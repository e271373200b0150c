"""The projects a selection chooses among: what carrying each to its end costs, brings and needs,
all in base currency.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from pfreport.kinds import Month, natural_key, normalised
from pfreport.measures.earned.costs import cost_to_go_by_month
from pfreport.measures.engine.facts import Member, ProjectFacts
from pfreport.measures.engine.measurement import Given, Measurement, Undefined
from pfreport.measures.engine.measurements import Measurements
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Project, Status
from pfreport.reasons import Because, Reason

CANDIDATES = frozenset({Status.PROPOSED, Status.APPROVED, Status.ACTIVE, Status.ON_HOLD})
TODAY = frozenset({Status.APPROVED, Status.ACTIVE})
"""What runs today: the projects that stay in where nothing is decided."""


class RoleMonthKey(NamedTuple):
    """A role, without regard to case and spacing, in a month."""

    role: str
    month: Month


@dataclass(frozen=True, slots=True)
class Candidate:
    """One project that may be carried to its end or not.

    `cost` is its cost to go, undiscounted, `cost_now` the same valued at the status month; `value`
    is npv_to_go, `aligned` its alignment times its Feasibility. None where not known; `why` then
    says why, by the name of the field. `exit_cost` is what dropping it costs: nothing unless it is
    Active. `delay` is how many months later than planned all of it comes.
    """

    project: Project
    cost: float | None
    cost_now: float
    value: float | None
    aligned: float | None
    exit_cost: float
    by_month: Mapping[Month, float]
    demand: Mapping[RoleMonthKey, float]
    why: Mapping[str, Reason]
    delay: int = 0

    @property
    def id(self) -> str:
        """The project's ID."""
        return self.project.project_id

    @property
    def in_today(self) -> bool:
        """Whether it is in where nothing is decided."""
        return self.project.status in TODAY

    def later(self, months: int, discount_rate: float) -> Candidate:
        """The same project so many months later: what it costs and brings is discounted by as
        many.
        """
        factor = (1 + discount_rate) ** (-months / 12)
        return replace(
            self,
            cost_now=self.cost_now * factor,
            value=None if self.value is None else self.value * factor,
            by_month={month.plus(months): amount for month, amount in self.by_month.items()},
            demand={
                RoleMonthKey(key.role, key.month.plus(months)): fte
                for key, fte in self.demand.items()
            },
            delay=self.delay + months,
        )

    def at_cost(self, cost: float, status_month: Month) -> Candidate:
        """The same project at another cost to go, spread as its own is; in the next month where
        it has none.
        """
        if not self.cost:
            now, by_month = cost, {status_month.plus(1): cost}
        else:
            scale = cost / self.cost
            now, by_month = (
                self.cost_now * scale,
                {month: amount * scale for month, amount in self.by_month.items()},
            )
        value = None if self.value is None else self.value + self.cost_now - now
        return replace(self, cost=cost, cost_now=now, value=value, by_month=by_month)


def candidates(portfolio: Portfolio, figures: Measurements) -> tuple[Candidate, ...]:
    """Every project that is proposed, approved, active or on hold, in the order of IDs."""
    demand = _demand(portfolio)
    projects = sorted(
        (p for p in portfolio.projects if p.status in CANDIDATES),
        key=lambda p: natural_key(p.project_id),
    )
    members = (figures.members[p.project_id] for p in projects)
    return tuple(
        _candidate(member, demand.get(member.facts.project.project_id, {})) for member in members
    )


def in_base_currency(facts: ProjectFacts, amount: float) -> float | None:
    """An amount of a project in base currency; None where there is no rate."""
    rate = facts.rate.value if isinstance(facts.rate, Given) else None
    return amount * rate if isinstance(rate, int | float) else None


def _candidate(member: Member, demand: Mapping[RoleMonthKey, float]) -> Candidate:
    project = member.facts.project
    cost, value, alignment = (
        member.amount(key) for key in ("cost_to_go", "npv_to_go", "alignment")
    )
    return Candidate(
        project=project,
        cost=cost,
        cost_now=member.amount("cost_to_go_at_status") or 0.0,
        value=value,
        aligned=None
        if alignment is None
        else alignment * (1.0 if project.feasibility is None else project.feasibility),
        exit_cost=_exit_cost(member),
        by_month=_by_month(member, cost),
        demand=demand,
        why={
            name: _reason(member, member.figures.get(key))
            for name, key, known in (
                ("cost", "cost_to_go", cost),
                ("value", "npv_to_go", value),
                ("aligned", "alignment", alignment),
            )
            if known is None
        },
    )


def _exit_cost(member: Member) -> float:
    """What dropping it costs; only what is Active has to be left."""
    if member.facts.project.status is not Status.ACTIVE:
        return 0.0
    return in_base_currency(member.facts, member.facts.project.exit_cost) or 0.0


def _reason(member: Member, found: Measurement | None) -> Reason:
    """Why a figure does not count: it has no value, it travels with a mark, or its currency has
    no rate.
    """
    if found is None:
        return Reason(Because.NOT_MEASURED)
    if not found.known:
        return found.why
    if found.marks:
        return found.marks[0]
    rate = member.facts.rate
    return rate.reason if isinstance(rate, Undefined) else Reason(Because.NOT_KNOWN)


def _by_month(member: Member, cost: float | None) -> dict[Month, float]:
    """Cost to go by month; all of it in the next month where nothing says when it falls, so that
    no year looks too cheap.
    """
    if not cost:
        return {}
    own = member.figures["cost_to_go"].number
    spread = cost_to_go_by_month(member.facts, own)
    if isinstance(spread, Undefined):
        return {member.facts.status_month.plus(1): cost}
    return {month: amount * (cost / own) for month, amount in sorted(spread.amounts.items())}


def _demand(portfolio: Portfolio) -> dict[str, dict[RoleMonthKey, float]]:
    """People needed after the status month, hard and soft alike, by project, role and month."""
    now = Month.of(portfolio.settings.status_date)
    rows: defaultdict[str, defaultdict[RoleMonthKey, list[float]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in portfolio.demand:
        if row.period > now and row.demand:
            rows[row.project_id][RoleMonthKey(normalised(row.role), row.period)].append(row.demand)
    return {key: {at: math.fsum(fte) for at, fte in sorted(of.items())} for key, of in rows.items()}
