"""The top risks of one project."""

from __future__ import annotations

from collections.abc import Iterable

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
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Cell, Row, Section
from pfreport.report.parts.figures import of_project
from pfreport.report.words import member, say, term
from pfreport.values import Count, Person, Sentence, Words

MOST_RISKS = 5


def project_risks(findings: Findings, project_id: str) -> Section | None:
    """Open threats, the worst first, then opportunities; None where Risks has no row of the
    project.
    """
    risks = findings.measurements.facts[project_id].risks
    if not risks:
        return None
    by_score = [*_worst_first(open_threats(risks)), *_worst_first(open_opportunities(risks))]
    columns = (
        tables.text("column.risk", 2.4),
        tables.text("column.category", 1.0),
        tables.text("column.probability_impact", 0.6),
        tables.money("column.exposure", findings.measurements.facts[project_id].currency),
        tables.text("column.owner", 0.9),
        tables.text("column.response", 2.4),
    )
    made = tables.table(
        "risks", columns, [_row(findings, risk) for risk in by_score], most=MOST_RISKS
    )
    message = _message(findings, project_id, len(open_threats(risks)))
    return Section("risks", term("section.risk"), message, (made,) if by_score else ())


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


def _row(findings: Findings, risk: Risk) -> Row:
    probability, score = probability_score_of(risk), risk_score(risk)
    product = (
        say("risk.product", p=Count(probability), i=Count(risk.impact))
        if probability is not None and risk.impact is not None
        else None
    )
    return tables.row(
        Cell(
            Words(risk.title or risk.risk_id),
            member("risk_type", risk.type) if risk.type is RiskType.OPPORTUNITY else None,
        ),
        Words(risk.category) if risk.category else None,
        Cell(product, strong=score is not None and score >= top_score()),
        exposure(findings, risk),
        Person(risk.owner) if risk.owner else None,
        Words(risk.response, long=True) if risk.response else None,
    )
