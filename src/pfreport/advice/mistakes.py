"""Five mistakes portfolios are usually run with, each looked for in the data, with the cells that
show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pfreport.advice.maturity import Group, Maturity
from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.engine.measurements import Measurements
from pfreport.measures.engine.registry import Enters
from pfreport.measures.engine.rollup import enters
from pfreport.measures.strategy.fit import (
    CompetingPair,
    competing_pairs,
    priority_without_justification,
)
from pfreport.model.project import Status
from pfreport.origins import Origin
from pfreport.ratings.staleness import stale_days


class Mistake(StrEnum):
    """The mistakes, in the order in which they are looked for."""

    ONE_PROJECT = "one_project"
    PRIORITY = "priority"
    COMPETING = "competing"
    OPTIMISING = "optimising"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the data shows of one mistake. `made` is None where there is nothing to tell by.

    `finding` says which of its forms it has (`no_goals`, `unscored`, `single`, `found`, `stale`,
    `blank`, `both`, `low`, `none`, `fine`). `projects` are those it is about, `blank` those whose
    status has no date, `goal` the only goal that is served.
    """

    mistake: Mistake
    made: bool | None
    finding: str
    projects: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    pairs: tuple[CompetingPair, ...] = ()
    goal: str = ""
    goals: int = 0
    origins: tuple[Origin, ...] = ()


def mistakes(figures: Measurements, maturity: Maturity | None) -> tuple[Evidence, ...]:
    """The five, each with what shows it."""
    live = [facts for facts in figures.facts.values() if enters(facts, Enters.RISK)]
    return (
        _one_project(live),
        _priority(figures),
        _competing(figures),
        _optimising(figures, maturity),
        _status(live),
    )


def _one_project(live: Sequence[ProjectFacts]) -> Evidence:
    """No goals, nothing scored, or every project scored for one and the same goal."""
    goals = next((facts.goals for facts in live), ())
    rows = [row for facts in live for row in facts.scores.values() if row.impact]
    served = {row.goal_id for row in rows}
    projects = tuple(
        facts.project.project_id
        for facts in live
        if any(row.impact for row in facts.scores.values())
    )
    if not live:
        return Evidence(Mistake.ONE_PROJECT, None, "none")
    if not goals:
        return Evidence(Mistake.ONE_PROJECT, made=True, finding="no_goals")
    if not rows:
        return Evidence(
            Mistake.ONE_PROJECT,
            made=True,
            finding="unscored",
            origins=tuple(goal.at("goal_id") for goal in goals),
        )
    if len(served) == 1 and len(projects) > 1:
        title = next(goal.title for goal in goals if goal.goal_id in served)
        cells = tuple(row.at("goal_id") for row in rows)
        return Evidence(
            Mistake.ONE_PROJECT,
            made=True,
            finding="single",
            projects=projects,
            goal=title,
            origins=cells,
        )
    return Evidence(
        Mistake.ONE_PROJECT, made=False, finding="fine", projects=projects, goals=len(served)
    )


def _priority(figures: Measurements) -> Evidence:
    found = priority_without_justification(figures)
    projects = tuple(one.project.project_id for one in found)
    cells = tuple(origin for one in found for origin in one.origins)
    return Evidence(
        Mistake.PRIORITY, bool(found), "found" if found else "fine", projects, origins=cells
    )


def _competing(figures: Measurements) -> Evidence:
    pairs = competing_pairs(figures)
    cells = tuple(origin for pair in pairs for origin in pair.origins)
    return Evidence(
        Mistake.COMPETING, bool(pairs), "found" if pairs else "fine", pairs=pairs, origins=cells
    )


def _optimising(figures: Measurements, maturity: Maturity | None) -> Evidence:
    """Money moved between projects that are not delivered reliably."""
    if maturity is None:
        return Evidence(Mistake.OPTIMISING, None, "none")
    if maturity.fit:
        return Evidence(Mistake.OPTIMISING, made=False, finding="fine")
    projects = maturity.holding_back
    cells = tuple(
        dict.fromkeys(
            origin for key in projects for origin in _shown_by(figures.facts[key], maturity)
        )
    )
    return Evidence(
        Mistake.OPTIMISING,
        made=True,
        finding="found" if projects else "low",
        projects=projects,
        origins=cells,
    )


_FIELDS = {
    "dates": ("baseline_start", "baseline_finish"),
    "budget": ("budget",),
    "plan": ("planned_to_date",),
    "undated": ("status_updated_on",),
    "stale": ("status_updated_on",),
    "cpi": ("percent_complete", "cost_to_date"),
    "spi_t": ("planned_to_date",),
    "declared": ("rag_overall",),
    "estimate": ("manager_estimate",),
}


def _shown_by(facts: ProjectFacts, maturity: Maturity) -> list[Origin]:
    """The cells in which a project's part in a group that is not reached can be seen."""
    found: list[Origin] = []
    for standing in maturity.groups:
        if standing.reached or facts.project.project_id not in standing.held_back:
            continue
        if standing.group is Group.ON_TIME:
            found += [
                m.at("baseline_date")
                for m in facts.milestones
                if m.baseline_date and m.baseline_date <= facts.status_date
            ]
        found += [
            facts.project.at(name)
            for why in standing.held_back[facts.project.project_id]
            for name in _FIELDS.get(why, ())
        ]
    return found


def _status(live: Sequence[ProjectFacts]) -> Evidence:
    """Nobody knows how a project stands whose status is old or has no date."""
    if not live:
        return Evidence(Mistake.STATUS, None, "none")
    reporting = [
        facts
        for facts in live
        if facts.project.status in (Status.ACTIVE, Status.ON_HOLD) or enters(facts, Enters.DELIVERY)
    ]
    stale = tuple(facts.project.project_id for facts in reporting if stale_days(facts) is not None)
    blank = tuple(
        facts.project.project_id for facts in reporting if facts.project.status_updated_on is None
    )
    finding = "both" if stale and blank else "stale" if stale else "blank" if blank else "fine"
    cells = tuple(
        facts.project.at("status_updated_on")
        for facts in reporting
        if facts.project.project_id in {*stale, *blank}
    )
    return Evidence(Mistake.STATUS, bool(stale or blank), finding, stale, blank, origins=cells)
