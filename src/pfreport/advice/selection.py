"""Which projects to carry to their end: the best choice that money, people, prerequisites, groups
and buckets allow.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pfreport.advice.candidates import Candidate, RoleMonthKey, candidates
from pfreport.advice.clash import clash
from pfreport.advice.constraints import Constraint, Forced, Rules, Sort, constraints, rules
from pfreport.advice.solver import TIE, Problem, Solution, best
from pfreport.measures.engine.measurements import Measurements
from pfreport.model.portfolio import Portfolio
from pfreport.reasons import Reason


class Objective(StrEnum):
    """What a choice is to have most of."""

    VALUE = "value"
    ALIGNMENT = "alignment"
    MIX = "mix"


@dataclass(frozen=True, slots=True)
class Scale:
    """What makes alignment and value comparable in the mix: the largest of each, and the weight of
    alignment.
    """

    aligned: float
    value: float
    weight: float


@dataclass(frozen=True)
class Case:
    """One question: what is chosen among, by which rules, for what, and what is decided already."""

    candidates: tuple[Candidate, ...]
    rules: Rules
    objective: Objective
    scale: Scale
    choices: Mapping[str, bool] = field(default_factory=dict)
    free: frozenset[str] = frozenset()

    @functools.cached_property
    def by_id(self) -> Mapping[str, Candidate]:
        """The candidates by ID."""
        return {candidate.id: candidate for candidate in self.candidates}

    @functools.cached_property
    def not_judged(self) -> Mapping[str, Reason]:
        """The candidates whose worth or cost is not known, with the reason; they stay as they are
        today.
        """
        reasons = ((c.id, self.why_not(c)) for c in self.candidates)
        return {key: reason for key, reason in reasons if reason is not None}

    def why_not(self, candidate: Candidate) -> Reason | None:
        """Why a candidate cannot be judged; None where it can."""
        return next(
            (
                candidate.why[name]
                for name in (*_READS[self.objective], "cost")
                if name in candidate.why
            ),
            None,
        )

    def gain(self, candidate: Candidate) -> float:
        """What being in is worth over being out; 0.0 where that is not known."""
        if self.why_not(candidate) is not None:
            return candidate.exit_cost if self.objective is Objective.VALUE else 0.0
        value, aligned = candidate.value or 0.0, candidate.aligned or 0.0
        match self.objective:
            case Objective.VALUE:
                return value + candidate.exit_cost
            case Objective.ALIGNMENT:
                return aligned
            case Objective.MIX:
                parts = (
                    self.scale.weight * _over(aligned, self.scale.aligned),
                    (1 - self.scale.weight) * _over(value, self.scale.value),
                )
                return parts[0] + parts[1]

    @functools.cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """Everything a choice must keep to."""
        return constraints(
            self.candidates, self.rules, Forced(self.choices, frozenset(self.not_judged), self.free)
        )

    @functools.cached_property
    def problem(self) -> Problem:
        """The question in numbers. Dropping an Active project costs its exit, in money and, where
        that is the aim, in value.
        """
        exits = math.fsum(c.exit_cost for c in self.candidates)
        return Problem(
            values={c.id: self.gain(c) for c in self.candidates},
            costs={c.id: (c.cost or 0.0) - c.exit_cost for c in self.candidates},
            rows=self.constraints,
            value_out=-exits if self.objective is Objective.VALUE else 0.0,
            cost_out=exits,
        )

    @functools.cached_property
    def today(self) -> tuple[str, ...]:
        """What runs today, in the order of IDs."""
        return tuple(c.id for c in self.candidates if c.in_today)


@dataclass(frozen=True, slots=True)
class Selection:
    """The answer. `solution` is None where no choice is allowed: `clash` then names constraints
    that cannot hold together.

    `binding` are the constraints that keep something worth having out. `assumed` are the projects
    without a Feasibility, which counts as 1 where it counts at all.
    """

    case: Case
    solution: Solution | None
    binding: tuple[Constraint, ...] = ()
    clash: tuple[Constraint, ...] = ()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The projects that are in."""
        return self.solution.chosen if self.solution else ()

    @property
    def assumed(self) -> tuple[str, ...]:
        """Projects whose Feasibility is taken as 1."""
        if self.case.objective is Objective.VALUE:
            return ()
        return tuple(
            c.id
            for c in self.case.candidates
            if c.project.feasibility is None and c.aligned is not None
        )


