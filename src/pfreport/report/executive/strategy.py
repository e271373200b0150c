"""Strategy: goal by goal, and what does not fit: goals nobody serves, projects that serve none,
pairs that compete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pfreport.advice.findings import Findings
from pfreport.charts import goal_coverage as drawing
from pfreport.kinds import natural_key
from pfreport.measures.engine.measurement import Undefined
from pfreport.measures.strategy.ahp import CONSISTENT_UP_TO, Comparison, compared
from pfreport.measures.strategy.fit import (
    CompetingPair,
    Ground,
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
from pfreport.report.parts import tables
from pfreport.report.parts.amounts import thousands
from pfreport.report.parts.blocks import Beside, Block, Cell, Row, Section, Table, Text
from pfreport.report.parts.figures import Figures, in_base, of_portfolio, total
from pfreport.report.parts.sections import chart
from pfreport.report.parts.subjects import refs, with_status
from pfreport.report.words import say, term
from pfreport.values import Count, Money, Ref, RefKind, Sentence, Several, Share, Value, Words

SAME_SHARE = 0.005
"""Shares that differ by less print alike."""
MOST_COMPETING_PAIRS = 6


def strategy(findings: Findings) -> Section | None:
    """Goals and what serves them; a finding of its own where there is no goal or nothing is
    scored.
    """
    if not findings.portfolio.goals:
        return _without(say("strategy.no_goals"), say("strategy.no_goals.hint"))
    if not findings.portfolio.alignment:
        return _without(say("strategy.nothing_scored"), say("strategy.nothing_scored.hint"))
    blocks: list[Block] = [_table(findings)]
    drawn = chart(drawing, findings)
    if drawn:
        blocks.append(drawn)
    fitting = fit(findings)
    blocks += [*([fitting] if fitting.rows else []), *_beside(_settle(findings), balance(findings))]
    return Section("strategy", term("section.strategy"), _message(findings), tuple(blocks))


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
    message = _money_message(findings)
    sentences = [sentence for sentence in _misfits(findings) if sentence != message]
    comparison = compared(findings.portfolio)
    if comparison:
        sentences.append(weighing(comparison))
    return (
        Text(tuple(sentences), heading=term("strategy.misfits"), items=True) if sentences else None
    )


def _beside(*blocks: Block | None) -> list[Block]:
    """Blocks that there are: two of them side by side."""
    drawn = tuple(block for block in blocks if block)
    return [Beside(drawn, (7.0, 5.0))] if len(drawn) > 1 else list(drawn)


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
    short = {
        goal: gap
        for goal in goals(findings)
        if (gap := _shortfall(findings, goal)) is not None and gap > SAME_SHARE
    }
    if short:
        return _furthest(findings, max(short, key=lambda goal: short[goal]))
    orphans = _orphans(findings)
    if orphans:
        return orphans
    figures = of_portfolio(findings)
    if figures.known("portfolio_alignment"):
        return say(
            "strategy.aligned",
            alignment=figures.value("portfolio_alignment"),
            n=Count(len(goals(findings))),
        )
    return say("strategy.count", n=Count(len(goals(findings))))


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
    figures = _figures(findings, goal)
    values: dict[str, Value] = {
        "goal": Words(goal.title),
        "share": figures.value("goal_spend_share"),
        "target": Share(goal.target_share or 0.0),
    }
    behind = _most_behind(findings)
    if behind is not None and behind != goal:
        return say(
            "strategy.short.behind", **values, behind=Words(behind.title), **_pace(findings, behind)
        )
    return (
        say("strategy.short.time", **values, **_pace(findings, goal))
        if _lag(findings, goal) is not None
        else say("strategy.short", **values)
    )


def _most_behind(findings: Findings) -> Goal | None:
    """The goal whose progress is furthest behind its time; None where none is behind."""
    lags = {
        goal: lag
        for goal in goals(findings)
        if (lag := _lag(findings, goal)) is not None and lag > SAME_SHARE
    }
    return max(lags, key=lambda goal: lags[goal], default=None)


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
    columns = (
        tables.text("column.goal", 2.4),
        tables.number("column.goal_weight"),
        tables.money(
            "column.coverage", findings.measurements.base_currency, thousands=thousands(findings)
        ),
        tables.number("column.spend_share"),
        tables.number("column.target"),
        tables.number("column.gap"),
        tables.number("column.progress"),
        tables.number("column.time_gone"),
    )
    rows = [_row(findings, goal) for goal in goals(findings)]
    loose = of_portfolio(findings)
    id = f"goal_spend_share[{NO_GOAL}]"
    if loose.known(id):
        rows.append(
            tables.row(
                term("strategy.no_goal"), None, None, loose.value(id), None, None, None, None
            )
        )
    covered = loose.coverage("bac") if loose.partial("bac") else None
    return replace(
        tables.table("goals", columns, rows),
        note=say("strategy.covers", coverage=covered) if covered else None,
    )


def _row(findings: Findings, goal: Goal) -> Row:
    figures, gap = _figures(findings, goal), _shortfall(findings, goal)
    return tables.row(
        Cell(
            Ref(RefKind.GOAL, goal.goal_id, goal.title),
            Words(goal.measure) if goal.measure else None,
        ),
        figures.value("goal_weight"),
        figures.value("goal_coverage"),
        figures.value("goal_spend_share"),
        Share(goal.target_share) if goal.target_share is not None else None,
        Share(-gap if gap else 0.0, signed=True) if gap is not None else None,
        figures.value("goal_progress"),
        figures.value("goal_time_elapsed"),
    )


def _misfits(findings: Findings) -> Iterator[Sentence]:
    """What the strategy does not explain, one sentence a kind."""
    figures = findings.measurements
    for key, ids in (
        (
            "strategy.unaligned",
            [misfit.project.project_id for misfit in unaligned_projects(figures)],
        ),
        ("strategy.unscored", [misfit.project.project_id for misfit in unscored_projects(figures)]),
        (
            "strategy.priority",
            [misfit.project.project_id for misfit in priority_without_justification(figures)],
        ),
    ):
        if ids:
            what = say(
                key, n=Count(len(ids)), projects=refs(findings, sorted(ids, key=natural_key))
            )
            budgets = {
                project_id: amount
                for project_id in ids
                if (amount := in_base(findings, project_id, "bac")) is not None
            }
            cost = Money(total(budgets), findings.measurements.base_currency)
            yield (
                say("strategy.cost", what=what, n=Count(len(ids)), amount=cost)
                if len(budgets) == len(ids)
                else what
            )
    orphans = _orphans(findings)
    if orphans:
        yield orphans
    pairs = sorted(competing_pairs(figures), key=lambda pair: -(pair.overlap or 0.0))
    yield from (_competing(findings, pair) for pair in pairs[:MOST_COMPETING_PAIRS])
    if len(pairs) > MOST_COMPETING_PAIRS:
        yield say("strategy.competing.more", n=Count(len(pairs) - MOST_COMPETING_PAIRS))


def _competing(findings: Findings, pair: CompetingPair) -> Sentence:
    both = refs(findings, [pair.first.project_id, pair.second.project_id])
    shared, key = (
        Words(pair.shared),
        "strategy.competing.group"
        if pair.ground is Ground.EXCLUSIVE_GROUP
        else "strategy.competing.benefit",
    )
    if pair.overlap is None:
        return say(key, projects=both, shared=shared)
    overlap = Money(pair.overlap, findings.measurements.base_currency)
    return say(
        "strategy.competing.overlap", claim=say(key, projects=both, shared=shared), overlap=overlap
    )
