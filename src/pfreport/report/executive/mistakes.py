"""Five mistakes portfolios are usually run with, as a checklist: whether each shows, by what, and
what to do.
"""

from __future__ import annotations

from collections.abc import Sequence

from pfreport.advice.findings import Findings
from pfreport.advice.maturity import FIT, TOP
from pfreport.advice.maturity import maturity as mature
from pfreport.advice.mistakes import Evidence, Mistake, mistakes
from pfreport.measures.strategy.fit import overlap_of
from pfreport.origins import ranges
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Cell, Row, Section
from pfreport.report.parts.subjects import ref, refs
from pfreport.report.words import member, say, term
from pfreport.values import Cells, Count, Days, Money, Sentence, Several, Term, Value, Words
from pfreport.words.keys import Key

MOST_CELLS = 4


def checklist(findings: Findings) -> Section | None:
    """None where there is no project."""
    if not findings.portfolio.projects:
        return None
    found = mistakes(findings.measurements, mature(findings.measurements, findings.ratings))
    columns = (
        tables.text("column.mistake", 1.7),
        tables.text("column.seen", 0.6),
        tables.text("column.evidence", 2.8),
        tables.text("column.cells", 1.3),
        tables.text("column.to_do", 2.2),
    )
    table = tables.table("mistakes", columns, [_row(findings, one) for one in found])
    return Section("mistakes", term("section.mistakes"), _message(found), (table,), new_page=True)


def _message(found: tuple[Evidence, ...]) -> Sentence:
    made = [one.mistake for one in found if one.made]
    if not made:
        return say("mistakes.none", of=Count(len(found)))
    named = Several(tuple(member("mistakes.short", mistake) for mistake in made), most=len(made))
    return say("mistakes.message", n=Count(len(made)), of=Count(len(found)), mistakes=named)


_SEEN: dict[bool | None, Key] = {
    True: "mistakes.seen",
    False: "mistakes.not_seen",
    None: "mistakes.unknown",
}


def _row(findings: Findings, one: Evidence) -> Row:
    return tables.row(
        member("mistakes", one.mistake),
        Cell(term(_SEEN[one.made]), strong=bool(one.made)),
        _EVIDENCE[one.mistake](findings, one),
        _cells(ranges(one.origins)),
        member("mistakes.do", one.mistake) if one.made else None,
    )


def _cells(found: Sequence[str]) -> Value | None:
    if not found:
        return None
    return (
        Cells(tuple(found))
        if len(found) <= MOST_CELLS
        else Several(tuple(Cells((cell,)) for cell in found), most=MOST_CELLS)
    )


def _one_project(_: Findings, one: Evidence) -> Value:
    match one.finding:
        case "single":
            return say(
                "mistakes.one_project.single", n=Count(len(one.projects)), goal=Words(one.goal)
            )
        case "fine":
            return say("mistakes.one_project.fine", n=Count(one.goals), m=Count(len(one.projects)))
        case "none":
            return _nothing()
        case _:
            return member("mistakes.one_project", one.finding)


def _priority(findings: Findings, one: Evidence) -> Value:
    if not one.made:
        return term("mistakes.priority.fine")
    return say(
        "mistakes.priority.found", projects=refs(findings, one.projects), n=Count(len(one.projects))
    )


def _competing(findings: Findings, one: Evidence) -> Value:
    if not one.made:
        return term("mistakes.competing.fine")
    largest = sorted(one.pairs, key=lambda pair: -(pair.overlap or 0.0))
    both = [
        (ref(findings, pair.first.project_id), ref(findings, pair.second.project_id))
        for pair in largest
    ]
    named = tuple(
        say("mistakes.competing.pair", first=first, second=second) for first, second in both
    )
    n, pairs = Count(len(one.pairs)), Several(named)
    overlap = overlap_of(one.pairs)
    if overlap is None:
        return say("mistakes.competing.plain", n=n, pairs=pairs)
    return say(
        "mistakes.competing.found",
        n=n,
        pairs=pairs,
        amount=Money(overlap, findings.measurements.base_currency),
    )


def _optimising(findings: Findings, one: Evidence) -> Value:
    found = mature(findings.measurements, findings.ratings)
    if found is None:
        return term("mistakes.optimising.none")
    level = {"level": Count(found.level), "of": Count(TOP)}
    if found.fit:
        return say("mistakes.optimising.fine", **level)
    if not one.projects:
        return say("mistakes.optimising.low", needed=Count(FIT), **level)
    return say(
        "mistakes.optimising.found",
        needed=Count(FIT),
        projects=refs(findings, one.projects),
        n=Count(len(one.projects)),
        **level,
    )


def _status(findings: Findings, one: Evidence) -> Value:
    days = Days(findings.portfolio.settings.stale_days)
    if one.finding == "none":
        return _nothing()
    if not one.made:
        return say("mistakes.status.fine", days=days)
    stale = say("mistakes.status.stale", projects=refs(findings, one.projects), days=days)
    blank = say("mistakes.status.blank", projects=refs(findings, one.blank))
    return (
        say("mistakes.status.both", stale=stale, blank=blank)
        if one.finding == "both"
        else stale
        if one.projects
        else blank
    )


def _nothing() -> Term:
    """Where no project is live there is nothing to tell by."""
    return term("mistakes.nothing")


_EVIDENCE = {
    Mistake.ONE_PROJECT: _one_project,
    Mistake.PRIORITY: _priority,
    Mistake.COMPETING: _competing,
    Mistake.OPTIMISING: _optimising,
    Mistake.STATUS: _status,
}
