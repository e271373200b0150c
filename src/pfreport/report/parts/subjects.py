"""The projects a report speaks of: which there are, which count where, how they are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag, natural_key
from pfreport.measures.engine.registry import Enters
from pfreport.measures.engine.rollup import enters
from pfreport.model.project import Project, Status
from pfreport.model.risk import PORTFOLIO
from pfreport.ratings.rating import Rating
from pfreport.report.words import say, term
from pfreport.values import Count, Ref, RefKind, Several, Value, Words
from pfreport.words.catalogue import key_of

OVERALL = "overall"
DECIDING_LIGHTS = ("time", "cost", "scope")
"""The lights that make a project red (measures.md, "Ratings")."""
RAGS_IN_ORDER = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)
"""The order in which lights are spoken of."""


def projects(findings: Findings) -> tuple[Project, ...]:
    """Every project, in the order of IDs."""
    return tuple(sorted(findings.portfolio.projects, key=lambda p: natural_key(p.project_id)))


def with_status(findings: Findings, *statuses: Status) -> tuple[Project, ...]:
    """The projects in one of these states."""
    return tuple(p for p in projects(findings) if p.status in statuses)


def counting(findings: Findings, what: Enters) -> tuple[str, ...]:
    """IDs of the projects that enter wider figures of one sort."""
    facts = findings.measurements.facts
    return tuple(
        p.project_id
        for p in projects(findings)
        if p.project_id in facts and enters(facts[p.project_id], what)
    )


def all_completed(findings: Findings) -> bool:
    """Whether all the work whose money counts is done, so that nothing of it is still to be
    forecast.
    """
    project_ids = counting(findings, Enters.MONEY)
    return bool(project_ids) and all(
        findings.portfolio.project_by_id[key].status is Status.COMPLETED for key in project_ids
    )


def rating(findings: Findings, project_id: str, light: str = OVERALL) -> Rating | None:
    """One light of one project; None where it has none."""
    return findings.ratings.get(project_id, {}).get(light)


def light_name(findings: Findings, project_id: str, *, declared: bool = False) -> str | None:
    """A project's overall light, computed or declared; None where it is not rated, or a word stands
    in its place.
    """
    overall = rating(findings, project_id)
    if overall is None or overall.word is not None:
        return None
    return ((overall.declared or Rag.GREY) if declared else overall.computed).value


@dataclass(frozen=True, slots=True)
class Standing:
    """The projects in delivery by their overall light: the computed one, or where `declared` their
    managers' own.
    """

    by_light: dict[Rag, tuple[str, ...]]
    declared: bool = False

    @property
    def project_ids(self) -> tuple[str, ...]:
        """The projects, the worst first."""
        return tuple(key for rag in RAGS_IN_ORDER for key in self.by_light[rag])

    @property
    def total(self) -> int:
        """How many projects are in delivery."""
        return sum(len(ids) for ids in self.by_light.values())


def standing(findings: Findings) -> Standing:
    """The projects in delivery as page one counts them: as computed; where nothing can be, as
    declared. Never both in one count.
    """
    stated = as_declared(findings)
    return (
        stated
        if _nothing_computed(findings) and any(stated.by_light[rag] for rag in RAGS_IN_ORDER[:-1])
        else as_computed(findings)
    )


def as_computed(findings: Findings) -> Standing:
    """Sorts the projects in delivery by computed light; one without a rating is grey."""
    return Standing(
        _sorted(
            {
                key: overall.computed if overall else Rag.GREY
                for key, overall in _in_delivery(findings).items()
            }
        )
    )


def as_declared(findings: Findings) -> Standing:
    """Sorts the projects in delivery by declared light; one that declares none is grey."""
    lights = {
        key: (overall.declared if overall else None) or Rag.GREY
        for key, overall in _in_delivery(findings).items()
    }
    return Standing(_sorted(lights), declared=True)


def by_colour(lights: Standing, without: Rag | None = None) -> Several:
    """How many projects are of each colour, the worst first; a colour that no project has is not
    spoken of.
    """
    kind = "declared" if lights.declared else "computed"
    shown = [(rag, len(ids)) for rag, ids in lights.by_light.items() if ids and rag is not without]
    return Several(
        tuple(say(key_of("standing", f"{kind}.{rag}"), n=Count(number)) for rag, number in shown),
        most=len(shown),
    )


def _sorted(colours: Mapping[str, Rag]) -> dict[Rag, tuple[str, ...]]:
    return {
        rag: tuple(key for key, colour in colours.items() if colour is rag) for rag in RAGS_IN_ORDER
    }


def _in_delivery(findings: Findings) -> dict[str, Rating | None]:
    return {key: rating(findings, key) for key in counting(findings, Enters.DELIVERY)}


def _nothing_computed(findings: Findings) -> bool:
    """Whether no project in delivery has a figure that its time, cost or scope could be rated
    by.
    """
    ids = counting(findings, Enters.DELIVERY)
    ratings = [
        light_rating
        for key in ids
        for light in DECIDING_LIGHTS
        if (light_rating := rating(findings, key, light)) is not None
    ]
    return all(
        light_rating.measurement is None and light_rating.computed is Rag.GREY
        for light_rating in ratings
    )


def ref(findings: Findings, project_id: str, *, named: bool = False) -> Value:
    """A project as a link to its report; its bare ID or name where it has no report of its own."""
    project = findings.portfolio.project_by_id.get(project_id)
    name = project.title if project and named else ""
    if project is None or not project.report:
        return Words(name or project_id)
    return Ref(RefKind.PROJECT, project_id, name)


def refs(
    findings: Findings, project_ids: Iterable[str], most: int = 5, *, named: bool = False
) -> Several:
    """Projects in a row by their IDs, or with their names."""
    return Several(tuple(ref(findings, key, named=named) for key in project_ids), most)


def whose(findings: Findings, project_id: str) -> Value:
    """The project of a row by its name; the portfolio where the row is about all of it."""
    if project_id == PORTFOLIO:
        return term("subject.portfolio")
    return ref(findings, project_id, named=True)
