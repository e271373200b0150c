"""The message of a project report: the headline and the sentences under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.model.project import Project, Status
from pfreport.report.parts.amounts import CENT
from pfreport.report.parts.figures import Figures, of_project
from pfreport.report.parts.original import original_days
from pfreport.report.words import member, say, term
from pfreport.values import Day, Days, Sentence, Several, Value
from pfreport.words.keys import Key

UNDER_WAY = frozenset({Status.ACTIVE, Status.APPROVED, Status.ON_HOLD})


def project_headline(findings: Findings, project_id: str) -> Sentence:
    """Cost and finish against the baseline, in the words of the project's state."""
    project = findings.portfolio.project_by_id[project_id]
    figures = of_project(findings, project_id)
    if project.status is Status.APPROVED:
        return _approved(project, figures, findings.portfolio.settings.status_date)
    return _BY_STATUS.get(project.status or Status.ACTIVE, _under_way)(project, figures)


def project_lede(findings: Findings, project_id: str) -> tuple[Value, ...]:
    """What a reader must know beside the headline."""
    project = findings.portfolio.project_by_id[project_id]
    figures = of_project(findings, project_id)
    return tuple(_lede(project, figures))


def _under_way(project: Project, figures: Figures) -> Sentence:
    cost, time = _cost(figures), _time(figures)
    if cost and time:
        return say("project.both", cost=cost, time=time)
    if cost:
        return say("project.cost", cost=cost)
    if time:
        return say("project.time", time=time, why=figures.why("eac"))
    return _stated(project, figures)


def _stated(project: Project, figures: Figures) -> Sentence:
    """Neither cost nor finish can be judged: what is declared and stated."""
    declared = project.rag_overall if project.rag_overall is not Rag.GREY else None
    parts: list[Value] = []
    if figures.known("bac"):
        parts.append(say("project.stated.budget", budget=figures.value("bac")))
    if project.baseline_finish:
        parts.append(say("project.stated.finish", day=Day(project.baseline_finish)))
    hidden = (("budget", "budget"), ("baseline_finish", "finish"))
    parts += [
        member("project.withheld", name) for field, name in hidden if project.why(field).withheld
    ]
    if not parts and not declared:
        return say("project.neither", why=figures.why("eac"))
    rating = (
        say("project.stated.declared", colour=member("rag", declared))
        if declared
        else term("project.stated.unrated")
    )
    return (
        say("project.stated", rating=rating, others=Several(tuple(parts)))
        if parts
        else say("project.stated.alone", rating=rating)
    )


def _approved(project: Project, figures: Figures, today: dt.date) -> Sentence:
    """Before it starts there is nothing to say of progress, but that it should have begun."""
    if project.actual_start is not None or (figures.number("ac") or 0.0) > 0:
        return _under_way(project, figures)
    start = project.forecast_start or project.baseline_start
    if start is None:
        return say("project.approved")
    late = start < today
    if not figures.known("bac"):
        return say("project.approved.late" if late else "project.approved.start", start=Day(start))
    key: Key = "project.approved.late.budget" if late else "project.approved.start.budget"
    return say(key, start=Day(start), budget=figures.value("bac"))


def _proposed(_: Project, figures: Figures) -> Sentence:
    return (
        say("project.proposed.budget", budget=figures.value("bac"))
        if figures.known("bac")
        else say("project.proposed")
    )


def _on_hold(_: Project, figures: Figures) -> Sentence:
    if figures.known("ac") and figures.known("bac"):
        return say("project.on_hold.spent", spent=figures.value("ac"), budget=figures.value("bac"))
    return say("project.on_hold")


def _cancelled(_: Project, figures: Figures) -> Sentence:
    return (
        say("project.cancelled.spent", spent=figures.value("ac"))
        if figures.known("ac")
        else say("project.cancelled")
    )


def _completed(_: Project, figures: Figures) -> Sentence:
    cost, time = _cost(figures), _time(figures)
    if cost and time:
        return say("project.completed.both", cost=cost, time=time)
    if cost or time:
        return say("project.completed.one", what=cost or time or term("status.Completed"))
    return say("project.completed")


_BY_STATUS: dict[Status, Callable[[Project, Figures], Sentence]] = {
    Status.PROPOSED: _proposed,
    Status.ON_HOLD: _on_hold,
    Status.COMPLETED: _completed,
    Status.CANCELLED: _cancelled,
}


def _cost(figures: Figures) -> Sentence | None:
    """The forecast against the budget; None where it is not known."""
    variance = figures.number("vac")
    if variance is None:
        return None
    if abs(variance) < CENT:
        return say("clause.on_budget")
    return say("clause.over" if variance < 0 else "clause.under", gap=figures.gap("vac", "vac_pct"))


def _time(figures: Figures) -> Sentence | None:
    """The finish against the current baseline; None where it is not known."""
    slip = figures.number("finish_slip_days")
    if slip is None:
        return None
    if slip == 0:
        return say("clause.on_time")
    return say("clause.late" if slip > 0 else "clause.early", days=figures.size("finish_slip_days"))


def _lede(project: Project, figures: Figures) -> Iterator[Sentence]:
    if (
        project.status is Status.ACTIVE
        and not figures.known("eac")
        and not figures.known("finish_slip_days")
    ):
        yield say("project.lede.no_forecast", why=figures.why("eac"))
    if (
        figures.known("eac")
        and figures.known("bac")
        and project.status in UNDER_WAY
        and figures.number("ac")
    ):
        yield say(
            "project.lede.forecast", forecast=figures.value("eac"), budget=figures.value("bac")
        )
    total = original_days(figures)
    if total is not None and total != figures.number("finish_slip_days"):
        yield _against_original(total)
    if figures.known("finish_earned_schedule") and project.status is Status.ACTIVE:
        assumed = figures.by_id["finish_earned_schedule"].marks
        key: Key = (
            "project.lede.earned_schedule.assumed" if assumed else "project.lede.earned_schedule"
        )
        yield say(key, day=figures.value("finish_earned_schedule"))


def _against_original(days: float) -> Sentence:
    """Said only where a new baseline hides or makes a slip."""
    if days == 0:
        return say("project.lede.original.same")
    return say(
        "project.lede.original.late" if days > 0 else "project.lede.original.early",
        days=Days(abs(days)),
    )
