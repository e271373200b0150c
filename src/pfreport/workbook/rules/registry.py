"""What a rule is: one function over a portfolio, with its code, severity, title and hint."""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from pfreport.faults import Effect, FaultKind, Severity, kind
from pfreport.kinds import Month
from pfreport.model.columns import Record
from pfreport.model.money import Period
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Project
from pfreport.settings import Mail

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found: at which field of which record, what was found, the values its texts
    name.

    An error says what becomes unknown: `unknown` fields of the record, or a column of Periods for a
    whole project (`unknown_series`: field and reason; `unknown_beside`: other columns for the same
    reason), or the months of a whole sheet (`lost_months`: sheet, project and reason). `instead`
    are values that take the place of those given.
    """

    record: Record
    name: str
    found: object = ""
    values: Mapping[str, object] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    unknown_series: tuple[str, str] | None = None
    unknown_beside: tuple[str, ...] = ()
    lost_months: tuple[str, str, str] | None = None
    instead: Mapping[str, object] = field(default_factory=dict)

    @property
    def project(self) -> str | None:
        """The project its record names; the receiver of a dependency."""
        return getattr(self.record, "project_id", getattr(self.record, "receiver_project", None))


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule."""

    kind: FaultKind
    check: Callable[[Checked], Iterator[Finding]]


RULES: list[Rule] = []


def rule(
    code: str, severity: Severity, effect: Effect = Effect.NONE
) -> Callable[[Callable[[Checked], Iterator[Finding]]], Callable[[Checked], Iterator[Finding]]]:
    """Registers the function below it as a rule."""

    def register(
        check: Callable[[Checked], Iterator[Finding]],
    ) -> Callable[[Checked], Iterator[Finding]]:
        RULES.append(Rule(kind(code, severity, effect), check))
        return check

    return register


@dataclass(frozen=True, slots=True)
class Line:
    """One column of Periods for one project: amounts by month, oldest first, and the rows they were
    read from.
    """

    name: str
    amounts: Mapping[Month, float]
    rows: Sequence[Period]
    last: Month | None

    @property
    def total(self) -> float:
        """The sum of all months."""
        return math.fsum(self.amounts.values())

    def record(self, month: Month) -> Period:
        """The first row that fills a month."""
        return next(
            row for row in self.rows if row.period == month and getattr(row, self.name) is not None
        )

    def until(self, month: Month) -> Line:
        """The same up to a month."""
        return _line_of(self.name, {m: a for m, a in self.amounts.items() if m <= month}, self.rows)


class Checked:
    """The portfolio as rules see it, with what several of them ask, and to whom mail may go."""

    def __init__(self, portfolio: Portfolio, mail: Mail) -> None:
        self.portfolio = portfolio
        self.mail = mail
        self.settings = portfolio.settings
        self.running: dict[str, Mapping[str, Line]] = {}
        self._lines: dict[tuple[str, str], Line] = {}

    @functools.cached_property
    def status_date(self) -> dt.date:
        """The data date."""
        return self.settings.status_date

    @functools.cached_property
    def status_month(self) -> Month:
        """Its month."""
        return Month.of(self.status_date)

    @functools.cached_property
    def asked_for(self) -> bool:
        """Whether the status date was given as a flag, not by the workbook."""
        return bool(self.settings.origins) and self.settings.at("status_date") is None

    @functools.cached_property
    def periods(self) -> Mapping[str, list[Period]]:
        """Rows of Periods by project, where all of them could be read."""
        lost = self.portfolio.incomplete.get(Period.sheet.name, {})
        grouped = groupby(self.portfolio.periods, attrgetter("project_id"))
        return {project: list(rows) for project, rows in grouped if project not in lost}

    def line(self, project_id: str, name: str) -> Line:
        """One column of Periods for one project; empty where a cell of it is faulty."""
        if (project_id, name) not in self._lines:
            self._lines[project_id, name] = _line(self.periods.get(project_id, []), name)
        return self._lines[project_id, name]

    def spent(self, project_id: str) -> Line:
        """Actual cost to the status month."""
        return self._until_status(self.line(project_id, "actual_cost"), project_id)

    def done(self, project_id: str) -> Line:
        """What says how far the work is, to the status month: Earned value, else Percent
        complete.
        """
        earned = self.line(project_id, "earned_value")
        return self._until_status(
            earned if earned.amounts else self.line(project_id, "percent_complete"), project_id
        )

    def cost_to_date(self, project: Project) -> float | None:
        """Actual cost to the status month, else Cost to date; None where neither is given."""
        spent = self.spent(project.project_id)
        return spent.total if spent.amounts else project.cost_to_date

    def _until_status(self, line: Line, project_id: str) -> Line:
        """A line up to the status month, cut once."""
        key = (project_id, f"{line.name} to date")
        if key not in self._lines:
            self._lines[key] = (
                line
                if line.last is None or line.last <= self.status_month
                else line.until(self.status_month)
            )
        return self._lines[key]


def _line(rows: Sequence[Period], name: str) -> Line:
    """A column's months, rows of one month added up (of cumulative percentages the largest);
    empty where a cell is faulty.
    """
    filled = [
        (row.period, value)
        for row, value in zip(rows, map(attrgetter(name), rows), strict=True)
        if value is not None
    ]
    if len(filled) < len(rows) and any(name in row.absent for row in rows if row.absent):
        return Line(name, {}, (), None)
    amounts = dict(filled)
    if len(amounts) < len(filled):
        by_month = groupby(filled, itemgetter(0))
        together = max if name == "percent_complete" else math.fsum
        amounts = {month: together([value for _, value in values]) for month, values in by_month}
    return _line_of(name, amounts, rows)


def line_of(rows: Sequence[Any], name: str) -> Line:
    """One column of rows by month, whatever sheet they are of."""
    return _line(rows, name)


def _line_of(name: str, amounts: Mapping[Month, float], rows: Sequence[Period]) -> Line:
    return Line(name, amounts, rows, max(amounts, default=None))
