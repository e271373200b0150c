"""The columns of the table of health: the head of each, and what stands in it for several projects
and for one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pfreport.advice.findings import Findings
from pfreport.measures.engine.measurement import Subject
from pfreport.model.project import Project
from pfreport.ratings.rate import FINAL
from pfreport.ratings.rating import Rating
from pfreport.report.parts import cells, tables
from pfreport.report.parts.amounts import base_money
from pfreport.report.parts.blocks import (
    Cell,
    TableColumn,
)
from pfreport.report.parts.bullets import Scale, bullet, group_bullet
from pfreport.report.parts.figures import (
    Figures,
    of_portfolio,
)
from pfreport.report.parts.original import median_original_slip, original_slip
from pfreport.report.parts.subjects import (
    ref,
)
from pfreport.report.parts.tables import Content
from pfreport.report.parts.trends import ON_PLAN, course, spark
from pfreport.report.words import member, say, term
from pfreport.values import (
    Count,
    Day,
    Light,
    Person,
    Sentence,
    Share,
    Value,
    Words,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What all rows share."""

    findings: Findings
    scale: Scale
    ranks: Mapping[str, int]
    indices: Sequence[float]
    declared: bool
    """Whether lights are the declared ones, as none can be computed."""
    lightless: bool
    """Whether no project has a light of either sort."""


class SeveralProjects(NamedTuple):
    """A programme or the portfolio."""

    name: Value
    figures: Figures
    project_ids: Sequence[str]


class OneProject(NamedTuple):
    """One project with its figures and its overall light."""

    project: Project
    figures: Figures
    overall: Rating | None


class Column(NamedTuple):
    """A column of the table: its head, what stands in it for several projects, and for one."""

    head: TableColumn
    of_several: Callable[[SeveralProjects], Content]
    of_one: Callable[[OneProject], Content]


_Contents = tuple[Callable[[SeveralProjects], Content], Callable[[OneProject], Content]]


def columns(frame: Frame) -> tuple[Column, ...]:
    """Sums, ratios of sums and the median slip of several projects; a project's own figures."""
    findings = frame.findings

    def figure(id: str, of_several: str | None = None) -> _Contents:
        return (
            lambda several: _known(several.figures, of_several or id),
            lambda own: own.figures.cell(id),
        )

    def course_of(own: OneProject) -> Content:
        values = course(findings, Subject("project", own.project.project_id), "cpi")
        return spark(values, frame.indices, ON_PLAN)

    return (
        Column(
            tables.text("column.project", 5.0, sortable=True),
            lambda several: Cell(several.name, _covered(several.figures)),
            lambda own: Cell(ref(findings, own.project.project_id, named=True), under(own.project)),
        ),
        Column(
            tables.text("column.declared", 0.6, sortable=True),
            _nothing,
            lambda own: None if frame.lightless else light(own.overall, declared=True),
        ),
        Column(
            tables.text("column.computed", 0.8, sortable=True),
            _nothing,
            lambda own: (
                None
                if frame.declared or frame.lightless
                else Cell(light(own.overall), beside_light(own.overall))
            ),
        ),
        Column(tables.number("column.cpi", 0.5, sortable=True), *figure("cpi")),
        Column(tables.text("column.trend", 0.7), _nothing, course_of),
        Column(
            tables.number("column.spi_t", 0.5, sortable=True),
            _nothing,
            lambda own: own.figures.cell("spi_t"),
        ),
        Column(base_money(findings, "column.budget", 0.75, sortable=True), *figure("bac")),
        Column(base_money(findings, "column.forecast", 0.75, sortable=True), *figure("eac")),
        Column(
            tables.text("column.bullet", 1.1),
            lambda several: group_bullet(findings, several.project_ids, frame.scale),
            lambda own: bullet(own.figures, frame.scale),
        ),
        Column(
            tables.number("column.over", 0.6, sortable=True),
            lambda several: _over(several.figures),
            lambda own: _over(own.figures),
        ),
        Column(
            tables.number("column.finish", 0.7, sortable=True),
            _nothing,
            lambda own: _finish(findings, own.project),
        ),
        Column(
            tables.number("column.slip", 0.5, sortable=True),
            *figure("finish_slip_days", "finish_slip_days[median]"),
        ),
        Column(
            tables.number("column.original_slip", 0.65, sortable=True),
            lambda several: median_original_slip(findings, several.project_ids),
            lambda own: original_slip(own.figures),
        ),
        Column(
            tables.number("column.alignment", 0.6, sortable=True),
            *figure("alignment", "portfolio_alignment"),
        ),
        Column(
            tables.number("column.roi", 0.65, sortable=True),
            lambda several: _known(several.figures, "roi"),
            _return,
        ),
    )


def light(overall: Rating | None, *, declared: bool = False) -> Value | None:
    """One light of a project, computed or as its manager declares it; a word where it is not
    rated.
    """
    if overall is None:
        return None
    if declared:
        return Light(overall.declared) if overall.declared else term("light.not_declared")
    return Light(overall.computed, word=None if overall.word == FINAL else overall.word)


def beside_light(overall: Rating | None) -> Value | None:
    """What a light must be read with: that it is final, or how old the status is."""
    if overall is not None and overall.word == FINAL:
        return term(FINAL)
    return (
        say("light.stale", days=Count(overall.stale_days))
        if overall and overall.stale_days is not None
        else None
    )


def under(project: Project) -> Sentence:
    """The line under a project's name: its ID, sponsor (else the business unit) and phase."""
    parts: dict[str, Value] = {"id": Words(project.project_id)}
    phase = member("phase", project.phase)
    if project.business_unit and not project.sponsor:
        unit = Words(project.business_unit)
        return (
            say("health.under.both", **parts, sponsor=unit, phase=phase)
            if phase
            else say("health.under.sponsor", **parts, sponsor=unit)
        )
    if project.sponsor and phase:
        return say("health.under.both", **parts, sponsor=Person(project.sponsor), phase=phase)
    if project.sponsor:
        return say("health.under.sponsor", **parts, sponsor=Person(project.sponsor))
    return (
        say("health.under.phase", **parts, phase=phase)
        if phase
        else say("health.under.id", **parts)
    )


def _return(own: OneProject) -> Cell:
    """Its return; of mandatory work without one, that it is mandatory."""
    if own.project.mandatory and not own.figures.known("roi"):
        return Cell(term("health.mandatory"))
    return own.figures.cell("roi")


def _nothing(_: SeveralProjects) -> None:
    """What there is no sum of."""


def _known(figures: Figures, id: str) -> Value | None:
    """A figure of a subtotal; nothing where it does not exist for it."""
    return figures.value(id) if figures.known(id) else None


def _covered(figures: Figures) -> Value | None:
    """Of how many projects the forecast of a subtotal is, where it is not of all."""
    return next((figures.coverage(key) for key in ("eac", "bac") if figures.partial(key)), None)


def _over(figures: Figures) -> Cell:
    """How far the forecast is over the budget: the variance with its sign turned, as a reader
    says it.
    """
    variance = figures.value("vac_pct")
    if not isinstance(variance, Share):
        return Cell(variance)
    limits = tuple(-limit for limit in variance.limits)
    turned = Share(-variance.value if variance.value else 0.0, variance.figure, limits, signed=True)
    return Cell(turned, strong=figures.cell("vac_pct").strong)


def _finish(findings: Findings, project: Project) -> Day | None:
    """When it is to finish, where no project has a slip to tell more."""
    if of_portfolio(findings).known("finish_slip_days[median]"):
        return None
    return cells.day(project.actual_finish or project.forecast_finish or project.baseline_finish)
