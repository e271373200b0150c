"""Rules about dates far from the status date: decades off is a digit mistyped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pfreport.kinds import Kind, Month
from pfreport.model.columns import Record, columns
from pfreport.model.delivery import Change, Deliverable, Issue, Milestone, QualityMonth
from pfreport.model.money import Baseline, BenefitPeriod, Period
from pfreport.model.people import Demand
from pfreport.model.portfolio import field_of
from pfreport.model.project import Project
from pfreport.model.risk import Risk
from pfreport.workbook.rules.registry import WARNING, Checked, Finding, rule

DELIVERY, BENEFITS = 30, 60
DELIVERED: tuple[type[Record], ...] = (
    *(Project, Baseline, Milestone, Deliverable, Period),
    *(QualityMonth, Issue, Change, Risk, Demand),
)


@rule("PF427", WARNING)
def far_off(checked: Checked) -> Iterator[Finding]:
    """Work is delivered within 30 years of the status date, benefits arrive within 60."""
    for record in DELIVERED:
        yield from _far(checked, record, DELIVERY)
    yield from _far(checked, BenefitPeriod, BENEFITS)


def _far(checked: Checked, kind: type[Record], years: int) -> Iterator[Finding]:
    dated = [(n, c) for n, c in columns(kind).items() if c.kind in (Kind.DATE, Kind.MONTH)]
    nearest = checked.status_month.plus(-12 * years).first_day
    farthest = checked.status_month.plus(12 * years).last_day
    for row in getattr(checked.portfolio, field_of(kind)):
        for name, column in dated:
            value = getattr(row, name)
            if value is not None and not nearest <= _day(value) <= farthest:
                values = {"what": column.heading.lower(), "years": years}
                yield Finding(row, name, value, values)


def _day(value: dt.date | Month) -> dt.date:
    return value.first_day if isinstance(value, Month) else value
