"""Rules about risks: one way of saying how likely, and what is no risk any more."""

from __future__ import annotations

from collections.abc import Iterator

from pfreport.faults import Effect
from pfreport.workbook.rules.registry import ERROR, WARNING, Checked, Finding, rule


@rule("PF504", ERROR, Effect.ROW_LEFT_OUT)
def two_probabilities(checked: Checked) -> Iterator[Finding]:
    """How likely a risk is stands in one column."""
    for risk in checked.portfolio.risks:
        for fraction, score in (
            ("probability", "probability_score"),
            ("residual_probability", "residual_score"),
        ):
            if getattr(risk, fraction) is not None and getattr(risk, score) is not None:
                values = {"score": getattr(risk, score)}
                yield Finding(
                    risk, score, f"{getattr(risk, fraction):.0%}", values, unknown=(fraction, score)
                )


@rule("PF601", WARNING)
def certain_risk(checked: Checked) -> Iterator[Finding]:
    """What is certain is no risk."""
    for risk in checked.portfolio.risks:
        if risk.probability == 1 and risk.is_open:
            yield Finding(risk, "probability", "100%")


@rule("PF418", WARNING)
def risk_past_due(checked: Checked) -> Iterator[Finding]:
    """An open risk past its date needs a new one."""
    for risk in checked.portfolio.risks:
        if risk.is_open and risk.due_on and risk.due_on < checked.status_date:
            yield Finding(risk, "due_on", risk.due_on, {"status": str(risk.status)})
