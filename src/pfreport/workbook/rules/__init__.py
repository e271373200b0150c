"""Every rule over rows, and what their findings do to a portfolio."""

from __future__ import annotations

from pfreport.faults import Fault
from pfreport.model.portfolio import Portfolio


def apply_rules(portfolio: Portfolio) -> tuple[Portfolio, list[Fault]]:
    return portfolio, []
