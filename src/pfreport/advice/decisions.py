"""Decisions needed: what is asked for or due for review, which gates come, who stays red, where
money or people run short.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pfreport.advice.constraints import Constraint, Sort
from pfreport.advice.findings import Findings
from pfreport.advice.selection import broken_today
from pfreport.kinds import Month, Rag, natural_key
from pfreport.measures.delivery.milestones import expected_date, is_achieved
from pfreport.measures.engine.measurement import Given
from pfreport.model.delivery import Milestone, MilestoneType
from pfreport.model.governance import Decision, DecisionStatus
from pfreport.model.project import Project, Status
from pfreport.model.risk import PORTFOLIO
from pfreport.ratings.rate import OVERALL

GATE_DAYS = 60
"""Gates within so many days ask for a decision (measures.md)."""

_RUNNING = frozenset({Status.APPROVED, Status.ACTIVE})


class Why(StrEnum):
    """Why a decision is needed."""

    REQUESTED = "requested"
    REVIEW = "review"
    GATE = "gate"
    RED = "red"
    MONEY = "money"
    PEOPLE = "people"


_AT_ONCE = frozenset({Why.RED, Why.MONEY, Why.PEOPLE})
"""What has no date since it is due already."""


@dataclass(frozen=True, slots=True)
class Need:
    """One decision needed: of whom, by when, for how much (in `currency`). `project_id` may be
    PORTFOLIO.

    `decision` is the row asked for or due for review, `gate` the milestone, whichever it is about;
    `since` the month a project is red from, `clash` what today's portfolio breaks.
    """

    why: Why
    project_id: str
    due: dt.date | None
    owner: str | None
    amount: float | None = None
    currency: str = ""
    decision: Decision | None = None
    gate: Milestone | None = None
    since: Month | None = None
    clash: tuple[Constraint, ...] = ()

    @property
    def key(self) -> str:
        """The ID of the row it comes from."""
        if self.decision is not None:
            return self.decision.decision_id
        return self.gate.milestone_id if self.gate is not None else ""


def decisions_needed(findings: Findings) -> tuple[Need, ...]:
    """Everything that asks for a decision, the earliest date first; what cannot wait stands as of
    today, undated requests last.
    """
    found = [*_from_decisions(findings), *_gates(findings), *_reds(findings), *_clashes(findings)]
    today = findings.portfolio.settings.status_date

    def place(need: Need) -> tuple[dt.date, tuple[object, ...], tuple[object, ...]]:
        day = need.due or (today if need.why in _AT_ONCE else dt.date.max)
        return day, natural_key(need.project_id), natural_key(need.key)

    return tuple(sorted(found, key=place))


def amount_in_base(findings: Findings, need: Need) -> float | None:
    """The money a need asks for, in base currency; None where there is none or no rate."""
    if need.amount is None:
        return None
    facts = findings.measurements.facts.get(need.project_id)
    if facts is None:
        return need.amount if need.project_id == PORTFOLIO else None
    if not isinstance(facts.rate, Given) or not isinstance(facts.rate.value, int | float):
        return None
    return need.amount * facts.rate.value


def upcoming_gates(
    findings: Findings, project_id: str | None = None
) -> tuple[tuple[dt.date, Milestone], ...]:
    """Gates not yet passed of projects under way, each with its date, that fall or fell before the
    horizon; earliest first.
    """
    today = findings.portfolio.settings.status_date
    running = {
        p.project_id
        for p in findings.portfolio.projects
        if p.status in _RUNNING and project_id in (None, p.project_id)
    }
    gates = [
        m
        for m in findings.portfolio.milestones
        if m.type is MilestoneType.GATE and m.project_id in running and not is_achieved(m, today)
    ]
    dated = [
        (day, m)
        for m in gates
        if not is_achieved(m, today)
        and (day := expected_date(m)) is not None
        and day <= today + dt.timedelta(days=GATE_DAYS)
    ]
    return tuple(sorted(dated, key=lambda pair: (pair[0], natural_key(pair[1].milestone_id))))


def _from_decisions(findings: Findings) -> Iterator[Need]:
    today = findings.portfolio.settings.status_date
    for row in findings.portfolio.decisions:
        amount, currency = row.amount, _currency(findings, row.project_id)
        if row.status is DecisionStatus.REQUESTED:
            yield Need(
                Why.REQUESTED,
                row.project_id,
                row.effective_from,
                row.decided_by,
                amount,
                currency,
                decision=row,
            )
        elif (
            row.review_on is not None
            and row.review_on <= today
            and row.status is not DecisionStatus.REVERSED
        ):
            yield Need(
                Why.REVIEW,
                row.project_id,
                row.review_on,
                row.decided_by,
                currency=currency,
                decision=row,
            )


def _gates(findings: Findings) -> Iterator[Need]:
    for day, gate in upcoming_gates(findings):
        project = findings.portfolio.project_by_id[gate.project_id]
        yield Need(Why.GATE, gate.project_id, day, gate.owner or _answers(project), gate=gate)


def _reds(findings: Findings) -> Iterator[Need]:
    """Projects red overall in two packs running about which nothing was decided or asked since the
    first of the two.
    """
    history = findings.history
    for project in findings.portfolio.projects if history.packs else ():
        key = project.project_id
        first, now = history.red_since(key, OVERALL), findings.ratings.get(key, {}).get(OVERALL)
        if first is None or now is None or now.computed is not Rag.RED or now.word is not None:
            continue
        since = history.packs[-1].status_date
        if not any(
            row.project_id == key and _is_since(row, since) for row in findings.portfolio.decisions
        ):
            yield Need(Why.RED, key, None, _answers(project), since=first.month)


def _is_since(row: Decision, day: dt.date) -> bool:
    """Whether it is open, or was taken on a day or later."""
    return row.status is DecisionStatus.REQUESTED or (row.date is not None and row.date >= day)


def _clashes(findings: Findings) -> Iterator[Need]:
    """The money or the people that what runs today goes beyond."""
    broken = broken_today(findings.advice.selection) if findings.advice.selection else ()
    for why, sorts in ((Why.MONEY, (Sort.MONEY, Sort.YEAR)), (Why.PEOPLE, (Sort.ROLE,))):
        found = tuple(constraint for constraint in broken if constraint.sort in sorts)
        if found:
            yield Need(why, PORTFOLIO, None, None, clash=found)


def _answers(project: Project) -> str | None:
    return project.sponsor or project.manager


def _currency(findings: Findings, project_id: str) -> str:
    facts = findings.measurements.facts.get(project_id)
    return facts.currency if facts else findings.portfolio.settings.base_currency
