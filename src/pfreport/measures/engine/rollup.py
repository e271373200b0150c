"""Wider figures: programmes and the portfolio from their projects' own figures. Ratios are ratios
of sums, never means.
"""

from __future__ import annotations

import dataclasses
import math
import statistics
from collections.abc import Iterable, Sequence

from pfreport.measures.engine.engine import evaluate
from pfreport.measures.engine.facts import Member, ProjectFacts
from pfreport.measures.engine.measurement import Coverage, Given, Measurement, Subject
from pfreport.measures.engine.registry import BY_FUNCTION, REGISTRY, Enters, Measure, Wider
from pfreport.model.project import Status
from pfreport.reasons import Because, Reason

_LIVE = frozenset({Status.APPROVED, Status.ACTIVE, Status.ON_HOLD})
_COUNTED: dict[Enters, frozenset[Status]] = {
    Enters.DELIVERY: frozenset({Status.ACTIVE}),
    Enters.MONEY: _LIVE | {Status.COMPLETED},
    Enters.VALUE: _LIVE | {Status.COMPLETED, Status.CANCELLED},
    Enters.TO_GO: _LIVE | {Status.COMPLETED},
    Enters.RISK: _LIVE,
    Enters.BENEFITS: _LIVE | {Status.COMPLETED, Status.CANCELLED},
}
WITHOUT_LARGEST = "without_largest"
_SPENT = frozenset({"ac", "cv"})
"""What a project without actuals booked has no part in: progress that cost nothing would flatter
all the others.
"""


def enters(facts: ProjectFacts, what: Enters) -> bool:
    """Whether a project enters sums and counts of one sort: the table "Which projects" of
    measures.md.
    """
    project = facts.project
    if project.status in _COUNTED[what]:
        return True
    started = project.baseline_start is not None and project.baseline_start <= facts.status_date
    return what is Enters.DELIVERY and project.status is Status.APPROVED and started


def roll_up(subject: Subject, members: Sequence[Member], currency: str) -> dict[str, Measurement]:
    """Every wider figure of a subject, by id, in `currency` (the base currency)."""
    wider = {
        Wider.SUM: _sum,
        Wider.RATIO_OF_SUMS: _ratio,
        Wider.MEDIAN_AND_WORST: _median_and_worst,
    }
    found: dict[str, Measurement] = {}
    for known in REGISTRY.values():
        if known.of == "project" and known.wider in wider:
            counted = [m for m in members if enters(m.facts, known.enters)]
            for one in wider[known.wider](known, subject, counted, currency):
                found[one.id] = one
    return found


def _sum(
    known: Measure, subject: Subject, members: Sequence[Member], currency: str
) -> list[Measurement]:
    keys = [known.id] if not known.keyed else _keys(known, members)
    return [total(key, known, subject, members, currency) for key in keys]


def _keys(known: Measure, members: Sequence[Member]) -> list[str]:
    return sorted({key for m in members for key in m.keyed.get(known.id, ())})


def total(
    key: str, known: Measure, subject: Subject, members: Sequence[Member], currency: str
) -> Measurement:
    """The sum of the members' figures of one id that have a value, with its coverage."""
    stated = [m for m in members if m.amount(key) is not None]
    if not stated:
        return _none(key, known, subject, members, currency)
    unit = _unit(known, currency)
    return Measurement(
        key,
        subject,
        math.fsum(_amount(m, key) for m in stated),
        unit,
        inputs=rates(stated) if unit.startswith("money:") else {},
        members=tuple(m.figures[key] for m in stated),
        coverage=coverage(stated, members, key),
    )


def _none(
    key: str, known: Measure, subject: Subject, members: Sequence[Member], currency: str
) -> Measurement:
    """A wider figure that no project has a value for, with theirs that say why."""
    covered, unit = coverage((), members, key), _unit(known, currency)
    return Measurement(
        key,
        subject,
        None,
        unit,
        _reason(members, key),
        members=unknown(members, key),
        coverage=covered,
    )


def rates(members: Iterable[Member]) -> dict[str, Given]:
    """The rates at which members' amounts became base currency, with their cells; nothing for those
    that were in it already.
    """
    found = {m.facts.currency: m.facts.rate for m in members}
    return {
        f"rate of {currency}": rate
        for currency, rate in sorted(found.items())
        if isinstance(rate, Given) and rate.origins
    }


def unknown(members: Iterable[Member], *keys: str) -> tuple[Measurement, ...]:
    """The members' figures that lack a value: what a wider figure without one came from."""
    return tuple(
        m.figures[key]
        for m in members
        for key in keys
        if key in m.figures and m.amount(key) is None
    )


