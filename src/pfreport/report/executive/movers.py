"""Movers, joiners and leavers: the figures of projects that moved most, and the projects that came
and went.
"""

from __future__ import annotations

from collections.abc import Iterator

from pfreport.advice.findings import Findings
from pfreport.history.movement import Crossing, Known, Move, Moved
from pfreport.kinds import Month
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Block, Facts, Row, Section
from pfreport.report.parts.light_history import lights_of_projects
from pfreport.report.parts.subjects import ref
from pfreport.report.phrases.causes import because
from pfreport.report.phrases.moves import MOVED, cells, currency_of, movers
from pfreport.report.words import member, say, term
from pfreport.values import Count, InMonth, Sentence, Several, Value, Words

MOST_MOVERS_OF_ONE_FIGURE = 2
MOST_MOVERS, MOST_PROJECTS_NAMED = 14, 12


def project_movers(findings: Findings) -> Section | None:
    """The largest moves by amount and by share, who joined and left, the lights of the last packs;
    None without an earlier pack.
    """
    moved = findings.history.moved
    if moved is None:
        return None
    moves = movers(findings, moved.moves, MOST_MOVERS_OF_ONE_FIGURE)
    blocks: list[Block] = []
    if moves:
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
                [_row(findings, move) for move in moves],
                most=MOST_MOVERS,
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
    joined, left = (
        sum(getattr(crossing, way) for crossing in moved.crossings) for way in ("joined", "left")
    )
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
        "movers.joined": [crossing for crossing in moved.crossings if crossing.joined],
        "movers.left": [crossing for crossing in moved.crossings if crossing.left],
        "movers.changed": [
            crossing for crossing in moved.crossings if not crossing.joined and not crossing.left
        ],
    }
    for key, crossings in ways.items():
        if crossings:
            yield (
                term(key),
                Several(
                    tuple(_crossing(findings, crossing) for crossing in crossings),
                    MOST_PROJECTS_NAMED,
                ),
            )


def _crossing(findings: Findings, crossing: Crossing) -> Sentence:
    gone = say("movers.gone", id=Words(crossing.project_id), name=Words(crossing.name))
    project = ref(findings, crossing.project_id, named=True) if crossing.there_now else gone
    before, now = (
        member("status", status) or term("status.none")
        for status in (crossing.before, crossing.now)
    )
    if not crossing.there_before:
        return say("movers.new", project=project, now=now)
    if not crossing.there_now:
        return say("movers.missing", project=project, before=before)
    return say("movers.status", project=project, before=before, now=now)


def _known(findings: Findings, moved: Moved) -> Iterator[tuple[Value, Value]]:
    """Figures that came to have a value, and those that have none any more."""
    for key, lost in (("movers.known", False), ("movers.lost", True)):
        changed = [
            known for known in moved.known if (known.now is None) is lost and known.id in MOVED
        ]
        if changed:
            yield (
                term(key),
                Several(tuple(_figure(findings, known, lost=lost) for known in changed), most=6),
            )


def _figure(findings: Findings, known: Known, *, lost: bool) -> Sentence:
    values: dict[str, Value] = {
        "measure": term(f"moved.name.{known.id}"),
        "project": ref(findings, known.subject.key),
    }
    return (
        say("movers.figure.lost", why=Words(known.why or ""), **values)
        if lost
        else say("movers.figure", **values)
    )
