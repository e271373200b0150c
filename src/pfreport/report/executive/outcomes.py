"""The range of outcomes: what the work may cost and bring in the end, beside budget and
contingency, and what makes it wide.
"""

from __future__ import annotations

from collections.abc import Iterator

from pfreport.advice.findings import Findings
from pfreport.charts import outcomes as drawing
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.risk.outcomes import BUDGET, WITH_CONTINGENCY, certain_benefits, cost_case
from pfreport.measures.risk.simulation import CORRELATION, MIDDLE
from pfreport.measures.risk.threats import probability_of
from pfreport.report.parts import tables
from pfreport.report.parts.amounts import base_money, thousands
from pfreport.report.parts.blocks import Row, Section, Table, TableColumn
from pfreport.report.parts.figures import Figures, of_portfolio, wider_facts
from pfreport.report.parts.sections import beside, chart, kept, small_print
from pfreport.report.parts.subjects import ref, refs
from pfreport.report.phrases.labels import base_id
from pfreport.report.words import member, say, term
from pfreport.values import Count, Sentence, Share, Value, Words

PERCENTILES_NAMED = (10, 50, 80)
CONFIDENCE = 0.95
FINEST_CHANCE = 0.001


def outcomes(findings: Findings) -> Section | None:
    """The range of cost at completion and of benefit to come; None where no project has an
    estimate.
    """
    drawn = chart(drawing, findings)
    if drawn is None:
        return None
    figures = of_portfolio(findings)
    blocks = kept(
        beside((drawn, _drivers(findings, figures)), (0.62, 0.38)),
        _table(findings, figures),
        small_print(_notes(findings, figures)),
    )
    return Section("outcomes", term("section.outcomes"), _message(figures), blocks)


def _message(figures: Figures) -> Sentence:
    covered = figures.by_id["cost_outcome[p80]"].coverage
    n = Count(covered.stated if covered else 0)
    values: dict[str, Value] = {
        "chance": Share(MIDDLE),
        "amount": figures.value("cost_outcome[p80]"),
        "n": n,
    }
    if not figures.known(f"cost_within[{BUDGET}]"):
        return say("outcomes.plain", **values)
    values["budget"] = figures.value(f"cost_outcome_limit[{BUDGET}]")
    if not _has_contingency(figures):
        return say(
            "outcomes.message.budget", **values, within=figures.value(f"cost_within[{BUDGET}]")
        )
    within = {
        name.replace(" ", "_"): figures.value(f"cost_within[{name}]")
        for name in (BUDGET, WITH_CONTINGENCY)
    }
    return say(
        "outcomes.message",
        **values,
        within=within[BUDGET],
        with_contingency=within["with_contingency"],
    )


def _has_contingency(figures: Figures) -> bool:
    """Whether contingency makes the limit another one than the budget."""
    return figures.number(f"cost_outcome_limit[{WITH_CONTINGENCY}]") != figures.number(
        f"cost_outcome_limit[{BUDGET}]"
    )


def _is_of_many(figures: Figures) -> bool:
    """Whether there are several projects, which may move together."""
    covered = figures.by_id["cost_outcome[p80]"].coverage
    return covered is None or covered.stated > 1


def _quantile(n: int) -> Sentence:
    return say("outcomes.quantile", n=Count(n))


def _head(findings: Findings, n: int) -> TableColumn:
    base, short = findings.measurements.base_currency, thousands(findings)
    label = tables.in_unit(_quantile(n), base, thousands=short)
    return TableColumn(f"p{n}", label, numeric=True, currency=base, thousands=short)


