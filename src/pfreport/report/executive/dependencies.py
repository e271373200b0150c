"""Dependencies: which come late, how far that travels, whose provider is red, and who waits for a
project as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag, natural_key
from pfreport.measures.delivery.dependencies import Chain, Handover, chain, unmet_prerequisites
from pfreport.measures.engine.measurement import Undefined
from pfreport.model.delivery import Milestone
from pfreport.model.people import DependencyStatus
from pfreport.model.project import Status
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Block, Cell, Row, Section, Table, Text
from pfreport.report.parts.figures import of_portfolio
from pfreport.report.parts.subjects import rating, ref, refs
from pfreport.report.words import member, say, term
from pfreport.values import Count, Day, Days, Sentence, Several, Value, Words

MOST_HANDOVERS = 20
_ENDED = frozenset({Status.COMPLETED, Status.CANCELLED})


def dependencies(findings: Findings) -> Section | None:
    """What projects wait for from each other; None where there is nothing."""
    network = chain(findings.portfolio)
    waiting = {
        p.project_id: unmet
        for p in findings.portfolio.projects
        if (unmet := unmet_prerequisites(findings.portfolio, p.project_id))
    }
    if not network.handovers and not waiting:
        return None
    still = [handover for handover in network.handovers.values() if is_open(findings, handover)]
    blocks: list[Block] = [_table(findings, "dependencies", network, still)] if still else []
    notes = tuple(_notes(findings, network, still, waiting))
    if notes:
        blocks.append(Text(notes, heading=term("dependencies.also") if still else None, items=True))
    message = (
        _message(findings, still)
        if network.handovers
        else say("dependencies.prerequisites", n=Count(len(waiting)))
    )
    return Section("dependencies", term("section.dependencies"), message, tuple(blocks))


def project_dependencies(findings: Findings, project_id: str) -> Section | None:
    """What one project waits for, and what waits for it; None where there is nothing."""
    network = chain(findings.portfolio)
    ours = [
        handover
        for handover in network.handovers.values()
        if project_id in _sides(handover) and is_open(findings, handover)
    ]
    unmet = unmet_prerequisites(findings.portfolio, project_id)
    if not ours and not unmet:
        return None
    whole = say("dependencies.project.as_a_whole", needed=refs(findings, unmet)) if unmet else None
    if not ours:
        return Section(
            "dependencies", term("section.dependencies"), _whole_alone(findings, unmet), ()
        )
    notes: tuple[Value, ...] = (*_pushed(network, project_id), *((whole,) if whole else ()))
    blocks: list[Block] = [_table(findings, "dependencies", network, ours)]
    if notes:
        blocks.append(Text(notes, items=len(notes) > 1, note=len(notes) == 1))
    return Section(
        "dependencies",
        term("section.dependencies"),
        _project_message(findings, network, ours, project_id),
        tuple(blocks),
    )


def is_open(findings: Findings, handover: Handover) -> bool:
    """Whether somebody still waits: it is not done, and its receiver has not ended."""
    receiver = findings.portfolio.project_by_id[handover.dependency.receiver_project]
    return handover.dependency.status is not DependencyStatus.DONE and receiver.status not in _ENDED


def lateness(handover: Handover) -> int:
    """Days late with all that reaches its provider; 0 where that is not known."""
    return 0 if isinstance(handover.days, Undefined) else handover.days


def _sides(handover: Handover) -> tuple[str, str]:
    return handover.dependency.provider_project, handover.dependency.receiver_project


def _message(findings: Findings, still: Sequence[Handover]) -> Sentence:
    if not still:
        return say("dependencies.none_open")
    late = [handover for handover in still if lateness(handover)]
    n = Count(len(still))
    if late:
        worst = max(
            late, key=lambda handover: (lateness(handover), handover.dependency.dependency_id)
        )
        provider, receiver = (ref(findings, key) for key in _sides(worst))
        lateness_told = say(
            "dependencies.late",
            n=n,
            k=Count(len(late)),
            days=Days(lateness(worst)),
            provider=provider,
            receiver=receiver,
        )
        figures, pushed = (
            of_portfolio(findings),
            f"days_late_at_receiver[{worst.dependency.receiver_project}]",
        )
        return (
            say("dependencies.late.pushed", late=lateness_told, days=figures.value(pushed))
            if figures.number(pushed)
            else lateness_told
        )
    unknown = any(isinstance(handover.days, Undefined) for handover in still)
    return say("dependencies.unknown", n=n) if unknown else say("dependencies.in_time", n=n)


def _table(findings: Findings, id: str, network: Chain, rows: Iterable[Handover]) -> Table:
    """The latest first, then by the day each is needed."""
    columns = (
        tables.text("column.provider", 2.0),
        tables.text("column.receiver", 2.0),
        tables.number("column.needed_by", 0.9),
        tables.number("column.expected", 0.9),
        tables.number("column.days_late", 0.6),
        tables.number("column.at_receiver", 0.7),
        tables.text("column.status", 0.8),
    )
    order = sorted(
        rows,
        key=lambda handover: (
            -lateness(handover),
            str(handover.dependency.needed_by),
            natural_key(handover.dependency.dependency_id),
        ),
    )
    made = tables.table(
        id, columns, [_row(findings, network, handover) for handover in order], most=MOST_HANDOVERS
    )
    return replace(made, note=term("dependencies.no_float") if any(map(lateness, order)) else None)


def _row(findings: Findings, network: Chain, handover: Handover) -> Row:
    dependency, figures = handover.dependency, of_portfolio(findings)
    move = network.moves.get(handover.provider.milestone_id) if handover.provider else None
    via = (
        say("dependencies.via", ids=Several(tuple(Words(d.dependency_id) for d in move.because)))
        if move
        else None
    )
    expected = move.pushed if move else handover.expected
    receiver = findings.portfolio.milestones
    waiting = next((m for m in receiver if m.milestone_id == dependency.receiver_milestone), None)
    return tables.row(
        _side(findings, dependency.provider_project, handover.provider),
        _side(findings, dependency.receiver_project, waiting),
        Day(dependency.needed_by) if dependency.needed_by else None,
        Cell(Day(expected) if expected else None, via),
        Cell(
            figures.value(f"lateness_with_chain[{dependency.dependency_id}]"),
            strong=lateness(handover) > 0,
        ),
        figures.value(f"days_late_at_receiver[{dependency.receiver_project}]"),
        member("dependency_status", dependency.status),
    )


def _side(findings: Findings, project_id: str, milestone: Milestone | None) -> Cell:
    return Cell(
        ref(findings, project_id, named=True), Words(milestone.title) if milestone else None
    )


def _is_red(findings: Findings, project_id: str) -> bool:
    overall = rating(findings, project_id)
    return overall is not None and overall.word is None and overall.computed is Rag.RED


def _notes(
    findings: Findings,
    network: Chain,
    still: Sequence[Handover],
    waiting: dict[str, tuple[str, ...]],
) -> Iterator[Sentence]:
    """Providers in red, who waits for whole projects, and what waits for itself."""
    red = sorted({p for p, _ in map(_sides, still) if _is_red(findings, p)}, key=natural_key)
    if red:
        receivers = sorted({r for p, r in map(_sides, still) if p in red}, key=natural_key)
        yield say(
            "dependencies.red",
            projects=refs(findings, red),
            n=Count(len(red)),
            receivers=refs(findings, receivers),
        )
    for project_id in sorted(waiting, key=natural_key):
        yield _waits(findings, project_id, waiting[project_id])
    if network.circle:
        yield say("dependencies.circle", ids=Several(tuple(Words(key) for key in network.circle)))


def _waits(findings: Findings, project_id: str, needed: Sequence[str]) -> Sentence:
    values = {"project": ref(findings, project_id), "needed": refs(findings, needed)}
    red = [key for key in needed if _is_red(findings, key)]
    if red:
        n = Count(len(red))
        whole = len(red) == len(needed)
        return (
            say("dependencies.waits.all_red", **values, n=n)
            if whole
            else say("dependencies.waits.red", **values, red=refs(findings, red), n=n)
        )
    return say("dependencies.waits", **values)


def _whole_alone(findings: Findings, unmet: Sequence[str]) -> Sentence:
    return say("dependencies.project.as_a_whole", needed=refs(findings, unmet))


def _project_message(
    findings: Findings, network: Chain, ours: Sequence[Handover], project_id: str
) -> Sentence:
    moves = [move for move in network.moves.values() if move.milestone.project_id == project_id]
    if moves:
        worst = max(moves, key=lambda move: (move.days, move.milestone.milestone_id))
        return say(
            "dependencies.project.pushed",
            n=Count(len(moves)),
            milestone=Words(worst.milestone.title),
            days=Days(worst.days),
        )
    late = [
        handover
        for handover in ours
        if handover.dependency.provider_project == project_id and lateness(handover)
    ]
    if late:
        receivers = sorted(
            {handover.dependency.receiver_project for handover in late}, key=natural_key
        )
        return say(
            "dependencies.project.pushes",
            receivers=refs(findings, receivers),
            days=Days(max(map(lateness, late))),
        )
    unknown = any(isinstance(handover.days, Undefined) for handover in ours)
    return say("dependencies.project.unknown") if unknown else say("dependencies.project.in_time")


def _pushed(network: Chain, project_id: str) -> Iterator[Sentence]:
    """The milestones of a project that what it waits for pushes, in the order of dates."""
    moves = (move for move in network.moves.values() if move.milestone.project_id == project_id)
    for move in sorted(moves, key=lambda move: (move.pushed, move.milestone.milestone_id)):
        yield say(
            "dependencies.pushed",
            milestone=Words(move.milestone.title),
            days=Days(move.days),
            day=Day(move.pushed),
        )
