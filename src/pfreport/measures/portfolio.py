"""The step: every figure of every project, goal, programme and the portfolio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

import pfreport.measures.catalogue  # noqa: F401 - fills the registry
from pfreport.kinds import natural_key, normalised
from pfreport.measures.engine.engine import measure_subject, ordered
from pfreport.measures.engine.facts import Member, WiderFacts, gather
from pfreport.measures.engine.measurement import PORTFOLIO, Measurement, Subject
from pfreport.measures.engine.measurements import Measurements
from pfreport.measures.engine.rollup import roll_up
from pfreport.measures.strategy.goals import goal_weights, weight_cells
from pfreport.model.portfolio import Portfolio


def measure_portfolio(portfolio: Portfolio) -> Measurements:
    """Measures everything. Figures of projects are in their own currency, wider ones in base
    currency.
    """
    weights = goal_weights(portfolio)
    facts = gather(portfolio, weights, weight_cells(portfolio))
    formulas = ordered("project")
    projects = {
        key: measure_subject(f.subject, f, f.currency, formulas) for key, f in facts.items()
    }
    members = tuple(Member(facts[key], figures) for key, figures in projects.items())
    base = portfolio.settings.base_currency
    return Measurements(
        base_currency=base,
        portfolio=_portfolio(portfolio, members, weights),
        programmes={
            name: roll_up(Subject("programme", name), of, base)
            for name, of in by_programme(members).items()
        },
        goals={
            goal.goal_id: measure_subject(
                Subject("goal", goal.goal_id),
                WiderFacts(portfolio, members, weights, goal),
                base,
                ordered("goal"),
            )
            for goal in portfolio.goals
        },
        projects=projects,
        facts=facts,
    )


def measure_projects(
    portfolio: Portfolio, project_ids: Collection[str], ids: Collection[str]
) -> Measurements:
    """These measures of some projects, of the portfolio where they are of it alone, and what they
    need.

    For a quick look, with the same figures as a whole one.
    """
    facts = gather(portfolio.only(project_ids), {}) if project_ids else {}
    formulas = ordered("project", ids)
    projects = {
        key: measure_subject(f.subject, f, f.currency, formulas) for key, f in facts.items()
    }
    base, of_projects = portfolio.settings.base_currency, {known.id for known in formulas}
    wider = ordered("portfolio", {*ids} - of_projects) if facts else ()
    shared = measure_subject(PORTFOLIO, WiderFacts(portfolio, (), {}), base, wider)
    return Measurements(base, shared, {}, {}, projects, facts)


def _portfolio(
    portfolio: Portfolio, members: tuple[Member, ...], weights: Mapping[str, float]
) -> dict[str, Measurement]:
    base = portfolio.settings.base_currency
    own = measure_subject(
        PORTFOLIO, WiderFacts(portfolio, members, weights), base, ordered("portfolio")
    )
    return {**roll_up(PORTFOLIO, members, base), **own}


def by_programme(members: tuple[Member, ...]) -> dict[str, list[Member]]:
    """Projects by programme, in the order of programmes' names; names that differ in case or
    spacing are one.
    """
    groups: defaultdict[str, list[Member]] = defaultdict(list)
    spelling: dict[str, str] = {}
    for member in members:
        name = member.facts.project.programme
        if name:
            groups[spelling.setdefault(normalised(name), name)].append(member)
    return dict(sorted(groups.items(), key=lambda item: natural_key(item[0])))
