"""Risk: the matrix now and after responses, exposure against contingency, concentration, the largest threats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key
from pfreport.measures.measurement import Given
from pfreport.measures.registry import Enters
from pfreport.measures.risk import expected_cost, open_threats, probability_score_of, residual_score_of, risk_score
from pfreport.model.risk import PORTFOLIO, Risk
from pfreport.ratings.limits import shipped_limits
from pfreport.report import tables
from pfreport.report.blocks import Beside, Block, Cell, Matrix, Row, Section, Table
from pfreport.report.figures import Figures, of_portfolio
from pfreport.report.labels import measure_name
from pfreport.report.subjects import counting, ref
from pfreport.report.words import member, say, term
from pfreport.values import Count, Money, Person, Ref, Sentence, Share, Value, Words

MOST = 10
_FIGURES = ("risk_exposure", "opportunity_exposure", "net_exposure", "contingency", "contingency_cover", "residual_exposure", "risk_concentration")


def risk(findings: Findings) -> Section | None:
    """Open threats of the projects that count and of the portfolio; None where Risks has no row."""
    if not findings.portfolio.risks:
        return None
    threats = counted_threats(findings)
    blocks: list[Block] = [_standing(findings, threats)] if threats else []
    if threats:
        blocks.append(_largest(findings, threats))
    return Section("risk", term("section.risk"), _message(findings, threats), tuple(blocks))


def counted_threats(findings: Findings) -> list[Risk]:
    """Open threats of the portfolio and of projects that enter its risk."""
    counted = {PORTFOLIO, *counting(findings, Enters.RISK)}
    return [r for r in open_threats(findings.portfolio.risks) if r.project_id in counted]


def top_score() -> float:
    """From which score on a threat keeps the risk light from Green."""
    amber = shipped_limits()["threat_score_worst"].amber
    return amber if isinstance(amber, int | float) else 0.0


def cover_sentence(figures: Figures, count: int) -> Sentence:
    """What the open threats expose and what contingency covers of it, as far as it is known."""
    n = Count(count)
    if figures.known("contingency_cover") and figures.known("net_exposure"):
        cover = figures.by_id["contingency_cover"]
        share = Share(cover.number, cover.path, figures.limits["contingency_cover"].values if "contingency_cover" in figures.limits else ())
        left = figures.value("contingency")
        return say("risk.covered", n=n, exposure=figures.value("net_exposure"), contingency=left, share=share)
    if figures.known("risk_exposure"):
        return say("risk.exposed", n=n, exposure=figures.value("risk_exposure"))
    return say("risk.count", n=n)


def matrix(title: Value, risks: Sequence[Risk], score: Callable[[Risk], int | None], impact: Callable[[Risk], int | None]) -> Matrix:
    """Counts by probability score and impact; a risk that lacks one stands in no cell."""
    placed = [(p, i) for r in risks if (p := score(r)) is not None and (i := impact(r)) is not None]
    return Matrix(title, tuple(tuple(placed.count((p, i)) for i in range(1, 6)) for p in range(1, 6)))


def _message(findings: Findings, threats: Sequence[Risk]) -> Sentence:
    if not threats:
        return say("risk.none_open")
    covered = cover_sentence(of_portfolio(findings), len(threats))
    high = sum((risk_score(r) or 0) >= top_score() for r in threats)
    return say("risk.message.high", covered=covered, k=Count(high), score=Count(top_score())) if high else say("risk.message", covered=covered)


def _standing(findings: Findings, threats: Sequence[Risk]) -> Beside:
    now = matrix(say("risk.matrix.now", n=Count(len(threats))), threats, probability_score_of, lambda r: r.impact)
    later = matrix(term("risk.matrix.later"), threats, residual_score_of, lambda r: r.residual_impact)
    figures = of_portfolio(findings)
    rows = [(measure_name(id), figures.value(id)) for id in _FIGURES if figures.known(id)]
    return Beside((now, later, tables.pairs("risk-figures", rows, findings.measurements.base_currency)), (1.0, 1.0, 1.2))


def _largest(findings: Findings, threats: Sequence[Risk]) -> Table:
    base = findings.measurements.base_currency
    columns = (
        tables.text("column.threat", 2.4),
        tables.text("column.project", 1.2),
        tables.text("column.category", 1.0),
        tables.number("column.score", 0.5),
        tables.money("column.exposure", base),
        tables.text("column.owner", 1.0),
    )
    rows = [_row(findings, one) for one in by_weight(findings, threats)]
    return tables.table("threats", columns, rows, most=MOST)


def by_weight(findings: Findings, risks: Sequence[Risk]) -> list[Risk]:
    """The worst score first, then the largest exposure."""
    return sorted(risks, key=lambda r: (-(risk_score(r) or 0), -(_base(findings, r) or 0.0), natural_key(r.risk_id)))


def _base(findings: Findings, one: Risk) -> float | None:
    """Its expected cost in base currency."""
    cost, facts = expected_cost(one), findings.measurements.facts.get(one.project_id)
    if cost is None or facts is None:
        return cost
    return cost * float(facts.rate.value) if isinstance(facts.rate, Given) and isinstance(facts.rate.value, int | float) else None


def exposure(findings: Findings, one: Risk) -> Money | None:
    """Its expected cost in its own currency."""
    facts, cost = findings.measurements.facts.get(one.project_id), expected_cost(one)
    return None if cost is None else Money(cost, facts.currency if facts else findings.measurements.base_currency)


def _row(findings: Findings, one: Risk) -> Row:
    score = risk_score(one)
    whose: Value = term("subject.portfolio") if one.project_id == PORTFOLIO else ref(findings, one.project_id)
    return tables.row(
        Cell(Words(one.title or one.risk_id), Words(one.risk_id) if one.title else None),
        whose,
        Words(one.category) if one.category else None,
        Cell(Count(score), strong=score >= top_score()) if score is not None else None,
        exposure(findings, one),
        Person(one.owner) if one.owner else None,
    )
