"""Who is over budget and by how much: shares are of the gross overruns, underruns are named
apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key
from pfreport.measures.engine.registry import Enters
from pfreport.report.parts.amounts import CENT
from pfreport.report.parts.figures import known_in_base, total
from pfreport.report.parts.subjects import counting

MOST_OF_THE_OVERRUN = 0.8
"""Projects are named by size until they make up four fifths (measures.md, "Movement")."""
MOST_MAKERS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Overrun:
    """Amounts over and under budget at completion by project, all positive, in base currency."""

    over: Mapping[str, float]
    under: Mapping[str, float]

    @property
    def gross(self) -> float:
        """The sum of the overruns alone."""
        return total(self.over)

    @property
    def saved(self) -> float:
        """The sum of the underruns alone."""
        return total(self.under)

    @property
    def makers(self) -> tuple[str, ...]:
        """The largest overruns that make up most of the gross one, at most three."""
        named: list[str] = []
        for project_id in sorted(self.over, key=lambda key: (-self.over[key], natural_key(key))):
            if len(named) == MOST_MAKERS_NAMED or self.share(named) >= MOST_OF_THE_OVERRUN:
                break
            named.append(project_id)
        return tuple(named)

    def share(self, project_ids: list[str] | tuple[str, ...]) -> float:
        """These projects' share of the gross overrun; 0 where there is none."""
        return (
            total({key: self.over[key] for key in project_ids}) / self.gross if self.gross else 0.0
        )


def overrun(findings: Findings) -> Overrun:
    """Sorts the projects whose variance at completion is known."""
    known = known_in_base(findings, counting(findings, Enters.MONEY), "vac")
    return Overrun(
        {k: -v for k, v in known.items() if v <= -CENT},
        {k: v for k, v in known.items() if v >= CENT},
    )
