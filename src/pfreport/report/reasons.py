"""Advice in words: what a choice is worth, what keeps a project out, what to do and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pfreport.advice.actions import Action
from pfreport.advice.constraints import Constraint, Sort
from pfreport.advice.findings import Findings
from pfreport.advice.selection import Case, Objective, Selection
from pfreport.kinds import Month, normalised
from pfreport.measures.fiscal import FiscalYear, fiscal_year
from pfreport.model.governance import DecisionType
from pfreport.model.project import Status
from pfreport.report.figures import in_base
from pfreport.report.subjects import ref, refs
from pfreport.report.words import say, term
from pfreport.settings import Settings
from pfreport.values import Count, InMonth, Money, Months, Ratio, Sentence, Several, Share, Value, Words


def worth(case: Case, amount: float) -> Money | Share | Ratio:
    """A value in the unit of what a choice is to have most of."""
    match case.objective:
        case Objective.VALUE:
            return Money(amount, case.rules.settings.base_currency)
        case Objective.ALIGNMENT | Objective.MIX:
            return Ratio(amount)


def reason(findings: Findings, action: Action) -> Sentence:
    """Why a project is to be done what with, from the figures or the constraints that bind."""
    selection = findings.advice.selection
    if selection is None:
        raise ValueError("actions follow from a selection")
    return _inside(findings, selection.case, action) if action.inside else _outside(findings, selection, action)


def keeps_out(findings: Findings, selection: Selection, action: Action) -> Several:
    """Everything that adding a project to the chosen would break, each with its figures."""
    with_it = {*selection.chosen, action.project_id}
    return _several(_broken(findings, selection, action.obstacles, with_it))


def breaks(findings: Findings, selection: Selection, found: Sequence[Constraint], chosen: Iterable[str]) -> Several:
    """Everything that some projects together break, each with its figures."""
    return _several(_broken(findings, selection, found, set(chosen)))


def fiscal_year_name(label: int, settings: Settings) -> Words:
    """`FY 2027`, by the label of the Funding sheet."""
    starts = (Month(label - 1, settings.fiscal_year_start_month), Month(label, settings.fiscal_year_start_month))
    years = (fiscal_year(month, settings) for month in starts)
    return Words(next((year.name for year in years if year.label == label), FiscalYear(label, starts[1]).name))


def months(found: Sequence[Month]) -> Sentence:
    """From the first to the last of several months; the one alone."""
    first, last = InMonth(min(found)), InMonth(max(found))
    return say("funding.month", month=first) if first == last else say("funding.months", first=first, last=last)


def by_role(found: Iterable[tuple[str, Month, float]]) -> dict[str, list[tuple[Month, float]]]:
    """Months and amounts by role, in the order of months."""
    grouped: dict[str, list[tuple[Month, float]]] = {}
    for role, month, amount in sorted(found, key=lambda one: (normalised(one[0]), one[1])):
        grouped.setdefault(role, []).append((month, amount))
    return grouped


def value_to_go(findings: Findings, project_id: str) -> float | None:
    """A project's value to go in base currency."""
    return in_base(findings, project_id, "npv_to_go")


def bucket_bound(case: Case, constraint: Constraint) -> float:
    """The share a bucket's constraint asks for."""
    _, minimum, maximum = case.rules.buckets[normalised(str(constraint.about[0]))]
    return (minimum if constraint.about[1] == "minimum" else maximum) or 0.0


def month_of(constraint: Constraint) -> Month:
    """The month a constraint on people is about."""
    month = constraint.about[1]
    if not isinstance(month, Month):
        raise TypeError(f"{constraint.id} names no month")
    return month


def _several(values: Iterable[Value]) -> Several:
    found = tuple(values)
    return Several(found, most=len(found))


def _inside(findings: Findings, case: Case, action: Action) -> Sentence:
    project = action.candidate.project
    if action.unjudged is not None:
        why = Words(action.unjudged)
        if not project.mandatory:
            return say("funding.in.unjudged", why=why)
        return say("funding.mandatory", why=_law(action), then=say("funding.mandatory.unjudged", why=why))
    brings = _brings(findings, case, action)
    if project.mandatory:
        return say("funding.mandatory", why=_law(action), then=brings)
    if action.act is DecisionType.FIX:
        trouble = "both" if action.red and action.exhausted else "red" if action.red else "exhausted"
        return say("funding.fix", brings=brings, trouble=term(f"funding.trouble.{trouble}"))
    exit_cost = action.candidate.exit_cost
    if not exit_cost:
        return say("funding.fits", brings=brings)
    return say("funding.fits.exit", brings=brings, exit=Money(exit_cost, case.rules.settings.base_currency))


