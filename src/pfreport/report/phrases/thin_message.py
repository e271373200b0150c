"""The headline where there is no forecast: what is declared, what is budgeted, when it is to
finish.
"""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.model.project import Status
from pfreport.report.parts.figures import Figures, known_in_base, of_portfolio, total
from pfreport.report.parts.subjects import (
    Standing,
    by_colour,
    projects,
    refs,
    standing,
    with_status,
)
from pfreport.report.words import member, say
from pfreport.values import Count, Day, Money, Sentence, Several
from pfreport.words.keys import Key


def without_forecast(findings: Findings) -> Sentence:
    """The first of what is known: declared ratings, budgets, the slip, the finishes."""
    lights = standing(findings)
    return (
        _as_declared(findings, lights)
        if lights.declared
        else _as_stated(findings, of_portfolio(findings))
    )


def _as_declared(findings: Findings, lights: Standing) -> Sentence:
    red, whole_portfolio = lights.by_light[Rag.RED], lights.total == len(projects(findings))
    of = say(
        "executive.of.all" if whole_portfolio else "executive.of.delivery", n=Count(lights.total)
    )
    if lights.total == 1:
        ((rag, ids),) = ((rag, ids) for rag, ids in lights.by_light.items() if ids)
        return say("executive.declared.one", project=refs(findings, ids), colour=member("rag", rag))
    if not red:
        return say("executive.declared.no_red", of=of, rest=by_colour(lights))
    own = known_in_base(findings, red, "bac")
    whole = known_in_base(findings, lights.project_ids, "bac")
    if not own:
        return say(
            "executive.declared.red.count", of=of, red=Count(len(red)), projects=refs(findings, red)
        )
    base = findings.measurements.base_currency
    amounts = {"amount": Money(total(own), base), "budget": Money(total(whole), base)}
    # what a red project does not state would only add to the sum
    return say(
        "executive.declared.red" if len(own) == len(red) else "executive.declared.red.least",
        of=of,
        red=Count(len(red)),
        **amounts,
    )


def _as_stated(findings: Findings, figures: Figures) -> Sentence:
    count = Count(len(projects(findings)))
    covered = figures.by_id["bac"].coverage if figures.partial("bac") else None
    if covered is not None:
        counts = {"stated": Count(covered.stated), "of": Count(covered.of)}
        return say(
            "executive.no_forecast.part",
            **counts,
            budget=figures.value("bac"),
            why=figures.why("eac"),
        )
    if figures.known("bac"):
        return say(
            "executive.no_forecast", n=count, budget=figures.value("bac"), why=figures.why("eac")
        )
    return _without_budget(findings, figures, count)


def _without_budget(findings: Findings, figures: Figures, count: Count) -> Sentence:
    pipeline = (p.project_id for p in with_status(findings, Status.PROPOSED))
    asked = known_in_base(findings, pipeline, "bac")
    if asked and len(asked) == len(projects(findings)):
        return say(
            "executive.proposed",
            n=count,
            amount=Money(total(asked), findings.measurements.base_currency),
        )
    proposed = with_status(findings, Status.PROPOSED)
    cancelled = with_status(findings, Status.CANCELLED)
    if len(proposed) + len(cancelled) == len(projects(findings)):
        kinds = [
            (status, len(members))
            for status, members in ((Status.PROPOSED, proposed), (Status.CANCELLED, cancelled))
            if members
        ]
        parts = tuple(
            say("executive.of_status", n=Count(number), status=member("status", status))
            for status, number in kinds
        )
        return (
            say("executive.none_counts", n=count, parts=Several(parts))
            if count.value > 1
            else say("executive.one", status=member("status", kinds[0][0]))
        )
    slip = figures.number("finish_slip_days[median]")
    if slip is not None:
        key: Key = (
            "executive.no_budget.late"
            if slip > 0
            else "executive.no_budget.early"
            if slip
            else "executive.no_budget.on_time"
        )
        return say(key, n=count, days=figures.size("finish_slip_days[median]"))
    ahead = [p for p in projects(findings) if p.status not in (Status.COMPLETED, Status.CANCELLED)]
    finishes = [p.baseline_finish for p in ahead if p.baseline_finish is not None]
    if not finishes:
        return say("executive.no_budget", n=count)
    if len(set(finishes)) == 1:
        return say("executive.no_budget.finish", n=Count(len(finishes)), day=Day(finishes[0]))
    return say(
        "executive.no_budget.finishes",
        n=Count(len(finishes)),
        first=Day(min(finishes)),
        last=Day(max(finishes)),
    )
