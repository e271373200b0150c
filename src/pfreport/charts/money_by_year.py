"""Money by fiscal year: budget, what is spent, and what is still to be spent."""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.charts.grid import Grid
from pfreport.charts.sources import number
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
from pfreport.measures.value.fiscal import fiscal_year

__all__ = ["NAME", "Grid", "YearBars", "alt", "draw", "height", "prepare", "table"]

NAME = "money_by_year"


def prepare(findings: Findings, project_id: str | None = None) -> YearBars | None:
    """Of one project, or of the portfolio; None where neither this fiscal year nor the next has a
    figure, or one alone.
    """
    measurements, settings = findings.measurements, findings.portfolio.settings
    figures = (
        measurements.portfolio if project_id is None else measurements.projects.get(project_id, {})
    )
    facts = measurements.facts.get(project_id) if project_id else None
    this = fiscal_year(Month.of(settings.status_date), settings)
    years = []
    for year in (this, this.following):
        budget, actual, forecast = (
            number(figures, f"year_{name}[{year.label}]")
            for name in ("budget", "actual", "forecast")
        )
        to_come = None if forecast is None else max(forecast - (actual or 0.0), 0.0)
        years.append(Year(year.name, budget, actual, to_come))
    shown = drawable(years)
    if len(shown) == 1 and shown[0].planned is None:
        return None
    return (
        YearBars(YearSubject.MONEY, shown, facts.currency if facts else measurements.base_currency)
        if shown
        else None
    )
