"""Strategy: goal by goal, and what does not fit: goals nobody serves, projects that serve none,
pairs that compete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pfreport.advice.findings import Findings
from pfreport.charts import goal_coverage as drawing
from pfreport.kinds import natural_key
from pfreport.measures.engine.measurement import Undefined
from pfreport.measures.strategy.ahp import CONSISTENT_UP_TO, Comparison, compared
from pfreport.measures.strategy.fit import (
    CompetingPair,
    Ground,
    OffStrategy,
    UnjustifiedPriority,
    competing_pairs,
    orphan_goals,
    priority_without_justification,
    unaligned_projects,
    unscored_projects,
)
from pfreport.measures.strategy.goals import NO_GOAL
from pfreport.model.project import Status
from pfreport.model.strategy import Goal
from pfreport.report.executive.balance import balance
from pfreport.report.executive.fit import LIVE, doubts, fit
from pfreport.report.parts import cells, tables
from pfreport.report.parts.amounts import base_money
from pfreport.report.parts.blocks import Cell, Section, Table, Text
from pfreport.report.parts.figures import Figures, known_in_base, of_portfolio, total
from pfreport.report.parts.sections import beside, chart, kept, points
from pfreport.report.parts.subjects import refs, with_status
from pfreport.report.words import say, term
from pfreport.values import Count, Money, Ref, RefKind, Sentence, Several, Share, Value, Words
from pfreport.words.keys import Key

SAME_SHARE = 0.005
"""Shares that differ by less print alike."""
MOST_COMPETING_PAIRS = 6


_LOOSE_SHARE = f"goal_spend_share[{NO_GOAL}]"


def strategy(findings: Findings) -> Section | None:
    """Goals and what serves them; a finding of its own where there is no goal or nothing is
    scored.
    """
    if not findings.portfolio.goals:
        return _without(say("strategy.no_goals"), say("strategy.no_goals.hint"))
    if not findings.portfolio.alignment:
        return _without(say("strategy.nothing_scored"), say("strategy.nothing_scored.hint"))
    fitting = fit(findings)
    blocks = kept(
        _table(findings),
        chart(drawing, findings),
        fitting if fitting.rows else None,
        beside((_settle(findings), balance(findings)), (7.0, 5.0)),
    )
    return Section("strategy", term("section.strategy"), _message(findings), blocks)


def weighing(comparison: Comparison) -> Sentence:
    """That weights come from comparisons, and how far those agree."""
    n, ratio = Count(len(comparison.pairs)), comparison.consistency_ratio
    if isinstance(ratio, Undefined):
        return say("strategy.ahp.plain", n=n)
    limit, (worst, _) = Share(CONSISTENT_UP_TO), comparison.most_inconsistent
    verdict = say("strategy.ahp.agree", limit=limit)
    if ratio > CONSISTENT_UP_TO:
        verdict = say(
            "strategy.ahp.contradict",
            limit=limit,
            first=Words(worst.goal_a),
            second=Words(worst.goal_b),
        )
    return say(
        "strategy.ahp",
        n=n,
        ratio=Share(ratio, "portfolio/ahp_consistency_ratio", (CONSISTENT_UP_TO,)),
        verdict=verdict,
    )


def goals(findings: Findings) -> tuple[Goal, ...]:
    """Every goal in the order of IDs."""
    return tuple(sorted(findings.portfolio.goals, key=lambda g: natural_key(g.goal_id)))


def _without(message: Sentence, hint: Sentence) -> Section:
    return Section("strategy", term("section.strategy"), message, (Text((hint,)),))


def _figures(findings: Findings, goal: Goal) -> Figures:
    return Figures(findings.measurements.goals.get(goal.goal_id, {}))


def _shortfall(findings: Findings, goal: Goal) -> float | None:
    """How far a goal's share of spend is below its target."""
    share = _figures(findings, goal).number("goal_spend_share")
    return None if share is None or goal.target_share is None else goal.target_share - share


def _settle(findings: Findings) -> Text | None:
    """What the goals do not explain, and where their weights come from."""
    message, comparison = _money_message(findings), compared(findings.portfolio)
    sentences = [sentence for sentence in _misfits(findings) if sentence != message]
    if comparison:
        sentences.append(weighing(comparison))
    return points(sentences, term("strategy.misfits"))


def _message(findings: Findings) -> Sentence:
    """The projects in question, and how the money follows the goals."""
    asked, money_told = doubts(findings), _money_message(findings)
    if not asked:
        return money_told
    return say(
        "strategy.doubts",
        k=Count(len(asked)),
        n=Count(len(with_status(findings, *LIVE))),
        projects=refs(findings, asked),
        then=money_told,
    )


def _money_message(findings: Findings) -> Sentence:
    """The goal furthest below its target, goals nobody serves, or the alignment of the budget."""
    furthest = _worst(findings, _shortfall)
    if furthest is not None:
        return _furthest(findings, furthest)
    orphans = _orphans(findings)
    if orphans:
        return orphans
    figures, n = of_portfolio(findings), Count(len(goals(findings)))
    if figures.known("portfolio_alignment"):
        return say("strategy.aligned", alignment=figures.value("portfolio_alignment"), n=n)
    return say("strategy.count", n=n)


def _orphans(findings: Findings) -> Sentence | None:
    """Goals nobody serves; where nothing is approved or active that is no news of any goal."""
    orphans = [orphan.goal for orphan in orphan_goals(findings.measurements)]
    if not orphans:
        return None
    if not with_status(findings, Status.APPROVED, Status.ACTIVE):
        return say("strategy.none_live", n=Count(len(goals(findings))))
    return say("strategy.orphans", n=Count(len(orphans)), goals=_goals(orphans))


