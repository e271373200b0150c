"""Risks: what threatens one project most, what it may cost, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key
from pfreport.measures.risk.threats import (
    expected_cost,
    open_opportunities,
    open_threats,
    probability_score_of,
    risk_score,
)
from pfreport.model.risk import Risk, RiskType
from pfreport.report.executive.risk import cover_sentence, exposure, top_score
from pfreport.report.parts import cells, tables
from pfreport.report.parts.blocks import Cell, Section, Table
from pfreport.report.parts.figures import of_project
from pfreport.report.words import member, say, term
from pfreport.values import Count, Sentence, Words

MOST_RISKS = 5


def project_risks(findings: Findings, project_id: str) -> Section | None:
    """Open threats, the worst first, then opportunities; None where Risks has no row of the
    project.
    """
    facts = findings.measurements.facts[project_id]
    if not facts.risks:
        return None
    threats = open_threats(facts.risks)
    by_score = [*_worst_first(threats), *_worst_first(open_opportunities(facts.risks))]
    blocks = (_table(findings, by_score, facts.currency),) if by_score else ()
    message = _message(findings, project_id, len(threats))
    return Section("risks", term("section.risk"), message, blocks)


def _table(findings: Findings, risks: Sequence[Risk], currency: str) -> Table:
    columns: tables.Columns[Risk] = (
        (tables.text("column.risk", 2.4), _title),
        (tables.text("column.category", 1.0), lambda risk: cells.typed(risk.category)),
        (tables.text("column.probability_impact", 0.6), _product),
        (tables.money("column.exposure", currency), lambda risk: exposure(findings, risk)),
        (tables.text("column.owner", 0.9), lambda risk: cells.person(risk.owner)),
        (tables.text("column.response", 2.4), lambda risk: cells.typed(risk.response, long=True)),
    )
    return tables.listed("risks", risks, columns, most=MOST_RISKS)


def _title(risk: Risk) -> Cell:
    """Its title; of an opportunity that it is one."""
    what = member("risk_type", risk.type) if risk.type is RiskType.OPPORTUNITY else None
    return Cell(Words(risk.title or risk.risk_id), what)


def _product(risk: Risk) -> Cell:
    """Probability times impact, strong where that keeps the risk light from Green."""
    probability, score = probability_score_of(risk), risk_score(risk)
    if probability is None or risk.impact is None:
        return Cell(strong=score is not None and score >= top_score())
    return Cell(
        say("risk.product", p=Count(probability), i=Count(risk.impact)),
        strong=score is not None and score >= top_score(),
    )


def _message(findings: Findings, project_id: str, threats: int) -> Sentence:
    return (
        say("risk.message", covered=cover_sentence(of_project(findings, project_id), threats))
        if threats
        else say("risk.none_open")
    )


def _worst_first(risks: Iterable[Risk]) -> list[Risk]:
    return sorted(
        risks,
        key=lambda r: (-(risk_score(r) or 0), -(expected_cost(r) or 0.0), natural_key(r.risk_id)),
    )
