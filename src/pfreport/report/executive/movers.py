"""Movers, joiners and leavers: the figures of projects that moved most, and the projects that came
and went.
"""

from __future__ import annotations

from collections.abc import Iterator

from pfreport.advice.findings import Findings
from pfreport.history.movement import Crossing, Known, Move, Moved
from pfreport.kinds import Month
from pfreport.reasons import reason_text
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Block, Facts, Row, Section
from pfreport.report.parts.light_history import lights_of_projects
from pfreport.report.parts.subjects import ref
from pfreport.report.phrases.causes import because
from pfreport.report.phrases.moves import MOVED, cells, currency_of, movers
from pfreport.report.words import member, say, term
from pfreport.values import Count, InMonth, Sentence, Several, Value, Words

MOST_OF_ONE = 2
MOST, MOST_NAMED = 14, 12


def project_movers(findings: Findings) -> Section | None:
    """The largest moves by amount and by share, who joined and left, the lights of the last packs;
    None without an earlier pack.
    """
    moved = findings.history.moved
    if moved is None:
        return None
    found = movers(findings, moved.moves, MOST_OF_ONE)
    blocks: list[Block] = []
    if found:
        columns = (
            tables.text("column.project", 1.5),
            tables.text("column.measure", 0.9),
            tables.number("column.was", 0.9),
            tables.number("column.is_now", 0.9),
            tables.number("column.change", 0.9),
            tables.text("column.because", 4.2),
        )
        blocks.append(
            tables.table(
                "movers",
                columns,
                [_row(findings, move) for move in found],
                most=MOST,
                rest="more.diff",
            )
        )
    pairs = (*_crossings(findings, moved), *_known(findings, moved))
    if pairs:
        blocks.append(Facts(pairs))
    lights = lights_of_projects(findings)
    if lights:
        blocks.append(lights)
    return Section("movers", term("section.movers"), _message(moved), tuple(blocks))


def _message(moved: Moved) -> Sentence:
    projects = {move.subject.key for move in moved.moves}
    joined, left = (sum(getattr(one, way) for one in moved.crossings) for way in ("joined", "left"))
    return say(
        "movers.message",
        n=Count(len(projects)),
        since=InMonth(Month.of(moved.since)),
        joined=Count(joined),
        left=Count(left),
    )


def _row(findings: Findings, move: Move) -> Row:
    return tables.row(
        ref(findings, move.subject.key, named=True),
        term(f"moved.name.{move.id}"),
        *cells(move),
        because(move, currency_of(findings, move.subject.key)),
    )


def _crossings(findings: Findings, moved: Moved) -> Iterator[tuple[Value, Value]]:
    """Who joined, who left, and whose status is another."""
    ways = {
        "movers.joined": [one for one in moved.crossings if one.joined],
        "movers.left": [one for one in moved.crossings if one.left],
        "movers.changed": [one for one in moved.crossings if not one.joined and not one.left],
    }
    for key, found in ways.items():
        if found:
            yield term(key), Several(tuple(_crossing(findings, one) for one in found), MOST_NAMED)


def _crossing(findings: Findings, one: Crossing) -> Sentence:
    gone = say("movers.gone", id=Words(one.project_id), name=Words(one.name))
    project = ref(findings, one.project_id, named=True) if one.there_now else gone
    before, now = (
        member("status", status) or term("status.none") for status in (one.before, one.now)
    )
    if not one.there_before:
        return say("movers.new", project=project, now=now)
    if not one.there_now:
        return say("movers.missing", project=project, before=before)
    return say("movers.status", project=project, before=before, now=now)


def _known(findings: Findings, moved: Moved) -> Iterator[tuple[Value, Value]]:
    """Figures that came to have a value, and those that have none any more."""
    for key, lost in (("movers.known", False), ("movers.lost", True)):
        found = [one for one in moved.known if (one.now is None) is lost and one.id in MOVED]
        if found:
            yield (
                term(key),
                Several(tuple(_figure(findings, one, lost=lost) for one in found), most=6),
            )


def _figure(findings: Findings, one: Known, *, lost: bool) -> Sentence:
    values: dict[str, Value] = {
        "measure": term(f"moved.name.{one.id}"),
        "project": ref(findings, one.subject.key),
    }
    return (
        say("movers.figure.lost", why=Words(reason_text(one.why) if one.why else ""), **values)
        if lost
        else say("movers.figure", **values)
    )
