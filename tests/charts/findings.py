"""Findings of a portfolio built in a few lines: measured and rated by the program's own steps."""

from __future__ import annotations

from typing import Any

from pfreport.advice.findings import Findings, Source
from pfreport.measures.portfolio import measure_portfolio
from pfreport.ratings.rate import rate_portfolio
from tests.measures.portfolio_builder import portfolio

MONTHS = tuple(f"2026-{month:02d}" for month in range(1, 13))


def findings(**given: Any) -> Findings:
    """What is found in such a portfolio."""
    built = portfolio(**given)
    measurements = measure_portfolio(built)
    return Findings(
        Source("portfolio.xlsx", "0" * 64),
        built,
        (),
        measurements,
        rate_portfolio(built, measurements),
    )


def project(key: str = "P-1", **fields: Any) -> dict[str, Any]:
    """A project of 1,200 over the year 2026."""
    usual = {
        "project_id": key,
        "name": f"Name of {key}",
        "budget": 1200.0,
        "baseline_start": "2026-01-01",
        "baseline_finish": "2026-12-31",
    }
    return usual | fields


def periods(key: str = "P-1", earned: float = 80.0, actual: float = 125.0) -> list[dict[str, Any]]:
    """100 planned in every month; until June so much earned and spent a month."""
    now = {"earned_value": earned, "actual_cost": actual}
    return [
        {
            "project_id": key,
            "period": month,
            "planned_value": 100.0,
            **(now if month <= "2026-06" else {}),
        }
        for month in MONTHS
    ]
