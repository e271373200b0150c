"""The iron triangle: cost against time, project by project."""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.charts import performance
from pfreport.charts.performance import ON_PLAN
from pfreport.measures.engine.registry import Enters
from pfreport.report.parts.blocks import Section
from pfreport.report.parts.figures import in_base
from pfreport.report.parts.sections import chart
from pfreport.report.parts.subjects import counting, refs
from pfreport.report.words import say, term
from pfreport.values import Count, Sentence


def triangle(findings: Findings) -> Section | None:
    """CPI by SPI(t); None where no project in delivery has both."""
    drawn = chart(performance, findings)
    pairs = _pairs(findings)
    if drawn is None or not pairs:
        return None
    return Section("triangle", term("section.triangle"), _message(findings, pairs), (drawn,))


def _pairs(findings: Findings) -> dict[str, tuple[float, float]]:
    """Cost and schedule performance of the projects in delivery that have both."""
    indices = {
        key: (in_base(findings, key, "cpi"), in_base(findings, key, "spi_t"))
        for key in counting(findings, Enters.DELIVERY)
    }
    return {
        key: (cost, time)
        for key, (cost, time) in indices.items()
        if cost is not None and time is not None
    }


def _message(findings: Findings, pairs: dict[str, tuple[float, float]]) -> Sentence:
    both = [key for key, (cost, time) in pairs.items() if cost < ON_PLAN and time < ON_PLAN]
    dear = [key for key, (cost, time) in pairs.items() if cost < ON_PLAN <= time]
    late = [key for key, (cost, time) in pairs.items() if time < ON_PLAN <= cost]
    n = Count(len(pairs))
    if both:
        return say("triangle.both", k=Count(len(both)), n=n, projects=refs(findings, both))
    if dear or late:
        return say("triangle.either", n=n, dear=Count(len(dear)), late=Count(len(late)))
    return say("triangle.neither", n=n)
