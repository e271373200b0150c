"""The slip against the original baseline: the slip of today's baseline with all that a new baseline
would hide.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable

from pfreport.advice.findings import Findings
from pfreport.measures.engine.registry import Enters
from pfreport.report.parts.figures import Figures, of_project
from pfreport.report.parts.subjects import counting
from pfreport.values import Absent, Days, Value


def original_days(figures: Figures) -> float | None:
    """Slip of the finish + growth of the finish, in days; None where either is not known."""
    slip, growth = figures.number("finish_slip_days"), figures.number("finish_growth_days")
    return None if slip is None or growth is None else slip + growth


def original_slip(figures: Figures) -> Value:
    """One project's slip against its original baseline, or why it is not known."""
    days = original_days(figures)
    if days is not None:
        return Days(days)
    return Absent(
        (
            figures.why("finish_growth_days")
            if figures.known("finish_slip_days")
            else figures.why("finish_slip_days")
        ).text
    )


def median_original_slip(findings: Findings, project_ids: Iterable[str]) -> Days | None:
    """The median over those of these projects that are in delivery; None unless it is known for all
    of them.
    """
    delivered = set(counting(findings, Enters.DELIVERY))
    slips = [original_days(of_project(findings, key)) for key in project_ids if key in delivered]
    known = [days for days in slips if days is not None]
    return Days(statistics.median(known)) if known and len(known) == len(slips) else None
