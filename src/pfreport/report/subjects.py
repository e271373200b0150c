"""The projects a report speaks of: which there are, which count where, how they are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag, natural_key
from pfreport.measures.registry import Enters
from pfreport.measures.rollup import enters
from pfreport.model.project import Project, Status
from pfreport.ratings.rating import Rating
from pfreport.values import Ref, Several, Value, Words

OVERALL = "overall"
RATED = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)
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
    return tuple(p.project_id for p in projects(findings) if p.project_id in facts and enters(facts[p.project_id], what))


def rating(findings: Findings, project_id: str, light: str = OVERALL) -> Rating | None:
    """One light of one project; None where it has none."""
    return findings.ratings.get(project_id, {}).get(light)


def light_name(findings: Findings, project_id: str) -> str | None:
    """A project's computed overall light; None where it is not rated, or a word stands in its place."""
    found = rating(findings, project_id)
    return found.computed.value if found and found.word is None else None


@dataclass(frozen=True, slots=True)
class Standing:
    """The projects in delivery by their computed overall light."""

    by_light: dict[Rag, tuple[str, ...]]

    @property
    def total(self) -> int:
        """How many projects are in delivery."""
        return sum(len(ids) for ids in self.by_light.values())


def standing(findings: Findings) -> Standing:
    """Sorts the projects in delivery by light; one without a rating is grey."""
    lights = {project_id: rating(findings, project_id) for project_id in counting(findings, Enters.DELIVERY)}
    colours = {project_id: found.computed if found else Rag.GREY for project_id, found in lights.items()}
    return Standing({rag: tuple(key for key, colour in colours.items() if colour is rag) for rag in RATED})


def ref(findings: Findings, project_id: str, *, named: bool = False) -> Value:
    """A project as a link to its report; its bare ID or name where it has no report of its own."""
    project = findings.portfolio.project_by_id.get(project_id)
    name = project.title if project and named else ""
    if project is None or not project.report:
        return Words(name or project_id)
    return Ref("project", project_id, name)


def refs(findings: Findings, project_ids: Iterable[str], most: int = 5) -> Several:
    """Projects in a row by their IDs."""
    return Several(tuple(ref(findings, key) for key in project_ids), most)