def _ratio(
    known: Measure, subject: Subject, members: Sequence[Member], currency: str
) -> list[Measurement]:
    whole = _ratio_of(known, subject, members, currency)
    if subject.kind != "portfolio" or not whole.known or len(members) < 2:
        return [whole]
    stated = _stated(known, members)
    largest = max(stated, key=lambda m: (m.amount("bac") or 0.0, m.facts.project.project_id))
    rest = _ratio_of(known, subject, [m for m in members if m is not largest], currency)
    return [whole, dataclasses.replace(rest, id=f"{known.id}[{WITHOUT_LARGEST}]")]


def _ratio_of(
    known: Measure, subject: Subject, members: Sequence[Member], currency: str
) -> Measurement:
    """The measure's own formula on the sums of its inputs, over the projects for which all of them
    are known.
    """
    stated = _stated(known, members)
    covered = coverage(stated, members, *_parts(known))
    if not stated:
        return _none(known.id, known, subject, members, currency)
    needed = {p.name: BY_FUNCTION["project", p.name] for p in known.parameters}
    sums = {name: total(one.id, one, subject, stated, currency) for name, one in needed.items()}
    (found,) = evaluate(known, subject, currency, sums)
    return dataclasses.replace(found, coverage=covered)


def _stated(known: Measure, members: Sequence[Member]) -> list[Member]:
    """Those that count in a ratio of sums: with a ratio of their own or not, since what cost a lot
    and earned nothing counts too.
    """
    parts = _parts(known)
    return [
        m
        for m in members
        if _counts(known, parts, m) and all(m.amount(one) is not None for one in parts)
    ]


def _counts(known: Measure, parts: Sequence[str], member: Member) -> bool:
    """Whether a ratio means anything of a project: of cost once some is booked, of money to go
    while some is to go.
    """
    booked = not member.figures["cpi"].is_undefined(Because.NO_ACTUALS) or _SPENT.isdisjoint(parts)
    return booked and (member.figures[known.id].known or known.enters is not Enters.TO_GO)


def _parts(known: Measure) -> tuple[str, ...]:
    """The ids of what a ratio cannot do without."""
    return tuple(BY_FUNCTION["project", p.name].id for p in known.parameters if not p.optional)


def _median_and_worst(
    known: Measure, subject: Subject, members: Sequence[Member], currency: str
) -> list[Measurement]:
    stated = {
        m.facts.project.project_id: (_amount(m, known.id), m.figures[known.id])
        for m in members
        if m.amount(known.id) is not None
    }
    if not stated:
        nothing = _none(known.id, known, subject, members, currency)
        return [
            dataclasses.replace(nothing, id=f"{known.id}[{way}]") for way in ("median", "worst")
        ]
    amounts = [amount for amount, _ in stated.values()]
    worst = max(amounts) if known.better != "higher" else min(amounts)
    covered = coverage(
        [m for m in members if m.facts.project.project_id in stated], members, known.id
    )
    made_of = {
        "median": (statistics.median(amounts), tuple(figure for _, figure in stated.values())),
        "worst": (worst, tuple(figure for amount, figure in stated.values() if amount == worst)),
    }
    return [
        Measurement(
            f"{known.id}[{way}]",
            subject,
            value,
            _unit(known, currency),
            members=figures,
            coverage=covered,
        )
        for way, (value, figures) in made_of.items()
    ]


def coverage(stated: Sequence[Member], members: Sequence[Member], *keys: str) -> Coverage:
    """How many of the projects a figure is known for, their share of the budget, and for how many
    one of `keys` is withheld.
    """
    whole = math.fsum(m.amount("bac") or 0.0 for m in members)
    share = math.fsum(m.amount("bac") or 0.0 for m in stated) / whole if whole else None
    withheld = sum(
        any(key in m.figures and m.figures[key].withheld for key in keys) for m in members
    )
    return Coverage(len(stated), len(members), share, withheld)


def _amount(member: Member, key: str) -> float:
    found = member.amount(key)
    if found is None:
        raise TypeError(f"{key} of {member.facts.project.project_id} has no value")
    return found


def _reason(members: Sequence[Member], key: str) -> Reason:
    """Why nothing is known: the projects' common reason where there is one."""
    reasons = {
        m.figures[key].undefined_because or Reason(Because.PLAN_ASSUMED_LINEAR)
        for m in members
        if key in m.figures
    }
    if not members:
        return Reason(Because.NO_PROJECT_COUNTS)
    return reasons.pop() if len(reasons) == 1 else Reason(Because.NO_PROJECT_HAS_VALUE)


def _unit(known: Measure, currency: str) -> str:
    return f"money:{currency}" if known.unit == "money" else known.unit
