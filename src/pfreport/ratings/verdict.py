"""What a light comes to before anybody declares or doubts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pfreport.kinds import Rag
from pfreport.measures.engine.measurement import Measurement
from pfreport.ratings.limits import Bound, Bounds
from pfreport.reasons import Reason
from pfreport.values import Sentence

_WORSE = (Rag.GREEN, Rag.AMBER, Rag.RED)


@dataclass(frozen=True, slots=True)
class Judged:
    """One figure against its limits. A figure without a value is judged where its reason says
    enough ("no capacity").
    """

    measurement: Measurement
    bounds: Bounds
    rag: Rag

    @property
    def bound(self) -> Bound:
        """The limit that decided."""
        return self.bounds.deciding(self.rag)


@dataclass(frozen=True, slots=True)
class Unrated:
    """A measure of the light that could not be used, and why."""

    measure: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Verdict:
    """One light: its colour, the figures behind it, those that could not be used, and what else
    there is to say.
    """

    rag: Rag
    judged: tuple[Judged, ...] = ()
    unrated: tuple[Unrated, ...] = ()
    reason: Sentence | None = None

    @property
    def deciding(self) -> Judged | None:
        """The first figure of the light's own colour."""
        return next((one for one in self.judged if one.rag is self.rag), None)

    @property
    def not_green(self) -> tuple[Judged, ...]:
        """The figures that keep the light from Green."""
        return tuple(one for one in self.judged if one.rag is not Rag.GREEN)


def weighed(
    judged: Sequence[Judged], unrated: Sequence[Unrated] = (), reason: Sentence | None = None
) -> Verdict:
    """The worst figure decides; none at all is Grey."""
    rag = max((one.rag for one in judged), key=_WORSE.index, default=Rag.GREY)
    return Verdict(rag, tuple(judged), tuple(unrated), reason)
