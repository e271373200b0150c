"""The names of measures, as their declarations have them."""

from __future__ import annotations

from pfreport.measures.engine.registry import REGISTRY, Measure
from pfreport.report.words import say
from pfreport.values import Value, Words


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
