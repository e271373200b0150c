"""The strip of five phases: which are done, which is current, when the others come."""

from __future__ import annotations

import datetime as dt

from pfreport.advice.findings import Findings
from pfreport.kinds import Month
from pfreport.measures.delivery.milestones import expected_date, is_achieved
from pfreport.measures.engine.facts import ProjectFacts
from pfreport.model.project import Phase, Status
from pfreport.report.parts.blocks import PhaseState, PhaseStep, PhaseStrip
from pfreport.report.parts.figures import Figures, of_project
from pfreport.report.words import member, say
from pfreport.values import InMonth, MonthForm, Value

_ORDER = tuple(Phase)


def phase_strip(findings: Findings, project_id: str) -> PhaseStrip:
    """Five steps; without a phase all are to come."""
    facts, figures = findings.measurements.facts[project_id], of_project(findings, project_id)
    return PhaseStrip(tuple(_step(facts, figures, phase) for phase in _ORDER))


def _step(facts: ProjectFacts, figures: Figures, phase: Phase) -> PhaseStep:
    state = _state(facts, phase)
    gone = _gone(facts, phase) if state is PhaseState.CURRENT else None
    return PhaseStep(member("phase", phase), state, _note(facts, figures, phase, state), gone)


def _state(facts: ProjectFacts, phase: Phase) -> PhaseState:
    project = facts.project
    if project.status is Status.COMPLETED:
        return PhaseState.DONE
    if project.phase is None:
        return PhaseState.TO_COME
    place, current = _ORDER.index(phase), _ORDER.index(project.phase)
    return (
        PhaseState.DONE
        if place < current
        else PhaseState.CURRENT
        if place == current
        else PhaseState.TO_COME
    )


def _note(facts: ProjectFacts, figures: Figures, phase: Phase, state: PhaseState) -> Value | None:
    """When it ended, what of the work is done, or when it is expected, from its milestones and
    deliverables.
    """
    days = _days(facts, phase, reached=state is PhaseState.DONE)
    month = InMonth(Month.of(max(days)), form=MonthForm.MEDIUM) if days else None
    if state is PhaseState.DONE:
        return say("phase_note.done", month=month) if month else None
    if state is PhaseState.TO_COME:
        return say("phase_note.to_come", month=month) if month else None
    if month and figures.number("pct_complete"):
        return say("phase_note.both", month=month, share=figures.value("pct_complete"))
    if figures.number("pct_complete"):
        return say("phase_note.earned", share=figures.value("pct_complete"))
    return say("phase_note.to", month=month) if month else None


def _gone(facts: ProjectFacts, phase: Phase) -> float | None:
    """How much of the time from the end of the phases before to the last milestone of this one is
    over.
    """
    before = [
        day
        for earlier in _ORDER[: _ORDER.index(phase)]
        for day in _days(facts, earlier, reached=True)
    ]
    begin = max(before, default=facts.project.actual_start)
    ahead = _days(facts, phase, reached=False)
    if begin is None or not ahead or max(ahead) <= begin:
        return None
    return min(max((facts.status_date - begin) / (max(ahead) - begin), 0.0), 1.0)


def _days(facts: ProjectFacts, phase: Phase, *, reached: bool) -> list[dt.date]:
    """Dates of the phase's milestones: those reached, or those still expected."""
    own = [
        m
        for m in facts.milestones
        if m.phase is phase and is_achieved(m, facts.status_date) is reached
    ]
    days = [m.actual_date if reached else expected_date(m) for m in own]
    return [day for day in days if day is not None]
