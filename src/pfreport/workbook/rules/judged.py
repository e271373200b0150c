"""Rules that need figures and lights: asked once those are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pfreport.faults import Fault, Severity, fault, kind
from pfreport.kinds import Rag
from pfreport.measures.measurements import Measurements
from pfreport.model.columns import BLANK
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Project
from pfreport.ratings.rating import Rating

EXPLAIN_FROM = 0.05
STEPS = 2

DECLARED_BETTER = kind(
    "PF609",
    Severity.WARNING,
    "Declared two steps better",
    "{light} is declared {found} and computed {computed}, without a RAG comment",
    "say in RAG comment why, or declare it as computed",
)
OFF_WITHOUT_SUMMARY = kind(
    "PF610",
    Severity.WARNING,
    "Off plan without summary",
    "{what} is {found}, over 5 %, and Summary is blank",
    "say in Summary why, and what is done about it",
)


def judge(portfolio: Portfolio, measurements: Measurements, ratings: Mapping[str, Mapping[str, Rating]]) -> tuple[Fault, ...]:
    """Warnings about what managers say, or do not say, beside what the figures say; by sheet and cell."""
    found: list[Fault] = []
    for project in portfolio.projects:
        key = project.project_id
        found += _declared_better(project, ratings.get(key, {}))
        found += _off_without_summary(project, measurements, key)
    return tuple(sorted(found, key=lambda f: f.sort_key))


def _declared_better(project: Project, lights: Mapping[str, Rating]) -> Iterator[Fault]:
    for light, rating in lights.items():
        if rating.word is None and rating.steps_better >= STEPS and not project.rag_comment:
            values = {"light": light, "computed": str(Rag(rating.computed))}
            yield fault(DECLARED_BETTER, project.at(f"rag_{light}"), rating.declared, project.project_id, **values)


def _off_without_summary(project: Project, measurements: Measurements, key: str) -> Iterator[Fault]:
    name = "summary" if project.why("summary") == BLANK else "project_id"
    for measure in ("vac_pct", "finish_slip_pct"):
        figure = measurements.projects.get(key, {}).get(measure)
        if figure and figure.known and abs(figure.number) > EXPLAIN_FROM and not project.summary:
            yield fault(OFF_WITHOUT_SUMMARY, project.at(name), f"{figure.number:+.1%}", key, what=measure)
