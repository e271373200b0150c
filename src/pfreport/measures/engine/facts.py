"""What the formulas read of one project: its record, its months, its lists, with the cells of
each.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pfreport.kinds import Kind, Month
from pfreport.measures.engine.measurement import Given, Measurement, Subject, Undefined, undefined
from pfreport.model.columns import NOTHING, Record
from pfreport.model.delivery import Change, Deliverable, Issue, Milestone, QualityMonth
from pfreport.model.money import Baseline, Benefit, BenefitPeriod, Period
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import EarnedValueMethod, Project
from pfreport.model.risk import Risk
from pfreport.model.strategy import Alignment, Goal
from pfreport.origins import Origin
from pfreport.reasons import Because, Reason, because, reason_text
from pfreport.settings import Settings, declared

_SAYS_NOTHING = frozenset({Because.BLANK, Because.NOT_MAPPED})
_UNITS = {Kind.FRACTION: "fraction", Kind.NUMBER: "count", Kind.INTEGER: "count"}


@dataclass(frozen=True, slots=True)
class Series:
    """One column by month: the filled months' amounts, rows of one month added up, with their
    cells.

    `unknown` says why no sum over it can be known (a faulty cell, a row left out), with the cells;
    None where all is well.
    """

    amounts: Mapping[Month, float]
    origins: Mapping[Month, tuple[Origin, ...]]
    unknown: Undefined | None = None

    def __bool__(self) -> bool:
        return bool(self.amounts) or self.unknown is not None

    @property
    def months(self) -> list[Month]:
        """The filled months, oldest first."""
        return sorted(self.amounts)

    def total(self, first: Month | None = None, last: Month | None = None) -> float:
        """Sum of the months from `first` to `last`, both counted, in whole; 0.0 where none is
        filled.
        """
        return math.fsum(self.amounts[m] for m in self._within(first, last))

    def given(
        self, value: float | None, first: Month | None = None, last: Month | None = None
    ) -> Given:
        """A value made from the months from `first` to `last`, with their cells."""
        return Given(value, tuple(o for m in self._within(first, last) for o in self.origins[m]))

    def _within(self, first: Month | None, last: Month | None) -> list[Month]:
        return [
            m for m in self.months if (first is None or m >= first) and (last is None or m <= last)
        ]


@dataclass(frozen=True, slots=True)
class BenefitFacts:
    """One benefit with its months."""

    benefit: Benefit
    planned: Series
    forecast: Series
    actual: Series


@dataclass(frozen=True, slots=True, eq=False)
class ProjectFacts:
    """Everything the formulas may ask of one project, known by its identity. Amounts are in the
    project's currency.

    `rate` converts them to base currency (1.0 where they are in it already), with the cell it was
    read from, or says why there is none. `scores` holds the project's rows of Alignment by goal.
    `first_month` is the first that Periods or Benefit periods names, whatever it says of it,
    `first_cells` where they do; `weights_given` the cells the goals' weights come from.
    """

    project: Project
    settings: Settings
    currency: str
    rate: Given | Undefined
    planned: Series
    earned: Series
    percent: Series
    actual: Series
    forecast: Series
    committed: Series
    capital_share: Series
    benefits: tuple[BenefitFacts, ...]
    milestones: tuple[Milestone, ...]
    deliverables: tuple[Deliverable, ...]
    quality: tuple[QualityMonth, ...]
    risks: tuple[Risk, ...]
    issues: tuple[Issue, ...]
    changes: tuple[Change, ...]
    baselines: tuple[Baseline, ...]
    scores: Mapping[str, Alignment]
    goals: tuple[Goal, ...]
    weights: Mapping[str, float]
    rows_left_out: Mapping[str, int]
    first_month: Month | None
    first_cells: tuple[Origin, ...]
    weights_given: Mapping[str, Given]

    @property
    def subject(self) -> Subject:
        """The project as a subject of figures."""
        return Subject("project", self.project.project_id)

    @property
    def status_date(self) -> dt.date:
        """The data date."""
        return self.settings.status_date

    @property
    def status_month(self) -> Month:
        """The month the data date lies in."""
        return Month.of(self.settings.status_date)

    def given(self, name: str) -> Given:
        """A field of the project record with its cell."""
        return cell(self.project, name)


@dataclass(frozen=True)
class Member:
    """A project as wider figures see it: its facts and its own figures by id."""

    facts: ProjectFacts
    figures: Mapping[str, Measurement]

    def amount(self, id: str) -> float | None:
        """A figure of the project in base currency; None where it has no value, no rate, or
        travels with a mark.
        """
        return self._amounts.get(id)

    @functools.cached_property
    def keyed(self) -> Mapping[str, list[str]]:
        """The ids of its figures that carry a key, by the measure they are of."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for id in self.figures:
            name, bracket, _ = id.partition("[")
            if bracket:
                found[name].append(id)
        return found

    @functools.cached_property
    def _amounts(self) -> Mapping[str, float]:
        """Every amount, made once: wider figures ask for each of them many times."""
        rate = self.facts.rate
        if not isinstance(rate, Given) or not isinstance(rate.value, int | float):
            return {}
        usable = (
            one
            for one in self.figures.values()
            if isinstance(one.value, int | float) and not one.marks
        )
        return {
            one.id: one.number * (rate.value if one.unit.startswith("money:") else 1.0)
            for one in usable
        }


