"""Fit: which project serves which goal and how strongly, and what has to be asked of it before it
is funded again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key
from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.strategy.fit import (
    competing_pairs,
    priority_without_justification,
    unaligned_projects,
    unscored_projects,
)
from pfreport.measures.strategy.goals import leaf_goals, score
from pfreport.model.project import Status
from pfreport.report.parts import tables
from pfreport.report.parts.amounts import base_money
from pfreport.report.parts.blocks import Cell, Table, TableColumn
from pfreport.report.parts.figures import of_project_in_base
from pfreport.report.parts.subjects import ref, refs, with_status
from pfreport.report.words import member, say, term
from pfreport.values import Count, Several, Value, Words

LIVE = (Status.PROPOSED, Status.APPROVED, Status.ACTIVE, Status.ON_HOLD)
MOST_GOALS = 8
MOST_PROJECTS = 15
STRONG_ALIGNMENT = 0.75
"""Share of the highest score from which a project serves a goal strongly."""


def doubts(findings: Findings) -> Mapping[str, tuple[Value, ...]]:
    """What has to be asked of a project that is not over, by its ID; projects without a question
    are left out.
    """
    figures, questions = findings.measurements, defaultdict[str, list[Value]](list)
    for off_strategy in unaligned_projects(figures):
        questions[off_strategy.project.project_id].append(term("fit.unaligned"))
    for off_strategy in unscored_projects(figures):
        questions[off_strategy.project.project_id].append(term("fit.unscored"))
    for claim in priority_without_justification(figures):
        priority = Count(claim.project.priority or 0)
        questions[claim.project.project_id].append(
            say("fit.weak" if claim.justified else "fit.unjustified", priority=priority)
        )
    for key, rivals in _rivals(findings).items():
        questions[key].append(say("fit.competes", projects=refs(findings, rivals, most=3)))
    live = {project.project_id for project in with_status(findings, *LIVE)}
    return {key: tuple(questions[key]) for key in sorted(questions, key=natural_key) if key in live}


def fit(findings: Findings) -> Table:
    """A row a project that is not over: those with a question first, then by how little they serve
    the goals.
    """
    asked = doubts(findings)
    goals = sorted((goal.goal_id for goal in leaf_goals(findings.portfolio.goals)), key=natural_key)
    shown = goals if len(goals) <= MOST_GOALS else []
    order = sorted(
        (p.project_id for p in with_status(findings, *LIVE)),
        key=lambda key: (key not in asked, _alignment(findings, key)),
    )
    table = tables.listed(
        "fit", order, _columns(findings, shown, asked), most=MOST_PROJECTS, rest="more.measures"
    )
    note = say("fit.note", top=Count(findings.portfolio.settings.score_max)) if shown else None
    return replace(table, caption=term("fit.caption"), note=note)


def _columns(
    findings: Findings, goals: Sequence[str], asked: Mapping[str, tuple[Value, ...]]
) -> tables.Columns[str]:
    """Of a project by its ID."""
    facts = findings.measurements.facts

    def figure(id: str) -> Callable[[str], Value]:
        return lambda key: of_project_in_base(findings, key).value(id)

    def serves(goal: str) -> Callable[[str], Cell]:
        return lambda key: _score(facts[key], goal)

    def questions(key: str) -> Several | None:
        return Several(asked[key], most=len(asked[key])) if key in asked else None

    return (
        (tables.text("column.project", 2.6), lambda key: ref(findings, key, named=True)),
        (
            tables.text("column.status", 0.7),
            lambda key: member("status", facts[key].project.status),
        ),
        (base_money(findings, "column.budget", 0.7), figure("bac")),
        *(
            (TableColumn(f"goal-{goal}", Words(goal), numeric=True, width=0.35), serves(goal))
            for goal in goals
        ),
        (tables.number("column.alignment", 0.7), figure("alignment")),
        (tables.text("column.question", 2.2), questions),
    )


def _score(facts: ProjectFacts, goal: str) -> Cell:
    """How strongly the project serves a goal; empty where it does not."""
    alignment = score(facts, goal)
    if not alignment:
        return Cell()
    strong = alignment >= STRONG_ALIGNMENT * facts.settings.score_max
    return Cell(Count(alignment), strong=strong)


def _alignment(findings: Findings, key: str) -> tuple[float, object]:
    """What projects are ordered by: how little they serve the goals, those not scored last."""
    alignment = of_project_in_base(findings, key).number("alignment")
    return (2.0 if alignment is None else alignment, natural_key(key))


def _rivals(findings: Findings) -> Mapping[str, list[str]]:
    """The projects each project competes with."""
    rivals: dict[str, list[str]] = {}
    for pair in competing_pairs(findings.measurements):
        for project, rival in ((pair.first, pair.second), (pair.second, pair.first)):
            known = rivals.setdefault(project.project_id, [])
            if rival.project_id not in known:
                known.append(rival.project_id)
    return rivals
