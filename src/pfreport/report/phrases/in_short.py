"""The plan in short: for each action the projects, their money, and the people they need most
of.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pfreport.advice.actions import Action
from pfreport.advice.candidates import RoleMonthKey
from pfreport.advice.findings import Findings
from pfreport.advice.selection import Case, Selection
from pfreport.model.governance import DecisionType
from pfreport.report.parts import tables
from pfreport.report.parts.amounts import thousands
from pfreport.report.parts.blocks import Cell, Row, Table
from pfreport.report.parts.subjects import refs
from pfreport.report.phrases.broken import months
from pfreport.report.words import member, say, term
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
    base, short = findings.measurements.base_currency, thousands(findings)
    columns = (
        tables.text("column.action", 0.9),
        tables.text("column.projects", 2.6),
        tables.money("column.cost_to_go", base, 0.9, thousands=short),
        tables.money("column.npv_to_go", base, 0.9, thousands=short),
        tables.text("column.needs_most", 1.8),
    )
    grouped: defaultdict[DecisionType, list[Action]] = defaultdict(list)
    for action in by_weight(findings.advice.actions):
        grouped[action.act].append(action)
    rows = [_row(findings, selection.case, act, of) for act, of in grouped.items()]
    return tables.table("in-short", columns, rows)


def _row(findings: Findings, case: Case, act: DecisionType, actions: Sequence[Action]) -> Row:
    base = findings.measurements.base_currency
    costs, values = (
        [amount for action in actions if (amount := getattr(action.candidate, name)) is not None]
        for name in ("cost", "value")
    )
    free = math.fsum(freed(action) for action in actions)
    count = say("funding.short.count", n=Count(len(actions)))
    return tables.row(
        Cell(member("decision_type", act), term(f"funding.short.{act}"), strong=True),
        Cell(
            refs(findings, [action.project_id for action in actions], most=_MOST_NAMED),
            count if len(actions) > _MOST_NAMED else None,
        ),
        Cell(
            Money(math.fsum(costs), base) if costs else None,
            say("funding.short.frees", amount=Money(free, base)) if free else None,
        ),
        Money(math.fsum(values), base) if values else None,
        _needs_most(case, actions),
    )


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