@dataclass(frozen=True, slots=True)
class WiderFacts:
    """What formulas of goals and of the portfolio read: every project, and the goal where they
    are about one.
    """

    portfolio: Portfolio
    members: tuple[Member, ...]
    weights: Mapping[str, float]
    goal: Goal | None = None


def cell(record: Record, name: str) -> Given:
    """One field of one record as a given value."""
    value: Any = getattr(record, name)
    return Given(value, (record.at(name),) if value is not None else ())


def of_setting(settings: Settings, *keys: str) -> dict[str, Given]:
    """Settings under their names, with where each was read."""
    return {key.replace("_", " "): _setting(settings, key) for key in keys}


def missing(record: Record, name: str, what: str) -> Undefined:
    """Why a field has no value, in words: `no Budget`, `Budget withheld: TEXT`, `Budget faulty
    (Projects!K7)`.
    """
    why = record.why(name)
    if is_blank(record, name):
        return undefined(Because.NO_FIELD, {what: Given(None, record.cells(name))}, field=what)
    given = {what: Given(reason_text(why), record.cells(name))}
    match why.code:
        case Because.FAULTY:
            cell = record.at(name).address
            return undefined(Because.FIELD_FAULTY, given, field=what, cell=cell)
        case Because.WITHHELD:
            return undefined(Because.FIELD_WITHHELD, given, field=what, **dict(why.values))
        case _:
            return undefined(Because.FIELD_STATED, given, field=what, text=reason_text(why))


def is_blank(record: Record, name: str) -> bool:
    """Whether a field was left empty, or its sheet has no such column: nothing was said, rather
    than something unreadable.
    """
    return getattr(record, name) is None and record.why(name).code in _SAYS_NOTHING


def series(
    rows: Sequence[Record], name: str, lost: str | None = None, beside: tuple[Origin, ...] = ()
) -> Series:
    """One field of rows that have a `period`, by month. A faulty or withheld cell makes the sum
    unknown.

    So does what the rules `lost`: a row, or a column that contradicts itself or the cells `beside`
    it.
    """
    values: defaultdict[Month, list[float]] = defaultdict(list)
    origins: defaultdict[Month, list[Origin]] = defaultdict(list)
    unreadable: Record | None = None
    for row in rows:
        value = getattr(row, name)
        if value is None:
            unreadable = unreadable or (row if name in row.absent else None)
            continue
        month = row.period  # type: ignore[attr-defined]  # only records with a Period come here
        values[month].append(value)
        origins[month].append(row.at(name))
    unknown = None
    if lost:
        cells = (*(o for found in origins.values() for o in found), *beside)
        unknown = _unknown(name, because(Because.STATED, cells, text=lost))
    elif unreadable:
        unknown = _unknown(name, _unreadable(unreadable, name))
    return Series(
        {m: math.fsum(v) for m, v in sorted(values.items())},
        {m: tuple(sorted(o)) for m, o in origins.items()},
        unknown,
    )


def gather(
    portfolio: Portfolio, weights: Mapping[str, float], weights_given: Mapping[str, Given] = NOTHING
) -> dict[str, ProjectFacts]:
    """The facts of every project, by ID, in the order of IDs. `weights` are those of the goals,
    with the cells they come from.
    """
    of = _Grouped(portfolio)
    return {
        p.project_id: _facts(portfolio, p, of, weights, weights_given) for p in portfolio.projects
    }


