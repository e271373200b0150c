"""Projects to look at where ratings are declared: the red ones, the largest first, each with its
reason in its own words.
"""

from __future__ import annotations

from collections.abc import Sequence

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.model.project import Project
from pfreport.report.parts import cells, tables
from pfreport.report.parts.amounts import base_money
from pfreport.report.parts.blocks import Cell, Section, Table
from pfreport.report.parts.figures import in_base, of_project_in_base, total
from pfreport.report.parts.programmes import urgency
from pfreport.report.parts.subjects import ref, refs, standing
from pfreport.report.phrases.narrative import reasons
from pfreport.report.words import member, say, term
from pfreport.values import Count, Sentence, Several, Share, Value, Words

MOST_PROJECTS_WATCHED, MOST_PROJECTS_NAMED = 6, 3
"""Rows, which page one has to hold, and projects named above them."""


def watch(findings: Findings) -> Section | None:
    """The red projects, or where none is red the amber ones; None where lights are computed or none
    is either.
    """
    lights = standing(findings)
    colour = Rag.RED if lights.by_light[Rag.RED] else Rag.AMBER
    if not lights.declared or not lights.by_light[colour]:
        return None
    ids = sorted(lights.by_light[colour], key=urgency(findings).__getitem__)
    message = _message(findings, ids, colour)
    return Section("watch", term("section.watch"), message, (_table(findings, ids),))


def _table(findings: Findings, ids: Sequence[str]) -> Table:
    why = reasons(findings.portfolio.projects)

    def finish(project: Project) -> Value | None:
        return cells.day(project.forecast_finish or project.baseline_finish)

    columns: tables.Columns[Project] = (
        (
            tables.text("column.project", 2.0),
            lambda p: Cell(ref(findings, p.project_id, named=True), _under(p)),
        ),
        (
            base_money(findings, "column.budget", 0.6),
            lambda p: of_project_in_base(findings, p.project_id).value("bac"),
        ),
        (tables.number("column.finish", 0.6), finish),
        (
            tables.text("column.why", 4.4),
            lambda p: cells.typed(why.get(p.project_id), long=True),
        ),
    )
    watched = [findings.portfolio.project_by_id[key] for key in ids]
    return tables.listed("watch", watched, columns, most=MOST_PROJECTS_WATCHED, rest="more.health")


def _under(project: Project) -> Several | None:
    """What tells where it belongs."""
    named = tuple(
        Words(text)
        for text in (project.business_unit, project.category or project.programme)
        if text
    )
    return Several(named) if named else None


def _message(findings: Findings, ids: Sequence[str], colour: Rag) -> Sentence:
    """The largest of them and what share of their budget is theirs."""
    budgets = {key: amount for key in ids if (amount := in_base(findings, key, "bac"))}
    if len(budgets) <= MOST_PROJECTS_NAMED:
        return say(
            "watch.named",
            n=Count(len(ids)),
            projects=refs(findings, ids),
            colour=member("rag", colour),
        )
    share = Share(sum(budgets[key] for key in ids[:MOST_PROJECTS_NAMED]) / total(budgets))
    return say(
        "watch.largest",
        projects=refs(findings, ids[:MOST_PROJECTS_NAMED]),
        share=share,
        colour=member("rag", colour),
    )