def _furthest(findings: Findings, goal: Goal) -> Sentence:
    """The goal furthest below its target share; and the one most behind its time, which may be
    another.
    """
    values: dict[str, Value] = {
        "goal": Words(goal.title),
        "share": _figures(findings, goal).value("goal_spend_share"),
        "target": Share(goal.target_share or 0.0),
    }
    behind = _worst(findings, _lag)
    if behind is not None and behind != goal:
        return say(
            "strategy.short.behind", **values, behind=Words(behind.title), **_pace(findings, behind)
        )
    if _lag(findings, goal) is None:
        return say("strategy.short", **values)
    return say("strategy.short.time", **values, **_pace(findings, goal))


def _worst(findings: Findings, behind: Callable[[Findings, Goal], float | None]) -> Goal | None:
    """The goal that is furthest behind in something; None where none is."""
    gaps = {goal: behind(findings, goal) or 0.0 for goal in goals(findings)}
    notable = {goal: gap for goal, gap in gaps.items() if gap > SAME_SHARE}
    return max(notable, key=lambda goal: notable[goal], default=None)


def _lag(findings: Findings, goal: Goal) -> float | None:
    """By how much more of its time is gone than of its way."""
    elapsed, progress = (
        _figures(findings, goal).number(key) for key in ("goal_time_elapsed", "goal_progress")
    )
    return None if elapsed is None or progress is None else elapsed - progress


def _pace(findings: Findings, goal: Goal) -> dict[str, Value]:
    figures = _figures(findings, goal)
    return {
        "elapsed": figures.value("goal_time_elapsed"),
        "progress": figures.value("goal_progress"),
    }


def _goals(goals: Sequence[Goal]) -> Several:
    return Several(tuple(Words(goal.title) for goal in goals), most=3)


def _table(findings: Findings) -> Table:
    """A row a goal; what serves none, as far as money goes there."""
    loose = of_portfolio(findings)

    def figure(id: str) -> Callable[[Goal | None], Value | None]:
        return lambda goal: _figures(findings, goal).value(id) if goal else None

    def spend_share(goal: Goal | None) -> Value:
        if goal is None:
            return loose.value(_LOOSE_SHARE)
        return _figures(findings, goal).value("goal_spend_share")

    def gap(goal: Goal | None) -> Share | None:
        shortfall = _shortfall(findings, goal) if goal else None
        return None if shortfall is None else Share(-shortfall if shortfall else 0.0, signed=True)

    columns: tables.Columns[Goal | None] = (
        (tables.text("column.goal", 2.4), _goal),
        (tables.number("column.goal_weight"), figure("goal_weight")),
        (base_money(findings, "column.coverage"), figure("goal_coverage")),
        (tables.number("column.spend_share"), spend_share),
        (tables.number("column.target"), lambda g: cells.share(g.target_share) if g else None),
        (tables.number("column.gap"), gap),
        (tables.number("column.progress"), figure("goal_progress")),
        (tables.number("column.time_gone"), figure("goal_time_elapsed")),
    )
    covered = loose.coverage("bac") if loose.partial("bac") else None
    of_none = [None] if loose.known(_LOOSE_SHARE) else []
    return replace(
        tables.listed("goals", [*goals(findings), *of_none], columns),
        note=say("strategy.covers", coverage=covered) if covered else None,
    )


def _goal(goal: Goal | None) -> Cell:
    if goal is None:
        return Cell(term("strategy.no_goal"))
    return Cell(Ref(RefKind.GOAL, goal.goal_id, goal.title), cells.typed(goal.measure))


def _misfits(findings: Findings) -> Iterator[Sentence]:
    """What the strategy does not explain, one sentence a kind."""
    figures = findings.measurements
    by_kind: dict[Key, Sequence[OffStrategy | UnjustifiedPriority]] = {
        "strategy.unaligned": unaligned_projects(figures),
        "strategy.unscored": unscored_projects(figures),
        "strategy.priority": priority_without_justification(figures),
    }
    for key, misfits in by_kind.items():
        if misfits:
            yield _misfit(findings, key, [misfit.project.project_id for misfit in misfits])
    orphans = _orphans(findings)
    if orphans:
        yield orphans
    pairs = sorted(competing_pairs(figures), key=lambda pair: -(pair.overlap or 0.0))
    yield from (_competing(findings, pair) for pair in pairs[:MOST_COMPETING_PAIRS])
    if len(pairs) > MOST_COMPETING_PAIRS:
        yield say("strategy.competing.more", n=Count(len(pairs) - MOST_COMPETING_PAIRS))


def _misfit(findings: Findings, key: Key, ids: Sequence[str]) -> Sentence:
    """Which projects they are, and what they cost where that is known of all of them."""
    n = Count(len(ids))
    what = say(key, n=n, projects=refs(findings, sorted(ids, key=natural_key)))
    budgets = known_in_base(findings, ids, "bac")
    if len(budgets) < len(ids):
        return what
    cost = Money(total(budgets), findings.measurements.base_currency)
    return say("strategy.cost", what=what, n=n, amount=cost)


def _competing(findings: Findings, pair: CompetingPair) -> Sentence:
    both = refs(findings, [pair.first.project_id, pair.second.project_id])
    shared = Words(pair.shared)
    key: Key = (
        "strategy.competing.group"
        if pair.ground is Ground.EXCLUSIVE_GROUP
        else "strategy.competing.benefit"
    )
    if pair.overlap is None:
        return say(key, projects=both, shared=shared)
    overlap = Money(pair.overlap, findings.measurements.base_currency)
    return say(
        "strategy.competing.overlap", claim=say(key, projects=both, shared=shared), overlap=overlap
    )
