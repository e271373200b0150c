"""Progress: the share of the work that is done, by month or by a project's earned value method."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from pfreport.kinds import Month
from pfreport.measures.engine.data_month import DataMonth
from pfreport.measures.engine.facts import ProjectFacts, is_blank, missing
from pfreport.measures.engine.measurement import Coverage, Given, Undefined, undefined
from pfreport.model.delivery import Deliverable, DeliverableStatus, Milestone
from pfreport.model.project import EarnedValueMethod
from pfreport.reasons import Because, Reason

DONE = frozenset({DeliverableStatus.DELIVERED, DeliverableStatus.ACCEPTED})
BEGUN = {EarnedValueMethod.ZERO_HUNDRED: 0.0, EarnedValueMethod.FIFTY_FIFTY: 0.5}


@dataclass(frozen=True, slots=True)
class Share:
    """The share of the work that is done, with the cells it was read from; `coverage` where rows of
    its list were left out.
    """

    value: float
    given: Mapping[str, Given] = field(default_factory=dict)
    marks: tuple[Reason, ...] = ()
    coverage: Coverage | None = None


def percent_by(facts: ProjectFacts, month: Month) -> float:
    """The last Percent complete of Periods up to a month; none yet: 0."""
    last = _last(facts, month)
    return 0.0 if last is None else facts.percent.amounts[last]


def share_by_month(facts: ProjectFacts, month: Month) -> Share:
    """The last Percent complete of Periods up to a month, with its cell."""
    share, last = percent_by(facts, month), _last(facts, month)
    return Share(
        share, {} if last is None else {"Percent complete": facts.percent.given(share, last, last)}
    )


def share_by_method(facts: ProjectFacts, data: DataMonth) -> Share | Undefined | None:
    """The share of the work done by the project's earned value method; None where the method has
    nothing to go by.
    """
    method = facts.project.earned_value_method
    if method is None:
        return missing(facts.project, "earned_value_method", "Earned value method")
    if method is EarnedValueMethod.PHYSICAL:
        return _physical(facts, data)
    return (
        _of_milestones(facts, data.as_at)
        if method is EarnedValueMethod.MILESTONES
        else _of_deliverables(facts, data, BEGUN[method])
    )


def nothing_to_go_by(facts: ProjectFacts) -> Undefined:
    """Why there is no progress, where the method has nothing to go by."""
    method = facts.project.earned_value_method
    if method is EarnedValueMethod.PHYSICAL:
        return missing(facts.project, "percent_complete", "Percent complete")
    return undefined(
        Because.NO_MILESTONES
        if method is EarnedValueMethod.MILESTONES
        else Because.NO_DELIVERABLES,
        _method(facts),
    )


def undated(data: DataMonth) -> tuple[Reason, ...]:
    """The mark of a figure of the status date that stands beside figures of an earlier month."""
    return (Reason(Because.OTHER_MONTHS),) if data.late else ()


def _last(facts: ProjectFacts, month: Month) -> Month | None:
    return max((m for m in facts.percent.months if m <= month), default=None)


def _physical(facts: ProjectFacts, data: DataMonth) -> Share | Undefined | None:
    share = facts.project.percent_complete
    if share is not None:
        return Share(
            share,
            {"Percent complete": facts.given("percent_complete"), **_method(facts)},
            undated(data),
        )
    if is_blank(facts.project, "percent_complete"):
        return None
    return missing(facts.project, "percent_complete", "Percent complete")


def _of_milestones(facts: ProjectFacts, as_at: dt.date) -> Share | None:
    reached = {
        m: float(m.actual_date is not None and m.actual_date <= as_at) for m in facts.milestones
    }
    return _weighted(facts, "Milestones", "actual_date", reached)


def _of_deliverables(facts: ProjectFacts, data: DataMonth, begun: float) -> Share | None:
    credit = {
        d: _credit(d, begun)
        for d in facts.deliverables
        if d.status is not DeliverableStatus.DESCOPED
    }
    return _weighted(facts, "Deliverables", "status", credit, undated(data))


def _credit(deliverable: Deliverable, begun: float) -> float:
    if deliverable.status in DONE:
        return 1.0
    return begun if deliverable.status is DeliverableStatus.IN_PROGRESS else 0.0


def _weighted(
    facts: ProjectFacts,
    sheet: str,
    name: str,
    done: dict[Milestone, float] | dict[Deliverable, float],
    marks: tuple[Reason, ...] = (),
) -> Share | None:
    """Weight done over weight of all; a list of no weight has nothing to go by."""
    whole = math.fsum(row.weight for row in done)
    if not whole:
        return None
    share = math.fsum(row.weight * part for row, part in done.items()) / whole
    cells = tuple(place for row in done for place in row.cells(name, "weight"))
    left_out = facts.rows_left_out.get(sheet, 0)
    coverage = Coverage(len(done), len(done) + left_out) if left_out else None
    return Share(
        share, {sheet: Given(share, cells, "fraction"), **_method(facts)}, marks, coverage=coverage
    )


def _method(facts: ProjectFacts) -> dict[str, Given]:
    """The Earned value method, which a blank cell means too."""
    return {
        "Earned value method": Given(
            facts.project.earned_value_method, facts.project.cells("earned_value_method")
        )
    }
