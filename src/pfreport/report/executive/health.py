"""Health: how each project stands on cost, time and value, and each programme as a whole; which of
them are not in delivery.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.measures.engine.measurement import Subject
from pfreport.measures.engine.registry import Enters
from pfreport.model.project import Project, Status
from pfreport.ratings.rate import FINAL
from pfreport.ratings.rating import Rating
from pfreport.report.executive.headline import light_shares
from pfreport.report.parts import cells, tables
from pfreport.report.parts.amounts import base_money
from pfreport.report.parts.blocks import (
    Block,
    Cell,
    Choice,
    Facts,
    Row,
    RowKind,
    Section,
    Table,
    TableColumn,
    TableStyle,
)
from pfreport.report.parts.bullets import Scale, bullet, group_bullet, scale
from pfreport.report.parts.figures import (
    Figures,
    known_in_base,
    of_portfolio,
    of_project_in_base,
    total,
)
from pfreport.report.parts.light_history import red_lines
from pfreport.report.parts.original import median_original_slip, original_slip
from pfreport.report.parts.programmes import (
    PROGRAMME,
    SORTS,
    Sort,
    grouped_rows,
    groups,
    urgency,
)
from pfreport.report.parts.sections import kept
from pfreport.report.parts.subjects import (
    by_colour,
    counting,
    light_name,
    projects,
    rating,
    ref,
    refs,
    standing,
    with_status,
)
from pfreport.report.parts.tables import Content
from pfreport.report.parts.trends import ON_PLAN, course, index_scale, spark
from pfreport.report.words import member, say, term
from pfreport.values import (
    Count,
    Day,
    Light,
    LightShares,
    Money,
    Person,
    Sentence,
    Share,
    Term,
    Value,
    Words,
)
from pfreport.words.catalogue import key_of
from pfreport.words.keys import Key

IN_TABLE = (Status.APPROVED, Status.ACTIVE, Status.ON_HOLD, Status.COMPLETED)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all rows share."""

    findings: Findings
    scale: Scale
    ranks: Mapping[str, int]
    indices: Sequence[float]
    declared: bool
    """Whether lights are the declared ones, as none can be computed."""
    lightless: bool
    """Whether no project has a light of either sort."""


class _Column(NamedTuple):
    """A column of the table: its head, what stands in it for several projects, and for one."""

    head: TableColumn
    of_several: Callable[[_Several], Content]
    of_one: Callable[[_Project], Content]


class _Several(NamedTuple):
    """A programme or the portfolio."""

    name: Value
    figures: Figures
    project_ids: Sequence[str]


class _Project(NamedTuple):
    """One project with its figures and its overall light."""

    project: Project
    figures: Figures
    overall: Rating | None


_Contents = tuple[Callable[[_Several], Content], Callable[[_Project], Content]]


def health(findings: Findings) -> Section | None:
    """The table of projects and the lines of those that are not in it; None without a project."""
    if not projects(findings):
        return None
    others = (*red_lines(findings), *_others(findings))
    blocks = kept(
        _tables(findings) if with_status(findings, *IN_TABLE) else None,
        Facts(others) if others else None,
    )
    message = _message(findings)
    return Section("health", term("section.health"), message, blocks, new_page=True)


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


def _message(findings: Findings) -> Sentence:
    lights = standing(findings)
    red = lights.by_light[Rag.RED]
    if not lights.total:
        n = Count(len(projects(findings)))
        return (
            say("health.none_in_delivery.one")
            if n.value == 1
            else say("health.none_in_delivery", n=n)
        )
    n, family = Count(lights.total), "declared." if lights.declared else ""
    if lights.total == 1 and not red:
        return say(
            key_of("health", f"{family}one"),
            colour=member("rag", next(rag for rag, ids in lights.by_light.items() if ids)),
        )
    if len(lights.by_light[Rag.GREY]) == lights.total:
        return say("health.all_grey", n=n)
    if not red:
        return say(key_of("health", f"{family}no_red"), n=n, rest=by_colour(lights))
    if lights.declared:
        red = tuple(sorted(red, key=urgency(findings).__getitem__))
    share = _share(light_shares(findings, lights), Rag.RED)
    if share is None:
        return say(
            key_of("health", f"{family}red.count"),
            n=n,
            red=Count(len(red)),
            projects=refs(findings, red),
        )
    return say(
        key_of("health", f"{family}red"),
        n=n,
        red=Count(len(red)),
        share=share,
        projects=refs(findings, red, most=3),
    )


