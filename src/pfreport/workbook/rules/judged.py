"""Rules that need figures and lights: asked once those are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pfreport.faults import Fault, Severity, fault, kind
from pfreport.kinds import Rag
from pfreport.measures.engine.measurements import Measurements
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Project
from pfreport.ratings.rate import OVERALL
from pfreport.ratings.rating import LIGHTS, Rating

EXPLAIN_FROM = 0.05
STEPS = 2
MEASURES = ("vac_pct", "finish_slip_pct")

DECLARED_BETTER = kind("PF609", Severity.WARNING)
OFF_WITHOUT_SUMMARY = kind("PF610", Severity.WARNING)
OUT_OF_RANGE = kind("PF612", Severity.WARNING)
INDEXES = {"cpi": "CPI", "spi": "SPI"}
BELIEVED = (0.2, 5)
BELIEVED_FROM = 0.10
BELIEF = ("pct_complete", *INDEXES)


def judge(
    portfolio: Portfolio, measurements: Measurements, ratings: Mapping[str, Mapping[str, Rating]]
) -> tuple[Fault, ...]:
    """Warnings about what managers say, or do not say, beside what the figures say; by sheet and
    cell.
    """
    faults: list[Fault] = []
    for project in portfolio.projects:
        key = project.project_id
        faults += _declared_better(project, ratings.get(key, {}))
        faults += _off_without_summary(project, measurements, key)
        faults += _hard_to_believe(project, measurements, key)
    return tuple(sorted(faults, key=lambda f: f.sort_key))


def declaring(portfolio: Portfolio) -> list[str]:
    """The projects whose lights are asked about: something is declared Green without comment."""
    return [p.project_id for p in portfolio.projects if not p.rag_comment and _declares_green(p)]


def silent(portfolio: Portfolio) -> list[str]:
    """The projects that say nothing in Summary."""
    return [p.project_id for p in portfolio.projects if not p.summary]


def _declares_green(project: Project) -> bool:
    return any(getattr(project, f"rag_{light}") is Rag.GREEN for light in LIGHTS)


def performing(portfolio: Portfolio) -> list[str]:
    """The projects of which cost or plan is known, so that an index may be off."""
    by_month = {row.project_id for row in portfolio.periods}
    return [
        p.project_id
        for p in portfolio.projects
        if p.project_id in by_month or p.cost_to_date is not None or p.planned_to_date is not None
    ]


def _hard_to_believe(project: Project, measurements: Measurements, key: str) -> Iterator[Fault]:
    """An index that no project has, once there is progress to speak of."""
    figures = measurements.projects.get(key, {})
    done = figures.get("pct_complete")
    if done is None or not done.known or done.number <= BELIEVED_FROM:
        return
    for measure, what in INDEXES.items():
        figure = figures.get(measure)
        if figure and figure.known and not BELIEVED[0] <= figure.number <= BELIEVED[1]:
            values = {"what": what, "done": f"{done.number:.0%}"}
            yield fault(OUT_OF_RANGE, project.at("budget"), f"{figure.number:.3g}", key, **values)


def _declared_better(project: Project, lights: Mapping[str, Rating]) -> Iterator[Fault]:
    """One warning a project, at the first of the lights that are two steps better, overall before
    its parts.
    """
    better = [r for r in lights.values() if r.word is None and r.steps_better >= STEPS]
    if better and not project.rag_comment:
        first = min(better, key=lambda r: r.light != OVERALL)
        more = f" (and {len(better) - 1} more)" if len(better) > 1 else ""
        values = {"light": first.light, "computed": first.computed.value, "more": more}
        yield fault(
            DECLARED_BETTER,
            project.at(f"rag_{first.light}"),
            first.declared,
            project.project_id,
            **values,
        )


def _off_without_summary(project: Project, measurements: Measurements, key: str) -> Iterator[Fault]:
    name = "summary" if project.left_blank("summary") else "project_id"
    for measure in MEASURES:
        figure = measurements.projects.get(key, {}).get(measure)
        if figure and figure.known and abs(figure.number) > EXPLAIN_FROM and not project.summary:
            yield fault(
                OFF_WITHOUT_SUMMARY, project.at(name), f"{figure.number:+.1%}", key, what=measure
            )
