"""Figures that moved, in words: which, from what to what, and why; and which of them moved most."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from pfreport.advice.findings import Findings
from pfreport.history.movement import Move
from pfreport.kinds import natural_key
from pfreport.measures.engine.measurement import Given
from pfreport.report.parts.blocks import Cell
from pfreport.report.parts.subjects import ref
from pfreport.report.phrases.causes import MOST_CAUSES, because, part_of
from pfreport.report.words import member, say
from pfreport.values import Days, Money, Sentence, Value, number_of
from pfreport.words.catalogue import key_of

MOVED = ("cpi", "eac", "spi_t", "finish_slip_days")
"""The figures whose moves are told, in the order of telling."""


def movers(findings: Findings, moves: Sequence[Move], most: int) -> list[Move]:
    """Of each figure the moves that are largest by their size and by their share of what it was,
    each once.
    """
    chosen: list[Move] = []
    for of in _by_figure(moves):
        for size in (functools.partial(in_base, findings), _relative):
            chosen += [move for move in _largest(of, size)[:most] if move not in chosen]
    return chosen


def foremost(findings: Findings, moves: Sequence[Move]) -> list[Move]:
    """Of each figure the largest move, of a project that is not named yet where there is one."""
    chosen: list[Move] = []
    for of in _by_figure(moves):
        ranked = _largest(of, functools.partial(in_base, findings))
        named = {move.subject for move in chosen}
        chosen.append(next((move for move in ranked if move.subject not in named), ranked[0]))
    return chosen


def in_base(findings: Findings, move: Move) -> float:
    """The size of a change; amounts in base currency, so that projects compare."""
    facts = findings.measurements.facts.get(move.subject.key)
    rate = (
        facts.rate.value
        if facts and isinstance(facts.rate, Given) and move.unit.startswith("money:")
        else 1.0
    )
    return move.change * rate if isinstance(rate, int | float) else 0.0


def told(findings: Findings, move: Move) -> Sentence:
    """`CPI of P-003 fell from 0.94 to 0.88: …`."""
    what = say(
        "moved.of", measure=member("moved.name", move.id), project=ref(findings, move.subject.key)
    )
    return with_causes(change(move, what), move, currency_of(findings, move.subject.key))


def change(move: Move, what: Value) -> Sentence:
    """What a figure was and is; of an amount by how much it changed, as the two may print alike."""
    way = "rose" if move.change > 0 else "fell"
    before, now = ends(move)
    if isinstance(now, Money):
        return say(
            key_of("moved", f"{way}.by"),
            what=what,
            amount=Money(abs(move.change), now.currency),
            now=now,
        )
    return say(key_of("moved", way), what=what, before=before, now=now)


def with_causes(sentence: Sentence, move: Move, currency: str, most: int = MOST_CAUSES) -> Sentence:
    """The sentence with the causes of the move, as far as any are known."""
    why = because(move, currency, most)
    return say("moved.because", moved=sentence, causes=why) if why else sentence


def ends(move: Move) -> tuple[Value, Value]:
    """What it was and what it is; ratios with enough places that rounding moves neither by a
    quarter of the way to the other.
    """
    quarter = move.change / 4
    before = number_of(move.before, move.unit, limits=(move.before + quarter,))
    return before, number_of(move.now, move.unit, limits=(move.now - quarter,))


def cells(move: Move) -> tuple[Cell, Cell, Cell]:
    """What it was, what it is and the change, as a row of a table that holds figures of several
    units.
    """
    before, now = ends(move)
    return (
        Cell(brief(before)),
        Cell(brief(now)),
        Cell(brief(part_of(move, move.change)), strong=True),
    )


def brief(value: Value) -> Value:
    """An amount or a number of days as it stands in text: a column of several units has no head
    that says which.
    """
    return say("movement.amount", amount=value) if isinstance(value, Money | Days) else value


def currency_of(findings: Findings, project_id: str) -> str:
    """The currency of a project's amounts."""
    facts = findings.measurements.facts.get(project_id)
    return facts.currency if facts else findings.measurements.base_currency


def _by_figure(moves: Sequence[Move]) -> list[list[Move]]:
    """The moves of each figure that has any, in the order of telling."""
    by_figure = [[move for move in moves if move.id == id] for id in MOVED]
    return [of for of in by_figure if of]


def _largest(moves: Sequence[Move], size: Callable[[Move], float]) -> list[Move]:
    return sorted(moves, key=lambda move: (-abs(size(move)), natural_key(move.subject.key)))


def _relative(move: Move) -> float:
    return move.relative
