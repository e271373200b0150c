"""Advice in words: what a choice is worth, what to do with each project and why, what that
frees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pfreport.advice.actions import NOT_STARTED, Action
from pfreport.advice.findings import Findings
from pfreport.advice.selection import Case, Objective, Selection, needed_for
from pfreport.advice.solver import TIE
from pfreport.model.governance import DecisionType
from pfreport.reasons import reason_text
from pfreport.report.parts.figures import in_base
from pfreport.report.phrases.broken import at_most, broken, by_role, months
from pfreport.report.phrases.in_short import freed
from pfreport.report.words import say, term
from pfreport.values import Money, Months, Ratio, Sentence, Several, Share, Value, Words
from pfreport.words.catalogue import key_of

_MOST_ROLES = 2
"""So many roles are named that a project frees; the workbook has the rest."""


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
    if not action.inside:
        return _with_freed(selection.case, action, _outside(findings, selection, action))
    sentence = _inside(findings, selection, action)
    trouble = _trouble(action)
    return (
        say("funding.mend", said=sentence, trouble=trouble)
        if trouble is not None and sentence.key != "funding.fix"
        else sentence
    )


def value_to_go(findings: Findings, project_id: str) -> float | None:
    """A project's value to go in base currency."""
    return in_base(findings, project_id, "npv_to_go")


def _trouble(action: Action) -> Value | None:
    """What has to be mended; None where nothing has."""
    if action.act is not DecisionType.FIX:
        return None
    if action.red and action.exhausted:
        return term("funding.trouble.both")
    return term("funding.trouble.red" if action.red else "funding.trouble.exhausted")


def _inside(findings: Findings, selection: Selection, action: Action) -> Sentence:
    case, project = selection.case, action.candidate.project
    if action.unjudged is not None:
        why = Words(reason_text(action.unjudged))
        if not project.mandatory:
            return say("funding.in.unjudged", why=why)
        return say(
            "funding.mandatory", why=_law(action), then=say("funding.mandatory.unjudged", why=why)
        )
    brings = _brings(findings, case, action)
    if project.mandatory:
        return say("funding.mandatory", why=_law(action), then=brings)
    if case.gain(action.candidate) < -TIE:
        return _kept(findings, selection, action, brings)
    return _pays(case, action, brings)


def _pays(case: Case, action: Action, brings: Sentence) -> Sentence:
    """A project that is in for what it brings, or since leaving it would cost more than going
    on.
    """
    exit_cost, trouble = action.candidate.exit_cost, _trouble(action)
    exits = Money(exit_cost, case.rules.settings.base_currency)
    if exit_cost and case.objective is Objective.VALUE and (action.candidate.value or 0.0) < -TIE:
        return say("funding.fits.exit.more", brings=brings, exit=exits)
    if trouble is not None:
        return say("funding.fix", brings=brings, trouble=trouble)
    return (
        say("funding.fits.exit", brings=brings, exit=exits)
        if exit_cost
        else say("funding.fits", brings=brings)
    )


def _kept(findings: Findings, selection: Selection, action: Action, brings: Sentence) -> Sentence:
    """A project that loses and is in all the same: what would be broken without it."""
    key = action.project_id
    without = [project_id for project_id in selection.chosen if project_id != key]
    because = broken(
        findings, selection.case, needed_for(selection.case, selection.chosen, key), without, key
    )
    return (
        say("funding.kept", brings=brings, because=because)
        if because.values
        else say("funding.fits", brings=brings)
    )


def _law(action: Action) -> Value:
    """What makes a project mandatory."""
    reason = action.candidate.project.mandatory_reason
    return Words(reason.rstrip(". ")) if reason else term("funding.mandatory.no_reason")


def _brings(findings: Findings, case: Case, action: Action) -> Sentence:
    """What carrying it to its end is worth, and what that costs."""
    candidate = action.candidate
    cost = Money(
        candidate.cost or 0.0,
        case.rules.settings.base_currency,
        _figure(findings, action.project_id, "cost_to_go"),
    )
    amount = (candidate.value if case.objective is Objective.VALUE else case.gain(candidate)) or 0.0
    if case.objective is Objective.VALUE and amount < -TIE:
        return say("funding.loses", worth=worth(case, -amount), cost=cost)
    return say(key_of("funding.brings", case.objective), worth=worth(case, amount), cost=cost)


def _figure(findings: Findings, project_id: str, measure: str) -> str | None:
    """The figure an amount in base currency is, where the project's own is in that currency."""
    facts = findings.measurements.facts[project_id]
    return (
        findings.measurements.projects[project_id][measure].path
        if facts.currency == findings.measurements.base_currency
        else None
    )


def _outside(findings: Findings, selection: Selection, action: Action) -> Sentence:
    case = selection.case
    if action.unjudged is not None:
        return say("funding.out.unjudged", why=Words(reason_text(action.unjudged)))
    if action.act is DecisionType.STOP:
        return _stop(findings, case, action)
    brings = _brings(findings, case, action)
    if not action.obstacles:
        return say("funding.out.nothing", brings=brings)
    because = broken(
        findings, case, action.obstacles, (*selection.chosen, action.project_id), action.project_id
    )
    sentence = say("funding.out", brings=brings, because=because)
    return (
        say("funding.out.later", said=sentence, delay=Months(action.delay))
        if action.delay
        else sentence
    )


def _stop(findings: Findings, case: Case, action: Action) -> Sentence:
    """Stopped for its value where that is known, whatever the choice is to have most of."""
    by_value = action.candidate.value is not None and action.candidate.cost is not None
    brings = _brings(
        findings, replace(case, objective=Objective.VALUE) if by_value else case, action
    )
    exit_cost = action.candidate.exit_cost
    if action.candidate.project.status in NOT_STARTED:
        return say("funding.stop.begin", brings=brings)
    if not exit_cost:
        return say("funding.stop", brings=brings)
    return say(
        "funding.stop.exit",
        brings=brings,
        exit=Money(exit_cost, findings.measurements.base_currency),
    )


def _with_freed(case: Case, action: Action, sentence: Sentence) -> Sentence:
    """With the money and people that running on would have taken; nothing where it does not run
    today.
    """
    freed = tuple(_freed(case, action)) if action.candidate.in_today else ()
    return (
        say(
            key_of("funding.frees", action.act), said=sentence, what=Several(freed, most=len(freed))
        )
        if freed
        else sentence
    )


def _freed(case: Case, action: Action) -> Iterator[Value]:
    """Its cost to go less what leaving costs, and the roles it needs most of."""
    candidate, currency = action.candidate, case.rules.settings.base_currency
    money = freed(action)
    if money > 0:
        after = {"money": Money(money, currency), "exit": Money(candidate.exit_cost, currency)}
        yield say("funding.frees.exit", **after) if candidate.exit_cost else after["money"]
    demand = [
        (case.rules.roles[at.role], at.month, fte)
        for at, fte in candidate.demand.items()
        if at.role in case.rules.roles
    ]
    needs = by_role(demand)
    for role in sorted(
        needs, key=lambda role_name: (-sum(fte for _, fte in needs[role_name]), role_name)
    )[:_MOST_ROLES]:
        when, ftes = zip(*needs[role], strict=True)
        yield say("funding.frees.people", fte=at_most(ftes), role=Words(role), months=months(when))