def _share(shares: LightShares | None, rag: Rag) -> Share | None:
    return Share(dict(shares.shares)[rag.value]) if shares else None


def _tables(findings: Findings) -> Block:
    """The table by programme, and where projects name them by sponsor and by business unit;
    links lead to the first.
    """
    frame = _Frame(
        findings,
        scale(findings),
        urgency(findings),
        index_scale(findings, "cpi"),
        standing(findings).declared,
        _is_lightless(findings),
    )
    options = [
        (by.label, _table(frame, by))
        for by in SORTS
        if by is PROGRAMME or any(map(by.of, with_status(findings, *IN_TABLE)))
    ]
    return (
        Choice("health-by", term("health.by"), tuple(options))
        if len(options) > 1
        else options[0][1]
    )


def _table(frame: _Frame, by: Sort) -> Table:
    findings, first, columns = frame.findings, by is PROGRAMME, _columns(frame)

    def sums(several: _Several, kind: RowKind) -> Row:
        return tables.row(*(column.of_several(several) for column in columns), kind=kind)

    def project(key: str) -> Row:
        own = _Project(
            findings.portfolio.project_by_id[key],
            of_project_in_base(findings, key),
            rating(findings, key),
        )
        return tables.row(
            *(column.of_one(own) for column in columns),
            light=light_name(findings, key, declared=frame.declared),
            anchor=key if first else None,
            rank=frame.ranks[key],
        )

    rows = grouped_rows(
        groups(findings, IN_TABLE, by),
        len(columns),
        lambda group, figures: sums(
            _Several(group.name, figures, group.project_ids), RowKind.GROUP
        ),
        project,
    )
    whole = _Several(
        term("subject.portfolio"), of_portfolio(findings), counting(findings, Enters.MONEY)
    )
    table = tables.table(
        "health" if first else f"health-{by.kind}",
        [column.head for column in columns],
        [*rows, sums(whole, RowKind.TOTAL)],
        style=TableStyle.HEALTH,
        rest="more.urgent",
    )
    return replace(table, note=_note(table), filterable=True)


def _note(table: Table) -> Value | None:
    """How to read what stands in the table, and nothing else."""
    keys = {column.key for column in table.columns}
    if "bullet" not in keys:
        return None
    parts = ["bar", *(["original"] if "original_slip" in keys else []), "sums", "bold"]
    if any(cell.main == term("health.mandatory") for row in table.rows for cell in row.cells):
        parts.append("mandatory")
    note: Value = member("health.note", parts[0])
    for part in parts[1:]:
        note = say("in_a_row", first=note, then=member("health.note", part))
    return note


