"""Portfolio decisions that affect one project, and what the portfolio expects of it."""

from __future__ import annotations

from collections.abc import Sequence

from pfreport.advice.decisions import Need, decisions_needed
from pfreport.advice.findings import Findings
from pfreport.report.executive.decision_log import by_date, decision_table
from pfreport.report.executive.decisions import expectation, what
from pfreport.report.executive.funding import advised
from pfreport.report.parts.blocks import Block, Section, Text
from pfreport.report.words import say, term
from pfreport.values import Count, Day, Sentence, Value


def project_decisions(findings: Findings, project_id: str) -> Section | None:
    """None where no decision names the project and none is needed."""
    rows = by_date([d for d in findings.portfolio.decisions if d.project_id == project_id])
    needed = [need for need in decisions_needed(findings) if need.project_id == project_id]
    advice = advised(findings, project_id)
    if not rows and not needed and advice is None:
        return None
    blocks: list[Block] = [decision_table(findings, rows, project_id)] if rows else []
    message = advice if advice and not rows and not needed else _message(needed, len(rows))
    expected = (
        *_expected(findings, needed),
        *([advice] if advice and advice is not message else []),
    )
    if expected:
        blocks.append(Text(expected, heading=term("expected.heading"), items=True))
    return Section("decisions", term("section.project_decisions"), message, tuple(blocks))


def _expected(findings: Findings, needed: Sequence[Need]) -> list[Value]:
    """What is asked of the project, each with its date, and the effect a decision was to have; the
    message says a single one.
    """
    expected: list[Value] = []
    for need in needed:
        asked = what(need)
        if len(needed) > 1:
            expected.append(
                say("expected.by", what=asked, day=Day(need.due)) if need.due else asked
            )
        effect = expectation(findings, need)
        if effect is not None:
            expected.append(effect)
    return expected


def _message(needed: Sequence[Need], taken: int) -> Sentence:
    if not needed:
        return say("project_decisions.taken", n=Count(taken))
    first = needed[0]
    asked = what(first)
    if first.due is None:
        return say("project_decisions.open", n=Count(len(needed)), what=asked)
    return say("project_decisions.open.by", n=Count(len(needed)), what=asked, day=Day(first.due))
