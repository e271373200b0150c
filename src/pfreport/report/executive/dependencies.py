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
from pfreport.report.parts import cells, tables
from pfreport.report.parts.blocks import Cell, Section, Table
from pfreport.report.parts.figures import of_portfolio
from pfreport.report.parts.sections import kept, points, small_print
from pfreport.report.parts.subjects import rating, ref, refs
from pfreport.report.words import member, say, term
from pfreport.values import Count, Day, Days, Sentence, Several, Words

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
    blocks = kept(
        _table(findings, network, still) if still else None,
        points(
            _notes(findings, network, still, waiting),
            term("dependencies.also") if still else None,
        ),
    )
    message = (
        _message(findings, still)
        if network.handovers
        else say("dependencies.prerequisites", n=Count(len(waiting)))
    )
    return Section("dependencies", term("section.dependencies"), message, blocks)


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
    whole = say("dependencies.project.as_a_whole", needed=refs(findings, unmet))
    if not ours:
        return Section("dependencies", term("section.dependencies"), whole, ())
    notes = (*_pushed(network, project_id), *((whole,) if unmet else ()))
    blocks = kept(
        _table(findings, network, ours), points(notes) if len(notes) > 1 else small_print(notes)
    )
    message = _project_message(findings, network, ours, project_id)
    return Section("dependencies", term("section.dependencies"), message, blocks)


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
        figures = of_portfolio(findings)
        pushed = f"days_late_at_receiver[{worst.dependency.receiver_project}]"
        return (
            say("dependencies.late.pushed", late=lateness_told, days=figures.value(pushed))
            if figures.number(pushed)
            else lateness_told
        )
    unknown = any(isinstance(handover.days, Undefined) for handover in still)
    return say("dependencies.unknown", n=n) if unknown else say("dependencies.in_time", n=n)


def _table(findings: Findings, network: Chain, handovers: Iterable[Handover]) -> Table:
    """The latest first, then by the day each is needed."""
    figures = of_portfolio(findings)
    milestones = {m.milestone_id: m for m in reversed(findings.portfolio.milestones)}

    def receiver(handover: Handover) -> Cell:
        dependency = handover.dependency
        waiting = milestones.get(dependency.receiver_milestone or "")
        return _side(findings, dependency.receiver_project, waiting)

    def expected(handover: Handover) -> Cell:
        move = network.moves.get(handover.provider.milestone_id) if handover.provider else None
        if move is None:
            return Cell(cells.day(handover.expected))
        ids = Several(tuple(Words(d.dependency_id) for d in move.because))
        return Cell(Day(move.pushed), say("dependencies.via", ids=ids))

    def days_late(handover: Handover) -> Cell:
        late = figures.value(f"lateness_with_chain[{handover.dependency.dependency_id}]")
        return Cell(late, strong=lateness(handover) > 0)

    columns: tables.Columns[Handover] = (
        (
            tables.text("column.provider", 2.0),
            lambda h: _side(findings, h.dependency.provider_project, h.provider),
        ),
        (tables.text("column.receiver", 2.0), receiver),
        (tables.number("column.needed_by", 0.9), lambda h: cells.day(h.dependency.needed_by)),
        (tables.number("column.expected", 0.9), expected),
        (tables.number("column.days_late", 0.6), days_late),
        (
            tables.number("column.at_receiver", 0.7),
            lambda h: figures.value(f"days_late_at_receiver[{h.dependency.receiver_project}]"),
        ),
        (
            tables.text("column.status", 0.8),
            lambda h: member("dependency_status", h.dependency.status),
        ),
    )
    order = sorted(
        handovers,
        key=lambda h: (
            -lateness(h),
            str(h.dependency.needed_by),
            natural_key(h.dependency.dependency_id),
        ),
    )
    table = tables.listed("dependencies", order, columns, most=MOST_HANDOVERS)
    return replace(table, note=term("dependencies.no_float") if any(map(lateness, order)) else None)


def _side(findings: Findings, project_id: str, milestone: Milestone | None) -> Cell:
    title = cells.typed(milestone.title) if milestone else None
    return Cell(ref(findings, project_id, named=True), title)


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
