"""The message of the executive report: the headline over page one and the sentences under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.measures.engine.registry import Enters
from pfreport.report.parts import stated
from pfreport.report.parts.amounts import CENT
from pfreport.report.parts.figures import Figures, of_portfolio
from pfreport.report.parts.stated import overdue
from pfreport.report.parts.subjects import (
    all_completed,
    as_computed,
    as_declared,
    by_colour,
    counting,
    projects,
    rating,
    refs,
    standing,
)
from pfreport.report.phrases.data import as_at_earlier, silent
from pfreport.report.phrases.overrun import overrun
from pfreport.report.phrases.thin_message import without_forecast
from pfreport.report.words import say
from pfreport.values import Count, InMonth, Money, Sentence, Several, Share, Value, Words
from pfreport.words.catalogue import key_of

TWO_STEPS = 2
HANDFUL_OF_PROJECTS, MOST_PROJECTS_NAMED = 5, 3
LEAST_SHARE_NAMED = 0.25
"""Who makes up less than this share of all overruns is not named in the headline."""


def headline(findings: Findings) -> Sentence:
    """The forecast against the budget, or what stands in the way of one."""
    figures = of_portfolio(findings)
    variance = figures.number("vac")
    if not projects(findings):
        return say("executive.empty")
    if variance is None:
        return without_forecast(findings)
    if all_completed(findings):
        return _completed(findings, figures, variance)
    if variance <= -CENT:
        return _over(findings, figures)
    if variance >= CENT:
        return _under(findings, figures)
    return say(
        "executive.on_budget", budget=stated.budget_of_forecast(figures) or figures.value("bac")
    )


def lede(findings: Findings) -> tuple[Value, ...]:
    """What a reader must know beside the headline, most important first."""
    return tuple(sentence for part in _LEDE for sentence in part(findings))


def _completed(findings: Findings, figures: Figures, variance: float) -> Sentence:
    """What finished work has cost is no forecast."""
    n = Count(len(counting(findings, Enters.MONEY)))
    if abs(variance) < CENT:
        return say("executive.completed.on", n=n)
    return say(
        key_of("executive.completed", "over" if variance < 0 else "under"),
        n=n,
        gap=figures.gap("vac", "vac_pct"),
    )


def _over(findings: Findings, figures: Figures) -> Sentence:
    overruns = overrun(findings)
    gap, makers = figures.gap("vac", "vac_pct"), overruns.makers
    if len(counting(findings, Enters.MONEY)) == 1:
        return say("executive.over", gap=gap)
    named = refs(findings, makers)
    if len(makers) == len(overruns.over) == 1:
        return say("executive.over.alone", gap=gap, project=named)
    if len(makers) == len(overruns.over):
        return say("executive.over.all", gap=gap, projects=named)
    if overruns.share(makers) < LEAST_SHARE_NAMED:
        return say("executive.over.spread", gap=gap, n=Count(len(overruns.over)))
    return say(
        "executive.over.most",
        gap=gap,
        projects=named,
        n=Count(len(makers)),
        share=Share(overruns.share(makers)),
    )


def _under(findings: Findings, figures: Figures) -> Sentence:
    overruns = overrun(findings)
    gap = figures.gap("vac", "vac_pct")
    if not overruns.over:
        return say("executive.under", gap=gap)
    gross = Money(overruns.gross, findings.measurements.base_currency)
    return say(
        "executive.under.some",
        gap=gap,
        n=Count(len(overruns.over)),
        projects=refs(findings, overruns.over, most=3),
        amount=gross,
    )


def _scope(findings: Findings) -> Iterator[Sentence]:
    """What the portfolio lacks that a reader would take for granted."""
    left_out = findings.portfolio.left_out
    if left_out:
        names = Several(tuple(Words(p.project_id) for p in left_out))
        yield say("executive.left_out", n=Count(len(left_out)), projects=names)


def _lights(findings: Findings) -> Iterator[Sentence]:
    lights = standing(findings)
    red, n = lights.by_light[Rag.RED], Count(lights.total)
    if not lights.total:
        yield say("executive.lights.none_in_delivery")
    elif lights.declared:
        yield say("executive.lights.declared", n=n, rest=by_colour(lights))
    elif len(lights.by_light[Rag.GREY]) == lights.total:
        yield say("executive.lights.all_grey", n=n)
    elif len(red) == lights.total:
        yield say("executive.lights.all_red", n=n)
    elif not red:
        yield say("executive.lights.no_red", n=n, rest=by_colour(lights))
    else:
        yield say("executive.lights.red", n=n, red=Count(len(red)), projects=_few(findings, red))


def _alone(findings: Findings) -> Iterator[Sentence]:
    """Among computed lights: who is declared red and has too little data to compute a light."""
    if standing(findings).declared:
        return
    stated, grey = as_declared(findings).by_light[Rag.RED], as_computed(findings).by_light[Rag.GREY]
    red = [key for key in stated if key in grey]
    if red:
        yield say("executive.declared.alone", n=Count(len(red)), projects=_few(findings, red))


def _overdue(findings: Findings) -> Iterator[Sentence]:
    """Active projects past the only finish they give."""
    past = overdue(findings)
    if past:
        yield say(
            "executive.overdue",
            n=Count(len(past)),
            projects=refs(findings, past, most=MOST_PROJECTS_NAMED, named=True),
        )


def _declared(findings: Findings) -> Iterator[Sentence]:
    """Projects whose managers see them two steps better than the figures do: green what is red."""
    ratings = {key: rating(findings, key) for key in counting(findings, Enters.DELIVERY)}
    better = [
        key
        for key, light_rating in ratings.items()
        if light_rating is not None
        and light_rating.word is None
        and light_rating.steps_better >= TWO_STEPS
    ]
    if better:
        yield say("executive.declared", projects=_few(findings, better), n=Count(len(better)))


def _both_ways(findings: Findings) -> Iterator[Sentence]:
    """Overruns and underruns where the headline nets them."""
    overruns = overrun(findings)
    if overruns.over and overruns.under:
        base = findings.measurements.base_currency
        amounts = {"over": Money(overruns.gross, base), "under": Money(overruns.saved, base)}
        yield say(
            "executive.both_ways",
            **amounts,
            n=Count(len(overruns.over)),
            m=Count(len(overruns.under)),
        )


def _cover(findings: Findings) -> Iterator[Sentence]:
    figures = of_portfolio(findings)
    cover = figures.number("contingency_cover")
    if cover is not None:
        measurement = figures.by_id["contingency_cover"]
        yield say("executive.cover", share=Share(cover, measurement.path))


def _covered(findings: Findings) -> Iterator[Sentence]:
    """How much of the portfolio the headline speaks of."""
    figures = of_portfolio(findings)
    if figures.partial("vac"):
        coverage = figures.coverage("vac")
        if coverage is not None:
            yield say(
                "executive.covers.completed" if all_completed(findings) else "executive.covers",
                coverage=coverage,
            )


def _age(findings: Findings) -> Iterator[Sentence]:
    of = Count(len(counting(findings, Enters.DELIVERY)))
    for month, project_ids in as_at_earlier(findings).items():
        named = _few(findings, project_ids)
        yield say(
            "executive.as_at",
            month=InMonth(month),
            n=Count(len(project_ids)),
            of=of,
            projects=named,
        )
    for month, project_ids in silent(findings).items():
        yield say(
            "executive.silent",
            month=InMonth(month),
            n=Count(len(project_ids)),
            projects=_few(findings, project_ids),
        )


def _strategy(findings: Findings) -> Iterator[Sentence]:
    if not findings.portfolio.goals:
        yield say("full_stop", sentence=say("strategy.no_goals"))
    elif not findings.portfolio.alignment:
        yield say("full_stop", sentence=say("strategy.nothing_scored"))


def _few(findings: Findings, project_ids: Sequence[str]) -> Several:
    """All of a handful, else the first of them: page one must hold what follows."""
    return refs(
        findings,
        project_ids,
        most=HANDFUL_OF_PROJECTS
        if len(project_ids) <= HANDFUL_OF_PROJECTS
        else MOST_PROJECTS_NAMED,
    )


_LEDE: tuple[Callable[[Findings], Iterator[Sentence]], ...] = (
    _lights,
    _alone,
    _declared,
    _both_ways,
    _cover,
    _covered,
    _overdue,
    _age,
    _scope,
    _strategy,
)
