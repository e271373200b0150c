"""Rules about projects beside each other: prerequisites, groups, what managers say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pfreport.faults import Effect
from pfreport.kinds import Rag, normalised
from pfreport.model.project import Project, Status
from pfreport.workbook.rules.registry import ERROR, WARNING, Checked, Finding, rule

LIVE = (Status.APPROVED, Status.ACTIVE, Status.ON_HOLD)
REPORTED = (Status.ACTIVE, Status.ON_HOLD)
TOP = (1, 2)


@rule("PF501", ERROR, Effect.VALUE_UNKNOWN)
def prerequisite_cycle(checked: Checked) -> Iterator[Finding]:
    """A project cannot wait for itself."""
    projects = checked.portfolio.project_by_id
    for cycle in cycles({key: project.prerequisites for key, project in projects.items()}):
        for key in cycle:
            path = cycle[cycle.index(key) :] + cycle[: cycle.index(key)]
            yield Finding(
                projects[key], "prerequisites", " → ".join([*path, key]), unknown=("prerequisites",)
            )


@rule("PF502", ERROR, Effect.ROW_LEFT_OUT)
def provides_to_itself(checked: Checked) -> Iterator[Finding]:
    """A dependency joins two projects."""
    for dependency in checked.portfolio.dependencies:
        if dependency.provider_project == dependency.receiver_project:
            yield Finding(
                dependency,
                "receiver_project",
                dependency.receiver_project,
                unknown=("receiver_project",),
            )


@rule("PF508", WARNING)
def exclusive_group(checked: Checked) -> Iterator[Finding]:
    """Of an exclusive group at most one project should run."""
    groups: defaultdict[str, list[Project]] = defaultdict(list)
    for project in checked.portfolio.projects:
        if project.exclusive_group and project.status in LIVE:
            groups[normalised(project.exclusive_group)].append(project)
    for first, *others in groups.values():
        for project in others:
            yield Finding(
                project, "exclusive_group", project.exclusive_group, {"other": first.project_id}
            )


@rule("PF606", WARNING)
def top_priority(checked: Checked) -> Iterator[Finding]:
    """Whoever goes first says why."""
    for project in checked.portfolio.projects:
        must = project.mandatory and project.mandatory_reason
        if (
            project.priority in TOP
            and project.status not in (Status.COMPLETED, Status.CANCELLED)
            and not must
            and not project.justification
        ):
            yield Finding(
                project,
                "justification" if project.left_blank("justification") else "priority",
                project.priority,
            )


@rule("PF607", WARNING)
def status_undated(checked: Checked) -> Iterator[Finding]:
    """A running project's status has a date. A workbook without the column is not told so a row."""
    for project in checked.portfolio.projects:
        blank = project.status_updated_on is None and project.left_blank("status_updated_on")
        if blank and project.status in REPORTED:
            yield Finding(project, "status_updated_on")


@rule("PF608", WARNING)
def all_green(checked: Checked) -> Iterator[Finding]:
    """A portfolio without a single worry is rare."""
    declared = [p for p in checked.portfolio.projects if p.rag_overall is not None]
    if len(declared) > 1 and all(p.rag_overall is Rag.GREEN for p in declared):
        yield Finding(declared[0], "rag_overall", len(declared))


def cycles(needs: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The circles of a graph in which every node has been left: each as the path that closes, from
    its first node on.
    """
    state: dict[str, int] = {}
    rings: list[list[str]] = []
    for start in needs:
        path: list[str] = []
        stack = [(start, iter(needs[start]))] if start not in state else []
        if stack:
            state[start] = 1
            path.append(start)
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[node] = 2
                stack.pop()
                path.pop()
            elif state.get(following) == 1:
                rings.append(path[path.index(following) :])
            elif following in needs and following not in state:
                state[following] = 1
                path.append(following)
                stack.append((following, iter(needs[following])))
    return rings
