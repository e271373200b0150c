"""Money: what is spent of the budget, what the work will cost in the end and between what limits,
what of it falls into which fiscal year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pfreport.advice.findings import Findings
from pfreport.charts import money_by_year
from pfreport.kinds import Month
from pfreport.measures.engine.registry import Enters
from pfreport.measures.value.fiscal import fiscal_year
from pfreport.report.executive.headline import largest_left_out
from pfreport.report.executive.health import IN_TABLE
from pfreport.report.executive.movement import parts_of
from pfreport.report.parts import tables
from pfreport.report.parts.amounts import base_money
from pfreport.report.parts.blocks import (
    Cell,
    Row,
    RowKind,
    Section,
    Table,
    TableColumn,
)
from pfreport.report.parts.figures import Figures, of_portfolio, of_project_in_base
from pfreport.report.parts.programmes import grouped_rows, groups, urgency
from pfreport.report.parts.sections import chart, kept, small_print
from pfreport.report.parts.subjects import all_completed, counting, ref
from pfreport.report.words import member, say, term
from pfreport.values import Cells, InMonth, Sentence, Value, Words
from pfreport.words.catalogue import key_of
from pfreport.words.keys import Key

_LABELS: dict[str, Key] = {
    "bac": "column.budget",
    "ac": "column.actual",
    "eac": "column.forecast",
    "eac_low": "column.lowest",
    "eac_high": "column.highest",
    "contingency": "column.contingency_left",
    "contingency_drawn": "column.contingency_drawn",
}
_LEFT_OUT_WHERE_WIDE = ("eac_low", "eac_high", "contingency_drawn")
WIDE_AMOUNT = 1e9


def money(findings: Findings) -> Section | None:
    """The table of amounts by programme and project; None where no project has a budget or a
    cost.
    """
    figures = of_portfolio(findings)
    if not figures.known("bac") and not figures.known("ac"):
        return None
    blocks = kept(
        chart(money_by_year, findings, caption=term("money.by_year")),
        _table(findings),
        small_print((*_notes(findings, figures), *_moved(findings))),
    )
    return Section("money", term("section.money"), _message(findings, figures), blocks)


def _amounts(findings: Findings) -> dict[str, TableColumn]:
    """The amounts that the portfolio has at all, by their IDs."""
    figures, years = of_portfolio(findings), _years(findings)
    heads = {
        key: replace(
            base_money(findings, label, sortable=True),
            screen_only=key in _LEFT_OUT_WHERE_WIDE and _is_wide(findings),
        )
        for key, label in _LABELS.items()
        if figures.known(key)
    }
    return heads | {key: _year_head(findings, key, name) for key, name in years.items()}


def _year_head(findings: Findings, id: str, name: str) -> TableColumn:
    column = base_money(findings, _year_label(id), sortable=True)
    head = say(
        "unit.year.thousands" if column.thousands else "unit.year.full",
        what=term(_year_label(id)),
        year=Cells((name.replace(" ", "\u00a0"),)),
        currency=Words(findings.measurements.base_currency),
    )
    return replace(column, key=id, label=head)


def _year_label(id: str) -> Key:
    return "column.year_budget" if id.startswith("year_budget") else "column.year_forecast"


def _moved(findings: Findings) -> Iterator[Sentence]:
    """How budget, cost and forecast moved since the last pack: like for like, by who came and
    went, by rates.
    """
    moved = findings.history.moved
    for moved_sum in moved.sums if moved else ():
        parts = parts_of(moved_sum)
        if moved and parts.values:
            yield say(
                "money.moved",
                measure=member("moved.name", moved_sum.id),
                month=InMonth(Month.of(moved.since)),
                parts=parts,
            )


def _message(findings: Findings, figures: Figures) -> Sentence:
    if all_completed(findings) and figures.known("ac") and figures.known("bac"):
        covered = figures.coverage("ac") if figures.partial("ac") else None
        amounts = {"actual": _spent(figures), "budget": figures.value("bac")}
        return (
            say("money.completed.part", **amounts, coverage=covered)
            if covered is not None
            else say("money.completed", **amounts)
        )
    spent = figures.known("ac") and figures.known("bac")
    if spent and all(figures.known(key) for key in ("eac", "eac_low", "eac_high")):
        ends = {"low": figures.value("eac_low"), "high": figures.value("eac_high")}
        amounts = {
            "actual": _spent(figures),
            "budget": figures.value("bac"),
            "forecast": figures.value("eac"),
            **ends,
        }
        covered = figures.coverage("eac") if figures.partial("eac") else None
        part: dict[str, Value] = {"coverage": covered} if covered is not None else {}
        which = ".part" if part else ""
        if figures.number("eac_low") == figures.number("eac_high"):
            return say(
                key_of("money", f"forecast{which}"),
                **{name: amounts[name] for name in ("actual", "budget", "forecast")},
                **part,
            )
        return say(key_of("money", f"range{which}"), **amounts, **part)
    if spent:
        return say("money.spent", actual=_spent(figures), budget=figures.value("bac"))
    covered = figures.coverage("bac")
    if covered is not None and figures.partial("bac"):
        return say("money.budget.part", budget=figures.value("bac"), coverage=covered)
    return (
        say("money.budget", budget=figures.value("bac"))
        if figures.known("bac")
        else say("money.actual", actual=figures.value("ac"))
    )


def _spent(figures: Figures) -> Value:
    """What is spent; nothing in words."""
    return figures.value("ac") if figures.number("ac") else term("money.nothing")


def _years(findings: Findings) -> dict[str, str]:
    """Ids of the yearly figures that some project has, this fiscal year's and the next's, with
    the year's name.
    """
    settings = findings.portfolio.settings
    this = fiscal_year(Month.of(settings.status_date), settings)
    ids = {
        f"{kind}[{year.label}]": year.name
        for year in (this, this.following)
        for kind in ("year_budget", "year_forecast")
    }
    return {key: name for key, name in ids.items() if of_portfolio(findings).known(key)}


def _is_wide(findings: Findings) -> bool:
    """Whether sums take so much room that print has none for every column."""
    return (of_portfolio(findings).number("bac") or 0.0) >= WIDE_AMOUNT


def _table(findings: Findings) -> Table:
    """A row a project under its programme's subtotal, the portfolio last."""
    ranks, amounts = urgency(findings), _amounts(findings)

    def sums(name: Value, figures: Figures, kind: RowKind) -> Row:
        return tables.row(Cell(name, _covered(figures)), *map(figures.value, amounts), kind=kind)

    def project(key: str) -> Row:
        figures = of_project_in_base(findings, key)
        name = ref(findings, key, named=True)
        return tables.row(name, *map(figures.value, amounts), rank=ranks[key])

    rows = grouped_rows(
        groups(findings, IN_TABLE),
        1 + len(amounts),
        lambda group, figures: sums(group.name, figures, RowKind.GROUP),
        project,
    )
    whole = sums(term("subject.portfolio"), of_portfolio(findings), RowKind.TOTAL)
    heads = (tables.text("column.project", 2.4, sortable=True), *amounts.values())
    return tables.table("money", heads, [*rows, whole], rest="more.urgent")


