"""Projects as tables list them: under their programmes, sponsors or business units, and which of
them stay where not all rows fit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag, natural_key, normalised
from pfreport.measures.engine.facts import Member
from pfreport.measures.engine.measurement import Measurement, Subject
from pfreport.measures.engine.rollup import roll_up
from pfreport.model.project import Project, Status
from pfreport.ratings.rating import Rating
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Row
from pfreport.report.parts.figures import Figures, in_base
from pfreport.report.parts.subjects import RAGS_IN_ORDER, projects, rating, with_status
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


def grouped_rows(
    grouped: Iterable[Group],
    columns: int,
    subtotal: Callable[[Group, Figures], Row],
    project: Callable[[str], Row],
) -> Iterator[Row]:
    """A row a project under its group's subtotal; under a bare heading where a group has no figures
    of its own.
    """
    for group in grouped:
        if group.figures is not None:
            yield subtotal(group, group.figures)
        elif group.heading:
            yield tables.heading(group.name, columns)
        yield from map(project, group.project_ids)


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
    own: dict[str, Measurement] = {}
    for by in SORTS:
        if by is not PROGRAMME:
            for figures in _figures(findings, by).values():
                own |= {measurement.path: measurement for measurement in figures.values()}
    return own


def urgency(findings: Findings) -> dict[str, int]:
    """The place of every project, first 0: by light, the worst first, then the largest budget;
    finished ones last.

    A grey project stands where its declared light would: what nobody can compute is not therefore
    less urgent.
    """

    def key(project_id: str) -> tuple[object, ...]:
        light = rating(findings, project_id)
        return (
            _place(light),
            -(in_base(findings, project_id, "bac") or 0.0),
            natural_key(project_id),
        )

    return {
        project_id: place
        for place, project_id in enumerate(sorted(findings.portfolio.project_by_id, key=key))
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


def _place(light: Rating | None) -> int:
    if light is None or light.word is not None:
        return len(RAGS_IN_ORDER)
    return RAGS_IN_ORDER.index(
        light.computed if light.computed is not Rag.GREY else light.declared or Rag.GREY
    )
