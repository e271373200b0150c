"""The red projects side by side: what each has spent and earned, on one scale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pfreport.advice.findings import Findings
from pfreport.charts import reds as drawing
from pfreport.kinds import Rag
from pfreport.report.parts.blocks import Section
from pfreport.report.parts.sections import chart
from pfreport.report.parts.subjects import DECIDING_LIGHTS, as_computed, rating, refs
from pfreport.report.words import member, say, term
from pfreport.values import Count, Sentence, Several, Term

MOST_PROJECTS_NAMED, MOST_CAUSES_NAMED = 8, 3
"""Up to so many reds are named in the message; of more, those of so many causes are counted."""

ByCause = Mapping[tuple[str, ...], Sequence[str]]
"""Red projects by the lights that make them so."""


def reds(findings: Findings) -> Section | None:
    """The reds as small multiples; None where no project is red or nothing of them can be drawn."""
    red = as_computed(findings).by_light[Rag.RED]
    drawn = chart(drawing, findings)
    if not red or drawn is None:
        return None
    by_cause: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for project_id in red:
        by_cause[causes(findings, project_id)].append(project_id)
    clauses = _named(findings, by_cause) if len(red) <= MOST_PROJECTS_NAMED else _counted(by_cause)
    message = say("reds.message", clauses=Several(tuple(clauses), most=len(clauses)))
    return Section("reds", term("section.reds"), message, (drawn,))


def _named(findings: Findings, by_cause: ByCause) -> list[Sentence]:
    return [
        say("reds.on", projects=refs(findings, ids), n=Count(len(ids)), lights=lights(cause))
        for cause, ids in sorted(by_cause.items())
    ]


def _counted(by_cause: ByCause) -> list[Sentence]:
    """The commonest causes, and how many projects have others."""
    order = sorted(by_cause.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    parts = [
        say("reds.count", n=Count(len(ids)), lights=lights(cause))
        for cause, ids in order[:MOST_CAUSES_NAMED]
    ]
    rest = sum(len(ids) for _, ids in order[MOST_CAUSES_NAMED:])
    return [*parts, say("reds.others", n=Count(rest))] if rest else parts


def causes(
    findings: Findings,
    project_id: str,
    colour: Rag = Rag.RED,
    among: tuple[str, ...] = DECIDING_LIGHTS,
) -> tuple[str, ...]:
    """The lights of one colour."""
    ratings = {light: rating(findings, project_id, light) for light in among}
    return tuple(
        light
        for light, light_rating in ratings.items()
        if light_rating is not None and light_rating.computed is colour
    )


def lights(names: tuple[str, ...]) -> Several:
    """Lights in a row, as words inside a sentence."""
    return Several(tuple(_aspect(name) for name in names), most=len(names))


def _aspect(name: str) -> Term:
    return member("rating.light", name)