def question(
    portfolio: Portfolio,
    figures: Measurements,
    objective: Objective = Objective.VALUE,
    budget: float | None = None,
) -> Case:
    """What there is to choose among, by the portfolio's rules, with another budget where one is
    given.
    """
    found = candidates(portfolio, figures)
    aligned, value = (
        max((c.aligned or 0.0 for c in found), default=0.0),
        max((abs(c.value or 0.0) for c in found), default=0.0),
    )
    scale = Scale(aligned, value, portfolio.settings.value_mix)
    return Case(found, rules(portfolio, found, budget), objective, scale)


def select(case: Case) -> Selection:
    """The best choice, or why there is none."""
    problem = case.problem
    solution = best(problem)
    if solution is None:
        return Selection(case, None, clash=clash(problem.values, case.constraints))
    return Selection(case, solution, _binding(case, solution.chosen))


def obstacles(case: Case, chosen: Collection[str], project_id: str) -> tuple[Constraint, ...]:
    """What a choice would break if one more project were in it, and does not break as it is."""
    more = {*chosen, project_id}
    return tuple(
        c
        for c in case.constraints
        if project_id in c.weights and c.excess(more) and not c.excess(chosen)
    )


def needed_for(case: Case, chosen: Collection[str], project_id: str) -> tuple[Constraint, ...]:
    """What a choice would break without one of its projects, and does not break as it is."""
    less = {key for key in chosen if key != project_id}
    return tuple(
        c
        for c in case.constraints
        if project_id in c.weights and c.excess(less) and not c.excess(chosen)
    )


def today(case: Case) -> frozenset[str]:
    """The projects that are in where nothing is decided."""
    return frozenset(c.id for c in case.candidates if c.in_today)


def broken_today(selection: Selection) -> tuple[Constraint, ...]:
    """What today's portfolio breaks. A role month counts from its capacity, also where Active
    projects are beyond it already.
    """
    case, running = selection.case, today(selection.case)
    money = [c for c in case.constraints if c.sort in (Sort.MONEY, Sort.YEAR)]
    return tuple(c for c in (*money, *_people(case)) if c.excess(running))


def _people(case: Case) -> Iterator[Constraint]:
    """What there is of each role in each month, whoever uses it today."""
    rules = case.rules
    for at, usable in rules.people.items():
        weights = {c.id: c.demand[at] for c in case.candidates if at in c.demand}
        there = usable - rules.over_today.get(at, 0.0)
        yield Constraint(
            sort=Sort.ROLE, about=(rules.roles[at.role], at.month), weights=weights, high=there
        )


def worth_having(case: Case, project_id: str) -> bool:
    """Whether a project adds to what the choice is to have most of."""
    candidate = case.by_id[project_id]
    return case.why_not(candidate) is None and case.gain(candidate) > TIE


def with_money(case: Case, money: float) -> Case:
    """The same question with another budget."""
    return replace(case, rules=replace(case.rules, money=money))


def used_people(case: Case, chosen: Collection[str]) -> Mapping[RoleMonthKey, float]:
    """People the chosen need, by role and month for which there is a capacity."""
    within = frozenset(chosen)
    inside = [c for c in case.candidates if c.id in within]
    return {at: math.fsum(c.demand.get(at, 0.0) for c in inside) for at in case.rules.people}


_READS = {
    Objective.VALUE: ("value",),
    Objective.ALIGNMENT: ("aligned",),
    Objective.MIX: ("aligned", "value"),
}
_DECIDED = frozenset({Sort.CHOICE, Sort.KEPT, Sort.MANDATORY})


def _binding(case: Case, chosen: Sequence[str]) -> tuple[Constraint, ...]:
    left = [c.id for c in case.candidates if c.id not in chosen and worth_having(case, c.id)]
    found = {
        c.id: c for key in left for c in obstacles(case, chosen, key) if c.sort not in _DECIDED
    }
    return tuple(found[key] for key in sorted(found))


def _over(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
