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
from pfreport.report.phrases.labels import declaration, limit_of, measure_name
from pfreport.report.words import say, term
from pfreport.values import (
    Absent,
    Count,
    Day,
    Money,
    Ratio,
    Ref,
    RefKind,
    Share,
    Value,
    Words,
    number_of,
)

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
    findings: Findings,
    measurement: Measurement,
    *,
    converted: bool = False,
    most: int | None = None,
) -> Provenance:
    """What one figure was made from, with no more than so many of its inputs."""
    known = declaration(measurement.id, measurement.subject.kind)
    rate = (
        _rate(findings, measurement) if converted and measurement.subject.kind == "project" else ()
    )
    inputs = list({**measurement.inputs, **_read_within(measurement), **measurement.inputs}.items())
    return Provenance(
        figure=measurement.path,
        label=say(
            "provenance.label",
            measure=measure_name(measurement.id, measurement.subject.kind),
            subject=subject(findings, measurement.subject),
        ),
        value=figure(measurement),
        formula=known.formula if known else "",
        inputs=(
            *(
                (_input_name(name, given), _input(findings, measurement, given))
                for name, given in inputs[:most]
            ),
            *rate,
        ),
        cells=ranges(
            measurement.origins()
            if measurement.subject.kind == "project"
            else _own_cells(measurement)
        ),
        coverage=Figures({measurement.id: measurement}).coverage(measurement.id),
        more_inputs=len(inputs[most:]) if most is not None else 0,
        members=_members(findings, measurement, most),
        limit=limit_of(findings, measurement),
    )


def _members(findings: Findings, measurement: Measurement, most: int | None) -> tuple[Members, ...]:
    """The projects' figures behind a wider one, directly or through the sums it is a ratio of, by
    measure.
    """
    by_id: dict[str, list[Measurement]] = {}
    for member in (member for inner in _within(measurement) for member in inner.members):
        by_id.setdefault(member.id, []).append(member)
    return tuple(_group(findings, members, most) for members in by_id.values())


def _group(findings: Findings, members: list[Measurement], most: int | None) -> Members:
    """Figures of one measure, of no more than so many projects."""
    shown = tuple((subject(findings, member.subject), figure(member)) for member in members[:most])
    name = measure_name(members[0].id, members[0].subject.kind)
    return Members(name, shown, len(members) - len(shown))


def _within(measurement: Measurement) -> Iterator[Measurement]:
    """A figure, and the figures of the same subject that it was made of."""
    yield measurement
    for given in measurement.inputs.values():
        if isinstance(given, Measurement) and given.subject == measurement.subject:
            yield from _within(given)


def _read_within(measurement: Measurement) -> dict[str, Given]:
    """What the sums of a wider ratio read themselves, such as rates and the portfolio's own risks:
    without it they do not add up.
    """
    inner = (
        (item for inner in _within(measurement) for item in inner.inputs.items())
        if measurement.subject.kind != "project"
        else ()
    )
    return {name: given for name, given in inner if isinstance(given, Given)}


def _own_cells(measurement: Measurement) -> Iterator[Origin]:
    """The cells a wider figure read itself; those of its members stand with them."""
    for inner in _within(measurement):
        for given in inner.inputs.values():
            if isinstance(given, Given):
                yield from given.origins


def _rate(findings: Findings, measurement: Measurement) -> tuple[tuple[str, Value], ...]:
    """The exchange rate of an amount that is shown in another currency than its own."""
    into = (
        conversion(findings, measurement.subject.key)
        if measurement.unit.startswith("money:")
        else None
    )
    return (
        ((f"{into.currency} for one {measurement.unit.partition(':')[2]}", Ratio(into.rate)),)
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
            return Ref(RefKind.GOAL, of.key)
        case "sponsor" | "business_unit":
            return named(findings, of)
        case _:
            return Words(of.key)


def _input_name(name: str, given: Measurement | Given) -> str:
    if isinstance(given, Given):
        return name
    measure = declaration(given.id, given.subject.kind)
    return measure.name if measure else given.id


def _input(findings: Findings, measurement: Measurement, given: Measurement | Given) -> Value:
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
                else _number(findings, measurement, number, _kinds(findings, given))
            )
    raise TypeError(f"no value for an input of {measurement.path}: {given!r}")


def _number(
    findings: Findings, measurement: Measurement, number: float, kinds: frozenset[Kind]
) -> Value:
    if Kind.MONEY in kinds:
        facts = (
            findings.measurements.facts.get(measurement.subject.key)
            if measurement.subject.kind == "project"
            else None
        )
        return Money(number, facts.currency if facts else findings.measurements.base_currency)
    if kinds == {Kind.FRACTION}:
        return Share(number)
    return Count(number) if kinds & _COUNTED else number_of(number, measurement.unit)


def _kinds(findings: Findings, given: Given) -> frozenset[Kind]:
    """The types of the columns that an input was read from."""
    known = findings.portfolio.kinds
    return frozenset(
        kind for origin in given.origins if (kind := known.get((origin.sheet, origin.column)))
    )
