"""Decisions: what was decided about one project, and what the portfolio expects of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pfreport.advice.decisions import Need, decisions_needed
from pfreport.advice.findings import Findings
from pfreport.report.executive.decision_log import by_date, decision_table
from pfreport.report.executive.decisions import expectation, what
from pfreport.report.executive.funding import advised
from pfreport.report.parts.blocks import Section
from pfreport.report.parts.sections import kept, points
from pfreport.report.words import say, term
from pfreport.values import Count, Day, Sentence, Value


def project_decisions(findings: Findings, project_id: str) -> Section | None:
    """None where no decision names the project and none is needed."""
    rows = by_date([d for d in findings.portfolio.decisions if d.project_id == project_id])
    needed = [need for need in decisions_needed(findings) if need.project_id == project_id]
    advice = advised(findings, project_id)
    if not rows and not needed and advice is None:
        return None
    alone = advice is not None and not rows and not needed
    message = advice if advice and alone else _message(needed, len(rows))
    further = [] if advice is None or alone else [advice]
    blocks = kept(
        decision_table(findings, rows, project_id) if rows else None,
        points((*_expected(findings, needed), *further), term("expected.heading")),
    )
    return Section("decisions", term("section.project_decisions"), message, blocks)


def _expected(findings: Findings, needed: Sequence[Need]) -> Iterator[Value]:
    """What is asked of the project, each with its date, and the effect a decision was to have; the
    message says a single one.
    """
    for need in needed:
        asked = what(need)
        if len(needed) > 1:
            yield say("expected.by", what=asked, day=Day(need.due)) if need.due else asked
        effect = expectation(findings, need)
        if effect is not None:
            yield effect


def _message(needed: Sequence[Need], taken: int) -> Sentence:
    if not needed:
        return say("project_decisions.taken", n=Count(taken))
    first = needed[0]
    asked = what(first)
    if first.due is None:
        return say("project_decisions.open", n=Count(len(needed)), what=asked)
    return say("project_decisions.open.by", n=Count(len(needed)), what=asked, day=Day(first.due))
