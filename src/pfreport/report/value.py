"""Value: what projects return, what benefits were promised, are expected and have come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pfreport.advice.findings import Findings
from pfreport.charts import benefits as benefits_chart
from pfreport.charts import value_bubble
from pfreport.measures.registry import Enters
from pfreport.model.project import Status
from pfreport.report import tables
from pfreport.report.amounts import thousands
from pfreport.report.blocks import Block, Cell, Row, Section, Table, TableColumn, Text
from pfreport.report.drawings import chart
from pfreport.report.figures import Figures, of_portfolio, of_project_in_base
from pfreport.report.subjects import counting, projects, ref, refs
from pfreport.report.urgency import urgency
from pfreport.report.words import member, say, term
from pfreport.values import Count, Sentence

_AMOUNTS = ("benefit_planned", "benefit_forecast", "benefit_actual", "npv", "npv_to_go")
_RATIOS = ("roi", "profitability_index", "payback")
_LABELS = {
    "benefit_planned": "column.benefit_planned",
    "benefit_forecast": "column.benefit_forecast",
    "benefit_actual": "column.benefit_actual",
    "npv": "column.npv",
    "npv_to_go": "column.npv_to_go",
    "roi": "column.roi",
    "profitability_index": "column.profitability_index",
    "payback": "column.payback",
}


def value(findings: Findings) -> Section | None:
    """Return and benefits by project, mandatory work apart; None where no project has a benefit in money."""
    ids = _with_benefits(findings)
    if not ids:
        return None
    blocks: list[Block] = [_table(findings, ids)]
    notes = tuple(_notes(findings))
    if notes:
        blocks.append(Text(notes))
    blocks += [drawn for drawing in (value_bubble, benefits_chart) if (drawn := chart(drawing, findings)) is not None]
    return Section("value", term("section.value"), _message(findings, ids), tuple(blocks))


def has_benefits(figures: Figures) -> bool:
    """Whether anything is known of what a project returns in money."""
    return any(figures.known(key) for key in (*_AMOUNTS, "roi"))


def _with_benefits(findings: Findings) -> tuple[str, ...]:
    entering = {*counting(findings, Enters.VALUE), *counting(findings, Enters.BENEFITS)}
    return tuple(
        p.project_id for p in projects(findings) if p.project_id in entering and has_benefits(of_project_in_base(findings, p.project_id))
    )


def _message(findings: Findings, ids: Sequence[str]) -> Sentence:
    figures = of_portfolio(findings)
    losing = [key for key in counting(findings, Enters.VALUE) if _loses(findings, key)]
    n = Count(len(losing))
    if figures.known("npv") and figures.known("roi"):
        both = say("value.npv", npv=figures.value("npv"), roi=figures.value("roi"))
    elif figures.known("roi"):
        both = say("value.roi", roi=figures.value("roi"))
    elif figures.known("benefit_forecast"):
        both = say("value.forecast", amount=figures.value("benefit_forecast"))
    else:
        both = say("value.count", n=Count(len(ids)))
    return say("value.losing", both=both, n=n, projects=refs(findings, losing, most=3)) if losing else say("value.message", both=both)


def _loses(findings: Findings, project_id: str) -> bool:
    stopped = findings.portfolio.project_by_id[project_id].status is Status.CANCELLED
    return (of_project_in_base(findings, project_id).number("roi") or 0.0) < 0 and not stopped and not _mandatory(findings, project_id)


def _mandatory(findings: Findings, project_id: str) -> bool:
    return findings.portfolio.project_by_id[project_id].mandatory


def _table(findings: Findings, ids: Sequence[str]) -> Table:
    """Projects that run for their return, then the portfolio, then mandatory ones."""
    shown = [one for one in (*_AMOUNTS, *_RATIOS) if any(of_project_in_base(findings, key).known(one) for key in ids)]
    base, short = findings.measurements.base_currency, thousands(findings)
    columns = [tables.text("column.project", 2.2, sortable=True), *(_column(one, base, thousands=short) for one in shown)]
    free = [key for key in ids if not _mandatory(findings, key)]
    bound = [key for key in ids if _mandatory(findings, key)]
    rows = [*_rows(findings, free, shown), *_apart(findings, bound, shown)]
    whole = of_portfolio(findings)
    total = tables.row(term("subject.portfolio"), *(whole.cell(one) if whole.known(one) else None for one in shown), kind="total")
    return tables.table("value", columns, [*rows, total], rest="more.urgent")


def _column(id: str, currency: str, *, thousands: bool) -> TableColumn:  # noqa: A002 - the field's own word
    if id in _AMOUNTS:
        return tables.money(_LABELS[id], currency, thousands=thousands, sortable=True)
    return tables.number(_LABELS[id], sortable=True)


def _rows(findings: Findings, ids: Iterable[str], shown: Sequence[str]) -> Iterator[Row]:
    ranks = urgency(findings)
    for key in ids:
        figures, project = of_project_in_base(findings, key), findings.portfolio.project_by_id[key]
        under = member("status", project.status) or term("status.none")
        cells = (figures.cell(one) for one in shown)
        yield tables.row(Cell(ref(findings, key, named=True), under), *cells, rank=ranks[key])


def _apart(findings: Findings, ids: Sequence[str], shown: Sequence[str]) -> Iterator[Row]:
    """Mandatory work under a heading of its own: value is not why it runs."""
    if ids:
        yield tables.row(term("value.mandatory"), *[None] * len(shown), kind="group")
        yield from _rows(findings, ids, shown)


def _notes(findings: Findings) -> Iterator[Sentence]:
    figures = of_portfolio(findings)
    coverage = figures.coverage("roi")
    if coverage is not None and figures.known("roi"):
        yield say("value.covers", coverage=coverage)
    if figures.known("roi_all_costs"):
        yield say("value.every_cost", roi=figures.value("roi_all_costs"))
    bound = [key for key in counting(findings, Enters.VALUE) if _mandatory(findings, key)]
    if bound:
        yield say("value.bound", projects=refs(findings, bound), n=Count(len(bound)))
    if figures.known("benefit_realisation"):
        yield say("value.realised", share=figures.value("benefit_realisation"))
    yield counted(findings)


def counted(findings: Findings) -> Sentence:
    """Which benefits count in money."""
    every = findings.portfolio.settings.benefits_counted == "all"
    return say("value.counted.all") if every else say("value.counted.cashable")
