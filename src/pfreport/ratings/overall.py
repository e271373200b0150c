"""The overall light, from the seven others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pfreport.kinds import Rag

_CORE = ("time", "cost", "scope")
_MUST_BE_GREEN = ("time", "cost")
_SIDE = ("quality", "risk", "benefits", "resources")
_TOO_MANY_AMBER = 2


@dataclass(frozen=True, slots=True)
class Overall:
    """The overall colour and the lights it follows from, all of one colour (`because`)."""

    rag: Rag
    lights: tuple[str, ...]
    because: Rag


def overall(colours: Mapping[str, Rag]) -> Overall:
    """Time, cost and scope count by themselves; of the others it takes a red one or two ambers.
    Grey never counts as Green.
    """
    for rag in (Rag.RED, Rag.AMBER):
        core = _of(colours, _CORE, rag)
        if core:
            return Overall(rag, core, rag)
    unknown = _of(colours, _MUST_BE_GREEN, Rag.GREY)
    if unknown:
        return Overall(Rag.GREY, unknown, Rag.GREY)
    red, amber = _of(colours, _SIDE, Rag.RED), _of(colours, _SIDE, Rag.AMBER)
    if red:
        return Overall(Rag.AMBER, red, Rag.RED)
    if len(amber) >= _TOO_MANY_AMBER:
        return Overall(Rag.AMBER, amber, Rag.AMBER)
    return Overall(Rag.GREEN, _MUST_BE_GREEN, Rag.GREEN)


def _of(colours: Mapping[str, Rag], lights: tuple[str, ...], rag: Rag) -> tuple[str, ...]:
    return tuple(light for light in lights if colours[light] is rag)
