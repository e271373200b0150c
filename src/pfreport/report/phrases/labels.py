"""What measures are called, and the limits they are judged by, in words."""

from __future__ import annotations

from collections.abc import Iterable

from pfreport.advice.findings import Findings
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.engine.registry import REGISTRY, Better, Measure
from pfreport.ratings.limits import Bounds, limits_of
from pfreport.ratings.rate import is_lit
from pfreport.report.parts.figures import Figures
from pfreport.report.words import say
from pfreport.values import Sentence, Value, Words, number_of
from pfreport.words.catalogue import key_of
from pfreport.words.keys import Key


def base_id(id: str) -> str:
    """The id without its key: `utilisation[Developer,2026-11]` is `utilisation`."""
    return id.partition("[")[0]


def declaration(id: str, of: str = "project") -> Measure | None:
    """The measure behind an id of one kind of subject; wider figures have their projects' unless
    they have their own.
    """
    for key in (id, base_id(id)):
        for place in (key if of == "project" else f"{of}:{key}", key):
            if place in REGISTRY:
                return REGISTRY[place]
    return None


def measure_name(id: str, of: str = "project") -> Value:
    """What a figure is called, with its key in brackets where it has one."""
    measure = declaration(id, of)
    name = Words(measure.name if measure else id)
    key = id[len(base_id(id)) + 1 : -1]
    if not key or (measure and measure.id == id):
        return name
    return say("measure.keyed", name=name, key=Words(key.replace("_", " ")))


def known_figures(
    figures: Figures, ids: Iterable[str], of: str = "project"
) -> list[tuple[Value, Value]]:
    """Of some figures those that have a value, each beside its name."""
    return [(measure_name(id, of), figures.value(id)) for id in ids if figures.known(id)]


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


def limit_key(better: Better, *, limit_kept: bool, limits: int) -> Key:
    """The key of the words that say where Green ends, and Amber where there are two limits."""
    side = "higher" if better is Better.HIGHER else "lower" if limit_kept else "below"
    return key_of("explain.limit", f"{side}.{limits}")
