"""Ratings as their managers declare them, where no light can be computed: by category, with the
budget behind each colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.model.project import Status
from pfreport.report.executive.headline import light_shares
from pfreport.report.executive.money import WIDE_AMOUNT
from pfreport.report.parts import tables
from pfreport.report.parts.amounts import thousands
from pfreport.report.parts.blocks import Block, Cell, Choice, RowKind, Section, Table, TableColumn
from pfreport.report.parts.figures import in_base, total
from pfreport.report.parts.programmes import CATEGORY, SORTS, Group, Sort, groups
from pfreport.report.parts.subjects import RAGS_IN_ORDER, Standing, by_colour, standing
from pfreport.report.words import say, term
from pfreport.values import Count, LightShares, Money, Sentence, Share, Words

STATUSES = (Status.APPROVED, Status.ACTIVE)
MOST_GROUPS = 12
"""Rows: page one has to hold them."""
LEAST_GROUPS = 2
MILLION, THOUSAND = 1e6, 1e3


def declared_ratings(findings: Findings) -> Section | None:
    """A row a category (or programme, department, sponsor); None where lights are computed or
    nothing tells projects apart.
    """
    lights = standing(findings)
    sorts = _sorts(findings) if lights.declared else []
    if not sorts:
        return None
    options = tuple((by.label, _table(findings, lights, by)) for by in sorts)
    block: Block = (
        Choice("declared-by", term("declared.by"), options) if len(options) > 1 else options[0][1]
    )
    return Section(
        "declared", term("section.declared"), _message(findings, lights, sorts[0]), (block,)
    )


def _sorts(findings: Findings) -> list[Sort]:
    """What tells projects apart: the category first, and what fits page one before what does
    not.
    """
    counts = {by.kind: len(groups(findings, STATUSES, by)) for by in (CATEGORY, *SORTS)}
    useful = [by for by in (CATEGORY, *SORTS) if counts[by.kind] >= LEAST_GROUPS]
    return sorted(useful, key=lambda by: counts[by.kind] > MOST_GROUPS)


def _table(findings: Findings, lights: Standing, by: Sort) -> Table:
    unit = _unit(findings, lights)
    columns = (
        tables.text(f"column.{by.kind}", 2.2),
        tables.number("column.projects", 0.5),
        tables.number("column.red", 0.4),
        tables.number("column.amber", 0.4),
        tables.number("column.green", 0.4),
        tables.number("column.undeclared", 0.5),
        tables.text("column.by_rating", 1.5),
        _money_column(findings, "column.budget", unit),
        _money_column(findings, "column.of_it_red", unit),
    )
    every = groups(findings, STATUSES, by)
    rows = [
        tables.row(
            group.name, *_cells(findings, _within(lights, group.project_ids), unit), rank=place
        )
        for place, group in enumerate(_by_budget(findings, every))
    ]
    rows.append(
        tables.row(term("subject.portfolio"), *_cells(findings, lights, unit), kind=RowKind.TOTAL)
    )
    made = tables.table(f"declared-{by.kind}", columns, rows, most=MOST_GROUPS, rest="more.largest")
    note = term("declared.note" if light_shares(findings, lights) else "declared.note.count")
    return Table(made.id, made.columns, made.rows, made.total, made.style, None, note, made.more)


def _by_budget(findings: Findings, groups: Sequence[Group]) -> list[Group]:
    """The largest first, so that the rows left out are the smallest."""
    return sorted(groups, key=lambda group: -(_budget(findings, group.project_ids) or 0.0))


def _cells(findings: Findings, own: Standing, unit: float) -> Sequence[tables.Content]:
    counts = [Count(len(own.by_light[rag])) if own.by_light[rag] else None for rag in RAGS_IN_ORDER]
    bar = light_shares(findings, own) or _by_count(own)
    red = own.by_light[Rag.RED]
    return (
        Count(own.total),
        *counts,
        bar,
        _sum(findings, own.project_ids, unit),
        _sum(findings, red, unit) if red else None,
    )


def _sum(findings: Findings, project_ids: Sequence[str], unit: float) -> Cell | None:
    """The budgets stated, and of how many projects they are where not all state one."""
    amount = _budget(findings, project_ids)
    if amount is None:
        return None
    stated, of = (
        sum(in_base(findings, key, "bac") is not None for key in project_ids),
        len(project_ids),
    )
    covered = say("coverage.short", stated=Count(stated), of=Count(of)) if stated < of else None
    return Cell(Money(amount, findings.measurements.base_currency, unit=unit), covered)


def _unit(findings: Findings, lights: Standing) -> float:
    """Sums of thousands of millions are given in millions."""
    return (
        MILLION
        if (_budget(findings, lights.project_ids) or 0.0) >= WIDE_AMOUNT
        else THOUSAND
        if thousands(findings)
        else 1.0
    )


def _money_column(findings: Findings, label: str, unit: float) -> TableColumn:
    size = {MILLION: "unit.millions", THOUSAND: "unit.thousands"}.get(unit, "unit.full")
    base = findings.measurements.base_currency
    head = say(size, what=term(label), currency=Words(base))
    return TableColumn(label.rpartition(".")[2], head, numeric=True, width=0.8, currency=base)


def _within(lights: Standing, project_ids: Sequence[str]) -> Standing:
    chosen = frozenset(project_ids)
    return Standing(
        {rag: tuple(key for key in ids if key in chosen) for rag, ids in lights.by_light.items()},
        lights.declared,
    )


def _by_count(lights: Standing) -> LightShares | None:
    """Shares of projects, where no budget is known."""
    return (
        LightShares(
            tuple((rag.value, len(ids) / lights.total) for rag, ids in lights.by_light.items())
        )
        if lights.total
        else None
    )


def _budget(findings: Findings, project_ids: Sequence[str]) -> float | None:
    """The sum of the budgets that are stated; None where none is."""
    known = {
        key: amount for key in project_ids if (amount := in_base(findings, key, "bac")) is not None
    }
    return total(known) if known else None


def _message(findings: Findings, lights: Standing, by: Sort) -> Sentence:
    """Where the red ones are: most of their budget, else most of their number."""
    red = lights.by_light[Rag.RED]
    if not red:
        return say("declared.no_red", rest=by_colour(lights), n=Count(lights.total))
    parts = [
        (group, _within(lights, group.project_ids).by_light[Rag.RED])
        for group in groups(findings, STATUSES, by)
    ]
    worst, own = max(parts, key=lambda part: (_budget(findings, part[1]) or 0.0, len(part[1])))
    of, whole = _budget(findings, own), _budget(findings, red)
    counts = {"red": Count(len(own)), "n": Count(len(red)), "group": worst.name}
    if of and whole:
        return say("declared.most", **counts, share=Share(of / whole))
    return say("declared.most.count", **counts)
