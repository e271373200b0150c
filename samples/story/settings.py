"""The settings of the portfolio, and what other currencies were worth."""

from __future__ import annotations

from pfreport.kinds import Month
from story.rows import STATUS_DATE, STATUS_MONTH, Row, months

SETTINGS = {
    "status_date": STATUS_DATE,
    "portfolio_name": "Investment Portfolio 2025–2028",
    "organisation": "Lindmere Utilities",
    "classification": "Confidential",
    "base_currency": "EUR",
    "locale": "en",
    "funding_limit": 32_500_000,
    "discount_rate": 0.07,
    "reinvest_rate": 0.04,
    "prepared_by": "Nadia Ferrante, portfolio office",
    "headline": "The portfolio delivers; Northgate does not, and the portal will not without help.",
    "commentary": "\n".join(
        (
            "The two largest projects, which carry more than half of the money, are on plan, and "
            "the first savings from metering and"
            " crew scheduling have arrived.",
            "Northgate pumping station needs a decision in November. The portal reports Green, but "
            "its figures do not: we have asked"
            " for a review before the go-live gate.",
            "Savings of about two million euros a year depend on choices that are open today: "
            "billing, and where meter data lives.",
        )
    ),
}

_RATES = {
    "GBP": (1.196, -0.0023),
    "USD": (0.962, -0.0046),
}  # in January 2025, and what a month added
_WAVES = (0.0, 0.004, 0.007, 0.003, -0.002, -0.005, -0.003)


def rates() -> list[Row]:
    """The rows of Rates: from January 2025 to the status month."""
    return [
        {
            "period": month,
            "currency": currency,
            "rate": round(first + trend * step + _WAVES[step % len(_WAVES)], 4),
        }
        for currency, (first, trend) in _RATES.items()
        for step, month in enumerate(months(Month(2025, 1), STATUS_MONTH))
    ]
