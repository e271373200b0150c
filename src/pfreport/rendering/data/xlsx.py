"""`measures.xlsx`: every figure as formatted tables."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from pfreport.advice.findings import Findings
from pfreport.artefact import Artefact
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.engine.monthly import SERIES, by_month, totals
from pfreport.measures.engine.registry import REGISTRY, Enters
from pfreport.measures.engine.rollup import enters
from pfreport.origins import ranges
from pfreport.ratings.rating import LIGHTS, Rating
from pfreport.reasons import reason_text
from pfreport.rendering.data.book import NO_VALUE, Book, Sheet, Shown, write_book
from pfreport.rendering.text.values import Formats
from pfreport.report.redaction.reader import Reader
from pfreport.values import Day

_NAME = "measures.xlsx"
_FORMATS = {
    "fraction": "0.0%",
    "date": "yyyy-mm-dd",
    "ratio": "0.000",
    "months": "0.00",
    "days": "0",
    "fte": "0.0",
    "count": "0",
    "score": "0",
}
_MONEY = "#,##0.00"
READING = (
    "Figures are exact: what a cell shows is rounded, what it holds is not. Dates are dates, "
    "shares are per cent.",
    "n/a: the value is not known. The sheet Figures says why, for each; it is never 0.",
)
_OWN_MONEY = (
    "Amounts of a project are in its own currency (column Currency), those of anything wider in {}."
)


def measures_xlsx(findings: Findings, reader: Reader | None = None) -> Artefact:
    """A workbook of five tables: projects at a glance, lights, every figure, months, every fault.

    For a `reader` who may not see names typed text has dashes for them, and faults, which quote
    cells, are left out.
    """
    settings, base = findings.portfolio.settings, findings.measurements.base_currency
    words = Formats(settings.locale)
    sheets = {
        "Projects": _projects(findings),
        "Lights": _lights(findings, words),
        "Figures": _figures(findings),
        "Months": _months(findings),
        "Faults": _faults(findings, words),
    }
    said = (
        f"Figures as at {words.text(Day(settings.status_date))}, made from {findings.source.name}."
    )
    book = Book(settings.portfolio_name, (said,), (*READING, _OWN_MONEY.format(base)), sheets)
    return write_book(
        _NAME, book if reader is None or reader.grants.everything else _redacted(book, reader)
    )


def _redacted(book: Book, reader: Reader) -> Book:
    """The book without names, and without faults, which quote cells."""
    sheets = {
        name: replace(sheet, rows=_typed(sheet.rows, reader))
        for name, sheet in book.sheets.items()
        if name != "Faults"
    }
    return replace(
        book,
        title=reader.typed(book.title),
        lines=[reader.typed(line) for line in book.lines],
        sheets=sheets,
    )


def _typed(rows: Iterable[Iterable[Shown]], reader: Reader) -> list[list[Shown]]:
    return [
        [
            replace(one, value=reader.typed(one.value)) if isinstance(one.value, str) else one
            for one in row
        ]
        for row in rows
    ]


def _projects(findings: Findings) -> Sheet:
    """A row a project, a column a measure that has one value a project."""
    figures = findings.measurements.projects
    ids = [key for key in REGISTRY if any(key in of for of in figures.values())]
    rows = []
    for project in findings.portfolio.projects:
        of = figures[project.project_id]
        facts = [
            project.project_id,
            project.title,
            project.programme,
            project.phase,
            project.status,
            findings.measurements.facts[project.project_id].currency,
        ]
        rows.append(
            [
                *(Shown(fact) for fact in facts),
                *(_shown(of[key]) if key in of else Shown(None) for key in ids),
            ]
        )
    heads = ["Project ID", "Name", "Programme", "Phase", "Status", "Currency", *ids]
    notes = {
        key: f"{REGISTRY[key].name}\n{REGISTRY[key].unit}\n{REGISTRY[key].formula}" for key in ids
    }
    return Sheet(
        heads,
        rows,
        "A row a project, a column a measure. A comment on each head says what it is.",
        notes,
        frozen=2,
    )


def _lights(findings: Findings, words: Formats) -> Sheet:
    rows = [
        [Shown(key), Shown(light), *_rating(of[light], words)]
        for key, of in findings.ratings.items()
        for light in LIGHTS
        if light in of
    ]
    heads = [
        "Project ID",
        "Light",
        "Declared",
        "Computed",
        "Measure",
        "Value",
        "Amber",
        "Red",
        "Source",
        "Because",
    ]
    told = (
        "Every light of every project as declared and as computed, the figure and the limits that "
        "decided, and why."
    )
    return Sheet(heads, rows, told, wrapped=("Source", "Because"))


def _rating(rating: Rating, words: Formats) -> list[Shown]:
    figure = rating.measurement
    form = _form(figure) if figure else ""
    return [
        Shown(rating.declared.value if rating.declared else None, light=True),
        Shown(rating.computed.value, light=True),
        Shown(figure.id if figure else None),
        _shown(figure) if figure else Shown(None),
        Shown(rating.amber, form),
        Shown(rating.red, form),
        Shown(rating.source),
        Shown(words.text(rating.sentence)),
    ]


def _figures(findings: Findings) -> Sheet:
    heads = [
        "Subject",
        "Key",
        "Measure",
        "Name",
        "Value",
        "Unit",
        "n/a because",
        "Stated",
        "Of",
        "Withheld",
        "Cells",
    ]
    told = (
        "Every figure of the portfolio, programmes, goals and projects: a row each, why it is n/a, "
        "for how many of how many projects"
        " it is known, and the cells it came from."
    )
    return Sheet(heads, [_figure(one) for one in findings.measurements.every()], told)


def _figure(found: Measurement) -> list[Shown]:
    base = found.id.partition("[")[0]
    known = (
        REGISTRY.get(found.id) or REGISTRY.get(base) or REGISTRY.get(f"{found.subject.kind}:{base}")
    )
    cells = ", ".join(ranges(found.origins())) if found.subject.kind == "project" else None
    return [
        Shown(found.subject.kind),
        Shown(found.subject.key),
        Shown(found.id),
        Shown(known.name if known else None),
        _shown(found),
        Shown(found.unit),
        Shown(None if found.known else reason_text(found.why)),
        Shown(found.coverage.stated if found.coverage else None),
        Shown(found.coverage.of if found.coverage else None),
        Shown(found.coverage.withheld if found.coverage else None),
        Shown(cells),
    ]


def _months(findings: Findings) -> Sheet:
    """What is planned, earned, spent and expected by month in base currency: the portfolio, then
    each project that counts in money.
    """
    facts = [f for f in findings.measurements.facts.values() if enters(f, Enters.MONEY)]
    frame = by_month(facts)
    rows = [
        ["Portfolio", month, *amounts] for month, *amounts in totals(frame).itertuples(name=None)
    ]
    rows += [[*place, *amounts] for place, *amounts in frame.itertuples(name=None)]
    base = findings.measurements.base_currency
    heads = [f"{name.capitalize()}, {base}" for name in SERIES]
    shown = [[Shown(p), Shown(m), *(_amount(a) for a in amounts)] for p, m, *amounts in rows]
    return Sheet(
        ["Project ID", "Month", *heads],
        shown,
        f"Planned, earned, spent and expected by month in {base}: the portfolio, then each "
        "project.",
    )


def _amount(value: float) -> Shown:
    return Shown(None if math.isnan(value) else value, _MONEY)


def _faults(findings: Findings, words: Formats) -> Sheet:
    heads = ["Severity", "Code", "Place", "Project", "Found", "What is wrong", "What to do"]
    rows = [
        [
            Shown(v)
            for v in (
                f.severity.value,
                f.code,
                f.origin.address,
                f.project,
                f.found,
                words.told(f.told),
                words.told(f.advice),
            )
        ]
        for f in findings.faults
    ]
    return Sheet(
        heads,
        rows,
        "What is wrong or odd in the workbook: the cell, what was found, what to do.",
        wrapped=heads[4:],
    )


def _shown(found: Measurement) -> Shown:
    return Shown(NO_VALUE) if found.value is None else Shown(found.value, _form(found))


def _form(found: Measurement) -> str:
    """The number format of a figure's unit."""
    return _MONEY if found.unit.startswith("money:") else _FORMATS.get(found.unit, "")
