"""The body of a mail: its subject is the answer, its sections are what a reader needs before the
report is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from pfreport.advice.decisions import decisions_needed
from pfreport.advice.findings import Findings
from pfreport.faults import shorten
from pfreport.kinds import Month, Rag
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import (
    Block,
    Cell,
    Report,
    ReportKind,
    Row,
    Section,
    Table,
    TableStyle,
    Text,
)
from pfreport.report.parts.figures import Figures, of_project
from pfreport.report.parts.subjects import RAGS_IN_ORDER, light_name, rating, ref, standing
from pfreport.report.words import member, say, term
from pfreport.values import Count, Sentence, Several, Share, Value, Words
from pfreport.words.catalogue import key_of

SECTIONS_TAKEN = ("decisions", "headline")
MOVEMENT_SECTION = "movement"
"""Sections of the executive report that stand in a mail too."""
MOST_LIGHTS = 10
MOST_PROJECTS_IN_SUBJECT, LONGEST_NAME_IN_SUBJECT = 3, 40
"""Names of a scope that a subject has room for, and their most characters; the others are
counted.
"""


@dataclass(frozen=True, slots=True)
class Lights:
    """Projects in delivery by their overall light: computed, or where `declared` their managers'
    own.
    """

    red: tuple[str, ...]
    amber: tuple[str, ...]
    total: int
    declared: bool = False

    @property
    def of(self) -> str:
        """The end of the keys of sentences about them."""
        return ".declared" if self.declared else ""


def compose_mail(findings: Findings, executive: Report, scope: Sequence[str] = ()) -> Report:
    """The mail that goes with an executive report: its headline, what is asked, its figures, the
    reds and ambers, what moved.

    `scope` names what it is about where that is not the whole portfolio.
    """
    overall_lights = standing(findings)
    lights = Lights(
        overall_lights.by_light[Rag.RED],
        overall_lights.by_light[Rag.AMBER],
        overall_lights.total,
        overall_lights.declared,
    )
    about = (
        Several(
            tuple(Words(shorten(name, LONGEST_NAME_IN_SUBJECT)) for name in scope),
            MOST_PROJECTS_IN_SUBJECT,
        )
        if scope
        else term("mail.portfolio")
    )
    subject = say(
        key_of("mail", f"subject{lights.of}"),
        about=about,
        month=_month(findings),
        **_counts(findings, lights),
    )
    taken = (_asked(section) for section in executive.sections if section.id in SECTIONS_TAKEN)
    moved = (_moved(section) for section in executive.sections if section.id == MOVEMENT_SECTION)
    return _mail(
        executive,
        subject,
        executive.title,
        executive.lede,
        (*taken, *_lights(findings, lights), *moved),
    )


def compose_projects_mail(findings: Findings, reports: Sequence[Report]) -> Report:
    """The mail that goes with project reports: of one its headline, of several their lights."""
    ids = tuple(report.subject.key for report in reports)
    overall_lights = standing(findings)
    red, amber = (
        tuple(key for key in overall_lights.by_light[rag] if key in ids)
        for rag in (Rag.RED, Rag.AMBER)
    )
    lights = Lights(
        red,
        amber,
        sum(key in ids for rag in RAGS_IN_ORDER for key in overall_lights.by_light[rag]),
        overall_lights.declared,
    )
    asked = {"n": Count(sum(need.project_id in ids for need in decisions_needed(findings)))}
    first = reports[0]
    if len(ids) == 1:
        subject = say(
            "mail.subject.project",
            month=_month(findings),
            project=Words(ids[0]),
            state=_state(findings, ids[0]),
            **asked,
        )
        return _mail(
            first,
            subject,
            first.title,
            (say("full_stop", sentence=first.name), *first.lede),
            _messages(first),
        )
    subject = say(
        key_of("mail.subject", f"projects{lights.of}"),
        month=_month(findings),
        **{**_counts(findings, lights), **asked},
    )
    return _mail(
        first, subject, say("mail.projects", n=Count(len(ids))), (), _lights(findings, lights)
    )


def _mail(
    report: Report,
    subject: Sentence,
    title: Sentence,
    lede: Sequence[Value],
    sections: Sequence[Section],
) -> Report:
    return Report(
        ReportKind.MAIL,
        report.subject,
        subject,
        title,
        tuple(lede),
        report.about,
        (),
        tuple(sections),
    )


def _asked(section: Section) -> Section:
    """A section of the executive report, its decisions a line each: what is asked of which
    project, of whom, by when.
    """
    return replace(
        section,
        blocks=tuple(
            _decisions(block) if _has_decisions(block) else block for block in section.blocks
        ),
    )


def _moved(section: Section) -> Section:
    """What moved, without who signs the page."""
    return replace(
        section,
        blocks=tuple(block for block in section.blocks if isinstance(block, Text) and block.items),
    )


def _has_decisions(block: Block) -> TypeGuard[Table]:
    return isinstance(block, Table) and block.style is TableStyle.DECISIONS


def _decisions(table: Table) -> Table:
    places = {column.key: place for place, column in enumerate(table.columns)}
    rows = []
    for row in table.rows:
        cells = {key: row.cells[place].main for key, place in places.items()}
        asked = say(
            "mail.asked", **{key: value for key in ("asked", "project") if (value := cells[key])}
        )
        rows.append(
            tables.row(asked, _whom(cells.get("owner"), cells.get("by")), cells.get("amount"))
        )
    amount = (
        table.columns[places["amount"]] if "amount" in places else tables.number("column.amount")
    )
    return replace(
        table,
        columns=(tables.text("column.asked"), tables.text("column.by"), amount),
        rows=tuple(rows),
    )


def _whom(owner: Value | None, due: Value | None) -> Value | None:
    by = say("mail.by", day=due) if due else None
    return say("mail.whom", owner=owner, by=by) if owner and by else owner or by


def _messages(report: Report) -> tuple[Section, ...]:
    """What each section of a report says, a line each."""
    columns = (tables.text("column.section"), tables.text("column.label"))
    rows = tuple(tables.row(section.name, section.message) for section in report.sections)
    table = Table("sections", columns, rows, len(rows))
    return (Section("sections", report.name, say("mail.sections"), (table,)),)


def _month(findings: Findings) -> Words:
    return Words(str(Month.of(findings.portfolio.settings.status_date)))


def _counts(findings: Findings, lights: Lights) -> dict[str, Value]:
    asked = Count(len(decisions_needed(findings)))
    return {"red": Count(len(lights.red)), "amber": Count(len(lights.amber)), "n": asked}


def _state(findings: Findings, project_id: str) -> Value:
    overall = rating(findings, project_id)
    if overall is None:
        return term("mail.state.none")
    if overall.word is None and overall.declared and standing(findings).declared:
        return say("mail.light.declared", declared=member("rag", overall.declared))
    return term(overall.word) if overall.word else member("rag", overall.computed)


def _lights(findings: Findings, lights: Lights) -> tuple[Section, ...]:
    """The reds, then the ambers; nothing where no project is in delivery."""
    if not lights.total:
        return ()
    counts = {
        "red": Count(len(lights.red)),
        "amber": Count(len(lights.amber)),
        "n": Count(lights.total),
    }
    some = lights.red or lights.amber
    message = (
        say(key_of("mail.lights", f"some{lights.of}"), **counts)
        if some
        else say(key_of("mail.lights", f"none{lights.of}"))
    )
    columns = (
        tables.text("column.light"),
        tables.text("column.project"),
        tables.number("column.over"),
    )
    rows = [_row(findings, key, declared=lights.declared) for key in (*lights.red, *lights.amber)]
    blocks = (Table("lights", columns, tuple(rows[:MOST_LIGHTS]), len(rows)),) if rows else ()
    return (Section("lights", term("mail.lights"), message, blocks),)


def _row(findings: Findings, project_id: str, *, declared: bool) -> Row:
    figures = of_project(findings, project_id)
    colour = light_name(findings, project_id, declared=declared)
    over = figures.number("vac_pct")
    share = None if over is None else Share(-over if over else 0.0, signed=True)
    project = Cell(ref(findings, project_id, named=True), _facts(findings, project_id, figures))
    return tables.row(member("rag", colour) if colour else None, project, share, light=colour)


def _facts(findings: Findings, project_id: str, figures: Figures) -> Several | None:
    """Cost and time in figures, and what its manager declares where that differs."""
    overall, slip = rating(findings, project_id), figures.number("finish_slip_days")
    parts: list[Value] = []
    if figures.known("cpi"):
        parts.append(say("mail.light.cpi", cpi=figures.value("cpi")))
    if slip:
        parts.append(
            say(
                "mail.light.late" if slip > 0 else "mail.light.early",
                days=figures.size("finish_slip_days"),
            )
        )
    if (
        overall
        and overall.declared
        and overall.declared is not overall.computed
        and overall.computed is not Rag.GREY
    ):
        parts.append(say("mail.light.declared", declared=member("rag", overall.declared)))
    return Several(tuple(parts)) if parts else None