def _columns(frame: _Frame) -> tuple[_Column, ...]:
    """Sums, ratios of sums and the median slip of several projects; a project's own figures."""
    findings = frame.findings

    def figure(id: str, of_several: str | None = None) -> _Contents:
        return (
            lambda several: _known(several.figures, of_several or id),
            lambda own: own.figures.cell(id),
        )

    def course_of(own: _Project) -> Content:
        values = course(findings, Subject("project", own.project.project_id), "cpi")
        return spark(values, frame.indices, ON_PLAN)

    return (
        _Column(
            tables.text("column.project", 5.0, sortable=True),
            lambda several: Cell(several.name, _covered(several.figures)),
            lambda own: Cell(ref(findings, own.project.project_id, named=True), under(own.project)),
        ),
        _Column(
            tables.text("column.declared", 0.6, sortable=True),
            _nothing,
            lambda own: None if frame.lightless else light(own.overall, declared=True),
        ),
        _Column(
            tables.text("column.computed", 0.8, sortable=True),
            _nothing,
            lambda own: (
                None
                if frame.declared or frame.lightless
                else Cell(light(own.overall), beside_light(own.overall))
            ),
        ),
        _Column(tables.number("column.cpi", 0.5, sortable=True), *figure("cpi")),
        _Column(tables.text("column.trend", 0.7), _nothing, course_of),
        _Column(
            tables.number("column.spi_t", 0.5, sortable=True),
            _nothing,
            lambda own: own.figures.cell("spi_t"),
        ),
        _Column(base_money(findings, "column.budget", 0.75, sortable=True), *figure("bac")),
        _Column(base_money(findings, "column.forecast", 0.75, sortable=True), *figure("eac")),
        _Column(
            tables.text("column.bullet", 1.1),
            lambda several: group_bullet(findings, several.project_ids, frame.scale),
            lambda own: bullet(own.figures, frame.scale),
        ),
        _Column(
            tables.number("column.over", 0.6, sortable=True),
            lambda several: _over(several.figures),
            lambda own: _over(own.figures),
        ),
        _Column(
            tables.number("column.finish", 0.7, sortable=True),
            _nothing,
            lambda own: _finish(findings, own.project),
        ),
        _Column(
            tables.number("column.slip", 0.5, sortable=True),
            *figure("finish_slip_days", "finish_slip_days[median]"),
        ),
        _Column(
            tables.number("column.original_slip", 0.65, sortable=True),
            lambda several: median_original_slip(findings, several.project_ids),
            lambda own: original_slip(own.figures),
        ),
        _Column(
            tables.number("column.alignment", 0.6, sortable=True),
            *figure("alignment", "portfolio_alignment"),
        ),
        _Column(
            tables.number("column.roi", 0.65, sortable=True),
            lambda several: _known(several.figures, "roi"),
            _return,
        ),
    )


def _return(own: _Project) -> Cell:
    """Its return; of mandatory work without one, that it is mandatory."""
    if own.project.mandatory and not own.figures.known("roi"):
        return Cell(term("health.mandatory"))
    return own.figures.cell("roi")


def _nothing(_: _Several) -> None:
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


def _is_lightless(findings: Findings) -> bool:
    """Whether every light is grey for want of data, and none is declared."""
    ratings = [rating(findings, project.project_id) for project in with_status(findings, *IN_TABLE)]
    grey = all(
        overall is None
        or (overall.computed is Rag.GREY and overall.word is None and overall.stale_days is None)
        for overall in ratings
    )
    return grey and not any(overall is not None and overall.declared for overall in ratings)


def _finish(findings: Findings, project: Project) -> Day | None:
    """When it is to finish, where no project has a slip to tell more."""
    if of_portfolio(findings).known("finish_slip_days[median]"):
        return None
    return cells.day(project.actual_finish or project.forecast_finish or project.baseline_finish)


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


def _others(findings: Findings) -> Iterator[tuple[Term, Sentence]]:
    """Projects beside the table or outside the lights: pipeline, on hold, written off."""
    others: tuple[tuple[Status, Key, Key, str], ...] = (
        (Status.PROPOSED, "health.pipeline", "health.pipeline.line", "bac"),
        (Status.ON_HOLD, "health.on_hold", "health.on_hold.line", "etc"),
        (Status.CANCELLED, "health.written_off", "health.written_off.line", "ac"),
    )
    for status, label, key, amount in others:
        ids = [p.project_id for p in with_status(findings, status)]
        if ids:
            yield term(label), _line(findings, key, ids, amount)


def _line(findings: Findings, key: Key, project_ids: Sequence[str], id: str) -> Sentence:
    amounts = known_in_base(findings, project_ids, id)
    named, n = refs(findings, project_ids), Count(len(project_ids))
    if not amounts:
        return say("health.line", n=n, projects=named)
    return say(
        key, n=n, projects=named, amount=Money(total(amounts), findings.measurements.base_currency)
    )
