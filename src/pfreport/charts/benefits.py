"""Benefits by fiscal year: planned, received, and what is still expected."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pfreport.advice.findings import Findings
from pfreport.charts.scale import finite
from pfreport.charts.sources import facts_of, members
from pfreport.charts.year_bars import (
    Year,
    YearBars,
    YearSubject,
    alt,
    draw,
    drawable,
    height,
    table,
)
from pfreport.kinds import Month
from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.engine.measurement import Given, Undefined
from pfreport.measures.engine.registry import Enters
from pfreport.measures.value.benefits import benefits_by_month, planned_by_month
from pfreport.measures.value.fiscal import FiscalYear, fiscal_year
from pfreport.settings import Settings

__all__ = ["NAME", "YearBars", "alt", "draw", "height", "prepare", "table"]

NAME = "benefits"
_MOST_YEARS = 10
ByMonth = Mapping[Month, float]


def prepare(findings: Findings, project_id: str | None = None) -> YearBars | None:
    """Of one project in its currency, or of the portfolio in base currency; None where nothing is
    given by month.

    Of a long life the years around the status date are shown.
    """
    settings, base = findings.portfolio.settings, findings.measurements.base_currency
    if project_id is None:
        parts = [
            part
            for member in members(findings, Enters.BENEFITS)
            for part in _converted(member.facts)
        ]
        currency = base
    else:
        facts = facts_of(findings, project_id)
        parts = [_by_month(facts)] if facts else []
        currency = facts.currency if facts else base
    planned, received, to_come = (_by_year((part[n] for part in parts), settings) for n in range(3))
    years = drawable(
        Year(year.name, planned.get(year), received.get(year), to_come.get(year))
        for year in _years([*planned, *received, *to_come])
    )
    return (
        YearBars(
            YearSubject.BENEFITS,
            _around(years, fiscal_year(Month.of(settings.status_date), settings)),
            currency,
        )
        if years
        else None
    )


def _by_month(facts: ProjectFacts) -> tuple[ByMonth, ByMonth, ByMonth]:
    """Planned, received and to come; nothing at all where one benefit cannot be told."""
    planned, benefits = planned_by_month(facts), benefits_by_month(facts)
    if isinstance(planned, Undefined) or isinstance(benefits, Undefined):
        return {}, {}, {}
    return planned, benefits.received, benefits.to_come


def _converted(facts: ProjectFacts) -> list[tuple[ByMonth, ...]]:
    """The same in base currency; none where there is no rate."""
    if not isinstance(facts.rate, Given) or not isinstance(facts.rate.value, int | float):
        return []
    rate = facts.rate.value
    return [
        tuple({month: amount * rate for month, amount in part.items()} for part in _by_month(facts))
    ]


def _by_year(parts: Iterable[ByMonth], settings: Settings) -> dict[FiscalYear, float]:
    amounts: defaultdict[FiscalYear, list[float]] = defaultdict(list)
    for month, amount in itertools.chain.from_iterable(part.items() for part in parts):
        amounts[fiscal_year(month, settings)] += finite(amount)
    return {year: math.fsum(known) for year, known in amounts.items() if known}


def _years(known: Iterable[FiscalYear]) -> list[FiscalYear]:
    """Every year from the first to the last."""
    ordered = sorted(known, key=lambda year: year.first)
    if not ordered:
        return []
    years = [ordered[0]]
    while years[-1].first < ordered[-1].first:
        years.append(years[-1].following)
    return years


def _around(years: tuple[Year, ...], now: FiscalYear) -> tuple[Year, ...]:
    """At most ten years, the current one among the first of them."""
    names = [year.name for year in years]
    current = names.index(now.name) if now.name in names else 0
    first = max(0, min(current - 2, len(years) - _MOST_YEARS))
    return years[first : first + _MOST_YEARS]
