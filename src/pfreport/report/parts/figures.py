"""Turns measurements into the typed values of a report, each by its unit. What is not known becomes
Absent, never 0.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.measures.engine.facts import WiderFacts
from pfreport.measures.engine.measurement import Given, Measurement
from pfreport.ratings.limits import Bounds, limits_of
from pfreport.reasons import Because, Reason, because, reason_text
from pfreport.report.parts.blocks import Cell
from pfreport.report.words import say
from pfreport.values import (
    Absent,
    Count,
    Day,
    Days,
    Money,
    Months,
    Ratio,
    Share,
    Value,
    Words,
    number_of,
)

NOT_MEASURED = Reason(Because.NOT_MEASURED)


def figure(
    measurement: Measurement | None, *, signed: bool = False, limits: tuple[float, ...] = ()
) -> Value:
    """The measurement as a value of its unit; Absent with the reason where it has none."""
    if measurement is None:
        return Absent(reason_text(NOT_MEASURED))
    if measurement.value is None:
        return Absent(reason_text(measurement.why), measurement.path)
    if isinstance(measurement.value, dt.date):
        return Day(measurement.value, measurement.path)
    return number_of(
        measurement.value, measurement.unit, figure=measurement.path, signed=signed, limits=limits
    )


@dataclass(frozen=True, slots=True)
class Conversion:
    """What one unit is worth in another currency; None where the workbook has no rate."""

    rate: float | None
    currency: str

    def of(self, money: Money) -> Money | Absent:
        """The amount in the other currency; it still is the same figure."""
        if self.rate is None:
            return Absent(
                reason_text(because(Because.NO_RATE, currency=money.currency)), money.figure
            )
        return replace(money, amount=money.amount * self.rate, currency=self.currency)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one subject by id, as a report asks for them, with the limits they are judged
    by.

    `into` are the rate and the currency that amounts are shown in where it is not their own.
    """

    by_id: Mapping[str, Measurement]
    limits: Mapping[str, Bounds] = field(default_factory=dict)
    into: Conversion | None = None

    def value(self, id: str, *, signed: bool = False) -> Value:
        """One figure as a typed value."""
        value = figure(self.by_id.get(id), signed=signed, limits=self.bounds(id))
        return self.into.of(value) if self.into and isinstance(value, Money) else value

    def bounds(self, id: str) -> tuple[float, ...]:
        """The limits a figure is judged by."""
        bounds = self.limits.get(id)
        return tuple(bound.value for bound in bounds.both) if bounds else ()

    def cell(self, id: str, *, signed: bool = False) -> Cell:
        """One figure as a cell: strong where it is over its limit, with the mark it travels with
        below it.
        """
        measurement, bounds, number = self.by_id.get(id), self.limits.get(id), self.number(id)
        over = bounds is not None and number is not None and bounds.judge(number) is not Rag.GREEN
        marks = measurement.marks if measurement is not None and measurement.known else ()
        return Cell(
            self.value(id, signed=signed),
            Words(reason_text(marks[0])) if marks else None,
            strong=over,
        )

    def size(self, id: str) -> Value:
        """One figure without its sign, for sentences that say the direction in words."""
        value = self.value(id)
        match value:
            case Money():
                return replace(value, amount=abs(value.amount))
            case Ratio() | Share() | Count() | Days() | Months():
                return replace(value, value=abs(value.value))
            case _:
                return value

    def known(self, id: str) -> bool:
        """Whether there is a value."""
        return id in self.by_id and self.by_id[id].known

    def number(self, id: str) -> float | None:
        """One figure as a number; None where it has no value."""
        measurement = self.by_id.get(id)
        return measurement.number if measurement is not None and measurement.known else None

    def why(self, id: str) -> Words:
        """The reason why a figure has no value, for a sentence."""
        measurement = self.by_id.get(id)
        reason = measurement.undefined_because if measurement is not None else None
        return Words(reason_text(reason or NOT_MEASURED))

    def coverage(self, id: str) -> Value | None:
        """For how many projects a wider figure is known, and what share of their budget."""
        measurement = self.by_id.get(id)
        covered = measurement.coverage if measurement is not None else None
        if covered is None:
            return None
        counts: dict[str, Value] = {"stated": Count(covered.stated), "of": Count(covered.of)}
        tells_share = covered.budget_share is not None and (
            covered.complete or covered.budget_share < 1
        )
        share = (
            Share(covered.budget_share)
            if tells_share and covered.budget_share is not None
            else None
        )
        sentence = (
            say("coverage.budget", **counts, share=share)
            if share
            else say("coverage.projects", **counts)
        )
        if not covered.withheld:
            return sentence
        return say(
            "coverage.withheld",
            coverage=sentence,
            lacking=Count(covered.of - covered.stated),
            withheld=Count(covered.withheld),
        )

    def partial(self, id: str) -> bool:
        """Whether a wider figure has a value, though not for all that it is about."""
        measurement = self.by_id.get(id)
        return (
            measurement is not None
            and measurement.known
            and measurement.coverage is not None
            and not measurement.coverage.complete
        )

    def gap(self, amount: str, share: str) -> Value:
        """An amount with its share in brackets, both without sign; the amount alone where the share
        is not known.
        """
        if not self.known(share):
            return self.size(amount)
        return say("gap", amount=self.size(amount), share=self.size(share))


def of_portfolio(findings: Findings) -> Figures:
    """The portfolio's figures."""
    return Figures(findings.measurements.portfolio)


def of_project(findings: Findings, project_id: str) -> Figures:
    """One project's figures."""
    facts = findings.measurements.facts[project_id]
    return Figures(
        findings.measurements.projects[project_id], limits_of(findings.portfolio.limits, facts)
    )


def of_project_in_base(findings: Findings, project_id: str) -> Figures:
    """One project's figures with its amounts in base currency, as the executive report shows
    them.
    """
    return replace(of_project(findings, project_id), into=conversion(findings, project_id))


def is_begun(figures: Figures) -> bool:
    """Whether there is cost or progress to draw against the plan: a plan alone is no news."""
    return figures.known("ac") or figures.known("ev")


def conversion(findings: Findings, project_id: str) -> Conversion | None:
    """From a project's currency to the base currency; None where it is that already."""
    facts, base = findings.measurements.facts[project_id], findings.measurements.base_currency
    if facts.currency == base:
        return None
    rate = facts.rate.value if isinstance(facts.rate, Given) else None
    return Conversion(rate if isinstance(rate, int | float) else None, base)


def wider_facts(findings: Findings) -> WiderFacts:
    """What formulas of the portfolio read, for those that list things rather than measure them."""
    members = tuple(findings.measurements.members.values())
    return WiderFacts(findings.portfolio, members, members[0].facts.weights if members else {})


def in_base(findings: Findings, project_id: str, id: str) -> float | None:
    """A project's figure in base currency, as sums over projects count it; None where they leave
    it out.
    """
    member = findings.measurements.members.get(project_id)
    return member.amount(id) if member else None


def known_in_base(findings: Findings, project_ids: Iterable[str], id: str) -> dict[str, float]:
    """A figure in base currency of those of these projects that have it."""
    amounts = {key: in_base(findings, key, id) for key in project_ids}
    return {key: amount for key, amount in amounts.items() if amount is not None}


def total(amounts: Mapping[str, float]) -> float:
    """Their sum in the order of keys, so that the order of rows changes no bit."""
    return math.fsum(amounts[key] for key in sorted(amounts))
