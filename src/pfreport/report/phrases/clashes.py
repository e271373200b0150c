"""Constraints that cannot hold together, in words: what each asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from pfreport.advice.constraints import Constraint, Sort
from pfreport.advice.findings import Findings
from pfreport.advice.selection import Case, Selection
from pfreport.model.project import Status
from pfreport.report.parts.subjects import ref, refs
from pfreport.report.phrases.broken import bucket_bound, by_role, fiscal_year_name, month_of, months
from pfreport.report.words import say
from pfreport.values import Count, Money, Sentence, Several, Share, Value, Words
from pfreport.words.catalogue import key_of
from pfreport.words.keys import Key


def clashing(findings: Findings, selection: Selection) -> Several:
    """The constraints that cannot hold together, those of one kind in one."""
    return _several(findings, selection.case, selection.clash)


def clashes(findings: Findings, selection: Selection) -> list[tuple[Constraint, Value]]:
    """The constraints that cannot hold together, each by itself."""
    return [(c, _several(findings, selection.case, (c,))) for c in selection.clash]


def _several(findings: Findings, case: Case, constraints: Sequence[Constraint]) -> Several:
    clauses = tuple(
        clause
        for sort, of in groupby(constraints, key=lambda c: c.sort)
        for clause in _ASKS[sort](findings, case, list(of))
    )
    return Several(clauses, most=len(clauses))


def _money(_: Findings, case: Case, constraints: Sequence[Constraint]) -> Iterator[Sentence]:
    for c in constraints:
        yield say("funding.asks.money", limit=Money(c.high, case.rules.settings.base_currency))


def _years(_: Findings, case: Case, constraints: Sequence[Constraint]) -> Iterator[Sentence]:
    settings = case.rules.settings
    for c in constraints:
        yield say(
            "funding.asks.year",
            limit=Money(c.high, settings.base_currency),
            year=fiscal_year_name(int(str(c.about[0])), settings),
        )


def _roles(_: Findings, __: Case, constraints: Sequence[Constraint]) -> Iterator[Sentence]:
    for role, at in by_role((str(c.about[0]), month_of(c), c.high) for c in constraints).items():
        least, when = Count(min(fte for _, fte in at)), months([month for month, _ in at])
        yield say("funding.asks.role", fte=least, role=Words(role), months=when)


def _groups(findings: Findings, _: Case, constraints: Sequence[Constraint]) -> Iterator[Sentence]:
    for c in constraints:
        yield say(
            "funding.asks.group",
            group=Words(str(c.about[0])),
            projects=refs(findings, c.weights, most=len(c.weights)),
        )


def _prerequisites(
    findings: Findings, _: Case, constraints: Sequence[Constraint]
) -> Iterator[Sentence]:
    for c in constraints:
        asking, needed = (str(project_id) for project_id in c.about)
        cancelled = findings.portfolio.project_by_id[needed].status is Status.CANCELLED
        key: Key = "funding.asks.cancelled" if cancelled else "funding.asks.prerequisite"
        yield say(key, project=ref(findings, asking), needed=ref(findings, needed))


def _buckets(_: Findings, case: Case, constraints: Sequence[Constraint]) -> Iterator[Sentence]:
    for c in constraints:
        yield say(
            key_of("funding.asks", str(c.about[1])),
            bucket=Words(str(c.about[0])),
            bound=Share(bucket_bound(case, c)),
        )


def _decided(findings: Findings, _: Case, constraints: Sequence[Constraint]) -> Iterator[Sentence]:
    """What is in or out whatever it costs."""
    for way, ids in (
        ("in", [str(c.about[0]) for c in constraints if c.low == 1.0]),
        ("out", [str(c.about[0]) for c in constraints if c.high == 0.0]),
    ):
        if ids:
            key = key_of("funding.asks", f"{constraints[0].sort.name.lower()}.{way}")
            yield say(key, projects=refs(findings, ids, most=len(ids)), n=Count(len(ids)))


_ASKS: dict[Sort, Callable[[Findings, Case, Sequence[Constraint]], Iterator[Sentence]]] = {
    Sort.BUCKET: _buckets,
    Sort.ROLE: _roles,
    Sort.MONEY: _money,
    Sort.YEAR: _years,
    Sort.GROUP: _groups,
    Sort.PREREQUISITE: _prerequisites,
    Sort.MANDATORY: _decided,
    Sort.CHOICE: _decided,
    Sort.KEPT: _decided,
}
