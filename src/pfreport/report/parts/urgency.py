"""Which projects a table shows where it cannot show all."""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag, natural_key
from pfreport.ratings.rating import Rating
from pfreport.report.parts.figures import in_base
from pfreport.report.parts.subjects import RAGS_IN_ORDER, rating


def urgency(findings: Findings) -> dict[str, int]:
    """The place of every project, first 0: by light, the worst first, then the largest budget;
    finished ones last.

    A grey project stands where its declared light would: what nobody can compute is not therefore
    less urgent.
    """

    def key(project_id: str) -> tuple[object, ...]:
        light = rating(findings, project_id)
        return (
            _place(light),
            -(in_base(findings, project_id, "bac") or 0.0),
            natural_key(project_id),
        )

    return {
        project_id: place
        for place, project_id in enumerate(sorted(findings.portfolio.project_by_id, key=key))
    }


def _place(light: Rating | None) -> int:
    if light is None or light.word is not None:
        return len(RAGS_IN_ORDER)
    return RAGS_IN_ORDER.index(
        light.computed if light.computed is not Rag.GREY else light.declared or Rag.GREY
    )
