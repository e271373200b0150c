"""Ratings as their managers declare them, where no light can be computed: by category, with the
budget behind each colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.model.project import Status
from pfreport.report.executive.headline import light_shares
from pfreport.report.executive.money import WIDE_AMOUNT
from pfreport.report.parts import tables
from pfreport.report.parts.amounts import thousands
from pfreport.report.parts.blocks import Block, Cell, Choice, RowKind, Section, Table, TableColumn
from pfreport.report.parts.figures import known_in_base, total
from pfreport.report.parts.programmes import CATEGORY, SORTS, Group, Sort, groups
from pfreport.report.parts.subjects import Standing, by_colour, standing
from pfreport.report.words import say, term
from pfreport.values import Count, LightShares, Money, Sentence, Share, Value, Words
from pfreport.words.catalogue import key_of
from pfreport.words.keys import Key

STATUSES = (Status.APPROVED, Status.ACTIVE)
MOST_GROUPS = 12
"""Rows: page one has to hold them."""
LEAST_GROUPS = 2
MILLION, THOUSAND = 1e6, 1e3
_SIZES: dict[float, Key] = {MILLION: "unit.millions", THOUSAND: "unit.thousands"}


class _Line(NamedTuple):
    """A group, or the portfolio, with its lights."""

    name: Value
    lights: Standing


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

    def count(rag: Rag) -> Callable[[_Line], Count | None]:
        return lambda line: (
            Count(len(line.lights.by_light[rag])) if line.lights.by_light[rag] else None
        )

    columns: tables.Columns[_Line] = (
        (tables.text(key_of("column", by.kind), 2.2), lambda line: line.name),
        (tables.number("column.projects", 0.5), lambda line: Count(line.lights.total)),
        (tables.number("column.red", 0.4), count(Rag.RED)),
        (tables.number("column.amber", 0.4), count(Rag.AMBER)),
        (tables.number("column.green", 0.4), count(Rag.GREEN)),
        (tables.number("column.undeclared", 0.5), count(Rag.GREY)),
        (
            tables.text("column.by_rating", 1.5),
            lambda line: light_shares(findings, line.lights) or _by_count(line.lights),
        ),
        (
            _money_column(findings, "column.budget", unit),
            lambda line: _sum(findings, line.lights.project_ids, unit),
        ),
        (
            _money_column(findings, "column.of_it_red", unit),
            lambda line: _sum(findings, line.lights.by_light[Rag.RED], unit),
        ),
    )
    every = [
        _Line(group.name, _within(lights, group.project_ids))
        for group in _by_budget(findings, groups(findings, STATUSES, by))
    ]
    rows = [replace(tables.line(columns, line), rank=place) for place, line in enumerate(every)]
    whole = tables.line(columns, _Line(term("subject.portfolio"), lights), kind=RowKind.TOTAL)
    note = term("declared.note" if light_shares(findings, lights) else "declared.note.count")
    table = tables.table(
        f"declared-{by.kind}",
        tables.heads(columns),
        [*rows, whole],
        most=MOST_GROUPS,
        rest="more.largest",
    )
    return replace(table, note=note)


def _by_budget(findings: Findings, groups: Sequence[Group]) -> list[Group]:
    """The largest first, so that the rows left out are the smallest."""
    return sorted(groups, key=lambda group: -(_budget(findings, group.project_ids) or 0.0))


def _sum(findings: Findings, project_ids: Sequence[str], unit: float) -> Cell | None:
    """The budgets stated, and of how many projects they are where not all state one."""
    budgets = known_in_base(findings, project_ids, "bac")
    if not budgets:
        return None
    stated, of = Count(len(budgets)), Count(len(project_ids))
    partial = len(budgets) < len(project_ids)
    return Cell(
        Money(total(budgets), findings.measurements.base_currency, unit=unit),
        say("coverage.short", stated=stated, of=of) if partial else None,
    )


def _unit(findings: Findings, lights: Standing) -> float:
    """Sums of thousands of millions are given in millions."""
    if (_budget(findings, lights.project_ids) or 0.0) >= WIDE_AMOUNT:
        return MILLION
    return THOUSAND if thousands(findings) else 1.0


def _money_column(findings: Findings, label: Key, unit: float) -> TableColumn:
    size = _SIZES.get(unit, "unit.full")
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
    known = known_in_base(findings, project_ids, "bac")
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
