"""The plan in short: for each action the projects, their money, and the people they need most
of.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pfreport.advice.actions import Action
from pfreport.advice.candidates import RoleMonthKey
from pfreport.advice.findings import Findings
from pfreport.advice.selection import Case, Selection
from pfreport.model.governance import DecisionType
from pfreport.report.parts import tables
from pfreport.report.parts.amounts import base_money
from pfreport.report.parts.blocks import Cell, Table
from pfreport.report.parts.subjects import refs
from pfreport.report.phrases.broken import months
from pfreport.report.words import member, say
from pfreport.values import Count, Money, Words

ORDER_OF_ACTS = (
    DecisionType.STOP,
    DecisionType.FIX,
    DecisionType.ADD,
    DecisionType.ADVANCE,
    DecisionType.DEFER,
    DecisionType.HOLD,
    DecisionType.CONTINUE,
)
"""What is said first: what goes wrong, what is new, what has to wait, what goes on."""
FEW_ACTIONS = 6
"""Of so many projects or fewer the table of actions is short enough by itself."""
_MOST_NAMED = 6
_Actions = Sequence[Action]


def by_weight(actions: Sequence[Action]) -> list[Action]:
    """What changes first, what goes on as it is last; of one action what runs today first, then
    the most money.
    """
    return sorted(
        actions,
        key=lambda action: (
            ORDER_OF_ACTS.index(action.act),
            not action.candidate.in_today,
            -(action.candidate.cost or 0.0),
        ),
    )


def freed(action: Action) -> float:
    """Money that leaving out what runs today frees: its cost to go less what leaving costs."""
    candidate = action.candidate
    out = candidate.in_today and not action.inside
    return max(0.0, (candidate.cost or 0.0) - candidate.exit_cost) if out else 0.0


def in_short(findings: Findings, selection: Selection) -> Table:
    """A row an action: how many projects and which, what they cost and bring from here on, whom
    they need.
    """
    base = findings.measurements.base_currency
    grouped: defaultdict[DecisionType, list[Action]] = defaultdict(list)
    for action in by_weight(findings.advice.actions):
        grouped[action.act].append(action)

    def act(actions: _Actions) -> Cell:
        act = actions[0].act
        return Cell(member("decision_type", act), member("funding.short", act), strong=True)

    def projects(actions: _Actions) -> Cell:
        count = say("funding.short.count", n=Count(len(actions)))
        named = refs(findings, [action.project_id for action in actions], most=_MOST_NAMED)
        return Cell(named, count if len(actions) > _MOST_NAMED else None)

    def cost(actions: _Actions) -> Cell:
        free = math.fsum(freed(action) for action in actions)
        return Cell(
            _sum(base, (action.candidate.cost for action in actions)),
            say("funding.short.frees", amount=Money(free, base)) if free else None,
        )

    columns: tables.Columns[_Actions] = (
        (tables.text("column.action", 0.9), act),
        (tables.text("column.projects", 2.6), projects),
        (base_money(findings, "column.cost_to_go", 0.9), cost),
        (
            base_money(findings, "column.npv_to_go", 0.9),
            lambda actions: _sum(base, (action.candidate.value for action in actions)),
        ),
        (
            tables.text("column.needs_most", 1.8),
            lambda actions: _needs_most(selection.case, actions),
        ),
    )
    return tables.listed("in-short", grouped.values(), columns)


def _sum(currency: str, amounts: Iterable[float | None]) -> Money | None:
    """The sum of what is known; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return Money(math.fsum(known), currency) if known else None


def _needs_most(case: Case, actions: Sequence[Action]) -> Cell | None:
    """The role and month of which these projects together need most people."""
    needed: dict[RoleMonthKey, float] = {}
    for demand in (action.candidate.demand for action in actions):
        needed |= {
            at: needed.get(at, 0.0) + fte for at, fte in demand.items() if at in case.rules.people
        }
    if not needed:
        return None
    at = _peak(needed)
    return Cell(
        say("funding.short.people", fte=Count(needed[at]), role=Words(case.rules.roles[at.role])),
        months([at.month]),
    )


def _peak(needed: Mapping[RoleMonthKey, float]) -> RoleMonthKey:
    return min(needed, key=lambda at: (-needed[at], at.month, at.role))
