"""Decisions needed: what is asked of the board, of whom, by when, for how much."""

from __future__ import annotations

from collections.abc import Sequence

from pfreport.advice.decisions import GATE_DAYS, Need, Why, amount_in_base, decisions_needed
from pfreport.advice.findings import Findings
from pfreport.advice.selection import today
from pfreport.model.governance import Decision, DecisionStatus, DecisionType
from pfreport.model.risk import PORTFOLIO
from pfreport.report.executive.gates import readiness
from pfreport.report.parts import cells, tables
from pfreport.report.parts.amounts import base_money
from pfreport.report.parts.blocks import Cell, Section, Table, TableStyle
from pfreport.report.parts.figures import of_portfolio, of_project
from pfreport.report.parts.subjects import whose
from pfreport.report.phrases.broken import broken
from pfreport.report.phrases.labels import measure_name
from pfreport.report.words import member, say, term
from pfreport.values import (
    Count,
    Day,
    Days,
    InMonth,
    Money,
    Sentence,
    Value,
    Words,
    number_of,
)
from pfreport.words.catalogue import key_of
from pfreport.words.keys import Key

MOST_DECISIONS = 7
MOST_DECISIONS_BESIDE_MOVES = 4
"""Of them, where page one also tells what moved."""
_ASKED: dict[Why, Key] = {
    Why.RED: "decisions.red",
    Why.MONEY: "decisions.money",
    Why.PEOPLE: "decisions.people",
}


def decisions(findings: Findings) -> Section | None:
    """The decisions needed, the earliest first, at most seven; None where none is and the workbook
    has no decision and no milestone.
    """
    needed = decisions_needed(findings)
    if not needed and not findings.portfolio.decisions and not findings.portfolio.milestones:
        return None
    blocks = (_table(findings, needed),) if needed else ()
    return Section("decisions", term("section.decisions"), _message(findings, needed), blocks)


def what(need: Need) -> Sentence:
    """What is asked, in words of ours."""
    if need.gate is not None:
        return say("decisions.pass_gate", gate=Words(need.gate.title))
    if need.why in _ASKED:
        return say(_ASKED[need.why])
    kind = (need.decision.type if need.decision else None) or DecisionType.OTHER
    if need.why is not Why.REVIEW:
        return say(key_of("ask", kind))
    return (
        say("decisions.review.other")
        if kind is DecisionType.OTHER
        else say("decisions.review", act=member("act", kind))
    )


def reason(findings: Findings, need: Need) -> Value | None:
    """Why it is asked: the rationale somebody typed, the effect so far, or how ready a gate is."""
    if need.gate is not None:
        return readiness(findings, need.gate)
    if need.since is not None:
        return say("decisions.red.since", month=InMonth(need.since))
    if need.clash and findings.advice.selection:
        selection = findings.advice.selection
        return say(
            "decisions.clash",
            clash=broken(findings, selection.case, need.clash, today(selection.case)),
        )
    if need.decision is None:
        return None
    because = expectation(findings, need) or _rationale(need)
    return _since_decided(need.decision, because) if need.why is Why.REVIEW else because


def _since_decided(decision: Decision, because: Value | None) -> Value | None:
    """When what is to be reviewed was decided, and what is known of it."""
    if decision.date is None:
        return because
    day = Day(decision.date)
    return (
        say("decisions.decided.because", day=day, reason=because)
        if because
        else say("decisions.decided", day=day)
    )


def expectation(findings: Findings, need: Need) -> Sentence | None:
    """What a decision was to bring and what its measure stands at; None where it names no measure
    we know.
    """
    row = need.decision
    if (
        row is None
        or row.status is DecisionStatus.REQUESTED
        or row.expected_measure is None
        or row.expected_value is None
    ):
        return None
    of = (
        of_portfolio(findings)
        if row.project_id == PORTFOLIO
        else of_project(findings, row.project_id)
    )
    measurement = of.by_id.get(row.expected_measure)
    if measurement is None:
        return None
    expected = number_of(row.expected_value, measurement.unit)
    values = {
        "measure": measure_name(measurement.id, measurement.subject.kind),
        "expected": expected,
        "now": of.value(measurement.id),
    }
    effects = {
        effect.decision.decision_id: effect.then for effect in reversed(findings.advice.effects)
    }
    then = effects.get(row.decision_id)
    if then is None:
        return say("decisions.expected", **values)
    return say("decisions.expected.then", then=number_of(then, measurement.unit), **values)


def _message(findings: Findings, needed: Sequence[Need]) -> Sentence:
    if not needed:
        return say("decisions.none", days=Days(GATE_DAYS))
    n, dates = Count(len(needed)), [need.due for need in needed if need.due]
    by = say("decisions.by", n=n, day=Day(max(dates))) if dates else say("decisions.undated", n=n)
    asked = [amount for need in needed if (amount := amount_in_base(findings, need))]
    if not asked:
        return by
    money = Money(sum(sorted(asked)), findings.measurements.base_currency)
    if len(asked) == len(needed):
        return say("decisions.asks.all", needed=by, n=n, amount=money)
    return say("decisions.asks", needed=by, k=Count(len(asked)), amount=money)


def _table(findings: Findings, needed: Sequence[Need]) -> Table:
    base, today = findings.measurements.base_currency, findings.portfolio.settings.status_date

    def due(need: Need) -> Cell | None:
        if need.due is None:
            return None
        late = (today - need.due).days
        overdue = say("decisions.overdue", days=Days(late)) if late > 0 else None
        return Cell(Day(need.due), overdue, strong=True)

    def amount(need: Need) -> Cell | None:
        asked = amount_in_base(findings, need)
        return None if asked is None else Cell(Money(asked, base), strong=True)

    columns: tables.Columns[Need] = (
        (tables.text("column.project", 2.8), lambda need: whose(findings, need.project_id)),
        (tables.text("column.asked", 4.8), lambda need: Cell(what(need), reason(findings, need))),
        (tables.text("column.owner", 1.55), lambda need: cells.person(need.owner)),
        (tables.number("column.by", 1.1), due),
        (base_money(findings, "column.amount", 0.7), amount),
    )
    return tables.listed(
        "decisions",
        needed,
        columns,
        most=MOST_DECISIONS_BESIDE_MOVES if findings.history.moved else MOST_DECISIONS,
        rest="more.decisions",
        style=TableStyle.DECISIONS,
    )


def _rationale(need: Need) -> Words | None:
    return cells.typed(need.decision.rationale, long=True) if need.decision else None