class _Grouped:
    """The portfolio's lists by project, grouped once."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.benefit_months = _by(portfolio.benefit_periods, "benefit_id")
        self.parents = {goal.parent_goal for goal in portfolio.goals}
        self._lists = {
            name: _by(getattr(portfolio, name), "project_id")
            for name in (
                "periods",
                "benefits",
                "milestones",
                "deliverables",
                "quality",
                "risks",
                "issues",
                "changes",
                "baselines",
                "alignment",
            )
        }

    def __call__(self, name: str, project_id: str) -> tuple[Any, ...]:
        return tuple(self._lists[name].get(project_id, ()))


def _by(rows: Iterable[Any], name: str) -> dict[str, list[Any]]:
    grouped: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped


def _facts(
    portfolio: Portfolio,
    project: Project,
    of: _Grouped,
    weights: Mapping[str, float],
    weights_given: Mapping[str, Given],
) -> ProjectFacts:
    key = project.project_id
    periods: tuple[Period, ...] = of("periods", key)
    progress, spent = _reported(project, periods, Month.of(portfolio.settings.status_date))
    lost = functools.partial(_lost, portfolio, key)
    currency = project.currency or portfolio.settings.base_currency
    rows = (
        *periods,
        *(row for b in of("benefits", key) for row in of.benefit_months.get(b.benefit_id, ())),
    )
    first = min((row.period for row in rows), default=None)
    return ProjectFacts(
        project=project,
        settings=portfolio.settings,
        currency=currency,
        rate=_rate(portfolio, project, currency),
        planned=series(periods, "planned_value", lost("planned_value"), project.cells("budget")),
        earned=series(progress, "earned_value", lost("earned_value")),
        percent=_last_of_month(progress, lost("percent_complete")),
        actual=series(spent, "actual_cost", lost("actual_cost")),
        forecast=series(periods, "forecast_cost", lost("forecast_cost")),
        committed=series(periods, "committed", lost("committed")),
        capital_share=series(periods, "capital_share", lost("capital_share")),
        benefits=tuple(
            _benefit(b, of.benefit_months.get(b.benefit_id, []), portfolio, key)
            for b in of("benefits", key)
        ),
        milestones=of("milestones", key),
        deliverables=of("deliverables", key),
        quality=of("quality", key),
        risks=of("risks", key),
        issues=of("issues", key),
        changes=of("changes", key),
        baselines=of("baselines", key),
        scores={a.goal_id: a for a in of("alignment", key) if a.goal_id not in of.parents},
        goals=portfolio.goals,
        weights=weights,
        rows_left_out={
            sheet: counts[key] for sheet, counts in portfolio.rows_left_out.items() if key in counts
        },
        first_month=first,
        first_cells=tuple(
            place for row in rows if row.period == first for place in row.cells("period")
        ),
        weights_given=weights_given,
    )


def _reported(
    project: Project, periods: tuple[Period, ...], last: Month
) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The months that say how far the work is and what was spent: none after the status month where
    it is given otherwise too.

    Where it is not, a column that only later months fill says that nothing was booked yet.
    """
    past = tuple(row for row in periods if row.period <= last)
    by_method = (
        project.percent_complete is not None
        or project.earned_value_method is not EarnedValueMethod.PHYSICAL
    )
    progress = by_method or any(
        row.earned_value is not None or row.percent_complete is not None for row in past
    )
    spent = project.cost_to_date is not None or any(row.actual_cost is not None for row in past)
    return past if progress else periods, past if spent else periods


def _setting(settings: Settings, key: str) -> Given:
    at, unit = settings.at(key), _UNITS.get(declared()[key].kind)
    return Given(getattr(settings, key), (at,) if at else (), unit)


def _unreadable(record: Record, name: str) -> Reason:
    """That one cell of a column cannot be counted."""
    why, at = record.absent[name], record.at(name).address
    match why.code:
        case Because.FAULTY:
            return because(Because.CELL_FAULTY, record.cells(name), cell=at)
        case Because.WITHHELD:
            return because(Because.CELL_WITHHELD, record.cells(name), cell=at, **dict(why.values))
        case _:
            return because(Because.CELL_STATED, record.cells(name), cell=at, text=reason_text(why))


def _unknown(name: str, reason: Reason) -> Undefined:
    given = Given(reason_text(reason), reason.cells)
    return Undefined(reason, {name.replace("_", " ").capitalize(): given})


def _lost(portfolio: Portfolio, key: str, name: str) -> str | None:
    """Why no sum over a column of Periods is known: rows of the project are missing, or the
    column contradicts itself.
    """
    return portfolio.incomplete.get("Periods", {}).get(key) or portfolio.incomplete.get(
        f"Periods.{name}", {}
    ).get(key)


def _benefit(
    benefit: Benefit, rows: list[BenefitPeriod], portfolio: Portfolio, key: str
) -> BenefitFacts:
    lost = portfolio.incomplete.get("Benefit periods", {}).get(key)
    return BenefitFacts(
        benefit, *(series(rows, name, lost) for name in ("planned", "forecast", "actual"))
    )


def _last_of_month(periods: Sequence[Period], lost: str | None) -> Series:
    """Percent complete is cumulative: of several rows of one month the largest counts, never
    their sum.
    """
    found = series(periods, "percent_complete", lost)
    largest: dict[Month, float] = {}
    for row in periods:
        if row.percent_complete is not None:
            largest[row.period] = max(row.percent_complete, largest.get(row.period, 0.0))
    return Series(dict(sorted(largest.items())), found.origins, found.unknown)


def _rate(portfolio: Portfolio, project: Project, currency: str) -> Given | Undefined:
    """The status month's rate, else the latest earlier one."""
    if project.currency is None and "currency" in project.absent:  # never one to one
        return missing(project, "currency", "Currency")
    if currency == portfolio.settings.base_currency:
        return Given(1.0)
    month = Month.of(portfolio.settings.status_date)
    known = [r for r in portfolio.rates if r.currency == currency and r.period <= month and r.rate]
    if not known:
        return undefined(Because.NO_RATE, currency=currency)
    latest = max(known, key=lambda r: r.period)
    return Given(latest.rate, (*latest.cells("rate"), *project.cells("currency")), "ratio")
