"""One figure explained: formula, inputs, cells, the limit it is judged by and what its light
says.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.errors import UsageError
from pfreport.kinds import normalised
from pfreport.measures.engine.measurement import PORTFOLIO, Measurement, Subject
from pfreport.reasons import reason_text
from pfreport.report.appendix.provenance import provenance_of
from pfreport.report.parts.blocks import Provenance
from pfreport.report.phrases.labels import base_id, bounds_of, declaration
from pfreport.report.words import member
from pfreport.values import Sentence, Term

SUBJECT_KINDS = ("project", "programme", "goal")
MOST_NAMES_LISTED = 8
"""So many measures a hint names; goals have no more."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What there is to say of one figure.

    `provenance` holds all a page says too. `marks` travel with it. `light`, `limit_sources` and
    `sentence` are there where a light is judged by it.
    """

    provenance: Provenance
    source: str
    marks: tuple[str, ...] = ()
    light: Term | None = None
    limit_sources: tuple[str, ...] = ()
    sentence: Sentence | None = None


def explain(findings: Findings, subject: str, measure: str) -> Explanation:
    """One figure of `portfolio`, `project:ID`, `programme:NAME`, `goal:ID` or a bare ID.

    Raises UsageError for a subject or a measure there is none of, with the nearest there is.
    """
    about = _subject(findings, subject)
    measurement = _measurement(_figures(findings, about), about, measure)
    known = declaration(measurement.id, about.kind)
    bounds = bounds_of(findings, measurement)
    light = findings.ratings[about.key][bounds.light] if bounds else None
    return Explanation(
        provenance=provenance_of(findings, measurement),
        source=known.source if known else "",
        marks=tuple(map(reason_text, measurement.marks)),
        light=member("light", bounds.light) if bounds else None,
        limit_sources=tuple(dict.fromkeys(bound.source for bound in bounds.both)) if bounds else (),
        sentence=light.sentence if light else None,
    )


def _subject(findings: Findings, asked: str) -> Subject:
    if normalised(asked) == PORTFOLIO.kind:
        return PORTFOLIO
    kind, colon, rest = asked.partition(":")
    named = bool(colon) and normalised(kind) in SUBJECT_KINDS
    wanted = normalised(rest if named else asked)
    possible = [
        subject for subject in _subjects(findings) if not named or subject.kind == normalised(kind)
    ]
    matches = [subject for subject in possible if normalised(subject.key) == wanted]
    if not matches:
        raise UsageError(
            f"nothing here is called {asked!r}",
            _nearest(wanted, {normalised(subject.key): subject for subject in possible}),
        )
    if len(matches) > 1:
        raise UsageError(f"{asked!r} may be {_either(matches)}", f"write {_either(matches, ':')}")
    return matches[0]


def _subjects(findings: Findings) -> Iterator[Subject]:
    """Everything but the portfolio that has figures."""
    figures = findings.measurements
    for kind, keys in zip(
        SUBJECT_KINDS, (figures.projects, figures.programmes, figures.goals), strict=True
    ):
        yield from (Subject(kind, key) for key in keys)


def _either(subjects: list[Subject], between: str = " ") -> str:
    return " or ".join(
        f"{'' if between == ':' else 'the '}{subject.kind}{between}{subject.key}"
        for subject in subjects
    )


def _nearest(wanted: str, possible: Mapping[str, Subject]) -> str:
    near = difflib.get_close_matches(wanted, possible, 1)
    if near:
        return f"did you mean {possible[near[0]].kind}:{possible[near[0]].key}?"
    return "it may be portfolio, project:ID, programme:NAME, goal:ID or a bare ID"


def _figures(findings: Findings, about: Subject) -> Mapping[str, Measurement]:
    figures = findings.measurements
    groups = {"project": figures.projects, "programme": figures.programmes, "goal": figures.goals}
    return figures.portfolio if about == PORTFOLIO else groups[about.kind][about.key]


def _measurement(figures: Mapping[str, Measurement], about: Subject, asked: str) -> Measurement:
    by_id = {normalised(key): measurement for key, measurement in figures.items()}
    measurement = by_id.get(normalised(asked))
    if measurement is not None:
        return measurement
    keyed = [key for key in figures if normalised(base_id(key)) == normalised(asked)]
    near = difflib.get_close_matches(normalised(asked), by_id, 1)
    hint = (
        f"it comes as {', '.join(keyed[:5])}"
        if keyed
        else f"did you mean {by_id[near[0]].id}?"
        if near
        else _few(figures)
    )
    raise UsageError(f"{' '.join(about).strip()} has no measure {asked!r}", hint)


def _few(figures: Mapping[str, Measurement]) -> str:
    if not figures:
        return "it has no figures"
    return (
        f"it has {', '.join(sorted(figures))}"
        if len(figures) <= MOST_NAMES_LISTED
        else "docs/measures.md lists the measures"
    )
