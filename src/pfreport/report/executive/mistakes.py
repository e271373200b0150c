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
from pfreport.report.parts.blocks import Cell, Section
from pfreport.report.parts.subjects import ref, refs
from pfreport.report.words import member, say, term
from pfreport.values import Cells, Count, Days, Money, Sentence, Several, Term, Value, Words
from pfreport.words.keys import Key

MOST_CELLS_IN_ONE_RANGE = 4


def checklist(findings: Findings) -> Section | None:
    """None where there is no project."""
    if not findings.portfolio.projects:
        return None
    columns: tables.Columns[Evidence] = (
        (tables.text("column.mistake", 1.7), lambda seen: member("mistakes", seen.mistake)),
        (
            tables.text("column.seen", 0.6),
            lambda seen: Cell(term(_SEEN[seen.made]), strong=bool(seen.made)),
        ),
        (
            tables.text("column.evidence", 2.8),
            lambda seen: _EVIDENCE[seen.mistake](findings, seen),
        ),
        (tables.text("column.cells", 1.3), lambda seen: _cells(ranges(seen.origins))),
        (
            tables.text("column.to_do", 2.2),
            lambda seen: member("mistakes.do", seen.mistake) if seen.made else None,
        ),
    )
    evidence = mistakes(findings.measurements, mature(findings.measurements, findings.ratings))
    table = tables.listed("mistakes", evidence, columns)
    return Section(
        "mistakes", term("section.mistakes"), _message(evidence), (table,), new_page=True
    )


def _message(evidence: tuple[Evidence, ...]) -> Sentence:
    made = [mistake.mistake for mistake in evidence if mistake.made]
    if not made:
        return say("mistakes.none", of=Count(len(evidence)))
    named = Several(tuple(member("mistakes.short", mistake) for mistake in made), most=len(made))
    return say("mistakes.message", n=Count(len(made)), of=Count(len(evidence)), mistakes=named)


def _cells(addresses: Sequence[str]) -> Value | None:
    if not addresses:
        return None
    return (
        Cells(tuple(addresses))
        if len(addresses) <= MOST_CELLS_IN_ONE_RANGE
        else Several(tuple(Cells((cell,)) for cell in addresses), most=MOST_CELLS_IN_ONE_RANGE)
    )


def _one_project(_: Findings, mistake: Evidence) -> Value:
    match mistake.finding:
        case "single":
            return say(
                "mistakes.one_project.single",
                n=Count(len(mistake.projects)),
                goal=Words(mistake.goal),
            )
        case "fine":
            return say(
                "mistakes.one_project.fine", n=Count(mistake.goals), m=Count(len(mistake.projects))
            )
        case "none":
            return _nothing()
        case _:
            return member("mistakes.one_project", mistake.finding)


def _priority(findings: Findings, mistake: Evidence) -> Value:
    if not mistake.made:
        return term("mistakes.priority.fine")
    return say(
        "mistakes.priority.found",
        projects=refs(findings, mistake.projects),
        n=Count(len(mistake.projects)),
    )


def _competing(findings: Findings, mistake: Evidence) -> Value:
    if not mistake.made:
        return term("mistakes.competing.fine")
    largest = sorted(mistake.pairs, key=lambda pair: -(pair.overlap or 0.0))
    both = [
        (ref(findings, pair.first.project_id), ref(findings, pair.second.project_id))
        for pair in largest
    ]
    named = tuple(
        say("mistakes.competing.pair", first=first, second=second) for first, second in both
    )
    n, pairs = Count(len(mistake.pairs)), Several(named)
    overlap = overlap_of(mistake.pairs)
    if overlap is None:
        return say("mistakes.competing.plain", n=n, pairs=pairs)
    return say(
        "mistakes.competing.found",
        n=n,
        pairs=pairs,
        amount=Money(overlap, findings.measurements.base_currency),
    )


def _optimising(findings: Findings, mistake: Evidence) -> Value:
    maturity = mature(findings.measurements, findings.ratings)
    if maturity is None:
        return term("mistakes.optimising.none")
    level = {"level": Count(maturity.level), "of": Count(TOP)}
    if maturity.fit:
        return say("mistakes.optimising.fine", **level)
    if not mistake.projects:
        return say("mistakes.optimising.low", needed=Count(FIT), **level)
    return say(
        "mistakes.optimising.found",
        needed=Count(FIT),
        projects=refs(findings, mistake.projects),
        n=Count(len(mistake.projects)),
        **level,
    )


def _status(findings: Findings, mistake: Evidence) -> Value:
    days = Days(findings.portfolio.settings.stale_days)
    if mistake.finding == "none":
        return _nothing()
    if not mistake.made:
        return say("mistakes.status.fine", days=days)
    stale = say("mistakes.status.stale", projects=refs(findings, mistake.projects), days=days)
    blank = say("mistakes.status.blank", projects=refs(findings, mistake.blank))
    return (
        say("mistakes.status.both", stale=stale, blank=blank)
        if mistake.finding == "both"
        else stale
        if mistake.projects
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


_SEEN: dict[bool | None, Key] = {
    True: "mistakes.seen",
    False: "mistakes.not_seen",
    None: "mistakes.unknown",
}
