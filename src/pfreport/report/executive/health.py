"""Health: a row a project under its programme's subtotal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.measures.engine.measurement import Subject
from pfreport.measures.engine.registry import Enters
from pfreport.model.project import Project, Status
from pfreport.ratings.rate import FINAL
from pfreport.ratings.rating import Rating
from pfreport.report.executive.headline import light_shares
from pfreport.report.parts import tables
from pfreport.report.parts.amounts import thousands
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
from pfreport.report.parts.figures import Figures, in_base, of_portfolio, of_project_in_base, total
from pfreport.report.parts.light_history import red_lines
from pfreport.report.parts.original import median_original_slip, original_slip
from pfreport.report.parts.programmes import PROGRAMME, SORTS, Group, Sort, groups, urgency
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

IN_TABLE = (Status.APPROVED, Status.ACTIVE, Status.ON_HOLD, Status.COMPLETED)
_BLANK = Cell()


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


def health(findings: Findings) -> Section | None:
    """The table of projects and the lines of those that are not in it; None without a project."""
    if not projects(findings):
        return None
    blocks: list[Block] = [_tables(findings)] if with_status(findings, *IN_TABLE) else []
    others = (*red_lines(findings), *_others(findings))
    if others:
        blocks.append(Facts(others))
    return Section(
        "health", term("section.health"), _message(findings), tuple(blocks), new_page=True
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
            f"health.{family}one",
            colour=term(f"rag.{next(rag for rag, ids in lights.by_light.items() if ids)}"),
        )
    if len(lights.by_light[Rag.GREY]) == lights.total:
        return say("health.all_grey", n=n)
    if not red:
        return say(f"health.{family}no_red", n=n, rest=by_colour(lights))
    if lights.declared:
        red = tuple(sorted(red, key=urgency(findings).__getitem__))
    share = _share(light_shares(findings, lights), Rag.RED)
    if share is None:
        return say(
            f"health.{family}red.count", n=n, red=Count(len(red)), projects=refs(findings, red)
        )
    return say(
        f"health.{family}red",
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
    findings, first = frame.findings, by is PROGRAMME
    rows = [
        row
        for group in groups(findings, IN_TABLE, by)
        for row in _group_rows(frame, group, anchored=first)
    ]
    total_row = tables.row(
        *_wide_cells(frame, term("subject.portfolio"), of_portfolio(findings), None),
        kind=RowKind.TOTAL,
    )
    name = "health" if first else f"health-{by.kind}"
    table = tables.table(
        name, _columns(findings), [*rows, total_row], style=TableStyle.HEALTH, rest="more.urgent"
    )
    return Table(
        table.id,
        table.columns,
        table.rows,
        table.total,
        table.style,
        None,
        _note(table),
        table.more,
        filterable=True,
    )


def _note(table: Table) -> Value | None:
    """How to read what stands in the table, and nothing else."""
    keys = {column.key for column in table.columns}
    if "bullet" not in keys:
        return None
    parts = ["bar", *(["original"] if "original_slip" in keys else []), "sums", "bold"]
    if any(cell.main == term("health.mandatory") for row in table.rows for cell in row.cells):
        parts.append("mandatory")
    note: Value = term(f"health.note.{parts[0]}")
    for part in parts[1:]:
        note = say("in_a_row", first=note, then=term(f"health.note.{part}"))
    return note


def _columns(findings: Findings) -> Sequence[TableColumn]:
    base, short = findings.measurements.base_currency, thousands(findings)
    return (
        tables.text("column.project", 5.0, sortable=True),
        tables.text("column.declared", 0.6, sortable=True),
        tables.text("column.computed", 0.8, sortable=True),
        tables.number("column.cpi", 0.5, sortable=True),
        tables.text("column.trend", 0.7),
        tables.number("column.spi_t", 0.5, sortable=True),
        tables.money("column.budget", base, 0.75, thousands=short, sortable=True),
        tables.money("column.forecast", base, 0.75, thousands=short, sortable=True),
        tables.text("column.bullet", 1.1),
        tables.number("column.over", 0.6, sortable=True),
        tables.number("column.finish", 0.7, sortable=True),
        tables.number("column.slip", 0.5, sortable=True),
        tables.number("column.original_slip", 0.65, sortable=True),
        tables.number("column.alignment", 0.6, sortable=True),
        tables.number("column.roi", 0.65, sortable=True),
    )


def _group_rows(frame: _Frame, group: Group, *, anchored: bool) -> Iterator[Row]:
    if group.figures is not None:
        yield tables.row(
            *_wide_cells(frame, group.name, group.figures, group.project_ids), kind=RowKind.GROUP
        )
    elif group.heading:
        yield tables.row(group.name, *[None] * 14, kind=RowKind.GROUP)
    for project_id in group.project_ids:
        row = _project_row(frame, frame.findings.portfolio.project_by_id[project_id])
        yield row if anchored else replace(row, anchor=None)


def _wide_cells(
    frame: _Frame, name: Value, figures: Figures, project_ids: Sequence[str] | None
) -> Sequence[Cell]:
    """A subtotal: sums, ratios of sums, the median slip, and how many projects the forecast
    covers.
    """
    ids = counting(frame.findings, Enters.MONEY) if project_ids is None else project_ids
    covered = next((figures.coverage(key) for key in ("eac", "bac") if figures.partial(key)), None)
    return (
        Cell(name, covered),
        _BLANK,
        _BLANK,
        _known(figures, "cpi"),
        _BLANK,
        _BLANK,
        _known(figures, "bac"),
        _known(figures, "eac"),
        Cell(group_bullet(frame.findings, ids, frame.scale)),
        _over(figures),
        _BLANK,
        _known(figures, "finish_slip_days[median]"),
        Cell(median_original_slip(frame.findings, ids)),
        _known(figures, "portfolio_alignment"),
        _known(figures, "roi"),
    )


def _known(figures: Figures, id: str) -> Cell:
    """A figure of a subtotal; empty where it does not exist for it."""
    return Cell(figures.value(id)) if figures.known(id) else _BLANK


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


def _project_row(frame: _Frame, project: Project) -> Row:
    findings, figures = frame.findings, of_project_in_base(frame.findings, project.project_id)
    overall = rating(findings, project.project_id)
    cells = (
        Cell(ref(findings, project.project_id, named=True), under(project)),
        _BLANK if frame.lightless else Cell(light(overall, declared=True)),
        _BLANK
        if frame.declared or frame.lightless
        else Cell(light(overall), beside_light(overall)),
        figures.cell("cpi"),
        Cell(
            spark(
                course(findings, Subject("project", project.project_id), "cpi"),
                frame.indices,
                ON_PLAN,
            )
        ),
        figures.cell("spi_t"),
        figures.cell("bac"),
        figures.cell("eac"),
        Cell(bullet(figures, frame.scale)),
        _over(figures),
        _finish(frame, project),
        figures.cell("finish_slip_days"),
        Cell(original_slip(figures)),
        figures.cell("alignment"),
        Cell(term("health.mandatory"))
        if project.mandatory and not figures.known("roi")
        else figures.cell("roi"),
    )
    key = project.project_id
    return tables.row(
        *cells,
        light=light_name(findings, key, declared=frame.declared),
        anchor=key,
        rank=frame.ranks[key],
    )


def _is_lightless(findings: Findings) -> bool:
    """Whether every light is grey for want of data, and none is declared."""
    ratings = [rating(findings, project.project_id) for project in with_status(findings, *IN_TABLE)]
    grey = all(
        overall is None
        or (overall.computed is Rag.GREY and overall.word is None and overall.stale_days is None)
        for overall in ratings
    )
    return grey and not any(overall is not None and overall.declared for overall in ratings)


def _finish(frame: _Frame, project: Project) -> Cell:
    """When it is to finish, where no project has a slip to tell more."""
    day = project.actual_finish or project.forecast_finish or project.baseline_finish
    return (
        Cell(Day(day))
        if day and not of_portfolio(frame.findings).known("finish_slip_days[median]")
        else _BLANK
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


def _others(findings: Findings) -> Iterator[tuple[Term, Sentence]]:
    """Projects beside the table or outside the lights: pipeline, on hold, written off."""
    for status, label, key, amount in (
        (Status.PROPOSED, "health.pipeline", "health.pipeline.line", "bac"),
        (Status.ON_HOLD, "health.on_hold", "health.on_hold.line", "etc"),
        (Status.CANCELLED, "health.written_off", "health.written_off.line", "ac"),
    ):
        ids = [p.project_id for p in with_status(findings, status)]
        if ids:
            yield term(label), _line(findings, key, ids, amount)


def _line(findings: Findings, key: str, project_ids: Sequence[str], id: str) -> Sentence:
    amounts = {
        project_id: amount
        for project_id in project_ids
        if (amount := in_base(findings, project_id, id)) is not None
    }
    named, n = refs(findings, project_ids), Count(len(project_ids))
    if not amounts:
        return say("health.line", n=n, projects=named)
    return say(
        key, n=n, projects=named, amount=Money(total(amounts), findings.measurements.base_currency)
    )
