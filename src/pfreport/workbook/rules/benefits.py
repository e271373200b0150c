"""Rules about benefits: who answers for them, and whether they arrive."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from pfreport.workbook.rules.registry import WARNING, Checked, Finding, rule


@rule("PF602", WARNING)
def benefit_unowned(checked: Checked) -> Iterator[Finding]:
    """A benefit nobody answers for seldom arrives."""
    for benefit in checked.portfolio.benefits:
        if benefit.owner is None:
            yield Finding(benefit, "owner", benefit.title)


@rule("PF518", WARNING)
def benefit_unreported(checked: Checked) -> Iterator[Finding]:
    """A past month with a planned benefit needs its actual. One warning a benefit."""
    for _, rows in groupby(checked.portfolio.benefit_periods, attrgetter("benefit_id")):
        blank = [
            row
            for row in rows
            if row.planned
            and row.actual is None
            and row.period <= checked.status_month
            and "actual" not in row.absent
        ]
        if blank:
            yield Finding(blank[0], "actual", ", ".join(str(row.period) for row in blank))
