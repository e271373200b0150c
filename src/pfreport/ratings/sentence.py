"""What a light says: measure, value, limit, where the limit came from, what would turn it Green."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from pfreport.kinds import Rag
from pfreport.model.project import Project, Status
from pfreport.ratings.case import Case
from pfreport.ratings.overall import Overall
from pfreport.ratings.reading import name_of, reading
from pfreport.ratings.remedies import remedy
from pfreport.ratings.staleness import fresh_after
from pfreport.ratings.verdict import Judged, Unrated, Verdict
from pfreport.reasons import Because, reason_text
from pfreport.values import Count, Day, Days, Ratio, Sentence, Several, Term, Words
from pfreport.words.catalogue import key_of

COST = "cost"


def light_sentence(case: Case, light: str, verdict: Verdict, stale: int | None) -> Sentence:
    """One light in a few short sentences."""
    shown = verdict.not_green or _one_a_measure(verdict.judged)
    parts = [*_findings(case, verdict, shown), *_unrated(verdict.unrated)]
    if light == COST and shown:
        parts += _to_complete(case)
    if stale is not None:
        parts.append(_stale(case, verdict.rag, stale))
    if case.project.status is not Status.COMPLETED and verdict.rag is not Rag.GREY:
        parts += _green_at(case, verdict.not_green, stale)
    return _in_a_row([*parts, *_shipped(shown)])


def overall_sentence(case: Case, found: Overall, steps: int, stale: int | None) -> Sentence:
    """Which lights the overall one follows from, and how far the manager sees it otherwise."""
    lights = Several(
        tuple(Term(key_of("rating.light", name)) for name in found.lights), most=len(found.lights)
    )
    key = key_of("rating.overall", f"{found.rag}.{found.because}")
    parts = [
        Sentence(key, {"lights": lights, "n": Count(len(found.lights))}),
        *_declared(case.project, steps),
    ]
    if stale is not None:
        parts.append(Sentence("rating.stale", {"age": Days(stale)}))
    return _in_a_row(parts)


def unlit_sentence(project: Project) -> Sentence:
    """Why a project has no lights."""
    return Sentence(key_of("rating.unlit", project.status or "none"))


def _findings(case: Case, verdict: Verdict, shown: Sequence[Judged]) -> list[Sentence]:
    """The reason where there is one; what keeps the light from Green; for a green light all it was
    judged by.
    """
    if verdict.reason is not None:
        return [verdict.reason]
    return [reading(case, one) for one in shown] or [Sentence("rating.nothing")]


def _one_a_measure(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Of many role months the busiest, which comes first: when all is well it speaks for the
    others.
    """
    found: dict[str, Judged] = {}
    for one in judged:
        found.setdefault(one.measurement.id.partition("[")[0], one)
    return tuple(found.values())


def _unrated(unrated: Sequence[Unrated]) -> list[Sentence]:
    if not unrated:
        return []
    named = tuple(
        Sentence(
            "rating.because",
            {"measure": name_of(one.measure), "why": Words(reason_text(one.reason))},
        )
        for one in unrated
    )
    return [Sentence("rating.unrated", {"measures": Several(named)})]


def _to_complete(case: Case) -> list[Sentence]:
    """What the rest must be earned at to meet the budget; never rated."""
    found = case.figures.get("tcpi_bac")
    if found is None or case.project.status is Status.COMPLETED:
        return []
    if found.known:
        return [Sentence("rating.tcpi", {"value": Ratio(found.number, found.path)})]
    return (
        [Sentence("rating.budget_exhausted")]
        if found.is_undefined(Because.BUDGET_EXHAUSTED)
        else []
    )


def _stale(case: Case, rag: Rag, days: int) -> Sentence:
    if rag is Rag.GREEN:
        return Sentence(
            "rating.stale.grey", {"age": Days(days), "limit": Days(case.facts.settings.stale_days)}
        )
    return Sentence("rating.stale", {"age": Days(days)})


def _green_at(case: Case, not_green: Sequence[Judged], stale: int | None) -> list[Sentence]:
    """For each figure that is not green the one input that would turn it; where there is none, a
    fresh status is no help either.
    """
    remedies = [(one, remedy(case, one)) for one in not_green]
    possible = [found for _, found in remedies if found is not None]
    hopeless = dict.fromkeys(one.measurement.id for one, found in remedies if found is None)
    if not hopeless and stale is not None:
        possible.append(Sentence("rating.green.stale", {"after": Day(fresh_after(case.facts))}))
    parts: list[Sentence] = []
    if hopeless:
        names = tuple(name_of(measure) for measure in hopeless)
        parts.append(Sentence("rating.hopeless", {"measures": Several(names, most=len(names))}))
    if possible:
        parts.append(
            Sentence(
                "rating.green.rest" if hopeless else "rating.green",
                {"what": Several(tuple(possible), most=len(possible))},
            )
        )
    return parts


def _declared(project: Project, steps: int) -> list[Sentence]:
    """A declared light two steps better needs a RAG comment."""
    if not steps:
        return []
    parts = [
        Sentence(
            "rating.declared.better" if steps > 0 else "rating.declared.worse",
            {"n": Count(abs(steps))},
        )
    ]
    if steps > 1 and not project.rag_comment:
        parts.append(Sentence("rating.uncommented"))
    return parts


def _shipped(judged: Iterable[Judged]) -> list[Sentence]:
    """The date of the shipped limits; a limit of the workbook's own is named with its cell where it
    stands.
    """
    dates = sorted({one.bound.date for one in judged if one.bound.date is not None})
    return (
        [Sentence("rating.limits", {"dates": Several(tuple(Day(day) for day in dates))})]
        if dates
        else []
    )


def _in_a_row(parts: Sequence[Sentence]) -> Sentence:
    return functools.reduce(
        lambda first, then: Sentence("rating.then", {"first": first, "then": then}), parts
    )
