"""Projects before their judge: with figures as given, or with those measured from a small
portfolio.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pfreport.kinds import Month, Rag
from pfreport.measures.engine.facts import ProjectFacts, gather
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.engine.measurements import Measurements
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.columns import Record, columns
from pfreport.model.governance import Limit
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Project, Status
from pfreport.model.risk import Risk, RiskStatus
from pfreport.origins import Origin
from pfreport.ratings.rate import rate_portfolio
from pfreport.ratings.rating import Rating
from pfreport.settings import Settings
from tests.reasons_builder import reason_said

STATUS_DATE = dt.date(2026, 10, 31)
KEY = "P-1"
UNITS = {
    "spi_t": "ratio",
    "cpi": "ratio",
    "contingency_cover": "ratio",
    "tcpi_bac": "ratio",
    "finish_slip_days": "days",
    "satisfaction": "score",
    "threat_score_worst": "score",
    "defects_open[critical]": "count",
    "at": "months",
    **dict.fromkeys(("ev", "ac", "bac", "contingency", "net_exposure"), "money:EUR"),
}


def project(**fields: Any) -> Project:
    """An Active project with a baseline of 401 days, so that its slip allowance is 20 days and
    40.
    """
    usual = {
        "status": Status.ACTIVE,
        "baseline_start": dt.date(2026, 1, 1),
        "baseline_finish": dt.date(2027, 2, 5),
    }
    return row(Project, 2, project_id=KEY, **(usual | fields))


def row(kind: type[Any], number: int, **fields: Any) -> Any:
    """A record in a row of its sheet, every column present."""
    columns_at = {name: i for i, name in enumerate(columns(kind), 1)}
    return kind(origin=Origin(kind.sheet.name, number, 0), columns_at=columns_at, **fields)


def limit(number: int, measure: str, **fields: Any) -> Limit:
    """A row of the Limits sheet: Amber in column C, Red in D."""
    made: Limit = row(Limit, number, measure=measure, **fields)
    return made


def portfolio(
    *,
    settings: Mapping[str, Any] | None = None,
    sheets: Mapping[str, Sequence[Record]] | None = None,
    **fields: Any,
) -> Portfolio:
    """A portfolio of one project with rows of other sheets, which refer to it unless they say
    otherwise.
    """
    own = Settings(status_date=STATUS_DATE, portfolio_name="Test", **(settings or {}))
    return Portfolio(
        settings=own,
        projects=(project(**fields),),
        **{name: tuple(rows) for name, rows in (sheets or {}).items()},
    )


def given(of: Portfolio, figures: Mapping[str, float | str]) -> Measurements:
    """Figures as they are given: a number is a value, a text the reason why there is none."""
    facts = gather(of, {})
    made = {key: _figure(facts[KEY], key, value) for key, value in figures.items()}
    return Measurements("EUR", {}, {}, {}, {KEY: made}, facts)


def rate(
    figures: Mapping[str, float | str] | None = None, of: Portfolio | None = None, **fields: Any
) -> dict[str, Rating]:
    """The lights of one project with these figures."""
    whole = of or portfolio(**fields)
    return rate_portfolio(whole, given(whole, figures or {}))[KEY]


def measured(of: Portfolio) -> tuple[Measurements, dict[str, Rating]]:
    """A portfolio's figures as the program measures them, and the lights of its one project."""
    found = measure_portfolio(of)
    return found, rate_portfolio(of, found)[KEY]


def risk(**fields: Any) -> Risk:
    """An open threat."""
    made: Risk = row(
        Risk, 2, **({"risk_id": "R-1", "project_id": KEY, "status": RiskStatus.OPEN} | fields)
    )
    return made


def colours(lights: Mapping[str, Rating]) -> dict[str, Rag]:
    """The computed colours."""
    return {name: found.computed for name, found in lights.items()}


def month(text: str) -> Month:
    """`2026-10`."""
    found = Month.parse(text)
    assert found is not None
    return found


def _figure(facts: ProjectFacts, key: str, value: float | str) -> Measurement:
    unit = UNITS.get(key, "fraction")
    if isinstance(value, str):
        return Measurement(key, facts.subject, None, unit, reason_said(value))
    return Measurement(key, facts.subject, float(value), unit)
