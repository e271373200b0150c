"""Quality: acceptance at the first attempt, checks passed, rework, defects, the customer's
rating.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter

from pfreport.measures.delivery.scope import is_accepted
from pfreport.measures.engine.facts import ProjectFacts, cell, missing
from pfreport.measures.engine.lists import add_up, count, left_out, no_row
from pfreport.measures.engine.measurement import Outcome, Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.model.delivery import Deliverable, DeliverableStatus, QualityMonth
from pfreport.reasons import Because

ACCEPTANCE = "First-pass yield after Six Sigma (Harry and Schroeder, 2000), on deliverables"
SOURCE = "ISO/IEC 25023 and PMI, PMBOK Guide, Control Quality"
_DEFECTS = {
    "critical": "open_critical_defects",
    "major": "open_major_defects",
    "minor": "open_minor_defects",
}


@measure(
    "deliverables_judged",
    "Deliverables judged",
    unit="count",
    better=Better.NEITHER,
    formula="deliverables Accepted, Rejected, or with Rejections",
    source=ACCEPTANCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def deliverables_judged(facts: ProjectFacts) -> Traced | Undefined:
    """How many deliverables the customer has judged."""
    return _number(
        facts,
        lambda d: (
            is_accepted(d, facts.status_date)
            or d.status is DeliverableStatus.REJECTED
            or d.rejections > 0
        ),
    )


@measure(
    "accepted_first_time",
    "Accepted at the first attempt",
    unit="count",
    better=Better.HIGHER,
    formula="deliverables Accepted without Rejections",
    source=ACCEPTANCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def accepted_first_time(facts: ProjectFacts) -> Traced | Undefined:
    """How many deliverables were accepted and never sent back."""
    return _number(facts, lambda d: is_accepted(d, facts.status_date) and d.rejections == 0)


@measure(
    "first_pass_acceptance",
    "First-pass acceptance",
    unit="fraction",
    better=Better.HIGHER,
    formula="Accepted without Rejections / (Accepted, Rejected, or with Rejections)",
    source=ACCEPTANCE,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def first_pass_acceptance(
    accepted_first_time: float, deliverables_judged: float
) -> float | Undefined:
    """Share of judged deliverables that were right at the first attempt."""
    return (
        accepted_first_time / deliverables_judged
        if deliverables_judged
        else undefined(Because.NO_DELIVERABLE_JUDGED)
    )


@measure(
    "checks_done",
    "Checks done",
    unit="count",
    better=Better.NEITHER,
    formula="sum of Checks done to the status month, of months that have Checks passed too",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def checks_done(facts: ProjectFacts) -> Traced | Undefined:
    """Tests, reviews and inspections so far."""
    return _paired(facts, "checks_done", "checks_passed")


@measure(
    "checks_passed",
    "Checks passed",
    unit="count",
    better=Better.HIGHER,
    formula="sum of Checks passed to the status month, of months that have Checks done too",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def checks_passed(facts: ProjectFacts) -> Traced | Undefined:
    """How many of the checks passed."""
    return _paired(facts, "checks_passed", "checks_done")


@measure(
    "check_pass_rate",
    "Check pass rate",
    unit="fraction",
    better=Better.HIGHER,
    formula="Checks passed / Checks done, to the status month",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def check_pass_rate(checks_passed: float, checks_done: float) -> float | Undefined:
    """Share of checks that passed."""
    return checks_passed / checks_done if checks_done else undefined(Because.NO_CHECKS)


@measure(
    "effort_hours",
    "Effort",
    unit="count",
    better=Better.NEITHER,
    formula="sum of Effort hours to the status month, of months that have Rework hours too",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def effort_hours(facts: ProjectFacts) -> Traced | Undefined:
    """Hours worked so far."""
    return _paired(facts, "effort_hours", "rework_hours")


@measure(
    "rework_hours",
    "Rework",
    unit="count",
    better=Better.LOWER,
    formula="sum of Rework hours to the status month, of months that have Effort hours too",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
)
def rework_hours(facts: ProjectFacts) -> Traced | Undefined:
    """Hours of them spent on doing things again."""
    return _paired(facts, "rework_hours", "effort_hours")


@measure(
    "rework_share",
    "Rework share",
    unit="fraction",
    better=Better.LOWER,
    formula="Rework hours / Effort hours, to the status month",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def rework_share(rework_hours: float, effort_hours: float) -> float | Undefined:
    """Share of effort spent on rework."""
    return rework_hours / effort_hours if effort_hours else undefined(Because.NO_EFFORT)


@measure(
    "defects_open",
    "Open defects",
    unit="count",
    better=Better.LOWER,
    formula="open defects of one severity in the last month up to the status month that gives them",
    source=SOURCE,
    enters=Enters.DELIVERY,
    wider=Wider.SUM,
    keyed=True,
)
def defects_open(facts: ProjectFacts) -> Mapping[str, Outcome]:
    """Open defects by severity."""
    absent = no_row(facts, QualityMonth, facts.quality)
    return {severity: absent or _last_given(facts, name) for severity, name in _DEFECTS.items()}


@measure(
    "satisfaction",
    "Customer satisfaction",
    unit="score",
    better=Better.HIGHER,
    formula="Satisfaction, 1 to 5",
    source="ISO 10004, monitoring and measuring customer satisfaction",
    enters=Enters.DELIVERY,
    wider=Wider.MEDIAN_AND_WORST,
)
def satisfaction(facts: ProjectFacts) -> Traced | Undefined:
    """The customer's rating of what was delivered."""
    given = facts.project.satisfaction
    if given is None:
        return missing(facts.project, "satisfaction", "Satisfaction")
    return Traced(given, {"Satisfaction": facts.given("satisfaction")})


def _number(facts: ProjectFacts, counts: Callable[[Deliverable], bool]) -> Traced | Undefined:
    absent = no_row(facts, Deliverable, facts.deliverables)
    rows = [d for d in facts.deliverables if counts(d)]
    return absent or count(
        rows, ("status", "rejections", "accepted_on"), left_out=left_out(facts, Deliverable)
    )


def _paired(facts: ProjectFacts, name: str, beside: str) -> Traced | Undefined:
    """Sum of one column over the months that fill another too: a ratio of the two must not mix
    months.
    """
    absent = no_row(facts, QualityMonth, facts.quality)
    if absent:
        return absent
    rows = [
        q for q in _to_date(facts) if getattr(q, name) is not None or getattr(q, beside) is not None
    ]
    both = [q for q in rows if getattr(q, name) is not None and getattr(q, beside) is not None]
    if not both:
        heading = " and ".join(sorted(part.replace("_", " ") for part in (name, beside)))
        return undefined(Because.NO_MONTH_OF_TWO_COLUMNS, columns=heading)
    return add_up(
        both,
        attrgetter(name),
        (name,),
        none_known=Because.NO_MONTH_GIVEN,
        left_out=len(rows) - len(both) + left_out(facts, QualityMonth),
    )


def _last_given(facts: ProjectFacts, name: str) -> Traced | Undefined:
    """The last month's figure; an unreadable one later than that makes it unknown rather than
    old.
    """
    for row in sorted(_to_date(facts), key=lambda q: q.period, reverse=True):
        if getattr(row, name) is not None:
            return Traced(float(getattr(row, name)), {str(row.period): cell(row, name)})
        if name in row.absent:
            return missing(row, name, f"figure of {row.period}")
    return undefined(Because.NO_MONTH_GIVEN)


def _to_date(facts: ProjectFacts) -> list[QualityMonth]:
    return [q for q in facts.quality if q.period <= facts.status_month]
