"""People: how busy each role is by month, where they do not suffice, who causes it, and what a
delay would free.

Only months after the status month count. Demand of Proposed and On hold projects is soft, whatever
its Commitment says.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from pfreport.kinds import Month, normalised
from pfreport.measures.engine.facts import WiderFacts, cell, missing
from pfreport.measures.engine.lists import cells
from pfreport.measures.engine.measurement import (
    Coverage,
    Given,
    Outcome,
    Traced,
    Undefined,
    undefined,
)
from pfreport.measures.engine.registry import Better, Enters, measure
from pfreport.model.people import Commitment, Demand, RoleMonth
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Status
from pfreport.origins import Origin
from pfreport.reasons import Because

if TYPE_CHECKING:
    import pandas as pd

SOURCE = "PMI, The Standard for Portfolio Management (2017): supply and demand of resources"
_SOFT = frozenset({Status.PROPOSED, Status.ON_HOLD})
_COUNTED = frozenset({Status.APPROVED, Status.ACTIVE}) | _SOFT


class RoleTime(NamedTuple):
    """A role in a month, as the key of a figure has it: `Developer,2026-11`."""

    role: str
    month: Month

    @property
    def key(self) -> str:
        """Its key in brackets behind an id."""
        return f"{self.role},{self.month}"


@dataclass(frozen=True, slots=True)
class Need:
    """A row of Demand that counts, ahead of the status month: FTE hard or soft, None where the cell
    has no value.
    """

    at: RoleTime
    project_id: str
    fte: float | None
    hard: bool
    row: Demand


@dataclass(frozen=True, slots=True)
class RoleMonths:
    """Every role and month ahead: the needs, and the row of Resources where there is one."""

    needs: tuple[Need, ...]
    there: Mapping[RoleTime, RoleMonth]

    @property
    def times(self) -> tuple[RoleTime, ...]:
        """Roles by name, each with its months in order."""
        return tuple(sorted({*self.there, *(need.at for need in self.needs)}))

    def available(self, at: RoleTime) -> float | None:
        """FTE for projects: Capacity less Non-project; None where that is not known."""
        row = self.there.get(at)
        return None if row is None or row.capacity is None else row.capacity - row.non_project

    def delayed(self, project_id: str, months: int) -> RoleMonths:
        """The same with one project's needs so many months later."""
        moved = (
            replace(n, at=RoleTime(n.at.role, n.at.month.plus(months)))
            if n.project_id == project_id
            else n
            for n in self.needs
        )
        return replace(self, needs=tuple(moved))


@dataclass(frozen=True, slots=True)
class Gap:
    """A role month with more hard demand than people: FTE missing, and the projects' demand, the
    largest first.
    """

    at: RoleTime
    missing: float
    causes: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Delay:
    """What delaying a project by so many months does: FTE months missing before and after.

    `beyond` are FTE months that it moves to where Resources has no row, so that nobody can say.
    """

    project_id: str
    months: int
    before: float
    after: float
    beyond: float

    @property
    def freed(self) -> float:
        """FTE months no longer missing; below 0 where the delay makes it worse."""
        return self.before - self.after


def role_months(portfolio: Portfolio) -> RoleMonths:
    """Demand that counts, and capacity, from the month after the status month on."""
    now = Month.of(portfolio.settings.status_date)
    spelled = _spelling(portfolio)
    there = {
        RoleTime(spelled[normalised(r.role)], r.period): r
        for r in portfolio.resources
        if r.period > now
    }
    needs = (_need(portfolio, row, spelled) for row in portfolio.demand if row.period > now)
    return RoleMonths(tuple(n for n in needs if n is not None), there)


def demand_by_role(of: RoleMonths) -> pd.DataFrame:
    """FTE by role and month, hard and soft: a row a role month, a column a project and
    commitment.
    """
    import pandas as pd  # noqa: PLC0415 - takes longer to load than a check takes

    rows = [
        (n.at.role, n.at.month.ordinal, n.project_id, n.hard, n.fte)
        for n in of.needs
        if n.fte is not None
    ]
    frame = pd.DataFrame(rows, columns=["role", "month", "project", "hard", "fte"])
    return frame.pivot_table(
        index=["role", "month"],
        columns=["hard", "project"],
        values="fte",
        aggfunc=math.fsum,
        fill_value=0.0,
    )


