"""How amounts are set in the tables of one report: in full, or in thousands where they are
large.
"""

from __future__ import annotations

import math

from pfreport.advice.findings import Findings
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import TableColumn
from pfreport.report.parts.figures import in_base
from pfreport.report.parts.subjects import projects
from pfreport.words.keys import Key

LARGE_AMOUNT, LARGE_PORTFOLIO_BUDGET = 1_000_000, 10_000_000
CENT = 0.005
"""Below it an amount is what rounding left of a difference: neither over nor under, neither a
gain nor a loss.
"""


def thousands(findings: Findings) -> bool:
    """Whether tables print thousands: the largest budget is a million or more in base currency,
    or all together are ten.
    """
    budgets = [in_base(findings, p.project_id, "bac") or 0.0 for p in projects(findings)]
    return max(budgets, default=0.0) >= LARGE_AMOUNT or math.fsum(budgets) >= LARGE_PORTFOLIO_BUDGET


def base_money(
    findings: Findings, label: Key, width: float = 0.8, *, sortable: bool = False
) -> TableColumn:
    """The head of a column of amounts in base currency."""
    return tables.money(
        label,
        findings.measurements.base_currency,
        width,
        thousands=thousands(findings),
        sortable=sortable,
    )
