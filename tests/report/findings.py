"""Findings of small portfolios, measured and rated by the program itself, and their sentences as
plain text.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pfreport.advice.advice import advise
from pfreport.advice.findings import Findings, Source
from pfreport.faults import Fault
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.portfolio import Portfolio
from pfreport.ratings.rate import rate_portfolio
from pfreport.rendering.text.values import Formats
from pfreport.report.parts.blocks import Section, Table
from pfreport.values import Sentence, Value
from tests.measures.portfolio_builder import portfolio

FORMATS = Formats("en")
STATUS_DATE = "2026-06-30"
# halfway through a plan of EUR 1,000 over a year that began with it
UNDER_WAY = {
    "budget": 1000.0,
    "percent_complete": 0.5,
    "cost_to_date": 500.0,
    "planned_to_date": 500.0,
    "baseline_start": "2026-01-01",
    "baseline_finish": "2026-12-31",
    "forecast_finish": "2026-12-31",
    "actual_start": "2026-01-01",
    "status_updated_on": "2026-06-28",
}


def findings(
    status_date: str = STATUS_DATE, *, faults: Sequence[Fault] = (), **sheets: Any
) -> Findings:
    """What is found in the rows given; sheets by their field of Portfolio, as `portfolio_builder`
    has them.
    """
    return found_in(portfolio(status_date, **sheets), faults)


def found_in(whole: Portfolio, faults: Sequence[Fault] = ()) -> Findings:
    figures = measure_portfolio(whole)
    ratings = rate_portfolio(whole, figures)
    return Findings(
        Source("portfolio.xlsx", "0f" * 32),
        whole,
        tuple(faults),
        figures,
        ratings,
        advise(whole, figures, ratings),
    )


def project(**fields: Any) -> dict[str, Any]:
    """A project under way, on plan and on cost unless said otherwise."""
    return UNDER_WAY | fields


def text(value: Value | None) -> str:
    """A value as a reader sees it, with plain blanks."""
    return "" if value is None else FORMATS.text(value).replace("\u00a0", " ")


def message(section: Section | None) -> str:
    """A section's message; fails where there is no section."""
    assert section is not None
    return text(section.message)


def tables(value: object) -> dict[str, Table]:
    """Every table in a section or report, by its id."""
    return {one.id: one for one in everything(value) if isinstance(one, Table)}


def column(table: Table, key: str) -> list[str]:
    """One column of a table as text, subtotals and all; fails where there is no such column."""
    place = [one.key for one in table.columns].index(key)
    return [text(row.cells[place].main) for row in table.rows]


def sentences(value: object) -> list[Sentence]:
    """Every sentence in a value."""
    return [one for one in everything(value) if isinstance(one, Sentence)]


def everything(value: object) -> Iterator[object]:
    """A value and all that is in it."""
    yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from everything(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from everything(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from everything(inner)
