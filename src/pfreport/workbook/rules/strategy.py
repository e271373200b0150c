"""Rules about goals, what serves them, and the buckets money is kept in."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pfreport.faults import Effect
from pfreport.measures.engine.measurement import Undefined
from pfreport.measures.strategy.ahp import CONSISTENT_UP_TO, compared, usable
from pfreport.model.project import Status
from pfreport.model.strategy import Alignment
from pfreport.workbook.rules.projects import cycles
from pfreport.workbook.rules.registry import ERROR, WARNING, Checked, Finding, rule

COUNTED = (Status.PROPOSED, Status.APPROVED, Status.ACTIVE, Status.ON_HOLD)


@rule("PF503", ERROR)
def weights_zero(checked: Checked) -> Iterator[Finding]:
    """Weights are shares of their sum."""
    goals = checked.portfolio.goals
    if goals and all(goal.weight == 0 for goal in goals):
        yield Finding(goals[0], "weight", 0, instead={"weight": 1.0})
        for goal in goals[1:]:
            yield Finding(goal, "weight", 0, instead={"weight": 1.0})


@rule("PF506", ERROR, Effect.VALUE_UNKNOWN)
def goal_cycle(checked: Checked) -> Iterator[Finding]:
    """A goal cannot be a part of itself."""
    goals = {goal.goal_id: goal for goal in checked.portfolio.goals}
    for cycle in cycles(
        {key: (goal.parent_goal,) if goal.parent_goal else () for key, goal in goals.items()}
    ):
        for key in cycle:
            yield Finding(
                goals[key], "parent_goal", " → ".join([*cycle, cycle[0]]), unknown=("parent_goal",)
            )


@rule("PF603", WARNING)
def goal_unserved(checked: Checked) -> Iterator[Finding]:
    """A goal nothing is done for. A parent goal is served through its parts; without all scores
    there is nothing to say.
    """
    portfolio = checked.portfolio
    if not portfolio.alignment or Alignment.sheet.name in portfolio.rows_left_out:
        return
    counted = {p.project_id for p in portfolio.projects if p.status in COUNTED}
    served = {a.goal_id for a in portfolio.alignment if a.impact and a.project_id in counted}
    parents = {goal.parent_goal for goal in portfolio.goals}
    for goal in portfolio.goals:
        if goal.goal_id not in served | parents:
            yield Finding(goal, "goal_id", goal.title)


@rule("PF604", WARNING)
def project_unaligned(checked: Checked) -> Iterator[Finding]:
    """A project scored 0 throughout serves no goal; one without a row is not scored. Without any
    score there is nothing to say.
    """
    alignment, parents = checked.portfolio.alignment, _parents(checked)
    above = {a.project_id for a in alignment if a.goal_id in parents}
    scored = {a.project_id for a in alignment if a.goal_id not in parents}
    serving = {a.project_id for a in alignment if a.impact and a.goal_id not in parents}
    unsure = checked.portfolio.rows_left_out.get(Alignment.sheet.name, {})
    for project in checked.portfolio.projects if alignment else ():
        if (
            project.project_id not in unsure
            and project.status in COUNTED
            and project.project_id not in serving
        ):
            alone = (
                "is scored against parent goals alone, which carry no weight"
                if project.project_id in above
                else None
            )
            what = (
                "serves no goal: every score is 0"
                if project.project_id in scored
                else alone or "is not scored against any goal"
            )
            yield Finding(project, "project_id", project.project_id, {"what": what})


@rule("PF510", WARNING)
def pairs_missing(checked: Checked) -> Iterator[Finding]:
    """Weights come from pairs only where every pair of the compared goals is there."""
    pairs = usable(checked.portfolio)
    given = {frozenset((p.goal_a, p.goal_b)) for p in pairs if p.judgement is not None}
    goals = sorted({goal for pair in pairs for goal in (pair.goal_a, pair.goal_b)})
    wanted = [(a, b) for i, a in enumerate(goals) for b in goals[i + 1 :]]
    missing = [pair for pair in wanted if frozenset(pair) not in given]
    if missing:
        yield Finding(
            pairs[0],
            "goal_a",
            " and ".join(missing[0]),
            {"missing": len(missing), "pairs": len(wanted)},
        )


@rule("PF511", WARNING)
def goal_with_itself(checked: Checked) -> Iterator[Finding]:
    """A goal is as important as itself."""
    for pair in checked.portfolio.goal_pairs:
        if pair.goal_a == pair.goal_b:
            yield Finding(pair, "goal_b", pair.goal_a, unknown=("goal_b",))


@rule("PF521", WARNING)
def pair_twice(checked: Checked) -> Iterator[Finding]:
    """A is to B what B is to A: two judgements of one pair may differ."""
    seen: set[frozenset[str]] = set()
    for pair in checked.portfolio.goal_pairs:
        both = frozenset((pair.goal_a, pair.goal_b))
        if both in seen and len(both) > 1:
            yield Finding(pair, "goal_b", f"{pair.goal_a} and {pair.goal_b}")
        seen.add(both)


@rule("PF522", WARNING)
def parent_compared(checked: Checked) -> Iterator[Finding]:
    """Only goals that are nobody's parent carry weight."""
    parents = _parents(checked)
    for pair in checked.portfolio.goal_pairs:
        for name in ("goal_a", "goal_b"):
            if getattr(pair, name) in parents:
                yield Finding(pair, name, getattr(pair, name))


@rule("PF611", WARNING)
def judgements_inconsistent(checked: Checked) -> Iterator[Finding]:
    """Weights from judgements that contradict one another mean little; the worst of them is
    named.
    """
    comparison = compared(checked.portfolio)
    if (
        comparison is None
        or isinstance(ratio := comparison.consistency_ratio, Undefined)
        or ratio <= CONSISTENT_UP_TO
    ):
        return
    pair, implied = comparison.most_inconsistent
    values = {
        "ratio": f"{ratio:.2f}",
        "limit": f"{CONSISTENT_UP_TO:.2f}",
        "pair": f"{pair.goal_a} to {pair.goal_b}",
    }
    yield Finding(
        pair, "judgement", f"{pair.judgement:.3g}", {**values, "implied": f"{implied:.3g}"}
    )


@rule("PF509", WARNING)
def bucket_shares(checked: Checked) -> Iterator[Finding]:
    """Shares of one whole add up to it."""
    buckets = checked.portfolio.buckets
    shares = [b.target_share for b in buckets if b.target_share is not None]
    if shares and len(shares) == len(buckets) and abs(math.fsum(shares) - 1) > 1e-6:
        yield Finding(buckets[0], "target_share", f"{math.fsum(shares):.1%}")


def _parents(checked: Checked) -> set[str]:
    """Goals that others are parts of; parents that go round in a circle are none."""
    above = {
        goal.goal_id: (goal.parent_goal,) if goal.parent_goal else ()
        for goal in checked.portfolio.goals
    }
    return {parent for of in above.values() for parent in of} - {
        goal for cycle in cycles(above) for goal in cycle
    }
