"""Health: how each project stands on cost, time and value, and each programme as a whole; which of
them are not in delivery.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.measures.engine.registry import Enters
from pfreport.model.project import Status
from pfreport.report.executive.headline import light_shares
from pfreport.report.executive.health_columns import Frame, OneProject, SeveralProjects, columns
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import (
    Block,
    Choice,
    Facts,
    Row,
    RowKind,
    Section,
    Table,
    TableStyle,
)
from pfreport.report.parts.bullets import scale
from pfreport.report.parts.figures import (
    known_in_base,
    of_portfolio,
    of_project_in_base,
    total,
)
from pfreport.report.parts.light_history import red_lines
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
    refs,
    standing,
    with_status,
)
from pfreport.report.parts.trends import index_scale
from pfreport.report.words import member, say, term
from pfreport.values import (
    Count,
    LightShares,
    Money,
    Sentence,
    Share,
    Term,
    Value,
)
from pfreport.words.catalogue import key_of
from pfreport.words.keys import Key

IN_TABLE = (Status.APPROVED, Status.ACTIVE, Status.ON_HOLD, Status.COMPLETED)


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
    frame = Frame(
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


def _table(frame: Frame, by: Sort) -> Table:
    findings, first, shown = frame.findings, by is PROGRAMME, columns(frame)

    def sums(several: SeveralProjects, kind: RowKind) -> Row:
        return tables.row(*(column.of_several(several) for column in shown), kind=kind)

    def project(key: str) -> Row:
        own = OneProject(
            findings.portfolio.project_by_id[key],
            of_project_in_base(findings, key),
            rating(findings, key),
        )
        return tables.row(
            *(column.of_one(own) for column in shown),
            light=light_name(findings, key, declared=frame.declared),
            anchor=key if first else None,
            rank=frame.ranks[key],
        )

    rows = grouped_rows(
        groups(findings, IN_TABLE, by),
        len(shown),
        lambda group, figures: sums(
            SeveralProjects(group.name, figures, group.project_ids), RowKind.GROUP
        ),
        project,
    )
    whole = SeveralProjects(
        term("subject.portfolio"), of_portfolio(findings), counting(findings, Enters.MONEY)
    )
    table = tables.table(
        "health" if first else f"health-{by.kind}",
        [column.head for column in shown],
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


def _is_lightless(findings: Findings) -> bool:
    """Whether every light is grey for want of data, and none is declared."""
    ratings = [rating(findings, project.project_id) for project in with_status(findings, *IN_TABLE)]
    grey = all(
        overall is None
        or (overall.computed is Rag.GREY and overall.word is None and overall.stale_days is None)
        for overall in ratings
    )
    return grey and not any(overall is not None and overall.declared for overall in ratings)


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
