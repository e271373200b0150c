"""The data month: up to which month both progress and cost are reported, so that neither is
compared with a later other.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from pfreport.kinds import Month, month_position
from pfreport.measures.engine.facts import ProjectFacts, Series, of_setting
from pfreport.measures.engine.measurement import Given, Undefined, undefined
from pfreport.model.project import Status
from pfreport.reasons import Because

STOPPED = frozenset({Status.COMPLETED, Status.CANCELLED, Status.ON_HOLD})
MOST_BEHIND = 1


@dataclass(frozen=True, slots=True)
class DataMonth:
    """The month a project's time and cost are taken at, and how many months it is behind the status
    month.

    `as_at` is the day they hold for: the status date, or the last day of an earlier month.
    `problem` says why time and cost are n/a. `reporting` is False where no more reports are due, so
    that an old month is no lateness. `given` is the Status where another one would have chosen
    another month.
    """

    month: Month
    behind: int
    as_at: dt.date
    problem: Undefined | None
    reporting: bool
    given: Mapping[str, Given] = field(default_factory=dict)

    @property
    def late(self) -> bool:
        """Whether figures stand as at a month earlier than the status month though reports are
        due.
        """
        return self.reporting and self.behind > 0

    @property
    def position(self) -> float:
        """Where `as_at` ends on the month axis."""
        return month_position(self.as_at)


@functools.lru_cache(maxsize=1)  # a project is measured at one go, and asks some twenty times
def data_month(facts: ProjectFacts) -> DataMonth:
    """The last month up to the status month with both progress and cost; the status month where
    neither is by month.
    """
    reporting = facts.project.status not in STOPPED
    month, status = (
        _last_reported(facts),
        {"Status": Given(facts.project.status, facts.project.cells("status"))},
    )
    if month is None:
        nothing = undefined(Because.NO_MONTH_OF_PROGRESS_AND_COST, status)
        return DataMonth(facts.status_month, 0, facts.status_date, nothing, reporting)
    behind = facts.status_month.ordinal - month.ordinal
    stale = behind > MOST_BEHIND
    return DataMonth(
        month=month,
        behind=behind,
        as_at=month.last_day if behind else facts.status_date,
        problem=undefined(Because.NOT_REPORTED_SINCE, status, month=month)
        if stale and reporting
        else None,
        reporting=reporting,
        given={} if reporting or not (stale or _outlasts(facts, month)) else status,
    )


def day_given(facts: ProjectFacts, data: DataMonth) -> dict[str, Given]:
    """What says which day a figure is taken at, where it depends on the day itself."""
    return {**({} if data.behind else of_setting(facts.settings, "status_date")), **data.given}


def progress_by_month(facts: ProjectFacts) -> Series:
    """The column of Periods that earned value comes from: Earned value, else Percent complete."""
    return facts.earned or facts.percent


def _last_reported(facts: ProjectFacts) -> Month | None:
    progress = _filled(progress_by_month(facts), facts.status_month)
    cost = _filled(facts.actual, facts.status_month)
    if not progress or not cost:
        return max(progress | cost, default=facts.status_month)
    if facts.project.status in STOPPED:
        # progress no longer moves: a month with cost alone (a late invoice) is reported in full
        progress |= {month for month in cost if month > max(progress)}
    return max(progress & cost, default=None)


def _outlasts(facts: ProjectFacts, month: Month) -> bool:
    """Whether progress ends before a month that has cost."""
    progress = progress_by_month(facts).amounts
    return bool(progress) and month not in progress


def _filled(column: Series, last: Month) -> set[Month]:
    return {month for month in column.amounts if month <= last}
