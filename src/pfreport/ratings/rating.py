"""A light with the figure and the limit that decided it."""

from __future__ import annotations

from dataclasses import dataclass

from pfreport.kinds import Rag
from pfreport.measures.engine.measurement import Measurement, Subject
from pfreport.reasons import Reason
from pfreport.values import Sentence
from pfreport.words.keys import Key

LIGHTS = ("time", "cost", "scope", "quality", "risk", "benefits", "resources", "overall")


@dataclass(frozen=True, slots=True)
class Rating:
    """One light of one project.

    `measurement` is the figure that decided it, `amber` and `red` its limits (Amber is where Green
    ends, Red where Amber ends), `source` where the limits came from (`Limits!C3`, or the shipped
    limits with date and source). `sentence` says measure, value, limit and what would turn it
    Green. `stale_days` is set where the status is stale. `word` is a key of `words/en/report.toml`
    for a project that is not rated (`status.On hold`) or whose lights are final (`rating.final`).
    `unrated` says why figures of the light could not be used.
    """

    light: str
    subject: Subject
    computed: Rag
    declared: Rag | None
    sentence: Sentence
    measurement: Measurement | None = None
    amber: float | None = None
    red: float | None = None
    source: str | None = None
    stale_days: int | None = None
    word: Key | None = None
    unrated: tuple[Reason, ...] = ()

    @property
    def steps_better(self) -> int:
        """How many steps better the declared light is than the computed one; 0 where either is
        missing or Grey.
        """
        return steps_better(self.declared, self.computed)


def steps_better(declared: Rag | None, computed: Rag) -> int:
    """Steps from a computed light up to a declared one: Green over Red is 2, Red under Green is -2;
    0 beside Grey or nothing.
    """
    order = (Rag.GREEN, Rag.AMBER, Rag.RED)
    if declared not in order or computed not in order:
        return 0
    return order.index(computed) - order.index(declared)
