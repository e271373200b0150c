"""Glossary: the measures on these pages, each with its formula and its source."""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.measures.engine.registry import Measure
from pfreport.report.appendix.provenance import figures_in
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Section
from pfreport.report.phrases.labels import declaration
from pfreport.report.words import say, term
from pfreport.values import Count, Words


def glossary(findings: Findings, pages: object) -> Section | None:
    """The measures whose figures stand on these pages; None where there is no figure."""
    # in one order, so that of two measures of one name (the portfolio's and a project's) always the
    # same one stands here
    paths = sorted(figures_in(pages), reverse=True)
    figures = (findings.measurements.by_path.get(path) for path in paths)
    declared = (declaration(each.id, each.subject.kind) for each in figures if each)
    measures = {measure.name: measure for measure in declared if measure}
    if not measures:
        return None
    order = [measures[name] for name in sorted(measures, key=str.casefold)]
    message = say("glossary.message", n=Count(len(order)))
    table = tables.listed("glossary", order, _COLUMNS)
    return Section("glossary", term("section.glossary"), message, (table,))


_COLUMNS: tables.Columns[Measure] = (
    (tables.text("column.measure", 1.5), lambda measure: Words(measure.name)),
    (tables.text("column.formula", 3.0), lambda measure: Words(measure.formula)),
    (tables.text("column.source", 2.7), lambda measure: Words(measure.source)),
)
