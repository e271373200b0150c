"""What moved since the last pack: the forecast and its parts, lights that turned, and the largest
moves with their cells.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from pfreport.advice.findings import Findings
from pfreport.history.movement import Moved, Turn
from pfreport.history.sums import Sum
from pfreport.kinds import Month, Rag
from pfreport.ratings.rate import OVERALL
from pfreport.report.executive.headline import sign_off
from pfreport.report.parts.amounts import CENT
from pfreport.report.parts.blocks import Section, Text
from pfreport.report.parts.sections import kept, points
from pfreport.report.parts.subjects import ref, refs, standing
from pfreport.report.phrases.moves import foremost, told
from pfreport.report.words import say, term
from pfreport.values import Count, Days, InMonth, Money, Sentence, Several, Share, Value, Words
from pfreport.words.catalogue import key_of

FORECAST_ID = "eac"
MOST_LINES = 3
"""Lines: page one has to hold them."""


def movement(findings: Findings) -> Section | None:
    """What moved, and who stands by the page; None without an earlier pack."""
    moved = findings.history.moved
    if moved is None:
        return None
    lines: list[Value] = [
        *_parts(moved),
        *_finishes(findings, moved),
        *(told(findings, move) for move in foremost(findings, moved.moves)),
    ]
    warnings = tuple(
        say("movement.warning", warning=Words(warning)) for warning in findings.history.warnings
    )
    blocks = kept(
        points(lines[:MOST_LINES]),
        Text(warnings) if warnings else None,
        sign_off(findings),
    )
    return Section("movement", term("section.movement"), _message(findings, moved), blocks)


def turned(findings: Findings, moved: Moved, light: Rag, *, to: bool) -> Sequence[str]:
    """The projects whose overall light, as page one counts it, turned to a colour or from it."""
    turns = moved.declared if standing(findings).declared else moved.turns
    turned_to: list[Turn] = [
        turn
        for turn in turns
        if turn.light == OVERALL and (turn.now if to else turn.before) is light
    ]
    return [
        turn.project_id for turn in turned_to if turn.project_id in findings.portfolio.project_by_id
    ]


def total_of(moved: Moved, id: str = FORECAST_ID) -> Sum | None:
    """How one sum of the portfolio moved; None where it is not known in both."""
    return next(
        (
            moved_sum
            for moved_sum in moved.sums
            if moved_sum.id == id and moved_sum.before and moved_sum.now
        ),
        None,
    )


def _message(findings: Findings, moved: Moved) -> Sentence:
    since, lights = InMonth(Month.of(moved.since)), _lights(findings, moved)
    forecast = total_of(moved)
    if forecast is None:
        return say("movement.lights_alone", since=since, lights=lights)
    return say("movement.message", since=since, forecast=_forecast(forecast), lights=lights)


def _forecast(moved_sum: Sum) -> Sentence:
    if abs(moved_sum.change) < CENT:
        return say("movement.forecast.same")
    gap = say(
        "gap",
        amount=Money(abs(moved_sum.change), moved_sum.currency),
        share=Share(abs(moved_sum.change / moved_sum.before)),
    )
    return say(
        "movement.forecast.up" if moved_sum.change > 0 else "movement.forecast.down", gap=gap
    )


def _lights(findings: Findings, moved: Moved) -> Sentence:
    new = turned(findings, moved, Rag.RED, to=True)
    mended = turned(findings, moved, Rag.RED, to=False)
    family = "declared" if standing(findings).declared else "lights"
    if new and mended:
        return say(
            key_of("movement", f"{family}.both"),
            new=refs(findings, new),
            mended=refs(findings, mended),
            n=Count(len(mended)),
        )
    if new:
        return say(key_of("movement", f"{family}.new"), new=refs(findings, new))
    if mended:
        return say(
            key_of("movement", f"{family}.mended"),
            mended=refs(findings, mended),
            n=Count(len(mended)),
        )
    return say(key_of("movement", f"{family}.none"))


def _finishes(findings: Findings, moved: Moved) -> Iterator[Sentence]:
    """Whose baseline finish is later now, where nothing else tells of time."""
    later = [
        finish
        for finish in moved.finishes
        if finish.now > finish.before and finish.project_id in findings.portfolio.project_by_id
    ]
    if not standing(findings).declared or not later:
        return
    worst = max(later, key=lambda finish: finish.now - finish.before)
    others = {
        "n": Count(len(later)),
        "project": ref(findings, worst.project_id),
        "days": Days((worst.now - worst.before).days),
    }
    yield say("movement.finishes", **others)


def _parts(moved: Moved) -> Iterator[Sentence]:
    """What of the change in the forecast is like for like, what comes of joiners, leavers and
    rates.
    """
    moved_sum = total_of(moved)
    if moved_sum is None or not (
        moved_sum.joined or moved_sum.left or abs(moved_sum.rates) >= CENT
    ):
        return
    yield say("movement.parts", parts=parts_of(moved_sum))


def parts_of(moved_sum: Sum) -> Several:
    """What of a sum's change is like for like, and what comes of joiners, leavers and rates."""
    amounts = {
        "alike": moved_sum.like_for_like,
        "joined": math.fsum(moved_sum.joined.values()),
        "left": -math.fsum(moved_sum.left.values()),
        "rates": moved_sum.rates,
    }
    return Several(
        tuple(
            say(
                key_of("movement.part", name), amount=Money(amount, moved_sum.currency, signed=True)
            )
            for name, amount in amounts.items()
            if amount
        )
    )
