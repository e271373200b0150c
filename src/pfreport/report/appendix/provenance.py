"""Where the figures of a report came from: exactly those that stand on its pages."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping

from pfreport.advice.findings import Findings
from pfreport.kinds import Kind
from pfreport.measures.engine.measurement import PORTFOLIO, Given, Measurement, Subject
from pfreport.origins import Origin, ranges
from pfreport.reasons import Because, Reason, reason_text
from pfreport.report.parts.blocks import Members, Provenance, Report
from pfreport.report.parts.figures import Figures, conversion, figure
from pfreport.report.parts.programmes import named, own_figures
from pfreport.report.parts.subjects import ref
from pfreport.report.phrases.bounds import limit_of
from pfreport.report.phrases.labels import declaration, measure_name
from pfreport.report.words import say, term
from pfreport.values import Absent, Count, Day, Money, Ratio, Ref, Share, Value, Words, number_of

MOST_INPUTS = 40
"""So many inputs of one figure a page names; measures.json has all."""
_COUNTED = {Kind.NUMBER, Kind.INTEGER, Kind.IMPACT, Kind.JUDGEMENT}


def figures_in(value: object) -> frozenset[str]:
    """The paths of all figures in a report or any part of it."""
    return frozenset(_walk(value))


def with_provenance(report: Report, findings: Findings) -> Report:
    """The same report with a line for each of its figures, in the order of their paths."""
    converted = report.subject == PORTFOLIO
    known = {**findings.measurements.by_path, **(own_figures(findings) if converted else {})}
    paths = (path for path in sorted(figures_in(report)) if path in known)
    lines = tuple(
        provenance_of(findings, known[path], converted=converted, most=MOST_INPUTS)
        for path in paths
    )
    return dataclasses.replace(report, provenance=lines)


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str | bytes) or value is None:
        return
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        path = getattr(value, "figure", None)
        if isinstance(path, str):
            yield path
        for field in dataclasses.fields(value):
            yield from _walk(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _walk(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _walk(inner)


def provenance_of(
    findings: Findings, found: Measurement, *, converted: bool = False, most: int | None = None
) -> Provenance:
    """What one figure was made from, with no more than so many of its inputs."""
    known = declaration(found.id, found.subject.kind)
    rate = _rate(findings, found) if converted and found.subject.kind == "project" else ()
    inputs = list({**found.inputs, **_read_within(found), **found.inputs}.items())
    return Provenance(
        figure=found.path,
        label=say(
            "provenance.label",
            measure=measure_name(found.id, found.subject.kind),
            subject=subject(findings, found.subject),
        ),
        value=figure(found),
        formula=known.formula if known else "",
        inputs=(
            *(
                (_input_name(name, given), _input(findings, found, given))
                for name, given in inputs[:most]
            ),
            *rate,
        ),
        cells=ranges(found.origins() if found.subject.kind == "project" else _own_cells(found)),
        coverage=Figures({found.id: found}).coverage(found.id),
        more_inputs=len(inputs[most:]) if most is not None else 0,
        members=_members(findings, found, most),
        limit=limit_of(findings, found),
    )


def _members(findings: Findings, found: Measurement, most: int | None) -> tuple[Members, ...]:
    """The projects' figures behind a wider one, directly or through the sums it is a ratio of, by
    measure.
    """
    by_id: dict[str, list[Measurement]] = {}
    for member in (member for one in _within(found) for member in one.members):
        by_id.setdefault(member.id, []).append(member)
    return tuple(_group(findings, those, most) for those in by_id.values())


def _group(findings: Findings, those: list[Measurement], most: int | None) -> Members:
    """Figures of one measure, of no more than so many projects."""
    shown = tuple((subject(findings, one.subject), figure(one)) for one in those[:most])
    return Members(
        measure_name(those[0].id, those[0].subject.kind), shown, len(those[len(shown) :])
    )


def _within(found: Measurement) -> Iterator[Measurement]:
    """A figure, and the figures of the same subject that it was made of."""
    yield found
    for given in found.inputs.values():
        if isinstance(given, Measurement) and given.subject == found.subject:
            yield from _within(given)


def _read_within(found: Measurement) -> dict[str, Given]:
    """What the sums of a wider ratio read themselves, such as rates and the portfolio's own risks:
    without it they do not add up.
    """
    inner = (
        (item for one in _within(found) for item in one.inputs.items())
        if found.subject.kind != "project"
        else ()
    )
    return {name: given for name, given in inner if isinstance(given, Given)}


def _own_cells(found: Measurement) -> Iterator[Origin]:
    """The cells a wider figure read itself; those of its members stand with them."""
    every = (given for one in _within(found) for given in one.inputs.values())
    return (origin for given in every if isinstance(given, Given) for origin in given.origins)


def _rate(findings: Findings, found: Measurement) -> tuple[tuple[str, Value], ...]:
    """The exchange rate of an amount that is shown in another currency than its own."""
    into = conversion(findings, found.subject.key) if found.unit.startswith("money:") else None
    return (
        ((f"{into.currency} for one {found.unit.partition(':')[2]}", Ratio(into.rate)),)
        if into and into.rate
        else ()
    )


def subject(findings: Findings, of: Subject) -> Value:
    """What a figure is about."""
    match of.kind:
        case "portfolio":
            return term("subject.portfolio")
        case "project":
            return ref(findings, of.key)
        case "goal":
            return Ref("goal", of.key)
        case "sponsor" | "business_unit":
            return named(findings, of)
        case _:
            return Words(of.key)


def _input_name(name: str, given: Measurement | Given) -> str:
    if isinstance(given, Given):
        return name
    found = declaration(given.id, given.subject.kind)
    return found.name if found else given.id


def _input(findings: Findings, found: Measurement, given: Measurement | Given) -> Value:
    """An input as a typed value: a number from cells has the type of its columns where they have
    one, else its figure's unit.
    """
    match given:
        case Measurement():
            return figure(given)
        case Given(value=None):
            return Absent(reason_text(Reason(Because.BLANK)))
        case Given(value=dt.date() as day):
            return Day(day)
        case Given(value=str() as text):
            return Words(text)
        case Given(value=float() | int() as number):
            return (
                number_of(number, given.unit)
                if given.unit
                else _number(findings, found, number, _kinds(findings, given))
            )
    raise TypeError(f"no value for an input of {found.path}: {given!r}")


def _number(findings: Findings, found: Measurement, number: float, kinds: frozenset[Kind]) -> Value:
    if Kind.MONEY in kinds:
        facts = (
            findings.measurements.facts.get(found.subject.key)
            if found.subject.kind == "project"
            else None
        )
        return Money(number, facts.currency if facts else findings.measurements.base_currency)
    if kinds == {Kind.FRACTION}:
        return Share(number)
    return Count(number) if kinds & _COUNTED else number_of(number, found.unit)


def _kinds(findings: Findings, given: Given) -> frozenset[Kind]:
    """The types of the columns that an input was read from."""
    known = findings.portfolio.kinds
    return frozenset(
        kind for origin in given.origins if (kind := known.get((origin.sheet, origin.column)))
    )