def _without(project: Value, share: float, size: Value) -> Sentence:
    """The forecast without the largest project."""
    if not share:
        return say("money.without.on", project=project)
    return say(
        "money.without.over" if share < 0 else "money.without.within", project=project, share=size
    )


def _covered(figures: Figures) -> Value | None:
    """Of how many projects a sum is, where it is not of all."""
    return next(
        (figures.coverage(key) for key in ("eac", "bac", "ac") if figures.partial(key)), None
    )


def _stated(findings: Findings) -> Iterator[tuple[str, Value]]:
    """Amounts that the workbook states, rather than ones that follow from others, with their
    names.
    """
    for key in ("bac", "ac"):
        yield key, term(_LABELS[key])
    for key, year in _years(findings).items():
        yield key, say("money.of_year", what=term(_year_label(key)), year=Cells((year,)))


def _notes(findings: Findings, figures: Figures) -> Iterator[Sentence]:
    """What the table cannot say: coverage, the portfolio without its largest project, what the
    range is.
    """
    coverage = figures.coverage("eac")
    if coverage is not None and figures.partial("eac"):
        yield say("money.covers", coverage=coverage)
    for key, what in _stated(findings):
        part = figures.coverage(key) if figures.partial(key) else None
        if part is not None:
            yield say("money.part", what=what, amount=figures.value(key), coverage=part)
    largest = largest_left_out(figures, "vac_pct")
    if largest is not None:
        share = figures.number("vac_pct[without_largest]") or 0.0
        yield _without(ref(findings, largest), share, figures.size("vac_pct[without_largest]"))
    if figures.known("capital_share"):
        yield say("money.capital", share=figures.value("capital_share"))
    if _is_wide(findings) and any(figures.known(key) for key in _LEFT_OUT_WHERE_WIDE):
        yield say("money.spare")
    if figures.known("eac_low"):
        yield say("money.range_note")
    if any(
        findings.measurements.facts[key].currency != findings.measurements.base_currency
        for key in counting(findings, Enters.MONEY)
    ):
        yield say("money.currencies", base=Words(findings.measurements.base_currency))
