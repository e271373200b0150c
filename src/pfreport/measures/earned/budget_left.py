"""What is left of the budget: variances at completion, contingency, and the performance still
needed.
"""

from __future__ import annotations

from pfreport.measures.earned.value import STANDARD
from pfreport.measures.engine.facts import ProjectFacts, missing
from pfreport.measures.engine.measurement import Outcome, Traced, Value, undefined
from pfreport.measures.engine.registry import Better, Enters, Wider, measure
from pfreport.reasons import Because


@measure(
    "vac",
    "Variance at completion",
    unit="money",
    better=Better.HIGHER,
    formula="BAC - EAC",
    source=STANDARD,
    wider=Wider.SUM,
)
def variance_at_completion(budget_at_completion: float, estimate_at_completion: float) -> Value:
    """By how much the final cost stays below the budget; favourable when positive."""
    return budget_at_completion - estimate_at_completion


@measure(
    "vac_pct",
    "Variance at completion, share",
    unit="fraction",
    better=Better.HIGHER,
    formula="VAC / BAC",
    source=STANDARD,
    wider=Wider.RATIO_OF_SUMS,
)
def variance_at_completion_percentage(
    variance_at_completion: float, budget_at_completion: float
) -> Value:
    """Variance at completion over the budget; favourable when positive."""
    return (
        variance_at_completion / budget_at_completion
        if budget_at_completion
        else undefined(Because.BUDGET_IS_ZERO)
    )


@measure(
    "contingency",
    "Contingency left",
    unit="money",
    better=Better.HIGHER,
    formula="Contingency",
    source=STANDARD,
    wider=Wider.SUM,
)
def contingency_left(facts: ProjectFacts) -> Outcome:
    """What is left of the money held outside the budget."""
    return _field(facts, "contingency", "Contingency")


@measure(
    "contingency_approved",
    "Contingency approved",
    unit="money",
    better=Better.NEITHER,
    formula="Contingency approved",
    source=STANDARD,
    wider=Wider.SUM,
)
def contingency_approved(facts: ProjectFacts) -> Outcome:
    """The money held outside the budget, as approved."""
    return _field(facts, "contingency_approved", "Contingency approved")


@measure(
    "vac_with_contingency",
    "Variance at completion with contingency",
    unit="money",
    better=Better.HIGHER,
    formula="VAC + Contingency",
    source=STANDARD,
    wider=Wider.SUM,
)
def variance_with_contingency(variance_at_completion: float, contingency_left: float) -> Value:
    """What would be left of budget and contingency: printed, never rated."""
    return variance_at_completion + contingency_left


@measure(
    "tcpi_bac",
    "To-complete index for the budget",
    unit="ratio",
    better=Better.LOWER,
    formula="(BAC - EV) / (BAC - AC)",
    source=STANDARD,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def to_complete_index_for_budget(
    budget_at_completion: float, earned_value: float, actual_cost: float
) -> Value:
    """The CPI the rest must reach for the budget to hold."""
    if not budget_at_completion:
        return undefined(Because.BUDGET_IS_ZERO)
    if earned_value >= budget_at_completion:
        return undefined(Because.COMPLETE)
    if actual_cost >= budget_at_completion:
        return undefined(Because.BUDGET_EXHAUSTED)
    return (budget_at_completion - earned_value) / (budget_at_completion - actual_cost)


@measure(
    "tcpi_eac",
    "To-complete index for the estimate",
    unit="ratio",
    better=Better.LOWER,
    formula="(BAC - EV) / (EAC - AC)",
    source=STANDARD,
    enters=Enters.DELIVERY,
    wider=Wider.RATIO_OF_SUMS,
)
def to_complete_index_for_estimate(
    budget_at_completion: float,
    earned_value: float,
    estimate_at_completion: float,
    actual_cost: float,
) -> Value:
    """The CPI the rest must reach for the estimate to hold."""
    if earned_value >= budget_at_completion:
        return undefined(Because.COMPLETE)
    if estimate_at_completion <= actual_cost:
        return undefined(Because.NOTHING_LEFT_TO_SPEND)
    return (budget_at_completion - earned_value) / (estimate_at_completion - actual_cost)


def _field(facts: ProjectFacts, name: str, heading: str) -> Outcome:
    value = getattr(facts.project, name)
    return (
        missing(facts.project, name, heading)
        if value is None
        else Traced(value, {heading: facts.given(name)})
    )
