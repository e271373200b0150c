"""Movers, joiners and leavers: the figures of projects that moved most, and the projects that came
and went.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pfreport.advice.findings import Findings
from pfreport.history.movement import Crossing, Known, Move, Moved
from pfreport.kinds import Month
from pfreport.reasons import reason_text
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Facts, Section, Table
from pfreport.report.parts.light_history import lights_of_projects
from pfreport.report.parts.sections import kept
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
    pairs = (*_crossings(findings, moved), *_known(findings, moved))
    blocks = kept(
        _table(findings, movers(findings, moved.moves, MOST_MOVERS_OF_ONE_FIGURE)),
        Facts(pairs) if pairs else None,
        lights_of_projects(findings),
    )
    return Section("movers", term("section.movers"), _message(moved), blocks)


def _table(findings: Findings, moves: Sequence[Move]) -> Table | None:
    columns: tables.Columns[Move] = (
        (tables.text("column.project", 1.5), lambda m: ref(findings, m.subject.key, named=True)),
        (tables.text("column.measure", 0.9), lambda m: member("moved.name", m.id)),
        (tables.number("column.was", 0.9), lambda m: cells(m)[0]),
        (tables.number("column.is_now", 0.9), lambda m: cells(m)[1]),
        (tables.number("column.change", 0.9), lambda m: cells(m)[2]),
        (
            tables.text("column.because", 4.2),
            lambda m: because(m, currency_of(findings, m.subject.key)),
        ),
    )
    if not moves:
        return None
    return tables.listed("movers", moves, columns, most=MOST_MOVERS, rest="more.diff")


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


def _crossings(findings: Findings, moved: Moved) -> Iterator[tuple[Value, Value]]:
    """Who joined, who left, and whose status is another."""
    ways: defaultdict[str, list[Value]] = defaultdict(list)
    for crossing in moved.crossings:
        way = "joined" if crossing.joined else "left" if crossing.left else "changed"
        ways[way].append(_crossing(findings, crossing))
    for way in ("joined", "left", "changed"):
        if ways[way]:
            yield member("movers", way), Several(tuple(ways[way]), MOST_PROJECTS_NAMED)


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
    for way, lost in (("known", False), ("lost", True)):
        named = tuple(
            _figure(findings, known, lost=lost)
            for known in moved.known
            if (known.now is None) is lost and known.id in MOVED
        )
        if named:
            yield member("movers", way), Several(named, most=6)


def _figure(findings: Findings, known: Known, *, lost: bool) -> Sentence:
    values: dict[str, Value] = {
        "measure": member("moved.name", known.id),
        "project": ref(findings, known.subject.key),
    }
    return (
        say("movers.figure.lost", why=Words(reason_text(known.why) if known.why else ""), **values)
        if lost
        else say("movers.figure", **values)
    )
