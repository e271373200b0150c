"""Projects under what they belong to, as tables list them: their programmes, sponsors or business
units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.kinds import natural_key, normalised
from pfreport.measures.engine.facts import Member
from pfreport.measures.engine.measurement import Measurement, Subject
from pfreport.measures.engine.rollup import roll_up
from pfreport.model.project import Project, Status
from pfreport.report.parts.figures import Figures
from pfreport.report.parts.subjects import projects, with_status
from pfreport.report.words import term
from pfreport.values import Person, Term, Value, Words


@dataclass(frozen=True, slots=True)
class Group:
    """A programme (sponsor, business unit) with its projects. Those of none come last, under a
    `heading` where there are others.
    """

    name: Value
    project_ids: tuple[str, ...]
    figures: Figures | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """What projects are grouped by: the kind of subject, the field that says it, its words and how
    its names are values.
    """

    kind: str
    of: Callable[[Project], str | None]
    label: Term
    none: Term
    named: Callable[[str], Value]


PROGRAMME = Sort(
    "programme", lambda p: p.programme, term("fact.programme"), term("programme.none"), Words
)
CATEGORY = Sort(
    "category", lambda p: p.category, term("fact.category"), term("category.none"), Words
)
SORTS = (
    PROGRAMME,
    Sort("sponsor", lambda p: p.sponsor, term("fact.sponsor"), term("sponsor.none"), Person),
    Sort(
        "business_unit",
        lambda p: p.business_unit,
        term("fact.business_unit"),
        term("business_unit.none"),
        Words,
    ),
)


def groups(
    findings: Findings, statuses: Sequence[Status], by: Sort = PROGRAMME
) -> tuple[Group, ...]:
    """The programmes (sponsors, business units) in the order of their names, each with its projects
    in these states.
    """
    members: defaultdict[str, list[str]] = defaultdict(list)
    for project in with_status(findings, *statuses):
        members[normalised(by.of(project) or "")].append(project.project_id)
    figures = _figures(findings, by)
    grouped = [
        Group(by.named(name), tuple(members[key]), Figures(figures[key]))
        for key, name in _names(findings, by).items()
        if key in members
    ]
    loose = Group(by.none, tuple(members[""]), heading=bool(grouped))
    return (*grouped, loose) if loose.project_ids else tuple(grouped)


def named(findings: Findings, of: Subject) -> Value:
    """What a sponsor or a business unit is called; its subject knows it by number, so that no path
    tells a name.
    """
    by = next(sort for sort in SORTS if sort.kind == of.kind)
    return by.named(list(_names(findings, by).values())[int(of.key) - 1])


def own_figures(findings: Findings) -> dict[str, Measurement]:
    """The figures of sponsors and business units by their paths: tables make them, the step of
    measures does not.
    """
    by_group = (
        figures
        for by in SORTS
        if by is not PROGRAMME
        for figures in _figures(findings, by).values()
    )
    return {
        measurement.path: measurement for figures in by_group for measurement in figures.values()
    }


def _names(findings: Findings, by: Sort) -> dict[str, str]:
    """By what their spellings have in common, in the order of names, as first spelt."""
    spellings: dict[str, str] = {}
    for project in projects(findings):
        name = by.of(project)
        if name:
            spellings.setdefault(normalised(name), name)
    return dict(sorted(spellings.items(), key=lambda item: natural_key(item[1])))


def _figures(findings: Findings, by: Sort) -> dict[str, dict[str, Measurement]]:
    """The wider figures of each group, over all of its projects: those of programmes are measured
    already.
    """
    measured = findings.measurements
    if by is PROGRAMME:
        return {normalised(name): dict(figures) for name, figures in measured.programmes.items()}
    members: defaultdict[str, list[Member]] = defaultdict(list)
    for member in measured.members.values():
        members[normalised(by.of(member.facts.project) or "")].append(member)
    return {
        key: roll_up(Subject(by.kind, str(number)), members[key], measured.base_currency)
        for number, key in enumerate(_names(findings, by), 1)
    }
