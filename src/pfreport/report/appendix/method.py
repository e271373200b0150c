"""Method and limits: how the figures were made, and what they cannot say."""

from __future__ import annotations

from collections.abc import Iterator

from pfreport.advice.findings import Findings
from pfreport.measures.engine.registry import Enters
from pfreport.report.executive.value import counted
from pfreport.report.parts.blocks import Section, Text
from pfreport.report.parts.figures import of_portfolio
from pfreport.report.parts.subjects import counting
from pfreport.report.words import member, say, term
from pfreport.values import Count, Day, Days, Sentence, Share, Words
from pfreport.words.keys import Key

_WITHOUT_CPI = frozenset({"cpi", "budget"})
"""Methods behind which the efficiency so far is not the next to be asked: it is the method, or the
method always has a value.
"""


def method(findings: Findings) -> Section:
    """The settings a reader must know, and the limits of the method."""
    return Section(
        "method", term("section.method"), _message(findings), (Text(tuple(_paragraphs(findings))),)
    )


def _message(findings: Findings) -> Sentence:
    day = Day(findings.portfolio.settings.status_date)
    return say("method.message", day=day, n=Count(len(findings.portfolio.projects)))


def _paragraphs(findings: Findings) -> Iterator[Sentence]:
    settings, figures = findings.portfolio.settings, of_portfolio(findings)
    running = len(counting(findings, Enters.DELIVERY))
    m = Count(len(counting(findings, Enters.MONEY)))
    yield say("method.counts", n=Count(running), m=m) if running else say("method.counts.none", m=m)
    yield say("method.wider")
    if figures.known("eac"):
        key: Key = (
            "method.forecast" if settings.eac_method in _WITHOUT_CPI else "method.forecast.other"
        )
        yield say(
            key, method=member("eac_method", settings.eac_method), share=Share(settings.eac_from)
        )
        yield say("method.range")
    if findings.ratings:
        yield say("method.lights", days=Days(settings.stale_days))
        yield say("method.signs")
        yield say("method.rounding")
    if figures.known("npv") or figures.known("roi"):
        yield say("method.value", rate=Share(settings.discount_rate), counted=counted(findings))
    if findings.portfolio.risks:
        yield say("method.risk")
    if findings.portfolio.goals:
        yield say("method.strategy", top=Count(settings.score_max))
    if any(
        facts.currency != findings.measurements.base_currency
        for facts in findings.measurements.facts.values()
    ):
        yield say("method.currency", base=Words(findings.measurements.base_currency))
    if not any(project.report for project in findings.portfolio.projects):
        yield say("method.no_reports")
    yield say("method.unknown")
