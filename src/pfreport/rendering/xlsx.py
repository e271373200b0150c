"""`measures.xlsx`: every figure as formatted tables. Text is written as text: nothing from a cell becomes a formula."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from pfreport.advice.findings import Findings
from pfreport.artefact import Artefact
from pfreport.measures.measurement import Measurement
from pfreport.measures.monthly import SERIES, by_month, totals
from pfreport.measures.registry import REGISTRY, Enters
from pfreport.measures.rollup import enters
from pfreport.origins import ranges
from pfreport.ratings.rating import LIGHTS, Rating
from pfreport.rendering.formats import Formats
from pfreport.report.reader import Reader

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a constant, so that the same figures are the same bytes
_LONGEST = 32_767
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
_WIDEST = 48


@dataclass(frozen=True, slots=True)
class Shown:
    """A value with the number format it is shown in."""

    value: float | dt.date | str | None
    format: str = ""


def measures_xlsx(findings: Findings, reader: Reader | None = None) -> Artefact:
    """A workbook of five tables: projects at a glance, lights, every figure, months, every fault.

    For a `reader` who may not see names typed text has dashes for them, and faults, which quote cells, are left out.
    """
    words = Formats(findings.portfolio.settings.locale)
    sheets = {
        "Projects": _projects(findings),
        "Lights": _lights(findings, words),
        "Figures": _figures(findings),
        "Months": _months(findings),
        "Faults": _faults(findings),
    }
    title = findings.portfolio.settings.portfolio_name
    if reader is None or reader.grants.everything:
        return workbook("measures.xlsx", title, sheets)
    del sheets["Faults"]
    return workbook("measures.xlsx", reader.typed(title), {name: (heads, _typed(rows, reader)) for name, (heads, rows) in sheets.items()})


def _typed(rows: Iterable[Iterable[Shown]], reader: Reader) -> list[list[Shown]]:
    return [[Shown(reader.typed(one.value), one.format) if isinstance(one.value, str) else one for one in row] for row in rows]


def workbook(name: str, title: str, sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Shown]]]]) -> Artefact:
    """A workbook of one table a sheet: heads and rows by the sheet's name."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    )
    book.set_properties({"title": title, "created": _CREATED})
    for sheet, (heads, rows) in sheets.items():
        _sheet(book, sheet, heads, rows)
    book.close()
    return Artefact(name, MEDIA_TYPE, target.getvalue())


def _projects(findings: Findings) -> tuple[list[str], list[list[Shown]]]:
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
        rows.append([*(Shown(fact) for fact in facts), *(_shown(of[key]) if key in of else Shown(None) for key in ids)])
    return ["Project ID", "Name", "Programme", "Phase", "Status", "Currency", *ids], rows


def _lights(findings: Findings, words: Formats) -> tuple[list[str], list[list[Shown]]]:
    rows = [
        [Shown(key), Shown(light), *_rating(of[light], words)] for key, of in findings.ratings.items() for light in LIGHTS if light in of
    ]
    return ["Project ID", "Light", "Declared", "Computed", "Measure", "Value", "Amber", "Red", "Source", "Because"], rows


def _rating(rating: Rating, words: Formats) -> list[Shown]:
    figure = rating.measurement
    return [
        Shown(rating.declared.value if rating.declared else None),
        Shown(rating.computed.value),
        Shown(figure.id if figure else None),
        _shown(figure) if figure else Shown(None),
        Shown(rating.amber, "0.00"),
        Shown(rating.red, "0.00"),
        Shown(rating.source),
        Shown(words.text(rating.sentence)),
    ]


def _figures(findings: Findings) -> tuple[list[str], list[list[Shown]]]:
    return ["Subject", "Key", "Measure", "Name", "Value", "Unit", "n/a because", "Stated", "Of", "Withheld", "Cells"], [
        _figure(one) for one in findings.measurements.every()
    ]


def _figure(found: Measurement) -> list[Shown]:
    base = found.id.partition("[")[0]
    known = REGISTRY.get(found.id) or REGISTRY.get(base) or REGISTRY.get(f"{found.subject.kind}:{base}")
    cells = ", ".join(ranges(found.origins())) if found.subject.kind == "project" else None
    return [
        Shown(found.subject.kind),
        Shown(found.subject.key),
        Shown(found.id),
        Shown(known.name if known else None),
        _shown(found),
        Shown(found.unit),
        Shown(found.undefined_because),
        Shown(found.coverage.stated if found.coverage else None),
        Shown(found.coverage.of if found.coverage else None),
        Shown(found.coverage.withheld if found.coverage else None),
        Shown(cells),
    ]


def _months(findings: Findings) -> tuple[list[str], list[list[Shown]]]:
    """What is planned, earned, spent and expected by month in base currency: the portfolio, then each project that counts in money."""
    facts = [f for f in findings.measurements.facts.values() if enters(f, Enters.MONEY)]
    frame = by_month(facts)
    rows = [["Portfolio", month, *amounts] for month, *amounts in totals(frame).itertuples(name=None)]
    rows += [[*place, *amounts] for place, *amounts in frame.itertuples(name=None)]
    heads = [f"{name.capitalize()}, {findings.measurements.base_currency}" for name in SERIES]
    return ["Project ID", "Month", *heads], [[Shown(p), Shown(m), *(_amount(a) for a in amounts)] for p, m, *amounts in rows]


def _amount(value: float) -> Shown:
    return Shown(None if math.isnan(value) else value, _MONEY)


def _faults(findings: Findings) -> tuple[list[str], list[list[Shown]]]:
    return ["Severity", "Code", "Place", "Project", "Found", "What is wrong", "What to do"], [
        [Shown(v) for v in (f.severity.value, f.code, f.origin.address, f.project, f.found, f.message, f.hint)] for f in findings.faults
    ]


def _shown(found: Measurement) -> Shown:
    if found.value is None:
        return Shown("n/a")
    return Shown(found.value, _MONEY if found.unit.startswith("money:") else _FORMATS.get(found.unit, ""))


def _sheet(book: Any, name: str, heads: Sequence[str], rows: Sequence[Sequence[Shown]]) -> None:
    """One sheet with one Excel table, frozen head and columns as wide as what stands in them."""
    sheet = book.add_worksheet(name)
    forms = {
        form: book.add_format({"valign": "top", **({"num_format": form} if form else {})})
        for form in sorted({c.format for row in rows for c in row})
    }
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, forms[cell.format])
    table = {"columns": [{"header": head} for head in heads], "name": name, "style": "Table Style Light 1"}
    sheet.add_table(0, 0, max(1, len(rows)), len(heads) - 1, table)
    sheet.freeze_panes(1, 1)
    for column, head in enumerate(heads):
        sheet.set_column(column, column, _width(head, (row[column] for row in rows)))


def _write(sheet: Any, row: int, column: int, cell: Shown, form: Any) -> None:
    if isinstance(cell.value, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(cell.value, dt.time()), form)
    elif isinstance(cell.value, bool | str):
        sheet.write_string(row, column, str(cell.value)[:_LONGEST], form)
    elif cell.value is not None:
        sheet.write_number(row, column, cell.value, form)


def _width(head: str, cells: Iterable[Shown]) -> int:
    texts = (len(str(c.value)) if isinstance(c.value, str) else 12 for c in cells if c.value is not None)
    return min(_WIDEST, max(len(head) + 4, *texts, 8))