def _law(action: Action) -> Value:
    """What makes a project mandatory."""
    reason = action.candidate.project.mandatory_reason
    return Words(reason.rstrip(". ")) if reason else term("funding.mandatory.no_reason")


def _brings(findings: Findings, case: Case, action: Action) -> Sentence:
    """What carrying it to its end is worth, and what that costs."""
    candidate = action.candidate
    cost = Money(candidate.cost or 0.0, case.rules.settings.base_currency, _figure(findings, action.project_id, "cost_to_go"))
    amount = candidate.value if case.objective is Objective.VALUE else case.gain(candidate)
    return say(f"funding.brings.{case.objective}", worth=worth(case, amount or 0.0), cost=cost)


def _figure(findings: Findings, project_id: str, measure: str) -> str | None:
    """The figure an amount in base currency is, where the project's own is in that currency."""
    facts = findings.measurements.facts[project_id]
    return findings.measurements.projects[project_id][measure].path if facts.currency == findings.measurements.base_currency else None


def _outside(findings: Findings, selection: Selection, action: Action) -> Sentence:
    case = selection.case
    if action.unjudged is not None:
        return say("funding.out.unjudged", why=Words(action.unjudged))
    if action.act is DecisionType.STOP:
        return _stop(findings, case, action)
    brings = _brings(findings, case, action)
    if not action.obstacles:
        return say("funding.out.nothing", brings=brings)
    said = say("funding.out", brings=brings, because=keeps_out(findings, selection, action))
    return say("funding.out.later", said=said, delay=Months(action.delay)) if action.delay else said


def _stop(findings: Findings, case: Case, action: Action) -> Sentence:
    brings = _brings(findings, case, action)
    exit_cost = action.candidate.exit_cost
    if not exit_cost:
        return say("funding.stop", brings=brings)
    return say("funding.stop.exit", brings=brings, exit=Money(exit_cost, findings.measurements.base_currency))


def _broken(findings: Findings, selection: Selection, found: Sequence[Constraint], chosen: set[str]) -> Iterator[Sentence]:
    """Constraints a choice breaks, in words; months of one role together."""
    case, base = selection.case, selection.case.rules.settings.base_currency
    people = [(str(c.about[0]), month_of(c), c.excess(chosen)) for c in found if c.sort is Sort.ROLE]
    for c in found:
        excess = Money(c.excess(chosen), base)
        match c.sort:
            case Sort.MONEY:
                yield say("funding.breaks.money", excess=excess, limit=Money(c.high, base))
            case Sort.YEAR:
                yield say("funding.breaks.year", excess=excess, year=fiscal_year_name(int(str(c.about[0])), case.rules.settings))
            case Sort.GROUP:
                holders = [key for key in c.weights if key in selection.chosen]
                yield say("funding.breaks.group", projects=refs(findings, holders), n=Count(len(holders)), group=Words(str(c.about[0])))
            case Sort.PREREQUISITE:
                yield _lacking(findings, c)
            case Sort.BUCKET:
                yield _bucket(case, c, chosen)
            case _:
                continue
    for role, of in by_role(people).items():
        yield say("funding.breaks.role", fte=Count(max(fte for _, fte in of)), role=Words(role), months=months([m for m, _ in of]))


def _lacking(findings: Findings, constraint: Constraint) -> Sentence:
    needed = str(constraint.about[1])
    cancelled = findings.portfolio.project_by_id[needed].status is Status.CANCELLED
    return say("funding.breaks.cancelled" if cancelled else "funding.breaks.prerequisite", project=ref(findings, needed))


def _bucket(case: Case, constraint: Constraint, chosen: set[str]) -> Sentence:
    """The share a bucket would have, beside its bound."""
    name, bound = str(constraint.about[0]), bucket_bound(case, constraint)
    costs = {c.id: c.cost or 0.0 for c in case.candidates if c.id in chosen}
    inside = [c.id for c in case.candidates if c.id in chosen and normalised(c.project.bucket or "") == normalised(name)]
    whole = sum(costs.values())
    share = sum(costs[key] for key in inside) / whole if whole else 0.0
    return say(f"funding.breaks.{constraint.about[1]}", bucket=Words(name), share=Share(share, limits=(bound,)), bound=Share(bound))
