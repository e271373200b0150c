"""Benefits: what was planned, what has come in, what is to come. Cashable less disbenefits, or
monetised non-cashable ones too.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pfreport.kinds import Month
from pfreport.measures.engine.facts import BenefitFacts, ProjectFacts, Series, missing, of_setting
from pfreport.measures.engine.measurement import (
    Given,
    Measurement,
    Outcome,
    Traced,
    Undefined,
    undefined,
)
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.measures.value.targets import PROGRESS, progress
from pfreport.model.money import BenefitType
from pfreport.model.project import Status
from pfreport.origins import Origin
from pfreport.reasons import Because

SOURCE = "IPA and HM Treasury, Guide for Effective Benefits Management in Major Projects (2017)"
_SIGNS = {BenefitType.CASHABLE: 1.0, BenefitType.DISBENEFIT: -1.0}


@dataclass(frozen=True, slots=True)
class BenefitsByMonth:
    """Benefits of a project that count, less disbenefits, by month: received by the status month,
    and to come after it.
    """

    received: Mapping[Month, float]
    to_come: Mapping[Month, float]
    given: Mapping[str, Given]
    given_to_come: Mapping[str, Given]


def benefits_by_month(facts: ProjectFacts) -> BenefitsByMonth | Undefined:
    """To the status month what was received, later what is forecast, else planned; why they cannot
    be dated otherwise.

    A cancelled project has what it received, if anything, and nothing to come.
    """
    cancelled = facts.project.status is Status.CANCELLED
    if not (cancelled or _given_by_month(facts)):
        return undefined(Because.BENEFITS_NOT_BY_MONTH)
    parts = _parts(facts, _received if cancelled else _expected)
    if isinstance(parts, Undefined):
        return parts
    now = facts.status_month
    received, to_come = ([p for p in parts if (p.month > now) is later] for later in (False, True))
    status = {"Status": facts.given("status")} if cancelled else {}
    given, given_to_come = ({**_cells(facts, those), **status} for those in (parts, to_come))
    return BenefitsByMonth(_by_month(received), _by_month(to_come), given, given_to_come)


def planned_by_month(facts: ProjectFacts) -> Mapping[Month, float] | Undefined:
    """What the business case promised by month, of the benefits that count, less disbenefits."""
    parts = _parts(facts, _planned)
    return parts if isinstance(parts, Undefined) else _by_month(parts)


@measure(
    "benefit_planned",
    "Benefit planned",
    unit="money",
    better=Better.HIGHER,
    formula="sum of Planned, Cashable less Disbenefit (with benefits_counted all also "
    "Non-cashable)",
    source=SOURCE,
    enters=Enters.BENEFITS,
    wider=Wider.SUM,
)
def benefit_planned(facts: ProjectFacts) -> Traced | Undefined:
    """What the business case promised over the whole life."""
    return _total(facts, _planned, none=Because.NO_BENEFIT_PLANNED)


@measure(
    "benefit_due",
    "Benefit planned to date",
    unit="money",
    better=Better.NEITHER,
    formula="sum of Planned to the status month",
    source=SOURCE,
    enters=Enters.BENEFITS,
    wider=Wider.SUM,
)
def benefit_due(facts: ProjectFacts) -> Traced | Undefined:
    """What should have come in by now."""
    return _total(facts, _due, none=Because.NO_BENEFIT_DUE)


@measure(
    "benefit_actual",
    "Benefit received",
    unit="money",
    better=Better.HIGHER,
    formula="sum of Actual to the status month",
    source=SOURCE,
    enters=Enters.BENEFITS,
    wider=Wider.SUM,
)
def benefit_actual(facts: ProjectFacts) -> Traced | Undefined:
    """What has come in by now."""
    return _total(facts, _received)


@measure(
    "benefit_forecast",
    "Benefit as expected now",
    unit="money",
    better=Better.HIGHER,
    formula="sum of Actual to the status month, later Forecast, else Planned",
    source=SOURCE,
    enters=Enters.BENEFITS,
    wider=Wider.SUM,
)
def benefit_forecast(facts: ProjectFacts) -> Traced | Undefined:
    """What will have come in over the whole life, as expected now; of a cancelled project what came
    in.
    """
    found = benefits_by_month(facts)
    if isinstance(found, Undefined):
        return found
    return Traced(math.fsum([*found.received.values(), *found.to_come.values()]), found.given)


@measure(
    "benefit_total",
    "Whole-life benefit",
    unit="money",
    better=Better.HIGHER,
    formula="benefit as expected now; not given by month: Expected benefit",
    source=SOURCE,
    enters=Enters.VALUE,
    wider=Wider.SUM,
)
def benefit_total(facts: ProjectFacts, benefit_forecast: Measurement) -> Traced | Undefined:
    """What the project brings from beginning to end."""
    return (
        Traced(benefit_forecast.number)
        if benefit_forecast.known
        else _expected_benefit(facts, benefit_forecast)
    )


@measure(
    "benefit_to_go",
    "Benefit to come",
    unit="money",
    better=Better.HIGHER,
    formula="benefit as expected after the status month; not given by month: Expected benefit",
    source=SOURCE,
    enters=Enters.TO_GO,
    wider=Wider.SUM,
)
def benefit_to_go(facts: ProjectFacts, benefit_forecast: Measurement) -> Traced | Undefined:
    """What is still to come in."""
    found = benefits_by_month(facts)
    if isinstance(found, Undefined):
        return _expected_benefit(facts, benefit_forecast)
    return Traced(math.fsum(found.to_come.values()), found.given_to_come, used=())


@measure(
    "benefit_realisation",
    "Benefit realisation",
    unit="fraction",
    better=Better.HIGHER,
    formula="Actual / Planned, both to the status month",
    source=SOURCE,
    enters=Enters.BENEFITS,
    wider=Wider.RATIO_OF_SUMS,
)
def benefit_realisation(benefit_actual: float, benefit_due: float) -> float | Undefined:
    """Share of the benefit planned to date that has come in."""
    return benefit_actual / benefit_due if benefit_due > 0 else undefined(Because.NO_BENEFIT_DUE)


@measure(
    "benefit_progress",
    "Progress of a benefit not in money",
    unit="fraction",
    better=Better.HIGHER,
    formula="(Current value - Start value) / (Target value - Start value)",
    source=PROGRESS,
    enters=Enters.BENEFITS,
    keyed=True,
)
def benefit_progress(facts: ProjectFacts) -> Mapping[str, Outcome]:
    """How far each benefit that has no months in money has come, by benefit ID."""
    return {b.benefit.benefit_id: progress(b.benefit) for b in facts.benefits if not _in_money(b)}


@dataclass(frozen=True, slots=True)
class _Part:
    """An amount of one benefit in one month, negative for a disbenefit, and the cells it was read
    from.
    """

    benefit_id: str
    month: Month
    amount: float
    origins: tuple[Origin, ...]


Columns = Iterable[tuple[Month, Series]]


def _planned(benefit: BenefitFacts, _: Month) -> Columns:
    return ((month, benefit.planned) for month in benefit.planned.months)


def _due(benefit: BenefitFacts, now: Month) -> Columns:
    return ((month, benefit.planned) for month in benefit.planned.months if month <= now)


def _received(benefit: BenefitFacts, now: Month) -> Columns:
    return ((month, benefit.actual) for month in benefit.actual.months if month <= now)


def _expected(benefit: BenefitFacts, now: Month) -> Columns:
    later = dict.fromkeys(benefit.planned.months, benefit.planned) | dict.fromkeys(
        benefit.forecast.months, benefit.forecast
    )
    return (
        *_received(benefit, now),
        *((month, column) for month, column in later.items() if month > now),
    )


def _total(
    facts: ProjectFacts, pick: Callable[[BenefitFacts, Month], Columns], none: Because | None = None
) -> Traced | Undefined:
    """Sum of what counts; `none` says why there is none where blank is not 0."""
    if not _given_by_month(facts):
        return undefined(Because.BENEFITS_NOT_BY_MONTH)
    parts = _parts(facts, pick)
    if isinstance(parts, Undefined):
        return parts
    return (
        Traced(math.fsum(p.amount for p in parts), _cells(facts, parts))
        if parts or none is None
        else undefined(none)
    )


def _parts(
    facts: ProjectFacts, pick: Callable[[BenefitFacts, Month], Columns]
) -> list[_Part] | Undefined:
    """The amounts that count; why they are not known where one of them is not."""
    parts: list[_Part] = []
    for benefit in filter(_in_money, facts.benefits):
        sign = _sign(benefit, facts.settings.benefits_counted)
        if isinstance(sign, Undefined):
            return sign
        for month, column in pick(benefit, facts.status_month) if sign else ():
            parts.append(
                _Part(
                    benefit.benefit.benefit_id,
                    month,
                    sign * column.amounts[month],
                    column.origins[month],
                )
            )
    return parts


def _sign(benefit: BenefitFacts, counted: str) -> float | Undefined:
    """How a benefit counts: 1, -1 or not at all; undefined where its type or one of its months is
    not known.
    """
    kind = benefit.benefit.type
    if kind is None:
        return missing(benefit.benefit, "type", f"Type of benefit {benefit.benefit.benefit_id}")
    sign = 1.0 if kind is BenefitType.NON_CASHABLE and counted == "all" else _SIGNS.get(kind, 0.0)
    unknown = next(
        (
            column.unknown
            for column in (benefit.planned, benefit.forecast, benefit.actual)
            if column.unknown
        ),
        None,
    )
    return unknown if sign and unknown else sign


def _by_month(parts: Iterable[_Part]) -> dict[Month, float]:
    months: defaultdict[Month, list[float]] = defaultdict(list)
    for part in parts:
        months[part.month].append(part.amount)
    return {month: math.fsum(amounts) for month, amounts in sorted(months.items())}


def _cells(facts: ProjectFacts, parts: Iterable[_Part]) -> dict[str, Given]:
    """Amounts by benefit with their cells, the type that counts them, and the setting where it
    decides.
    """
    of: defaultdict[str, list[_Part]] = defaultdict(list)
    for part in parts:
        of[part.benefit_id].append(part)
    known = {b.benefit.benefit_id: b.benefit for b in facts.benefits}
    given = {
        key: Given(
            math.fsum(p.amount for p in found),
            (*(o for p in found for o in p.origins), *known[key].cells("type")),
        )
        for key, found in of.items()
    }
    if any(known[key].type is BenefitType.NON_CASHABLE for key in of):
        given |= of_setting(facts.settings, "benefits_counted")
    return given


def _expected_benefit(facts: ProjectFacts, benefit_forecast: Measurement) -> Traced | Undefined:
    """The one figure that stands for all benefits where none is given by month; an unreadable month
    is no reason to use it.
    """
    if not benefit_forecast.is_undefined(Because.BENEFITS_NOT_BY_MONTH):
        return Undefined(benefit_forecast.why)
    expected = facts.project.expected_benefit
    if expected is None:
        return missing(facts.project, "expected_benefit", "Expected benefit")
    return Traced(expected, {"Expected benefit": facts.given("expected_benefit")}, used=())


def _in_money(benefit: BenefitFacts) -> bool:
    return bool(benefit.planned or benefit.forecast or benefit.actual)


def _given_by_month(facts: ProjectFacts) -> bool:
    return any(_in_money(b) for b in facts.benefits)
