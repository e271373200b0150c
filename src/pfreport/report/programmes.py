"""Projects under their programmes, as tables list them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key, normalised
from pfreport.model.project import Status
from pfreport.report.figures import Figures
from pfreport.report.subjects import with_status


@dataclass(frozen=True, slots=True)
class Group:
    """A programme with its projects. The projects of no programme come last, under a `heading` where there are others."""

    name: str
    project_ids: tuple[str, ...]
    figures: Figures | None = None
    heading: bool = False


def groups(findings: Findings, statuses: Sequence[Status]) -> tuple[Group, ...]:
    """The programmes in the order of their names, each with its projects in these states."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for project in with_status(findings, *statuses):
        found[normalised(project.programme or "")].append(project.project_id)
    names = {normalised(name): name for name in findings.measurements.programmes}
    grouped = [_programme(findings, names[key], found[key]) for key in sorted(names, key=natural_key) if key in found]
    loose = Group("", tuple(found[""]), heading=bool(grouped))
    return (*grouped, loose) if loose.project_ids else tuple(grouped)


def _programme(findings: Findings, name: str, project_ids: Sequence[str]) -> Group:
    return Group(name, tuple(project_ids), Figures(findings.measurements.programmes[name]))
