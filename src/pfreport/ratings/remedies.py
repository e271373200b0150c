"""What would turn a figure Green: for each measure the value of one input that does it alone, the
others as they are.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

from pfreport.measures.delivery.finish import baseline_days
from pfreport.measures.delivery.scope import is_accepted, is_kept
from pfreport.measures.earned.plan import plan
from pfreport.measures.engine.measurement import Undefined
from pfreport.model.delivery import DeliverableStatus
from pfreport.ratings.case import Case
from pfreport.ratings.verdict import Judged
from pfreport.values import Count, Day, InMonth, Money, Sentence, Value, Words
from pfreport.words.catalogue import key_of

# A value computed from the limit may miss it by the rounding of binary fractions.
_ROUNDING = 1e-9


def remedy(case: Case, judged: Judged) -> Sentence | None:
    """The input that would turn a figure that is not green; None where none can within this
    baseline.
    """
    values = _REMEDIES[judged.bounds.measure](case, judged)
    return (
        None if values is None else Sentence(key_of("rating.green", judged.bounds.measure), values)
    )


Values = Mapping[str, Value] | None


def _earned_for_cost(case: Case, judged: Judged) -> Values:
    """Earned value of limit x actual cost; no more than the budget can be earned."""
    spent = case.number("ac")
    return None if spent is None else _earned(case, judged.bounds.amber.value * spent)


def _earned_for_time(case: Case, judged: Judged) -> Values:
    """The earned value planned for limit x the months gone; the plan must reach that far."""
    elapsed, line = case.number("at"), plan(case.facts)
    if elapsed is None or isinstance(line, Undefined):
        return None
    months = judged.bounds.amber.value * elapsed
    return None if months > line.duration + _ROUNDING else _earned(case, line.planned_by(months))


def _earned(case: Case, needed: float) -> Values:
    budget, earned = case.number("bac"), case.number("ev")
    if earned is None or (budget is not None and needed > budget * (1 + _ROUNDING)):
        return None
    return {"earned": _money(case, needed), "more": _money(case, needed - earned)}


def _estimate(case: Case, judged: Judged) -> Values:
    """An EAC of budget x (1 - limit); what is spent or ordered cannot be undone."""
    budget, spent = case.number("bac"), case.number("ac")
    if budget is None:
        return None
    needed, least = (
        budget * (1 - judged.bounds.amber.value),
        (spent or 0.0) + case.facts.committed.total(),
    )
    return None if needed < least else {"eac": _money(case, needed)}


def _finish_by_days(case: Case, judged: Judged) -> Values:
    return _finish(case, judged.bounds.amber.value)


def _finish_by_share(case: Case, judged: Judged) -> Values:
    length = baseline_days(case.facts)
    return None if length is None else _finish(case, judged.bounds.amber.value * length)


def _finish(case: Case, allowed_days: float) -> Values:
    """The finish at the allowance; a day that is past already cannot be met."""
    planned = case.project.baseline_finish
    if planned is None:
        return None
    latest = planned + dt.timedelta(days=math.floor(allowed_days + _ROUNDING))
    return None if latest < case.status_date else {"day": Day(latest)}


def _weight_delivered(case: Case, judged: Judged) -> Values:
    """How much of the weight due must be delivered."""
    due = case.number("scope_due")
    needed = judged.bounds.amber.value * (due or 0)
    return (
        None
        if due is None or needed > due * (1 + _ROUNDING)
        else {"needed": Count(needed), "due": Count(due)}
    )


def _taken_back(case: Case, judged: Judged) -> Values:
    """Dropped deliverables to take back; what a change added stays until the next baseline."""
    changed, original = case.number("scope_changed"), case.number("scope_original")
    if changed is None or original is None:
        return None
    needed = changed - math.floor(judged.bounds.amber.value * original + _ROUNDING)
    dropped = sum(not is_kept(d) and not d.added_by_change for d in case.facts.deliverables)
    return {"needed": Count(needed)} if needed <= dropped else None


def _accepted_first_time(case: Case, judged: Judged) -> Values:
    """Deliverables yet to be judged that must be accepted at the first attempt; what was sent back
    stays so.
    """
    accepted, out_of = case.number("accepted_first_time"), case.number("deliverables_judged")
    limit = judged.bounds.amber.value
    if accepted is None or out_of is None or limit >= 1:
        return None
    needed = math.ceil((limit * out_of - accepted) / (1 - limit) - _ROUNDING)
    return {"needed": Count(needed)} if needed <= _not_yet_judged(case) else None


def _not_yet_judged(case: Case) -> int:
    rejected = DeliverableStatus.REJECTED
    fresh = [
        d
        for d in case.facts.deliverables
        if is_kept(d) and d.rejections == 0 and d.status is not rejected
    ]
    return sum(not is_accepted(d, case.status_date) for d in fresh)


def _at_limit(case: Case, judged: Judged) -> Values:  # noqa: ARG001 - one signature for all
    """The limit itself, of a figure that is an input."""
    return {"limit": Count(judged.bounds.amber.value)}


def _contingency(case: Case, judged: Judged) -> Values:
    """The contingency to add so that limit x net exposure is covered."""
    held, exposed = case.number("contingency"), case.number("net_exposure")
    if held is None or exposed is None:
        return None
    return {"more": _money(case, judged.bounds.amber.value * exposed - held)}


def _received(case: Case, judged: Judged) -> Values:
    """The benefits that must have been received of those due."""
    due, received = case.number("benefit_due"), case.number("benefit_actual")
    if due is None or received is None:
        return None
    needed = judged.bounds.amber.value * due
    return {"received": _money(case, needed), "more": _money(case, needed - received)}


def _people(case: Case, judged: Judged) -> Values:
    """The FTE to move out of a role month."""
    load = next((one for one in case.workload if one.utilisation is judged.measurement), None)
    if load is None or load.capacity is None or not load.utilisation.known:
        return None
    excess = (load.utilisation.number - judged.bounds.amber.value) * load.capacity
    return {"fte": Count(excess), "role": Words(load.at.role), "month": InMonth(load.at.month)}


_REMEDIES: Mapping[str, Callable[[Case, Judged], Values]] = MappingProxyType(
    {
        "spi_t": _earned_for_time,
        "finish_slip_days": _finish_by_days,
        "finish_slip_pct": _finish_by_share,
        "cpi": _earned_for_cost,
        "vac_pct": _estimate,
        "scope_delivered": _weight_delivered,
        "scope_volatility": _taken_back,
        "first_pass_acceptance": _accepted_first_time,
        "defects_open[critical]": _at_limit,
        "satisfaction": _at_limit,
        "threat_score_worst": _at_limit,
        "contingency_cover": _contingency,
        "benefit_realisation": _received,
        "utilisation": _people,
    }
)


def _money(case: Case, amount: float) -> Money:
    return Money(amount, case.facts.currency)
