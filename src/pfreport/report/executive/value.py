"""Value: what projects return, what benefits were promised, are expected and have come in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from pfreport.advice.findings import Findings
from pfreport.charts import benefits as benefits_chart
from pfreport.charts import value_bubble
from pfreport.kinds import Month, natural_key
from pfreport.measures.engine.registry import Enters
from pfreport.model.project import Project, Status
from pfreport.report.parts import tables
from pfreport.report.parts.amounts import CENT, base_money
from pfreport.report.parts.blocks import (
    Cell,
    Row,
    RowKind,
    Section,
    Table,
    TableColumn,
)
from pfreport.report.parts.figures import (
    Figures,
    known_in_base,
    of_portfolio,
    of_project_in_base,
)
from pfreport.report.parts.programmes import urgency
from pfreport.report.parts.sections import chart, kept, small_print
from pfreport.report.parts.subjects import counting, projects, ref, refs
from pfreport.report.words import member, say, term
from pfreport.values import Count, InMonth, Money, Sentence
from pfreport.words.keys import Key

_AMOUNTS = ("benefit_planned", "benefit_forecast", "benefit_actual", "npv_at_status", "npv_to_go")
_LABELS: dict[str, Key] = {
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
    blocks = kept(
        _table(findings, ids),
        small_print(_notes(findings)),
        chart(benefits_chart, findings, caption=term("value.by_year")),
        chart(value_bubble, findings, caption=term("value.by_risk")),
    )
    return Section("value", term("section.value"), _message(findings, ids), blocks)


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
    both, worths = _whole(findings, len(ids)), losing_value(findings)
    if worths:
        lost = Money(-math.fsum(worths.values()), findings.measurements.base_currency)
        return say(
            "value.losing.npv",
            both=both,
            n=Count(len(worths)),
            projects=refs(findings, sorted(worths, key=lambda key: worths[key]), most=3),
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


def _whole(findings: Findings, count: int) -> Sentence:
    """What all projects are worth and return, as far as it is known."""
    figures = of_portfolio(findings)
    if figures.known("npv") and figures.known("roi"):
        return say("value.npv", npv=figures.value("npv"), roi=figures.value("roi"))
    if figures.known("roi"):
        return say("value.roi", roi=figures.value("roi"))
    if figures.known("benefit_forecast"):
        return say("value.forecast", amount=figures.value("benefit_forecast"))
    return say("value.count", n=Count(count))


def losing_value(findings: Findings) -> dict[str, float]:
    """The projects that are worth less than nothing over their whole life, and how much less;
    mandatory and cancelled ones apart.
    """
    worths = known_in_base(findings, _judged_by_value(findings), "npv_at_status")
    return {key: amount for key, amount in worths.items() if amount < -CENT}


def _judged_by_value(findings: Findings) -> list[str]:
    entering = {key: _project(findings, key) for key in counting(findings, Enters.VALUE)}
    return [
        key
        for key, project in entering.items()
        if project.status is not Status.CANCELLED and not project.mandatory
    ]


def _table(findings: Findings, ids: Sequence[str]) -> Table:
    """Projects that run for their return, then the portfolio, then mandatory ones."""
    shown = [
        id for id in _LABELS if any(of_project_in_base(findings, key).known(id) for key in ids)
    ]
    ranks, whole = urgency(findings), of_portfolio(findings)

    def project(key: str) -> Row:
        figures, status = of_project_in_base(findings, key), _project(findings, key).status
        under = None if status is Status.ACTIVE else member("status", status) or term("status.none")
        name = Cell(ref(findings, key, named=True), under)
        return tables.row(name, *map(figures.cell, shown), rank=ranks[key])

    free = [key for key in ids if not _project(findings, key).mandatory]
    bound = [key for key in ids if _project(findings, key).mandatory]
    # value is not why mandatory work runs
    apart = [tables.heading(term("value.mandatory"), 1 + len(shown))] if bound else []
    sums = (whole.cell(id) if whole.known(id) else None for id in shown)
    total_row = tables.row(term("subject.portfolio"), *sums, kind=RowKind.TOTAL)
    heads = (
        tables.text("column.project", 2.2, sortable=True),
        *(_head(findings, id) for id in shown),
    )
    rows = (*map(project, free), *apart, *map(project, bound), total_row)
    return tables.table("value", heads, rows, rest="more.urgent")


def _head(findings: Findings, id: str) -> TableColumn:
    if id in _AMOUNTS:
        return base_money(findings, _LABELS[id], sortable=True)
    return tables.number(_LABELS[id], sortable=True)


def _project(findings: Findings, project_id: str) -> Project:
    return findings.portfolio.project_by_id[project_id]


def with_every_cost(figures: Figures, key: Key) -> Sentence | None:
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
    bound = [key for key in counting(findings, Enters.VALUE) if _project(findings, key).mandatory]
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
    to_go = known_in_base(findings, losing_value(findings), "npv_to_go")
    worth_it = {key: amount for key, amount in to_go.items() if amount > CENT}
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
