"""Benefits of one project."""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.charts import benefits as drawing
from pfreport.kinds import natural_key
from pfreport.measures.engine.facts import BenefitFacts, Series
from pfreport.reasons import reason_text
from pfreport.report.executive.value import has_benefits
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Beside, Block, Cell, Row, Section, Table
from pfreport.report.parts.drawings import chart
from pfreport.report.parts.figures import Figures, of_project
from pfreport.report.phrases.labels import measure_name
from pfreport.report.words import member, say, term
from pfreport.values import Absent, Money, Person, Sentence, Value, Words

MOST = 8
_FIGURES = ("roi", "npv", "npv_to_go", "irr", "payback", "profitability_index")


def project_benefits(findings: Findings, project_id: str) -> Section | None:
    """None where no benefit is named and none is known in money."""
    facts, figures = findings.measurements.facts[project_id], of_project(findings, project_id)
    if not facts.benefits and not has_benefits(figures):
        return None
    blocks: list[Block] = []
    if facts.benefits:
        blocks.append(_table(facts.benefits, facts.currency))
    known = [(measure_name(key), figures.value(key)) for key in _FIGURES if figures.known(key)]
    beside: list[Block] = [tables.pairs("value-figures", known, facts.currency)] if known else []
    drawn = chart(drawing, findings, project_id, caption=term("value.by_year"))
    if drawn:
        beside.insert(0, drawn)
    blocks += [Beside(tuple(beside), (0.62, 0.38))] if len(beside) == 2 else beside
    return Section(
        "benefits",
        term("section.benefits"),
        _message(figures, mandatory=facts.project.mandatory),
        tuple(blocks),
    )


def _message(figures: Figures, *, mandatory: bool) -> Sentence:
    worth: Value
    if figures.known("roi") and figures.known("npv"):
        worth = say("benefits.worth", npv=figures.value("npv"), roi=figures.value("roi"))
    elif figures.known("roi"):
        worth = say("benefits.return", roi=figures.value("roi"))
    else:
        worth = say("benefits.mandatory") if mandatory else say("benefits.no_money")
    if figures.known("benefit_realisation"):
        return say("benefits.realised", worth=worth, share=figures.value("benefit_realisation"))
    return say("benefits.message", worth=worth, why=figures.why("benefit_realisation"))


def _table(found: tuple[BenefitFacts, ...], currency: str) -> Table:
    columns = (
        tables.text("column.benefit", 2.4),
        tables.text("column.type", 0.9),
        tables.text("column.owner", 0.9),
        tables.money("column.benefit_planned", currency),
        tables.money("column.benefit_forecast", currency),
        tables.money("column.benefit_actual", currency),
    )
    order = sorted(found, key=lambda b: natural_key(b.benefit.benefit_id))
    return tables.table("benefits", columns, [_row(one, currency) for one in order], most=MOST)


def _row(one: BenefitFacts, currency: str) -> Row:
    return tables.row(
        Cell(Words(one.benefit.title), Words(one.benefit.measure) if one.benefit.measure else None),
        member("benefit_type", one.benefit.type),
        Person(one.benefit.owner) if one.benefit.owner else None,
        *(_amount(months, currency) for months in (one.planned, one.forecast, one.actual)),
    )


def _amount(months: Series, currency: str) -> Money | Absent | None:
    """The sum of the months given; the reason where one of them cannot be read."""
    if months.unknown:
        return Absent(reason_text(months.unknown.reason))
    return Money(months.total(), currency) if months.amounts else None
