"""Risk: the matrix now and after responses, exposure against contingency, concentration, the
largest threats.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key
from pfreport.measures.risk.exposure import Threat, threats
from pfreport.measures.risk.threats import expected_cost, risk_score
from pfreport.model.risk import PORTFOLIO as OF_PORTFOLIO
from pfreport.model.risk import Risk
from pfreport.ratings.limits import shipped_limits
from pfreport.report.parts import cells, tables
from pfreport.report.parts.amounts import base_money, thousands
from pfreport.report.parts.blocks import Beside, Cell, Matrix, Section, Table
from pfreport.report.parts.figures import Figures, of_portfolio, wider_facts
from pfreport.report.parts.sections import kept
from pfreport.report.parts.subjects import ref
from pfreport.report.phrases.labels import base_id, known_figures
from pfreport.report.words import say, term
from pfreport.values import Count, Money, Sentence, Share, Value, Words
from pfreport.words.catalogue import key_of

MOST_THREATS, MOST_OF_A_SPLIT = 10, 6
_FIGURES = (
    "risk_exposure",
    "opportunity_exposure",
    "net_exposure",
    "contingency",
    "contingency_cover",
    "residual_exposure",
    "risk_share_of_largest",
    "risk_concentration",
)


def risk(findings: Findings) -> Section | None:
    """Open threats of the projects that count and of the portfolio; None where Risks has no row."""
    if not findings.portfolio.risks:
        return None
    by_size = by_weight(threats(wider_facts(findings)))
    splits = kept(*(_split(findings, by) for by in ("category", "programme", "goal")))
    blocks = kept(
        _standing(findings, len(by_size)),
        _largest(findings, by_size),
        Beside(splits, (1.0,) * len(splits)) if splits else None,
    )
    message = _message(findings, by_size)
    return Section("risk", term("section.risk"), message, blocks if by_size else ())


def by_weight(unsorted: Iterable[Threat]) -> list[Threat]:
    """The worst score first, then the largest exposure."""
    return sorted(
        unsorted,
        key=lambda t: (
            -(risk_score(t.risk) or 0),
            -(t.exposure or 0.0),
            natural_key(t.risk.risk_id),
        ),
    )


def top_score() -> float:
    """From which score on a threat keeps the risk light from Green."""
    amber = shipped_limits()["threat_score_worst"].amber
    return amber if isinstance(amber, int | float) else 0.0


def cover_sentence(figures: Figures, count: int) -> Sentence:
    """What the open threats expose and what contingency covers of it, as far as it is known."""
    n = Count(count)
    if figures.known("contingency_cover"):
        cover = figures.by_id["contingency_cover"]
        share = Share(cover.number, cover.path, figures.bounds("contingency_cover"))
        if not of_one_kind(figures):
            return say("risk.covered.share", n=n, share=share)
        amounts = {
            "exposure": figures.value("net_exposure"),
            "contingency": figures.value("contingency"),
        }
        return (
            say("risk.covered", n=n, **amounts, share=share)
            if share.value < 1
            else say("risk.covered.whole", n=n, **amounts)
        )
    if figures.known("risk_exposure"):
        net, saved = figures.number("net_exposure"), figures.number("opportunity_exposure")
        if net is not None and net <= 0 and saved:
            return say("risk.outweighed", n=n, exposure=figures.value("risk_exposure"))
        return say("risk.exposed", n=n, exposure=figures.value("risk_exposure"))
    return say("risk.count", n=n)


def of_one_kind(figures: Figures) -> bool:
    """Whether contingency, net exposure and cover speak of the same projects, so that they may
    stand in one sentence.
    """
    left, net, cover = (
        figures.number(measure_id)
        for measure_id in ("contingency", "net_exposure", "contingency_cover")
    )
    return (
        left is not None
        and net is not None
        and cover is not None
        and math.isclose(left, cover * net)
    )


def _message(findings: Findings, by_size: Sequence[Threat]) -> Sentence:
    if not by_size:
        return say("risk.none_open")
    covered = cover_sentence(of_portfolio(findings), len(by_size))
    high = sum((risk_score(t.risk) or 0) >= top_score() for t in by_size)
    return (
        say("risk.message.high", covered=covered, k=Count(high), score=Count(top_score()))
        if high
        else say("risk.message", covered=covered)
    )


def _standing(findings: Findings, count: int) -> Beside:
    now = _matrix(findings, say("risk.matrix.now", n=Count(count)), "risk_count")
    later = _matrix(findings, term("risk.matrix.later"), "risk_count_residual")
    named = known_figures(of_portfolio(findings), _FIGURES, "portfolio")
    base, short = findings.measurements.base_currency, thousands(findings)
    figures = tables.pairs("risk-figures", named, base, thousands=short)
    return Beside((now, later, figures), (1.0, 1.0, 2.0))


def _matrix(findings: Findings, title: Value, id: str) -> Matrix:
    figures = of_portfolio(findings)
    cells = range(1, 6)
    return Matrix(
        title,
        tuple(tuple(int(figures.number(f"{id}[{p},{i}]") or 0) for i in cells) for p in cells),
    )


def _largest(findings: Findings, by_size: Sequence[Threat]) -> Table:
    base = findings.measurements.base_currency

    def whose(threat: Threat) -> Value:
        if threat.member:
            return ref(findings, threat.risk.project_id)
        return term("subject.portfolio")

    columns: tables.Columns[Threat] = (
        (tables.text("column.id", 0.5), lambda t: Words(t.risk.risk_id)),
        (tables.text("column.threat", 2.4), lambda t: cells.typed(t.risk.title)),
        (tables.text("column.project", 1.2), whose),
        (tables.text("column.category", 1.0), lambda t: cells.typed(t.risk.category)),
        (tables.number("column.score", 0.5), lambda t: _score(t.risk)),
        (base_money(findings, "column.exposure"), lambda t: cells.money(t.exposure, base)),
        (tables.text("column.owner", 1.0), lambda t: cells.person(t.risk.owner)),
    )
    return tables.listed("threats", by_size, columns, most=MOST_THREATS)


def _score(risk: Risk) -> Cell | None:
    score = risk_score(risk)
    return None if score is None else Cell(Count(score), strong=score >= top_score())


def _split(findings: Findings, by: str) -> Table | None:
    """Exposure by category, programme or goal, as far as there is more than one of them."""
    figures, base = of_portfolio(findings), f"risk_exposure_by_{by}"
    exposures = {
        key: measurement.number
        for key, measurement in figures.by_id.items()
        if base_id(key) == base and measurement.known
    }
    columns: tables.Columns[str] = (
        (
            tables.text(key_of("risk.by", by), 1.6),
            lambda key: _key(findings, by, key[len(base) + 1 : -1]),
        ),
        (base_money(findings, "column.exposure", 1.0), figures.value),
    )
    if len(exposures) < 2:
        return None
    order = sorted(exposures, key=lambda key: (-exposures[key], natural_key(key)))
    return tables.listed(
        f"exposure-{by}", order, columns, most=MOST_OF_A_SPLIT, rest="more.measures"
    )


def _key(findings: Findings, by: str, key: str) -> Value:
    """What a share of the exposure belongs to."""
    if key == OF_PORTFOLIO:
        return term("subject.portfolio")
    titles = {goal.goal_id: goal.title for goal in findings.portfolio.goals}
    return Words(titles.get(key, key) if by == "goal" else key)


def exposure(findings: Findings, risk: Risk) -> Money | None:
    """Its expected cost in its own currency."""
    facts, cost = findings.measurements.facts.get(risk.project_id), expected_cost(risk)
    return (
        None
        if cost is None
        else Money(cost, facts.currency if facts else findings.measurements.base_currency)
    )
