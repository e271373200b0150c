"""The workbook's own what-ifs: projects in or out, later or dearer, each with the best choice
around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pfreport.advice.candidates import Candidate, RoleMonthKey, in_base_currency
from pfreport.advice.selection import Case, Selection, select, used_people
from pfreport.kinds import Month, natural_key, normalised
from pfreport.measures.engine.measurements import Measurements
from pfreport.model.governance import Choice, ScenarioChoice
from pfreport.model.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Busiest:
    """The role month of which the chosen use the largest share of what there is."""

    role: str
    month: Month
    used: float
    there_is: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """One what-if beside the plan: its own best choice, what it adds to the plan's and takes from
    it.
    """

    name: str
    rows: tuple[ScenarioChoice, ...]
    selection: Selection
    added: tuple[str, ...]
    removed: tuple[str, ...]


def scenarios(portfolio: Portfolio, figures: Measurements, plan: Selection) -> tuple[Scenario, ...]:
    """Every scenario by name."""
    groups: dict[str, list[ScenarioChoice]] = {}
    spelling: dict[str, str] = {}
    for row in portfolio.scenarios:
        groups.setdefault(spelling.setdefault(normalised(row.scenario), row.scenario), []).append(
            row
        )
    return tuple(
        _scenario(name, groups[name], figures, plan) for name in sorted(groups, key=natural_key)
    )


def busiest(selection: Selection) -> Busiest | None:
    """Where people are shortest; None where no role month ahead has a capacity that somebody chosen
    uses.
    """
    rules, used = selection.case.rules, used_people(selection.case, selection.chosen)
    shares = {
        at: used[at] / limit for at, limit in rules.people.items() if limit > 0 and used[at] > 0
    }
    if not shares:
        return None
    at: RoleMonthKey = min(shares, key=lambda key: (-shares[key], key.month, key.role))
    return Busiest(rules.roles[at.role], at.month, used[at], rules.people[at])


def _scenario(
    name: str, rows: Sequence[ScenarioChoice], figures: Measurements, plan: Selection
) -> Scenario:
    by_id = {row.project_id: row for row in rows}
    moved = tuple(_moved(c, by_id.get(c.id), figures, plan.case) for c in plan.case.candidates)
    choices = {
        row.project_id: row.choice is Choice.IN
        for row in rows
        if row.choice is not None and row.project_id in plan.case.by_id
    }
    found = select(replace(plan.case, candidates=moved, choices=choices))
    return Scenario(
        name,
        tuple(rows),
        found,
        added=tuple(key for key in found.chosen if key not in plan.chosen),
        removed=tuple(key for key in plan.chosen if found.solution and key not in found.chosen),
    )


def _moved(
    candidate: Candidate, row: ScenarioChoice | None, figures: Measurements, case: Case
) -> Candidate:
    """A candidate as the scenario has it: at its budget, so many months later."""
    if row is None:
        return candidate
    settings = case.rules.settings
    budget = (
        None if row.budget is None else in_base_currency(figures.facts[candidate.id], row.budget)
    )
    if budget is not None:
        candidate = candidate.at_cost(budget, Month.of(settings.status_date))
    return (
        candidate.later(row.shift_months, settings.discount_rate) if row.shift_months else candidate
    )