def _table(findings: Findings, figures: Figures) -> Table:
    heads = (
        tables.text("column.range_of", 1.6),
        *(_head(findings, n) for n in PERCENTILES_NAMED),
        base_money(findings, "column.budget"),
        base_money(findings, "column.with_contingency"),
    )
    limits: list[Value | None] = [figures.value(f"cost_outcome_limit[{BUDGET}]"), None]
    if _has_contingency(figures):
        limits[1] = figures.value(f"cost_outcome_limit[{WITH_CONTINGENCY}]")
    rows: list[Row] = [tables.row(term("outcomes.cost"), *_of(figures, "cost_outcome"), *limits)]
    for key, correlation in (("none", 0), ("whole", 1)) if _is_of_many(figures) else ():
        alone = figures.value(f"cost_outcome_p80[correlation {correlation}]")
        rows.append(tables.row(member("outcomes.correlation", key), None, None, alone, None, None))
    if figures.known("benefit_outcome[p50]"):
        benefit = _of(figures, "benefit_outcome")
        rows.append(tables.row(term("outcomes.benefit"), *benefit, None, None))
    return tables.table("outcomes", heads, rows)


def _of(figures: Figures, id: str) -> list[Value]:
    return [figures.value(f"{id}[p{n}]") for n in PERCENTILES_NAMED]


def _drivers(findings: Findings, figures: Figures) -> Table | None:
    """What makes the range as wide as it is, the largest first."""
    drivers = [
        measurement
        for key, measurement in figures.by_id.items()
        if base_id(key) == "cost_outcome_driver"
    ]
    columns: tables.Columns[Measurement] = (
        (tables.text("column.driver", 2.2), lambda driver: _driver(findings, driver)[0]),
        (tables.text("column.type", 0.8), lambda driver: _driver(findings, driver)[1]),
        (tables.number("column.driver_share", 0.8), lambda driver: figures.value(driver.id)),
    )
    order = sorted(drivers, key=lambda driver: -driver.number)
    return tables.listed("drivers", order, columns) if drivers else None


def _driver(findings: Findings, driver: Measurement) -> tuple[Value, Value]:
    kind, _, key = driver.id.partition("[")[2][:-1].partition(" ")
    if kind == "project":
        return ref(findings, key, named=True), term("outcomes.driver.project")
    risk = next(r for r in findings.portfolio.risks if r.risk_id == key)
    return Words(risk.title or key), term("outcomes.driver.risk")


def _notes(findings: Findings, figures: Figures) -> Iterator[Sentence]:
    """How the range was made, and what is not in it."""
    runs: Value = Count(figures.number("cost_outcome_runs") or 0.0, "portfolio/cost_outcome_runs")
    method = {
        "runs": runs,
        "quantile": _quantile(round(100 * MIDDLE)),
        "within": _precision(figures),
        "confidence": Share(CONFIDENCE),
    }
    yield say("outcomes.method", **method)
    if _is_of_many(figures):
        yield say("outcomes.correlation", correlation=Count(CORRELATION))
    covered = figures.coverage("cost_outcome[p80]")
    measured = figures.by_id["cost_outcome[p80]"].coverage
    if covered is not None and measured is not None and not measured.complete:
        yield say("outcomes.covers", coverage=covered)
    yield from _left_out(findings)


def _precision(figures: Figures) -> Share:
    """Half the width of the interval of P80, as a share of it: a tenth of a per cent where it is
    less, within which it is too.
    """
    low, high = (figures.by_id[f"cost_outcome_p80[{key}]"].number for key in ("low", "high"))
    return Share(
        max(FINEST_CHANCE, (high - low) / 2 / abs(figures.by_id["cost_outcome[p80]"].number))
    )


def _left_out(findings: Findings) -> Iterator[Sentence]:
    facts = wider_facts(findings)
    inside = {part.source.key for part in cost_case(facts).parts} | {"PORTFOLIO"}
    silent = sum(
        r.is_open
        and r.project_id in inside
        and (probability_of(r) is None or r.cost_impact is None)
        for r in findings.portfolio.risks
    )
    if silent:
        yield say("outcomes.uncosted", n=Count(silent))
    certain = certain_benefits(facts)
    if certain:
        yield say("outcomes.certain", projects=refs(findings, certain))
