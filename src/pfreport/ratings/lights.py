"""The seven lights of a project, one function each: figures against limits, the worst decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pfreport.kinds import Rag
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.risk.threats import open_threats
from pfreport.ratings.case import Case
from pfreport.ratings.limits import Bounds, too_early
from pfreport.ratings.verdict import Judged, Unrated, Verdict, weighed
from pfreport.ratings.workload import UTILISATION
from pfreport.reasons import Because, Reason
from pfreport.values import Months, Sentence, Share

NOT_GIVEN = Reason(Because.NOT_GIVEN)
# Reasons for having no value that say enough to be judged by.
_TELLING = {
    "contingency_cover": (Because.NOTHING_TO_COVER, Rag.GREEN),
    UTILISATION: (Because.NO_CAPACITY, Rag.RED),
}


def time(case: Case) -> Verdict:
    """Schedule performance and the slip of the finish; Grey in the plan's first month."""
    elapsed, least = case.number("at"), too_early().months
    if elapsed is not None and elapsed < least:
        return Verdict(
            Rag.GREY,
            reason=Sentence(
                "rating.early.time", {"elapsed": Months(elapsed), "limit": Months(least)}
            ),
        )
    return _by_limits(case, "time")


def cost(case: Case) -> Verdict:
    """Cost performance and the variance at completion; Grey without actuals and while next to
    nothing is earned or spent.
    """
    found = case.figures.get("cpi")
    if found is not None and found.is_undefined(Because.NO_ACTUALS):
        return Verdict(Rag.GREY, reason=Sentence("rating.no_actuals"))
    if _barely_begun(case):
        return Verdict(
            Rag.GREY,
            reason=Sentence("rating.early.cost", {"limit": Share(too_early().budget_share)}),
        )
    return _by_limits(case, "cost")


def scope(case: Case) -> Verdict:
    """What was due and is delivered, and how much the scope has changed."""
    return _by_limits(case, "scope")


def quality(case: Case) -> Verdict:
    """Acceptance at the first attempt, open critical defects, the customer's satisfaction."""
    return _by_limits(case, "quality")


def risk(case: Case) -> Verdict:
    """The worst open threat and what contingency covers; no row in Risks is not the same as no
    risk.
    """
    if not case.facts.risks:
        return Verdict(Rag.GREY, reason=Sentence("rating.no_risks"))
    if not open_threats(case.facts.risks):
        return Verdict(Rag.GREEN, reason=Sentence("rating.no_open_threat"))
    return _by_limits(case, "risk")


def benefits(case: Case) -> Verdict:
    """What was received of the benefits due."""
    return _by_limits(case, "benefits")


def resources(case: Case) -> Verdict:
    """The role months ahead that the project needs people in: those past a limit, or the busiest
    where none is.
    """
    bounds = case.limits[UTILISATION]
    if not case.workload:
        return weighed((), (Unrated(UTILISATION, NOT_GIVEN),))
    found = [_judged(load.utilisation, bounds) for load in case.workload]
    judged = sorted((one for one in found if isinstance(one, Judged)), key=_busiest_first)
    unrated = [one for one in found if isinstance(one, Unrated)]
    return weighed([one for one in judged if one.rag is not Rag.GREEN] or judged[:1], unrated)


LIGHTS: Mapping[str, Callable[[Case], Verdict]] = MappingProxyType(
    {
        "time": time,
        "cost": cost,
        "scope": scope,
        "quality": quality,
        "risk": risk,
        "benefits": benefits,
        "resources": resources,
    }
)


def _by_limits(case: Case, light: str) -> Verdict:
    """The figures the light has limits for."""
    found = [_judged(case.figures.get(bounds.measure), bounds) for bounds in case.limits_for(light)]
    judged = [one for one in found if isinstance(one, Judged)]
    return weighed(judged, [one for one in found if isinstance(one, Unrated)])


def _judged(found: Measurement | None, bounds: Bounds) -> Judged | Unrated:
    """A figure with a mark is printed and not rated."""
    if found is None:
        return Unrated(bounds.measure, NOT_GIVEN)
    if found.known:
        return (
            Unrated(found.id, found.marks[0])
            if found.marks
            else Judged(found, bounds, bounds.judge(found.number))
        )
    code, rag = _TELLING.get(bounds.measure, (None, Rag.GREY))
    if code is not None and found.is_undefined(code):
        return Judged(found, bounds, rag)
    return Unrated(found.id, found.why)


def _barely_begun(case: Case) -> bool:
    budget, earned, spent = case.number("bac"), case.number("ev"), case.number("ac")
    if not budget or earned is None or spent is None:
        return False
    return max(earned, spent) < too_early().budget_share * budget


def _busiest_first(judged: Judged) -> float:
    return -judged.measurement.number if judged.measurement.known else float("-inf")
