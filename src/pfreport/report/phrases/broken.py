"""What a choice of projects breaks, in words: money, people, groups, prerequisites, buckets, each
with its figures.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pfreport.advice.constraints import Constraint, Sort
from pfreport.advice.findings import Findings
from pfreport.advice.selection import Case
from pfreport.kinds import Month, normalised
from pfreport.measures.value.fiscal import FiscalYear, fiscal_year
from pfreport.model.project import Status
from pfreport.report.parts.subjects import ref, refs
from pfreport.report.words import say
from pfreport.settings import Settings
from pfreport.values import Count, InMonth, Money, Sentence, Several, Share, Value, Words
from pfreport.words.catalogue import key_of

_MOST_STRETCHES = 2
"""So many stretches of months are named one by one; of more the first and the last month, and how
many of those between.
"""


def broken(
    findings: Findings,
    case: Case,
    constraints: Sequence[Constraint],
    chosen: Collection[str],
    moved: str = "",
) -> Several:
    """Every constraint that a choice breaks; `moved` is the project that was put in or taken
    out to see what that breaks.
    """
    choice = _Choice(findings, case, frozenset(chosen), moved)
    told = [c for c in constraints if c.sort in _SAID]
    clauses = tuple(clause for c in told for clause in _SAID[c.sort](choice, c))
    people = [
        (str(c.about[0]), month_of(c), c.excess(chosen)) for c in constraints if c.sort is Sort.ROLE
    ]
    short = tuple(
        say(
            "funding.breaks.role",
            fte=at_most(fte for _, fte in of),
            role=Words(role),
            months=months([m for m, _ in of]),
        )
        for role, of in by_role(people).items()
    )
    return Several((*clauses, *short), most=len(clauses) + len(short))


def fiscal_year_name(label: int, settings: Settings) -> Words:
    """`FY 2027`, by the label of the Funding sheet."""
    starts = (
        Month(label - 1, settings.fiscal_year_start_month),
        Month(label, settings.fiscal_year_start_month),
    )
    years = (fiscal_year(month, settings) for month in starts)
    return Words(
        next(
            (year.name for year in years if year.label == label), FiscalYear(label, starts[1]).name
        )
    )


def at_most(amounts: Iterable[float]) -> Sentence:
    """People of several months: so many, or up to so many where the months differ."""
    every = tuple(amounts)
    same = max(every) - min(every) < 1e-9
    return say("funding.fte" if same else "funding.fte.up_to", fte=Count(max(every)))


def months(months_named: Iterable[Month]) -> Value:
    """Each stretch of months from its first to its last; where there are many, how many months of
    which time.
    """
    every = sorted(set(months_named))
    cuts = [
        i
        for i, (month, following) in enumerate(pairwise(every), start=1)
        if following.ordinal != month.ordinal + 1
    ]
    runs = [every[a:b] for a, b in pairwise([0, *cuts, len(every)])]
    if len(runs) > _MOST_STRETCHES:
        return say(
            "funding.months.among",
            n=Count(len(every)),
            first=InMonth(every[0]),
            last=InMonth(every[-1]),
        )
    stretches = tuple(_stretch(run) for run in runs)
    return stretches[0] if len(stretches) == 1 else Several(stretches)


def by_role(shortages: Iterable[tuple[str, Month, float]]) -> dict[str, list[tuple[Month, float]]]:
    """Months and amounts by role, in the order of months."""
    grouped: dict[str, list[tuple[Month, float]]] = {}
    for role, month, amount in sorted(
        shortages, key=lambda shortage: (normalised(shortage[0]), shortage[1])
    ):
        grouped.setdefault(role, []).append((month, amount))
    return grouped


def bucket_bound(case: Case, constraint: Constraint) -> float:
    """The share a bucket's constraint asks for."""
    _, minimum, maximum = case.rules.buckets[normalised(str(constraint.about[0]))]
    return (minimum if constraint.about[1] == "minimum" else maximum) or 0.0


def month_of(constraint: Constraint) -> Month:
    """The month a constraint on people is about."""
    month = constraint.about[1]
    if not isinstance(month, Month):
        raise TypeError(f"{constraint.id} names no month")
    return month


@dataclass(frozen=True, slots=True)
class _Choice:
    """The projects that are in, and the one that was put in or taken out."""

    findings: Findings
    case: Case
    chosen: frozenset[str]
    moved: str

    def money(self, amount: float) -> Money:
        return Money(amount, self.case.rules.settings.base_currency)


def _stretch(run: Sequence[Month]) -> Sentence:
    first, last = InMonth(run[0]), InMonth(run[-1])
    return (
        say("funding.month", month=first)
        if len(run) == 1
        else say("funding.months", first=first, last=last)
    )


def _money(choice: _Choice, c: Constraint) -> Iterator[Sentence]:
    yield say(
        "funding.breaks.money",
        excess=choice.money(c.excess(choice.chosen)),
        limit=choice.money(c.high),
    )


def _year(choice: _Choice, c: Constraint) -> Iterator[Sentence]:
    year = fiscal_year_name(int(str(c.about[0])), choice.case.rules.settings)
    yield say("funding.breaks.year", excess=choice.money(c.excess(choice.chosen)), year=year)


def _group(choice: _Choice, c: Constraint) -> Iterator[Sentence]:
    holders = [key for key in c.weights if key in choice.chosen and key != choice.moved]
    yield say(
        "funding.breaks.group",
        projects=refs(choice.findings, holders),
        n=Count(len(holders)),
        group=Words(str(c.about[0])),
    )


def _prerequisite(choice: _Choice, c: Constraint) -> Iterator[Sentence]:
    asking, needed = (str(project_id) for project_id in c.about)
    if needed == choice.moved:
        yield say("funding.breaks.needed_by", project=ref(choice.findings, asking))
        return
    cancelled = choice.findings.portfolio.project_by_id[needed].status is Status.CANCELLED
    yield say(
        "funding.breaks.cancelled" if cancelled else "funding.breaks.prerequisite",
        project=ref(choice.findings, needed),
    )


def _bucket(choice: _Choice, c: Constraint) -> Iterator[Sentence]:
    """The share a bucket would have, beside its bound."""
    name, bound = str(c.about[0]), bucket_bound(choice.case, c)
    inside = [candidate for candidate in choice.case.candidates if candidate.id in choice.chosen]
    whole = sum(candidate.cost or 0.0 for candidate in inside)
    part = sum(
        candidate.cost or 0.0
        for candidate in inside
        if normalised(candidate.project.bucket or "") == normalised(name)
    )
    share = Share(part / whole if whole else 0.0, limits=(bound,))
    yield say(
        key_of("funding.breaks", str(c.about[1])),
        bucket=Words(name),
        share=share,
        bound=Share(bound),
    )


_SAID: Mapping[Sort, Callable[[_Choice, Constraint], Iterator[Sentence]]] = {
    Sort.MONEY: _money,
    Sort.YEAR: _year,
    Sort.GROUP: _group,
    Sort.PREREQUISITE: _prerequisite,
    Sort.BUCKET: _bucket,
}
