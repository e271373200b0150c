"""What charts read of the findings: figures that may be missing, projects as things a reader can
turn to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pfreport.advice.findings import Findings
from pfreport.charts.scale import finite
from pfreport.measures.engine.facts import Member, ProjectFacts
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.engine.registry import Enters
from pfreport.measures.engine.rollup import enters
from pfreport.model.project import Project
from pfreport.values import Ref, RefKind


def number(figures: Mapping[str, Measurement], id: str) -> float | None:
    """A figure as a finite number; None where there is none."""
    measurement = figures.get(id)
    return (
        _drawable(measurement.value)
        if measurement is not None and isinstance(measurement.value, int | float)
        else None
    )


def members(findings: Findings, what: Enters) -> Iterator[Member]:
    """The projects that enter wider figures of one sort, in the order of IDs."""
    return (
        member for member in findings.measurements.members.values() if enters(member.facts, what)
    )


def amount(member: Member, id: str) -> float | None:
    """A figure of a project in base currency as a finite number, unless it travels with a mark."""
    return _drawable(member.amount(id))


def ref(project: Project) -> Ref:
    """A project as a thing a reader can turn to."""
    return Ref(RefKind.PROJECT, project.project_id, project.name or "")


def facts_of(findings: Findings, project_id: str) -> ProjectFacts | None:
    """The facts of a project; None where there is no such project."""
    return findings.measurements.facts.get(project_id)


def _drawable(value: float | None) -> float | None:
    return float(value) if value is not None and finite(value) else None
