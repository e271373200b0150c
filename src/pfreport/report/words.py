"""The words of the reports, each once: sentences by key with named values, and terms.

In a sentence `{name}` prints a value; `{n:project|projects}` prints a count and its noun; `{n:#is|are}` only the word that
agrees with the count. Words of the one-of columns follow from the model (`status.On hold`, `phase.Execution`).
"""

from __future__ import annotations

from enum import StrEnum

from pfreport.kinds import Rag
from pfreport.model.delivery import ChangeStatus, DeliverableStatus, MilestoneType, Severity
from pfreport.model.governance import DecisionStatus, DecisionType
from pfreport.model.money import BenefitType
from pfreport.model.project import Phase, Status
from pfreport.model.risk import RiskStatus, RiskType
from pfreport.values import Sentence, Term, Value

_FAMILIES: dict[str, type[StrEnum]] = {
    "benefit_type": BenefitType,
    "change_status": ChangeStatus,
    "decision_status": DecisionStatus,
    "decision_type": DecisionType,
    "deliverable_status": DeliverableStatus,
    "milestone_type": MilestoneType,
    "phase": Phase,
    "rag": Rag,
    "risk_status": RiskStatus,
    "risk_type": RiskType,
    "severity": Severity,
    "status": Status,
}

WORDS: dict[str, str] = {
    # what stands inside other sentences
    "gap": "{amount} ({share})",
    "unit.full": "{what}, {currency}",
    "unit.thousands": "{what}, {currency} k",
    "coverage.projects": "{stated} of {of:project|projects}",
    "coverage.budget": "{stated} of {of:project|projects}, {share} of budget",
    # charts: labels, axes, text alternatives
    "chart.unit.one": "{currency}",
    "chart.unit.thousand": "{currency} thousand",
    "chart.unit.million": "{currency} million",
    "chart.unit.billion": "{currency} billion",
    "chart.cumulative": "{unit}, cumulative",
    "chart.head.month": "Month",
    "chart.head.planned": "Planned value",
    "chart.head.earned": "Earned value",
    "chart.head.actual": "Actual cost",
    "chart.s_curve.planned": "Planned value {amount}",
    "chart.s_curve.earned": "Earned value {amount}",
    "chart.s_curve.actual": "Actual cost {amount}",
    "chart.s_curve.short.planned": "Planned {amount}",
    "chart.s_curve.short.earned": "Earned {amount}",
    "chart.s_curve.short.actual": "Actual {amount}",
    "chart.s_curve.budget": "Budget {amount}",
    "chart.s_curve.high": "{amount} high",
    "chart.s_curve.eac": "{amount} EAC",
    "chart.s_curve.low": "{amount} low",
    "chart.s_curve.behind": "{days} behind the plan",
    "chart.s_curve.ahead": "{days} ahead of the plan",
    "chart.s_curve.alt": "{project}, cumulative at {day}: {parts}",
    "chart.s_curve.alt.forecast": "forecast {cost} ({low} to {high}) by {day}",
    "chart.finish.earned_schedule": "by earned schedule",
    "chart.finish.forecast": "forecast finish",
    "chart.finish.baseline": "baseline finish",
    "chart.finish.actual": "finished",
    "chart.head.project": "Project",
    "chart.head.cpi": "CPI",
    "chart.head.spi_t": "SPI(t)",
    "chart.head.budget": "Budget",
    "chart.head.cost_to_go": "Cost to go",
    "chart.head.milestone": "Milestone",
    "chart.head.baseline": "Baseline",
    "chart.head.now": "Actual or forecast",
    "chart.head.state": "State",
    "chart.head.slip": "Days late",
    "chart.head.year": "Fiscal year",
    "chart.not_known": "not known",
    "chart.performance.alt": "Of {of:project|projects}, {dear} {dear:#earns|earn} less than {dear:#it costs|they cost}, {late} {late:#is|are} behind the plan, {both} both",
    "chart.performance.cost": "CPI, cost",
    "chart.performance.time": "SPI(t), time",
    "chart.performance.note": "Area: budget, largest {largest}. Dark: outside a limit.",
    "chart.performance.under_late": "under cost, late",
    "chart.performance.under_ahead": "under cost, ahead",
    "chart.performance.over_late": "over cost, late",
    "chart.performance.over_ahead": "over cost, ahead",
    "chart.value_bubble.alt": "Value to go of {n:project|projects} by risk ({risk}): most {best} with {most}, least {worst} with {least}",
    "chart.value_bubble.up": "NPV to go, {unit}",
    "chart.value_bubble.npv_to_go": "NPV to go",
    "chart.value_bubble.roi": "Return on investment",
    "chart.value_bubble.exposure": "Risk exposure, % of budget",
    "chart.value_bubble.failure": "Chance of failure (100 % less feasibility)",
    "chart.value_bubble.note": "Area: cost to go, largest {largest}. Dark: below zero. Outlined: proposed.",
    "chart.milestones.alt": "{n:milestone|milestones}, {reached} reached, {late} later than the baseline, most of all {worst}, by {days}",
    "chart.milestones.alt.on_time": "{n:milestone|milestones}, {reached} reached, none later than the baseline",
    "chart.milestones.slip": "{days}",
    "chart.milestones.reached": "reached",
    "chart.milestones.expected": "expected",
    "chart.goal_coverage.alt": "Money, share of spend and progress of {n:goal|goals}",
    "chart.goal_coverage.alt.target": "Money, share of spend and progress of {n:goal|goals}; furthest below its target is {goal}, with {share} of spend for {target}",
    "chart.goal_coverage.goal": "Goal",
    "chart.goal_coverage.money": "Money behind it",
    "chart.goal_coverage.money_in": "Money behind it, {unit}",
    "chart.goal_coverage.share": "Share of spend",
    "chart.goal_coverage.target": "Target share",
    "chart.goal_coverage.progress": "Progress",
    "chart.goal_coverage.time": "Time gone",
    "chart.goal_coverage.share_target": "Spend and target",
    "chart.goal_coverage.progress_time": "Progress and time gone",
    "chart.goal_coverage.share_of": "{actual} of {planned}",
    "chart.goal_coverage.progress_of": "{actual} at {planned}",
    "chart.goal_coverage.no_goal": "No goal",
    "chart.reds.alt": "{n:red project|red projects}, per cent of budget: {parts}",
    "chart.reds.one": "{project} {spent} spent for {earned} earned",
    "chart.reds.one.forecast": "{project} {spent} spent for {earned} earned, forecast {forecast}",
    "chart.reds.title": "{spent} spent for {earned} earned",
    "chart.reds.title.late": "{spent} spent for {earned} earned; {days} late",
    "chart.reds.earned": "earned",
    "chart.reds.cost": "cost",
    "chart.reds.plan": "plan",
    "chart.reds.forecast": "Forecast",
    "chart.reds.low": "Low",
    "chart.reds.high": "High",
    "chart.benefits.alt": "Benefits from {first} to {last}: {planned} planned, {expected} received or expected, of that {actual} received",
    "chart.benefits.unit": "{unit}",
    "chart.benefits.planned": "Planned",
    "chart.benefits.actual": "Received",
    "chart.benefits.to_come": "To come",
    "chart.benefits.expected": "Now expected",
    "chart.money.alt": "Money from {first} to {last}: {planned} budgeted, {expected} forecast, of that {actual} spent",
    "chart.money.unit": "{unit}",
    "chart.money.planned": "Budget",
    "chart.money.actual": "Spent",
    "chart.money.to_come": "To come",
    "chart.money.expected": "Forecast",
    # lights: what each says
    "rating.final": "final",
    "rating.then": "{first} {then}",
    "rating.light.time": "time",
    "rating.light.cost": "cost",
    "rating.light.scope": "scope",
    "rating.light.quality": "quality",
    "rating.light.risk": "risk",
    "rating.light.benefits": "benefits",
    "rating.light.resources": "resources",
    "rating.unlit.Proposed": "Not rated: proposed.",
    "rating.unlit.Approved": "Not rated: approved, not started.",
    "rating.unlit.On hold": "Not rated: on hold.",
    "rating.unlit.Cancelled": "Not rated: cancelled.",
    "rating.nothing": "Nothing to rate on.",
    "rating.no_actuals": "No actuals booked.",
    "rating.early.cost": "Too early: less than {limit} of the budget is earned and spent.",
    "rating.early.time": "Too early: {elapsed} since the plan began, rated from {limit}.",
    "rating.no_risks": "Nothing to rate on: no risk is recorded.",
    "rating.no_open_threat": "No threat is open.",
    "rating.unrated": "Not rated: {measures}.",
    "rating.because": "{measure} ({why})",
    "rating.tcpi": "To meet the budget the rest must be earned at a CPI of {value}.",
    "rating.budget_exhausted": "The budget is exhausted and cannot be met.",
    "rating.stale": "Stale, {age}.",
    "rating.stale.grey": "Grey because the status is stale, {age}, limit {limit}.",
    "rating.limits": "Limits of pfreport, {dates}.",
    "rating.limit.own": "{limit} ({cell})",
    "rating.over": "{share} over",
    "rating.under": "{share} under",
    "rating.overall.Red.Red": "Red because {lights} {n:#is|are} red.",
    "rating.overall.Amber.Amber": "Amber because {lights} {n:#is|are} amber.",
    "rating.overall.Amber.Red": "Amber because {lights} {n:#is|are} red.",
    "rating.overall.Grey.Grey": "Grey because {lights} {n:#is|are} grey.",
    "rating.overall.Green.Green": "Green because {lights} {n:#is|are} green.",
    "rating.declared.better": "Declared {n:step|steps} better.",
    "rating.declared.worse": "Declared {n:step|steps} worse.",
    "rating.uncommented": "A RAG comment is needed.",
    "rating.name.spi_t": "SPI(t)",
    "rating.name.finish_slip_days": "slip",
    "rating.name.finish_slip_pct": "slip",
    "rating.name.cpi": "CPI",
    "rating.name.vac_pct": "EAC against budget",
    "rating.name.scope_delivered": "scope delivered",
    "rating.name.scope_volatility": "scope changed",
    "rating.name.first_pass_acceptance": "first-pass acceptance",
    "rating.name.defects_open[critical]": "critical defects",
    "rating.name.satisfaction": "satisfaction",
    "rating.name.threat_score_worst": "worst threat",
    "rating.name.contingency_cover": "contingency cover",
    "rating.name.benefit_realisation": "benefits received",
    "rating.name.role_month": "{role} in {month}",
    "rating.reading.spi_t": "SPI(t) {value}, limit {limit}.",
    "rating.reading.finish_slip_days": "Slip {value}, limit {limit}.",
    "rating.reading.finish_slip_pct": "Slip {value} of the baseline, limit {limit}.",
    "rating.reading.cpi": "CPI {value}, limit {limit}.",
    "rating.reading.vac_pct": "EAC {value} budget, limit {limit}.",
    "rating.reading.scope_delivered": "{value} of the scope due is delivered, limit {limit}.",
    "rating.reading.scope_volatility": "{value} of the scope changed, limit {limit}.",
    "rating.reading.first_pass_acceptance": "First-pass acceptance {value}, limit {limit}.",
    "rating.reading.defects_open[critical]": "Open critical defects {value}, limit {limit}.",
    "rating.reading.satisfaction": "Satisfaction {value}, limit {limit}.",
    "rating.reading.threat_score_worst": "The worst open threat scores {value}, limit below {limit}.",
    "rating.reading.contingency_cover": "Contingency {contingency} covers {value} of {net_exposure} exposed, limit {limit}.",
    "rating.reading.contingency_cover.unknown": "Nothing to cover.",
    "rating.reading.benefit_realisation": "{value} of the benefits due were received, limit {limit}.",
    "rating.reading.utilisation": "{role} {value} booked in {month}, limit {limit}.",
    "rating.reading.utilisation.unknown": "{role} needed in {month}, no capacity.",
    "rating.green": "Green at {what}.",
    "rating.hopeless": "Green not within this baseline: {measures}.",
    "rating.green.spi_t": "{earned} earned ({more} more)",
    "rating.green.finish_slip_days": "a finish by {day}",
    "rating.green.finish_slip_pct": "a finish by {day}",
    "rating.green.cpi": "{earned} earned ({more} more)",
    "rating.green.vac_pct": "an EAC of {eac}",
    "rating.green.scope_delivered": "{needed} of {due} of the weight due delivered",
    "rating.green.scope_volatility": "{needed:dropped deliverable|dropped deliverables} taken back",
    "rating.green.first_pass_acceptance": "{needed:more deliverable|more deliverables} accepted at the first attempt",
    "rating.green.defects_open[critical]": "{limit:open critical defect|open critical defects}",
    "rating.green.satisfaction": "a satisfaction of {limit}",
    "rating.green.threat_score_worst": "every threat below {limit}",
    "rating.green.contingency_cover": "{more} more contingency",
    "rating.green.benefit_realisation": "{received} received ({more} more)",
    "rating.green.utilisation": "{fte} FTE of {role} moved out of {month}",
    "rating.green.stale": "a status dated after {after}",
    "explain.limit.higher.1": "Green from {amber} up ({source})",
    "explain.limit.higher.2": "Green from {amber} up, Amber from {red} up ({source})",
    "explain.limit.lower.1": "Green up to {amber} ({source})",
    "explain.limit.lower.2": "Green up to {amber}, Amber up to {red} ({source})",
    "explain.limit.below.1": "Green below {amber} ({source})",
    "explain.limit.below.2": "Green below {amber}, Amber below {red} ({source})",
}


def say(key: str, /, **values: Value) -> Sentence:
    """A sentence by its key; KeyError for one that is not there."""
    WORDS[key]
    return Sentence(key, values)


def term(key: str) -> Term:
    """A word by its key; KeyError for one that is not there."""
    WORDS[key]
    return Term(key)


def member(family: str, value: StrEnum | None) -> Term | None:
    """The word for a value of a one-of column; None where the cell is blank."""
    return None if value is None else term(f"{family}.{value}")


def families() -> dict[str, str]:
    """The words that follow from the model: `phase.Execution` and the like; a status reads as a word in a line."""
    found = {f"{family}.{value}": value.value for family, values in _FAMILIES.items() for value in values}
    return {key: text.lower() if key.startswith(("status.", "rag.")) else text for key, text in found.items()}


WORDS.update(families())
