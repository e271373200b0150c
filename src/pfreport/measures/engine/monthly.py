"""Plan, progress and cost of every project by month in base currency, as one table to group and
pivot.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from pfreport.kinds import Month
from pfreport.measures.engine.facts import ProjectFacts, Series
from pfreport.measures.engine.measurement import Given

SERIES = ("planned", "earned", "actual", "forecast")


def by_month(projects: Iterable[ProjectFacts]) -> pd.DataFrame:
    """A row a project and month, indexed by both, with the columns of SERIES; NaN is blank.
    Projects without a rate are left out.
    """
    rows = [row for facts in projects for row in _rows(facts)]
    frame = pd.DataFrame(rows, columns=["project", "month", *SERIES]).set_index(
        ["project", "month"]
    )
    return frame.astype(float).sort_index(level="month", sort_remaining=False, kind="stable")


def totals(frame: pd.DataFrame) -> pd.DataFrame:
    """The portfolio's months: sums over the projects; NaN where no project has an entry. Exact, so
    in any order of rows.
    """
    return frame.groupby(level="month", sort=True).agg(_sum)


def _sum(values: pd.Series) -> float:
    known = values.dropna()
    return math.fsum(known) if len(known) else math.nan


def _rows(facts: ProjectFacts) -> Iterable[tuple[object, ...]]:
    if not isinstance(facts.rate, Given) or not isinstance(facts.rate.value, int | float):
        return
    rate, given = facts.rate.value, [_amounts(getattr(facts, name)) for name in SERIES]
    months: set[Month] = set().union(*given)
    for month in sorted(months):
        yield (
            facts.project.project_id,
            str(month),
            *(amounts[month] * rate if month in amounts else math.nan for amounts in given),
        )


def _amounts(series: Series) -> dict[Month, float]:
    """What is known by month; nothing where a sum over the series cannot be known."""
    return {} if series.unknown else dict(series.amounts)
