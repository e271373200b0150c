"""Glossary: the measures on these pages, each with its formula and its source."""

from __future__ import annotations

from pfreport.advice.findings import Findings
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
    figures = [
        measurement for path in paths if (measurement := findings.measurements.by_path.get(path))
    ]
    measures = {
        known.name: known
        for measurement in figures
        if (known := declaration(measurement.id, measurement.subject.kind))
    }
    if not measures:
        return None
    columns = (
        tables.text("column.measure", 1.5),
        tables.text("column.formula", 3.0),
        tables.text("column.source", 2.7),
    )
    order = sorted(measures, key=str.casefold)
    rows = [
        tables.row(Words(name), Words(measures[name].formula), Words(measures[name].source))
        for name in order
    ]
    message = say("glossary.message", n=Count(len(rows)))
    return Section(
        "glossary", term("section.glossary"), message, (tables.table("glossary", columns, rows),)
    )
