"""Benefits: what one project returns, what was promised of each benefit and what has come in."""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.charts import benefits as drawing
from pfreport.kinds import natural_key
from pfreport.measures.engine.facts import BenefitFacts, Series
from pfreport.reasons import reason_text
from pfreport.report.executive.value import has_benefits
from pfreport.report.parts import cells, tables
from pfreport.report.parts.blocks import Cell, Section, Table
from pfreport.report.parts.figures import Figures, of_project
from pfreport.report.parts.sections import beside, chart, kept
from pfreport.report.phrases.labels import known_figures
from pfreport.report.words import member, say, term
from pfreport.values import Absent, Money, Sentence, Value, Words

MOST_BENEFITS = 8
_FIGURES = ("roi", "npv", "npv_to_go", "irr", "payback", "profitability_index")


def project_benefits(findings: Findings, project_id: str) -> Section | None:
    """None where no benefit is named and none is known in money."""
    facts, figures = findings.measurements.facts[project_id], of_project(findings, project_id)
    if not facts.benefits and not has_benefits(figures):
        return None
    known = known_figures(figures, _FIGURES)
    drawn = chart(drawing, findings, project_id, caption=term("value.by_year"))
    worth = tables.pairs("value-figures", known, facts.currency) if known else None
    blocks = kept(
        _table(facts.benefits, facts.currency) if facts.benefits else None,
        beside((drawn, worth), (0.62, 0.38)),
    )
    message = _message(figures, mandatory=facts.project.mandatory)
    return Section("benefits", term("section.benefits"), message, blocks)


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


def _table(benefits: tuple[BenefitFacts, ...], currency: str) -> Table:
    def sum_of(months: Series) -> Money | Absent | None:
        """The sum of the months given; the reason where one of them cannot be read."""
        if months.unknown:
            return Absent(reason_text(months.unknown.reason))
        return Money(months.total(), currency) if months.amounts else None

    columns: tables.Columns[BenefitFacts] = (
        (
            tables.text("column.benefit", 2.4),
            lambda b: Cell(Words(b.benefit.title), cells.typed(b.benefit.measure)),
        ),
        (tables.text("column.type", 0.9), lambda b: member("benefit_type", b.benefit.type)),
        (tables.text("column.owner", 0.9), lambda b: cells.person(b.benefit.owner)),
        (tables.money("column.benefit_planned", currency), lambda b: sum_of(b.planned)),
        (tables.money("column.benefit_forecast", currency), lambda b: sum_of(b.forecast)),
        (tables.money("column.benefit_actual", currency), lambda b: sum_of(b.actual)),
    )
    order = sorted(benefits, key=lambda b: natural_key(b.benefit.benefit_id))
    return tables.listed("benefits", order, columns, most=MOST_BENEFITS)
