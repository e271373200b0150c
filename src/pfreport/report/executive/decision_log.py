"""Decisions made: what was decided, by whom, and what its measure stands at now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pfreport.advice.decisions import Need, Why
from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key
from pfreport.model.governance import Decision, DecisionStatus
from pfreport.report.executive.decisions import expectation
from pfreport.report.parts import cells, tables
from pfreport.report.parts.amounts import thousands
from pfreport.report.parts.blocks import Cell, Section, Table
from pfreport.report.parts.figures import conversion
from pfreport.report.parts.subjects import whose
from pfreport.report.words import member, say, term
from pfreport.values import Count, Money, Sentence, Value, Words

MOST_DECISIONS_MADE = 20


def decision_log(findings: Findings) -> Section | None:
    """Decisions taken by the status date, the latest first; None where there is none."""
    taken = by_date(
        [d for d in findings.portfolio.decisions if d.status is not DecisionStatus.REQUESTED]
    )
    if not taken:
        return None
    return Section(
        "decision-log",
        term("section.decision_log"),
        _message(taken),
        (decision_table(findings, taken),),
    )


def by_date(decisions: Sequence[Decision]) -> list[Decision]:
    """The latest first."""
    return sorted(
        decisions, key=lambda d: (-(d.date or dt.date.min).toordinal(), natural_key(d.decision_id))
    )


def decision_table(
    findings: Findings, decisions: Sequence[Decision], project_id: str | None = None
) -> Table:
    """A row a decision, in base currency; those of one project in its own, without saying whose
    they are.
    """
    of_all = project_id is None
    facts = findings.measurements.facts.get(project_id or "")
    currency = facts.currency if facts else findings.measurements.base_currency
    amounts = tables.money("column.amount", currency, thousands=of_all and thousands(findings))
    of_projects: tables.Columns[Decision] = (
        (tables.text("column.project", 1.4), lambda d: whose(findings, d.project_id)),
    )
    columns: tables.Columns[Decision] = (
        (tables.number("column.date", 0.8), lambda d: cells.day(d.date)),
        *(of_projects if of_all else ()),
        (
            tables.text("column.decision", 2.6),
            lambda d: Cell(
                say("decision_log.what", type=_type(d), id=Words(d.decision_id)), _why(findings, d)
            ),
        ),
        (tables.text("column.decided_by", 1.0), lambda d: cells.person(d.decided_by)),
        (tables.text("column.status", 0.9), lambda d: member("decision_status", d.status)),
        (amounts, lambda d: _amount(findings, d, in_base=of_all)),
    )
    return tables.listed("decisions-made", decisions, columns, most=MOST_DECISIONS_MADE)


def _message(taken: Sequence[Decision]) -> Sentence:
    done = sum(d.status is DecisionStatus.IMPLEMENTED for d in taken)
    reversed_ones = sum(d.status is DecisionStatus.REVERSED for d in taken)
    counts: dict[str, Value] = {"n": Count(len(taken)), "done": Count(done)}
    return (
        say("decision_log.reversed", **counts, k=Count(reversed_ones))
        if reversed_ones
        else say("decision_log.message", **counts)
    )


def _amount(findings: Findings, decision: Decision, *, in_base: bool) -> Money | None:
    if decision.amount is None:
        return None
    facts = findings.measurements.facts.get(decision.project_id)
    own = Money(decision.amount, facts.currency if facts else findings.measurements.base_currency)
    into = conversion(findings, decision.project_id) if in_base and facts else None
    converted = into.of(own) if into else own
    return converted if isinstance(converted, Money) else own


def _type(decision: Decision) -> Value:
    return member("decision_type", decision.type) or term("decisions.untyped")


def _why(findings: Findings, decision: Decision) -> Value | None:
    """What it was to bring and where that stands, else the reason somebody gave."""
    expected = expectation(
        findings, Need(Why.REVIEW, decision.project_id, None, None, decision=decision)
    )
    return expected or (Words(decision.rationale, long=True) if decision.rationale else None)
