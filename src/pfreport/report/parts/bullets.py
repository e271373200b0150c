"""Bullets: spent, forecast and budget on one scale, with the bands a forecast is judged by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.measures.engine.registry import Enters
from pfreport.ratings.limits import Bounds
from pfreport.report.parts.figures import Figures, in_base, of_project, total
from pfreport.report.parts.subjects import counting, projects
from pfreport.values import Absent, Bullet

LEAST_SCALE_END = 1.25
MOST_SCALE_END = 2.0
"""Right end of the scale in budgets: wide enough for most overruns, so that one bad project does
not flatten the others.
"""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the bullets of one column share: the right end in budgets, and the bands of those that
    stand for several projects.
    """

    end: float
    bands: tuple[float, ...]


def scale(findings: Findings) -> Scale:
    """One scale for all bullets of the portfolio; common bands only where the limits are the same
    for every project.
    """
    shares = [
        of_project(findings, key).number("vac_pct") for key in counting(findings, Enters.MONEY)
    ]
    largest = max((1.0 - share for share in shares if share is not None), default=1.0)
    bands = {
        _bands(of_project(findings, project.project_id).limits.get("vac_pct"))
        for project in projects(findings)
    }
    return Scale(
        min(max(LEAST_SCALE_END, largest), MOST_SCALE_END), bands.pop() if len(bands) == 1 else ()
    )


def bullet(figures: Figures, on: Scale) -> Bullet | Absent | None:
    """One project's bullet in shares of its budget; the reason where there is no forecast, None
    where there is no budget.
    """
    budget, forecast, spent = figures.number("bac"), figures.number("eac"), figures.number("ac")
    if not budget:
        return None
    if forecast is None:
        return Absent(figures.why("eac").text)
    return Bullet(
        (spent or 0.0) / budget,
        forecast / budget,
        1.0,
        on.end,
        _bands(figures.limits.get("vac_pct")),
    )


def group_bullet(findings: Findings, project_ids: Iterable[str], on: Scale) -> Bullet | None:
    """Several projects as one bullet, made of those for which spent, forecast and budget are known;
    None without any.
    """
    amounts = {
        key: [in_base(findings, key, part) for part in ("ac", "eac", "bac")] for key in project_ids
    }
    known = {key: parts for key, parts in amounts.items() if None not in parts}
    spent, forecast, budget = (
        total({key: parts[place] or 0.0 for key, parts in known.items()}) for place in range(3)
    )
    return Bullet(spent / budget, forecast / budget, 1.0, on.end, on.bands) if budget else None


def _bands(limits: Bounds | None) -> tuple[float, ...]:
    """Where green and amber end, in budgets."""
    return () if limits is None else tuple(1.0 - bound.value for bound in limits.both)
