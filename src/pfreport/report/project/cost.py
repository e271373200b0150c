"""Cost and progress: what one project has spent and earned against its plan, and what it will cost
in the end.
"""

from __future__ import annotations

from collections.abc import Iterator

from pfreport.advice.findings import Findings
from pfreport.charts import s_curve
from pfreport.measures.earned.completion import eac_method_used, is_raised_to_committed, range_use
from pfreport.measures.engine.data_month import data_month
from pfreport.model.project import Status
from pfreport.reasons import Because
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Block, Section, Table, Text
from pfreport.report.parts.figures import Figures, is_begun, of_project
from pfreport.report.parts.sections import beside, chart, kept, small_print
from pfreport.report.phrases.labels import measure_name
from pfreport.report.phrases.narrative import narrative
from pfreport.report.phrases.project_message import UNDER_WAY
from pfreport.report.project.own_words import purpose
from pfreport.report.words import member, say, term
from pfreport.values import InMonth, Sentence, Value, Words

_ALWAYS = ("bac", "pv", "ev", "ac", "cpi", "spi_t", "eac")
_WHERE_KNOWN = ("cpi_recent", "eac_manager", "vac", "tcpi_bac", "contingency")
_WHERE_DONE = ("vac", "contingency")
"""Nothing is still to be estimated or earned of finished work."""


def project_cost(findings: Findings, project_id: str) -> Section | None:
    """None where neither budget nor cost nor progress is known."""
    figures = of_project(findings, project_id)
    if not any(figures.known(key) for key in ("bac", "ac", "ev")):
        return None
    begun = is_begun(figures)
    drawn = chart(s_curve, findings, project_id) if begun else None
    blocks = kept(
        beside((drawn, _figures(findings, project_id, figures)), (0.68, 0.32)),
        small_print(_to_read_with(findings, project_id, figures)),
        *(_in_words(findings, project_id) if begun else ()),
    )
    return Section("cost", term("section.cost"), _message(figures), blocks)


def _figures(findings: Findings, project_id: str, figures: Figures) -> Table:
    """The figures beside the curve; without one the amounts that are stated."""
    project = findings.portfolio.project_by_id[project_id]
    more = _WHERE_DONE if project.status is Status.COMPLETED else _WHERE_KNOWN
    ids = (
        (*_ALWAYS, *(key for key in more if figures.known(key)))
        if is_begun(figures)
        else _stated(figures)
    )
    named = [(_label(key), figures.value(key)) for key in ids]
    return tables.pairs("cost-figures", named, findings.measurements.facts[project_id].currency)


def _in_words(findings: Findings, project_id: str) -> tuple[Block, ...]:
    """The manager's summary, and what the project is for: a page without figures begins with
    them.
    """
    summary = narrative(findings.portfolio.project_by_id[project_id], "summary")
    return kept(
        Text((summary,), heading=term("cost.summary")) if summary else None,
        purpose(findings, project_id, term("cost.purpose")),
    )


def _stated(figures: Figures) -> tuple[str, ...]:
    """The amounts that the workbook gives where nothing of cost or progress is known, those of
    the fiscal year among them.
    """
    years = sorted(
        key
        for key in figures.by_id
        if key.startswith(("year_budget[", "year_forecast[", "year_variance["))
    )
    return tuple(
        key for key in ("bac", *_WHERE_KNOWN, *years, "benefit_total") if figures.known(key)
    )


def _label(id: str) -> Value:
    """What stands beside a figure."""
    return measure_name(id) if "[" in id or id == "benefit_total" else member("figure", id)


def _message(figures: Figures) -> Sentence:
    spent, done = figures.value("pct_spent"), figures.value("pct_complete")
    if figures.number("ac") == 0 and figures.number("ev") == 0 and figures.known("bac"):
        return say("cost.nothing", budget=figures.value("bac"))
    if figures.known("pct_spent") and figures.known("pct_complete"):
        return say("cost.both", spent=spent, done=done)
    if figures.known("pct_spent"):
        return say("cost.spent", spent=spent, why=figures.why("pct_complete"))
    if figures.known("pct_complete"):
        return say("cost.done", done=done, why=figures.why("pct_spent"))
    return (
        say("cost.budget", budget=figures.value("bac"))
        if figures.known("bac")
        else say("cost.actual", actual=figures.value("ac"))
    )


def _to_read_with(findings: Findings, project_id: str, figures: Figures) -> Iterator[Sentence]:
    """What the figures must be read with."""
    facts = findings.measurements.facts[project_id]
    data = data_month(facts)
    if data.behind and data.problem is None and facts.project.status is not Status.COMPLETED:
        yield say("cost.as_at", month=InMonth(data.month))
    if facts.project.status in UNDER_WAY and figures.number("ac"):
        yield from _needed(figures)
        yield from _method(figures)
        yield from _range(figures)


def _needed(figures: Figures) -> Iterator[Sentence]:
    """At what efficiency the rest must be done to meet the budget, beside that of the last
    months.
    """
    if figures.known("tcpi_bac") and figures.known("cpi_recent"):
        yield say(
            "cost.needed.recent", tcpi=figures.value("tcpi_bac"), recent=figures.value("cpi_recent")
        )
    elif figures.known("tcpi_bac"):
        yield say("cost.needed", tcpi=figures.value("tcpi_bac"))
    elif "tcpi_bac" in figures.by_id:
        reason = figures.by_id["tcpi_bac"].why
        if reason.code is Because.BUDGET_EXHAUSTED:
            yield say("cost.exhausted")
        elif reason.code is not Because.COMPLETE:
            yield say("cost.not_needed", why=figures.why("tcpi_bac"))


def _method(figures: Figures) -> Iterator[Sentence]:
    """Which of the estimates is the headline one."""
    used = eac_method_used(figures.by_id)
    if used is not None and used.startswith("eac_"):
        raised = is_raised_to_committed(figures.by_id)
        yield say(
            "cost.method.committed" if raised else "cost.method",
            method=member("eac_method", used.removeprefix("eac_")),
        )


def _range(figures: Figures) -> Iterator[Sentence]:
    """What the range of estimates is good for at this stage."""
    low, high = figures.number("eac_low"), figures.number("eac_high")
    if low is not None and high is not None and low != high:
        ends = {"low": figures.value("eac_low"), "high": figures.value("eac_high")}
        yield say("cost.range", **ends, use=Words(range_use(figures.by_id)))
