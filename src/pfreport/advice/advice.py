"""Advice: what follows from the figures for what to fund, fix, defer or stop."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pfreport.advice.actions import Action, Price, Ratings, actions, prices
from pfreport.advice.effects import Effect, effects
from pfreport.advice.frontier import Frontier, frontier
from pfreport.advice.maturity import Maturity, maturity
from pfreport.advice.scenarios import Scenario, scenarios
from pfreport.advice.selection import Objective, Selection, question, select
from pfreport.history.history import History
from pfreport.measures.engine.measurements import Measurements
from pfreport.model.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything there is to advise; a part that has no data is None or empty."""

    maturity: Maturity | None = None
    selection: Selection | None = None
    frontier: Frontier | None = None
    actions: tuple[Action, ...] = ()
    prices: tuple[Price, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    effects: tuple[Effect, ...] = ()

    def action(self, project_id: str) -> Action | None:
        """What to do with one project; None where nothing is advised."""
        return next((one for one in self.actions if one.project_id == project_id), None)


def advise(
    portfolio: Portfolio,
    figures: Measurements,
    ratings: Ratings,
    *,
    history: History | None = None,
    objective: Objective | None = None,
    budget: float | None = None,
) -> Advice:
    """The step. Without an objective it is value, or alignment where no project has a value to
    go.
    """
    bare = Advice(
        maturity=maturity(figures, ratings),
        effects=effects(portfolio, figures, history or History()),
    )
    plan = _plan(portfolio, figures, objective, budget)
    if plan is None:
        return bare
    return replace(
        bare,
        selection=plan,
        frontier=frontier(plan),
        actions=actions(plan, figures, ratings),
        prices=prices(plan),
        scenarios=scenarios(portfolio, figures, plan),
    )


def _plan(
    portfolio: Portfolio, figures: Measurements, objective: Objective | None, budget: float | None
) -> Selection | None:
    """None where no candidate can be judged."""
    for aim in (objective,) if objective else (Objective.VALUE, Objective.ALIGNMENT):
        case = question(portfolio, figures, aim, budget)
        if len(case.not_judged) < len(case.candidates):
            return select(case)
    return None
