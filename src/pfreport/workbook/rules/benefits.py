"""Rules about benefits: who answers for them, and whether they arrive."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from pfreport.model.money import BenefitType
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


@rule("PF429", WARNING)
def disbenefit_negative(checked: Checked) -> Iterator[Finding]:
    """A loss entered below zero would be counted as a gain. Single months may be below zero where
    others are above: they correct them.
    """
    losses = {
        benefit.benefit_id
        for benefit in checked.portfolio.benefits
        if benefit.type is BenefitType.DISBENEFIT
    }
    for key, rows in groupby(checked.portfolio.benefit_periods, attrgetter("benefit_id")):
        own = [*rows] if key in losses else []
        for name in ("planned", "forecast", "actual"):
            amounts = [amount for row in own if (amount := getattr(row, name)) is not None]
            if any(amount > 0 for amount in amounts):
                continue
            for row in own:
                amount = getattr(row, name)
                if amount is not None and amount < 0:
                    values = {"what": f"{name} disbenefit"}
                    yield Finding(row, name, f"{amount:,.2f}", values, instead={name: -amount})
