"""Value: what projects return, what benefits were promised, are expected and have come in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from pfreport.advice.findings import Findings
from pfreport.charts import benefits as benefits_chart
from pfreport.charts import value_bubble
from pfreport.kinds import Month, natural_key
from pfreport.measures.engine.registry import Enters
from pfreport.model.project import Status
from pfreport.report.parts import tables
from pfreport.report.parts.amounts import CENT, thousands
from pfreport.report.parts.blocks import (
    Block,
    Cell,
    Row,
    RowKind,
    Section,
    Table,
    TableColumn,
    Text,
)
from pfreport.report.parts.figures import Figures, in_base, of_portfolio, of_project_in_base
from pfreport.report.parts.programmes import urgency
from pfreport.report.parts.sections import chart
from pfreport.report.parts.subjects import counting, projects, ref, refs
from pfreport.report.words import member, say, term
from pfreport.values import Count, InMonth, Money, Sentence

_AMOUNTS = ("benefit_planned", "benefit_forecast", "benefit_actual", "npv_at_status", "npv_to_go")
_RATIOS = ("roi", "profitability_index", "payback")
_LABELS = {
    "benefit_planned": "column.benefit_planned",
    "benefit_forecast": "column.benefit_forecast",
    "benefit_actual": "column.benefit_actual",
    "npv_at_status": "column.npv",
    "npv_to_go": "column.npv_to_go",
    "roi": "column.roi",
    "profitability_index": "column.profitability_index",
    "payback": "column.payback",
}


def value(findings: Findings) -> Section | None:
    """Return and benefits by project, mandatory work apart; None where no project has a benefit in
    money.
    """
    ids = _with_benefits(findings)
    if not ids:
        return None
    blocks: list[Block] = [_table(findings, ids)]
    notes = tuple(_notes(findings))
    if notes:
        blocks.append(Text(notes, note=True))
    for drawing, caption in ((benefits_chart, "value.by_year"), (value_bubble, "value.by_risk")):
        drawn = chart(drawing, findings, caption=term(caption))
        blocks += [drawn] if drawn else []
    return Section("value", term("section.value"), _message(findings, ids), tuple(blocks))


def has_benefits(figures: Figures) -> bool:
    """Whether anything is known of what a project returns in money."""
    return any(figures.known(key) for key in (*_AMOUNTS, "roi"))


def _with_benefits(findings: Findings) -> tuple[str, ...]:
    entering = {*counting(findings, Enters.VALUE), *counting(findings, Enters.BENEFITS)}
    return tuple(
        p.project_id
        for p in projects(findings)
        if p.project_id in entering and has_benefits(of_project_in_base(findings, p.project_id))
    )


def _message(findings: Findings, ids: Sequence[str]) -> Sentence:
    """What all projects are worth and return, and which of them lose: a good sum must not hide
    them.
    """
    figures = of_portfolio(findings)
    if figures.known("npv") and figures.known("roi"):
        both = say("value.npv", npv=figures.value("npv"), roi=figures.value("roi"))
    elif figures.known("roi"):
        both = say("value.roi", roi=figures.value("roi"))
    elif figures.known("benefit_forecast"):
        both = say("value.forecast", amount=figures.value("benefit_forecast"))
    else:
        both = say("value.count", n=Count(len(ids)))
    worths = losing_value(findings)
    if worths:
        named, lost = (
            sorted(worths, key=lambda key: worths[key]),
            Money(-math.fsum(worths.values()), findings.measurements.base_currency),
        )
        return say(
            "value.losing.npv",
            both=both,
            n=Count(len(named)),
            projects=refs(findings, named, most=3),
            amount=lost,
        )
    losing = [
        key
        for key in _judged_by_value(findings)
        if (of_project_in_base(findings, key).number("roi") or 0.0) < 0
    ]
    if losing:
        return say(
            "value.losing", both=both, n=Count(len(losing)), projects=refs(findings, losing, most=3)
        )
    return say("value.message", both=both)


def losing_value(findings: Findings) -> dict[str, float]:
    """The projects that are worth less than nothing over their whole life, and how much less;
    mandatory and cancelled ones apart.
    """
    worths = {key: in_base(findings, key, "npv_at_status") for key in _judged_by_value(findings)}
    return {key: amount for key, amount in worths.items() if amount is not None and amount < -CENT}


def _judged_by_value(findings: Findings) -> list[str]:
    of = findings.portfolio.project_by_id
    return [
        key
        for key in counting(findings, Enters.VALUE)
        if of[key].status is not Status.CANCELLED and not _mandatory(findings, key)
    ]


def _mandatory(findings: Findings, project_id: str) -> bool:
    return findings.portfolio.project_by_id[project_id].mandatory


def _table(findings: Findings, ids: Sequence[str]) -> Table:
    """Projects that run for their return, then the portfolio, then mandatory ones."""
    shown = [
        measure_id
        for measure_id in (*_AMOUNTS, *_RATIOS)
        if any(of_project_in_base(findings, key).known(measure_id) for key in ids)
    ]
    base, short = findings.measurements.base_currency, thousands(findings)
    columns = [
        tables.text("column.project", 2.2, sortable=True),
        *(_column(measure_id, base, thousands=short) for measure_id in shown),
    ]
    free = [key for key in ids if not _mandatory(findings, key)]
    bound = [key for key in ids if _mandatory(findings, key)]
    rows = [*_rows(findings, free, shown), *_apart(findings, bound, shown)]
    whole = of_portfolio(findings)
    total = tables.row(
        term("subject.portfolio"),
        *(whole.cell(measure_id) if whole.known(measure_id) else None for measure_id in shown),
        kind=RowKind.TOTAL,
    )
    return tables.table("value", columns, [*rows, total], rest="more.urgent")


def _column(id: str, currency: str, *, thousands: bool) -> TableColumn:
    if id in _AMOUNTS:
        return tables.money(_LABELS[id], currency, thousands=thousands, sortable=True)
    return tables.number(_LABELS[id], sortable=True)


def _rows(findings: Findings, ids: Iterable[str], shown: Sequence[str]) -> Iterator[Row]:
    ranks = urgency(findings)
    for key in ids:
        figures, project = of_project_in_base(findings, key), findings.portfolio.project_by_id[key]
        under = (
            None
            if project.status is Status.ACTIVE
            else member("status", project.status) or term("status.none")
        )
        cells = (figures.cell(measure_id) for measure_id in shown)
        yield tables.row(Cell(ref(findings, key, named=True), under), *cells, rank=ranks[key])


def _apart(findings: Findings, ids: Sequence[str], shown: Sequence[str]) -> Iterator[Row]:
    """Mandatory work under a heading of its own: value is not why it runs."""
    if ids:
        yield tables.row(term("value.mandatory"), *[None] * len(shown), kind=RowKind.GROUP)
        yield from _rows(findings, ids, shown)


def with_every_cost(figures: Figures, key: str) -> Sentence | None:
    """The return if projects without known benefits bring nothing; None where all are known, since
    it is the same then.
    """
    covered = figures.by_id["benefit_total"].coverage
    unknown = covered.of - covered.stated if covered else 0
    return (
        say(key, roi=figures.value("roi_all_costs"), n=Count(unknown))
        if unknown and figures.known("roi_all_costs")
        else None
    )


def _notes(findings: Findings) -> Iterator[Sentence]:
    figures = of_portfolio(findings)
    worths, coverage = figures.coverage("npv"), figures.coverage("roi")
    if worths is not None and figures.known("npv") and worths != coverage:
        yield say("value.covers.npv", coverage=worths)
    if coverage is not None and figures.known("roi"):
        yield say("value.covers", coverage=coverage)
    if sentence := with_every_cost(figures, "value.every_cost"):
        yield sentence
    yield from _from_here_on(findings)
    bound = [key for key in counting(findings, Enters.VALUE) if _mandatory(findings, key)]
    if bound:
        yield say("value.bound", projects=refs(findings, bound), n=Count(len(bound)))
    if figures.known("benefit_realisation"):
        yield say("value.realised", share=figures.value("benefit_realisation"))
    yield counted(findings)


def _from_here_on(findings: Findings) -> Iterator[Sentence]:
    """As of when values are, and that a project which loses over its life may still be worth going
    on with.
    """
    if of_portfolio(findings).known("npv_at_status"):
        yield say("value.as_of", month=InMonth(Month.of(findings.portfolio.settings.status_date)))
    to_go = {key: in_base(findings, key, "npv_to_go") for key in losing_value(findings)}
    worth_it = {
        key: amount for key, amount in to_go.items() if amount is not None and amount > CENT
    }
    if worth_it:
        amount = Money(math.fsum(worth_it.values()), findings.measurements.base_currency)
        yield say(
            "value.go_on",
            projects=refs(findings, sorted(worth_it, key=natural_key)),
            n=Count(len(worth_it)),
            amount=amount,
        )


def counted(findings: Findings) -> Sentence:
    """Which benefits count in money."""
    every = findings.portfolio.settings.benefits_counted == "all"
    return say("value.counted.all") if every else say("value.counted.cashable")
