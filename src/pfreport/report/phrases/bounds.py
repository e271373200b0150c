"""The limits a figure is judged by, in words: where Green and Amber end."""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.engine.registry import Better
from pfreport.ratings.limits import Bounds, limits_of
from pfreport.ratings.rate import is_lit
from pfreport.report.phrases.labels import base_id
from pfreport.report.words import say
from pfreport.values import Sentence, number_of


def bounds_of(findings: Findings, measurement: Measurement) -> Bounds | None:
    """The limits of a project's figure, where its lights are computed and one of them is judged by
    it.
    """
    facts = findings.measurements.facts.get(measurement.subject.key)
    if measurement.subject.kind != "project" or facts is None or not is_lit(facts):
        return None
    limits = limits_of(findings.portfolio.limits, facts)
    return limits.get(measurement.id) or limits.get(base_id(measurement.id))


def limit_of(findings: Findings, measurement: Measurement) -> Sentence | None:
    """Where Green and Amber end for a figure; None where no light is judged by it."""
    bounds = bounds_of(findings, measurement)
    return limit(bounds, measurement.unit) if bounds else None


def limit(bounds: Bounds, unit: str) -> Sentence:
    """Where Green and Amber end."""
    shown = {
        name: number_of(bound.value, unit)
        for name, bound in zip(("amber", "red"), bounds.both, strict=False)
    }
    return say(limit_key(bounds.better, limit_kept=bounds.limit_kept, limits=len(shown)), **shown)


def limit_key(better: Better, *, limit_kept: bool, limits: int) -> str:
    """The key of the words that say where Green ends, and Amber where there are two limits."""
    side = "higher" if better is Better.HIGHER else "lower" if limit_kept else "below"
    return f"explain.limit.{side}.{limits}"
