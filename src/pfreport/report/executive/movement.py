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
from pfreport.report.parts.blocks import Block, Section, Text
from pfreport.report.parts.subjects import ref, refs, standing
from pfreport.report.phrases.moves import foremost, told
from pfreport.report.words import say, term
from pfreport.values import Count, Days, InMonth, Money, Sentence, Several, Share, Value, Words
from pfreport.words.catalogue import key_of

FORECAST = "eac"
MOST = 3
"""Lines: page one has to hold them."""


def movement(findings: Findings) -> Section | None:
    """What moved, and who stands by the page; None without an earlier pack."""
    moved = findings.history.moved
    if moved is None:
        return None
    blocks: list[Block] = []
    lines: list[Value] = [
        *_parts(moved),
        *_finishes(findings, moved),
        *(told(findings, move) for move in foremost(findings, moved.moves)),
    ]
    if lines:
        blocks.append(Text(tuple(lines[:MOST]), items=True))
    if findings.history.warnings:
        blocks.append(
            Text(
                tuple(
                    say("movement.warning", warning=Words(one)) for one in findings.history.warnings
                )
            )
        )
    return Section(
        "movement",
        term("section.movement"),
        _message(findings, moved),
        (*blocks, sign_off(findings)),
    )


def turned(findings: Findings, moved: Moved, light: Rag, *, to: bool) -> Sequence[str]:
    """The projects whose overall light, as page one counts it, turned to a colour or from it."""
    turns = moved.declared if standing(findings).declared else moved.turns
    found: list[Turn] = [
        turn
        for turn in turns
        if turn.light == OVERALL and (turn.now if to else turn.before) is light
    ]
    return [
        turn.project_id for turn in found if turn.project_id in findings.portfolio.project_by_id
    ]


def total_of(moved: Moved, id: str = FORECAST) -> Sum | None:
    """How one sum of the portfolio moved; None where it is not known in both."""
    return next((one for one in moved.sums if one.id == id and one.before and one.now), None)


def _message(findings: Findings, moved: Moved) -> Sentence:
    since, lights = InMonth(Month.of(moved.since)), _lights(findings, moved)
    forecast = total_of(moved)
    if forecast is None:
        return say("movement.lights_alone", since=since, lights=lights)
    return say("movement.message", since=since, forecast=_forecast(forecast), lights=lights)


def _forecast(found: Sum) -> Sentence:
    if abs(found.change) < CENT:
        return say("movement.forecast.same")
    gap = say(
        "gap",
        amount=Money(abs(found.change), found.currency),
        share=Share(abs(found.change / found.before)),
    )
    return say("movement.forecast.up" if found.change > 0 else "movement.forecast.down", gap=gap)


def _lights(findings: Findings, moved: Moved) -> Sentence:
    new, mended = (
        turned(findings, moved, Rag.RED, to=True),
        turned(findings, moved, Rag.RED, to=False),
    )
    told = "declared" if standing(findings).declared else "lights"
    if new and mended:
        return say(
            key_of("movement", f"{told}.both"),
            new=refs(findings, new),
            mended=refs(findings, mended),
            n=Count(len(mended)),
        )
    if new:
        return say(key_of("movement", f"{told}.new"), new=refs(findings, new))
    if mended:
        return say(
            key_of("movement", f"{told}.mended"),
            mended=refs(findings, mended),
            n=Count(len(mended)),
        )
    return say(key_of("movement", f"{told}.none"))


def _finishes(findings: Findings, moved: Moved) -> Iterator[Sentence]:
    """Whose baseline finish is later now, where nothing else tells of time."""
    later = [
        one
        for one in moved.finishes
        if one.now > one.before and one.project_id in findings.portfolio.project_by_id
    ]
    if not standing(findings).declared or not later:
        return
    worst = max(later, key=lambda one: one.now - one.before)
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
    found = total_of(moved)
    if found is None or not (found.joined or found.left or abs(found.rates) >= CENT):
        return
    yield say("movement.parts", parts=parts_of(found))


def parts_of(found: Sum) -> Several:
    """What of a sum's change is like for like, and what comes of joiners, leavers and rates."""
    amounts = {
        "alike": found.like_for_like,
        "joined": math.fsum(found.joined.values()),
        "left": -math.fsum(found.left.values()),
        "rates": found.rates,
    }
    return Several(
        tuple(
            say(key_of("movement.part", name), amount=Money(amount, found.currency, signed=True))
            for name, amount in amounts.items()
            if amount
        )
    )