def gaps(of: RoleMonths) -> tuple[Gap, ...]:
    """Role months with more hard demand than people, in the order of roles and months."""
    return tuple(_gaps(of))


def delay(of: RoleMonths, project_id: str, months: int) -> Delay:
    """What moving one project's needs by so many months would free."""
    after = of.delayed(project_id, months)
    lost = math.fsum(
        n.fte or 0.0
        for n in after.needs
        if n.project_id == project_id and n.hard and after.available(n.at) is None
    )
    return Delay(project_id, months, _missing(of), _missing(after), lost)


@measure(
    "utilisation",
    "Utilisation",
    unit="fraction",
    better=Better.LOWER,
    formula="Hard demand / (Capacity - Non-project), a role and month after the status month",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def utilisation(facts: WiderFacts) -> Mapping[str, Outcome]:
    """How much of the people there are is promised."""
    return _utilisations(facts, soft=False)


@measure(
    "utilisation_with_soft",
    "Utilisation with soft demand",
    unit="fraction",
    better=Better.LOWER,
    formula="(Hard + Soft demand) / (Capacity - Non-project), a role and month after the status "
    "month",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def utilisation_with_soft(facts: WiderFacts) -> Mapping[str, Outcome]:
    """How much of the people there are would be needed if all that is hoped for came."""
    return _utilisations(facts, soft=True)


@measure(
    "resource_gap",
    "Gap in people",
    unit="fte",
    better=Better.LOWER,
    formula="Hard demand - (Capacity - Non-project), where it is above 0",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def resource_gap(facts: WiderFacts) -> Mapping[str, Outcome]:
    """How many people are missing, a role and month."""
    of = role_months(facts.portfolio)
    by_time = _by_time(of)
    return {
        gap.at.key: Traced(gap.missing, _given(of, gap.at, by_time[gap.at])) for gap in gaps(of)
    }


@measure(
    "overallocated_role_months",
    "Role months over capacity",
    unit="count",
    better=Better.LOWER,
    formula="role months after the status month with Hard demand above Capacity - Non-project",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
)
def overallocated_role_months(facts: WiderFacts) -> Traced | Undefined:
    """In how many role months more is promised than there are people."""
    of = role_months(facts.portfolio)
    if not of.needs:
        return undefined(Because.NO_DEMAND_AHEAD)
    judged = [at for at in of.times if of.available(at) is not None]
    if not judged:
        return undefined(Because.NO_ROW, sheet="Resources")
    by_time = _by_time(of)
    over = {gap.at: gap.missing for gap in gaps(of)}
    shown = over or dict.fromkeys(judged, 0.0)  # none is a figure too, and was made of all of them
    given = {
        at.key: Given(short, _origins(of, at, by_time.get(at, ()))) for at, short in shown.items()
    }
    return Traced(float(len(over)), given, coverage=Coverage(len(judged), len(of.times)))


@measure(
    "demand_actual_share",
    "Demand used",
    unit="fraction",
    better=Better.NEITHER,
    formula="Actual / Demand to the status month, over rows that have both",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
)
def demand_actual_share(facts: WiderFacts) -> Traced | Undefined:
    """How much of what was asked for was used: above 100 % where more people worked than were
    asked for.
    """
    return _used(_past(facts.portfolio))


@measure(
    "demand_actual_share_by_role",
    "Demand used by role",
    unit="fraction",
    better=Better.NEITHER,
    formula="Actual / Demand to the status month of one role, over rows that have both",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def demand_actual_share_by_role(facts: WiderFacts) -> Mapping[str, Outcome]:
    """How much of what was asked for was used, by role."""
    spelled, by_role = _spelling(facts.portfolio), defaultdict[str, list[Demand]](list)
    for row in _past(facts.portfolio):
        by_role[spelled[normalised(row.role)]].append(row)
    return {role: _used(rows) for role, rows in sorted(by_role.items())}


def _spelling(portfolio: Portfolio) -> dict[str, str]:
    """Roles as Resources spells them, else as Demand does first."""
    spelled: dict[str, str] = {}
    for role in (*(r.role for r in portfolio.resources), *(d.role for d in portfolio.demand)):
        spelled.setdefault(normalised(role), role)
    return spelled


def _need(portfolio: Portfolio, row: Demand, spelled: Mapping[str, str]) -> Need | None:
    project = portfolio.project_by_id.get(row.project_id)
    if project is None or project.status not in _COUNTED:
        return None
    hard = row.commitment is not Commitment.SOFT and project.status not in _SOFT
    return Need(
        RoleTime(spelled[normalised(row.role)], row.period), row.project_id, row.demand, hard, row
    )


def _by_time(of: RoleMonths) -> dict[RoleTime, list[Need]]:
    found: defaultdict[RoleTime, list[Need]] = defaultdict(list)
    for need in of.needs:
        found[need.at].append(need)
    return found


def _gaps(of: RoleMonths) -> Iterator[Gap]:
    """Every role month whose projects together promise more than there are people for."""
    pivot = demand_by_role(of)
    if True not in pivot.columns.get_level_values("hard"):
        return
    hard = pivot[True]
    for role, ordinal in hard.index:
        at = RoleTime(role, Month.from_ordinal(ordinal))
        available, needed = of.available(at), hard.loc[(role, ordinal)]
        missing_fte = math.fsum(needed) - max(available, 0.0) if available is not None else 0.0
        if missing_fte > 1e-9:
            causes = sorted(
                ((project, float(fte)) for project, fte in needed.items() if fte),
                key=lambda one: (-one[1], one[0]),
            )
            yield Gap(at, missing_fte, tuple(causes))


def _missing(of: RoleMonths) -> float:
    """FTE months missing over all role months."""
    return math.fsum(gap.missing for gap in gaps(of))


def _utilisations(facts: WiderFacts, *, soft: bool) -> dict[str, Outcome]:
    of = role_months(facts.portfolio)
    by_time = _by_time(of)
    return {
        at.key: _utilisation(of, at, [n for n in by_time.get(at, ()) if n.hard or soft])
        for at in of.times
    }


def _utilisation(of: RoleMonths, at: RoleTime, needs: Sequence[Need]) -> Traced | Undefined:
    """Demand over the people there are; without a row of Resources nobody knows."""
    row, available = of.there.get(at), of.available(at)
    if row is None:
        return undefined(Because.NO_ROW, sheet="Resources")
    if available is None:
        return missing(row, "capacity", "Capacity")
    needed = math.fsum(n.fte for n in needs if n.fte is not None)
    value: float | Undefined = (
        needed / available
        if available > 0
        else undefined(Because.NO_CAPACITY if needed else Because.NO_DEMAND)
    )
    stated = sum(n.fte is not None for n in needs)
    return Traced(
        value,
        _given(of, at, needs),
        coverage=Coverage(stated, len(needs)) if stated < len(needs) else None,
    )


def _given(of: RoleMonths, at: RoleTime, needs: Iterable[Need]) -> dict[str, Given]:
    """What a role month's figures are made from: its row of Resources, and each project's
    demand.
    """
    row = of.there.get(at)
    there = (
        {}
        if row is None
        else {"Capacity": cell(row, "capacity"), "Non-project": cell(row, "non_project")}
    )
    by_project: defaultdict[str, list[Need]] = defaultdict(list)
    for need in needs:
        by_project[need.project_id].append(need)
    demand = {
        key: Given(
            math.fsum(n.fte or 0.0 for n in rows),
            tuple(place for n in rows for place in n.row.cells("demand", "commitment")),
        )
        for key, rows in sorted(by_project.items())
    }
    return {**there, **demand}


def _origins(of: RoleMonths, at: RoleTime, needs: Iterable[Need]) -> tuple[Origin, ...]:
    return tuple(origin for given in _given(of, at, needs).values() for origin in given.origins)


def _past(portfolio: Portfolio) -> list[Demand]:
    """Demand to the status month, of whatever project."""
    now = Month.of(portfolio.settings.status_date)
    return [row for row in portfolio.demand if row.period <= now]


def _used(rows: Sequence[Demand]) -> Traced | Undefined:
    known = [
        (row, row.actual, row.demand)
        for row in rows
        if row.actual is not None and row.demand is not None
    ]
    asked = math.fsum(demand for _, _, demand in known)
    if not asked:
        return undefined(Because.NO_MONTH_OF_DEMAND_AND_ACTUAL)
    given = {
        f"{row.project_id} {row.role} {row.period}": cells(row, ("demand", "actual"), actual)
        for row, actual, _ in known
    }
    return Traced(
        math.fsum(actual for _, actual, _ in known) / asked,
        given,
        coverage=Coverage(len(known), len(rows)),
    )
