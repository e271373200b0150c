"""Headline figures: what the portfolio costs, when it finishes, how it stands and what it returns,
in the tiles of page one; who signs for them.
"""

from __future__ import annotations

from collections.abc import Callable

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.measures.engine.measurement import PORTFOLIO, Measurement
from pfreport.measures.engine.registry import Enters
from pfreport.report.executive.risk import of_one_kind
from pfreport.report.executive.value import with_every_cost
from pfreport.report.parts import stated
from pfreport.report.parts.blocks import Block, Facts, FactsStyle, Section, Tile, Tiles
from pfreport.report.parts.bullets import group_bullet, scale
from pfreport.report.parts.figures import Figures, known_in_base, of_portfolio, total
from pfreport.report.parts.original import median_original_slip
from pfreport.report.parts.subjects import (
    RAGS_IN_ORDER,
    Standing,
    all_completed,
    by_colour,
    counting,
    projects,
    ref,
    refs,
    standing,
)
from pfreport.report.parts.trends import course, spark, with_arrow
from pfreport.report.phrases.data import counted
from pfreport.report.words import member, say, term
from pfreport.values import Cells, Count, Day, LightShares, Person, Sentence, Value


def headline_figures(findings: Findings) -> Section | None:
    """Tiles of what is known, and who stands by it; None where there is no project."""
    if not projects(findings):
        return None
    # what is declared comes first where it is all that is judged
    order = (
        sorted(_TILES, key=lambda make: make is not _lights)
        if standing(findings).declared
        else _TILES
    )
    tiles = tuple(
        tile for make in order if (tile := make(findings, of_portfolio(findings))) is not None
    )
    # page one ends with who stands by it: where the page goes on to what moved, the line is there
    signed = () if findings.history.moved else (sign_off(findings),)
    blocks: tuple[Block, ...] = (Tiles(tiles), *signed) if tiles else signed
    return Section("headline", term("section.headline"), _message(findings), blocks)


def sign_off(findings: Findings) -> Facts:
    """Who prepared and approved the report, and from which workbook it was made."""
    settings = findings.portfolio.settings
    pairs: list[tuple[Value, Value]] = []
    if settings.prepared_by:
        pairs.append((term("sign.prepared"), Person(settings.prepared_by)))
    if settings.approved_by:
        person, on = Person(settings.approved_by), settings.approved_on
        approved = say("sign.approved_on", person=person, day=Day(on)) if on else person
        pairs.append((term("sign.approved"), approved))
    return Facts((*pairs, (term("sign.source"), _source(findings))), style=FactsStyle.SIGN)


def _source(findings: Findings) -> Sentence:
    name, fingerprint = Cells((findings.source.name,)), Cells((findings.source.sha256[:8],))
    if not findings.faults:
        return say("sign.workbook.clean", name=name, sha=fingerprint)
    return say("sign.workbook", name=name, sha=fingerprint, found=counted(findings.faults))


def _message(findings: Findings) -> Sentence:
    """Cost and time in one line; what of it is known."""
    figures = of_portfolio(findings)
    if all_completed(findings):
        return say("headline.completed", n=Count(len(counting(findings, Enters.MONEY))))
    slip, index = figures.number("finish_slip_days[median]"), figures.known("cpi")
    if index and slip is not None:
        return say(
            "headline.both", cpi=figures.value("cpi"), n=_dated(figures), time=_slip(figures, slip)
        )
    if index:
        return say("headline.cost", cpi=figures.value("cpi"))
    if slip is not None:
        return say("headline.time", n=_dated(figures), time=_slip(figures, slip))
    return _stated(findings, figures)


def _stated(findings: Findings, figures: Figures) -> Sentence:
    """Of how many projects there is a budget, where neither cost nor time can be judged."""
    if not figures.known("bac"):
        return say("headline.neither", n=Count(len(projects(findings))))
    covered = figures.coverage("bac")
    if covered is not None and figures.partial("bac"):
        return say("headline.budget.part", coverage=covered)
    finishes, past = stated.with_finish(findings), stated.overdue(findings)
    if past and len(finishes) > 1:
        return say("headline.overdue", n=Count(len(past)), of=Count(len(finishes)))
    return say(
        "headline.budget",
        n=Count(len(counting(findings, Enters.MONEY))),
        budget=figures.value("bac"),
    )


def _dated(figures: Figures) -> Count:
    """Of how many projects the slip is the median."""
    return Count(len(figures.by_id["finish_slip_days[median]"].members))


def _slip(figures: Figures, slip: float) -> Sentence:
    if slip == 0:
        return say("headline.on_time")
    return say(
        "headline.late" if slip > 0 else "headline.early",
        days=figures.size("finish_slip_days[median]"),
    )


def _forecast(findings: Findings, figures: Figures) -> Tile | None:
    if not figures.known("eac"):
        return None
    low, high = figures.number("eac_low"), figures.number("eac_high")
    ranged = low is not None and high is not None and low < high
    ends = {"low": figures.value("eac_low"), "high": figures.value("eac_high")}
    context = (
        _budget(figures) if figures.known("bac") else None,
        say("tile.range", **ends) if ranged else None,
    )
    label = term("tile.cost" if all_completed(findings) else "tile.forecast")
    mark = group_bullet(findings, counting(findings, Enters.MONEY), scale(findings))
    return stated.tile_of(figures, with_arrow(findings, label, "eac"), "eac", context, mark)


def _budget(figures: Figures) -> Sentence:
    """The budget of the projects that have a forecast, so that both amounts speak of the same
    projects.
    """
    same = stated.budget_of_forecast(figures)
    return (
        say("tile.budget.same", budget=same)
        if same
        else say("tile.budget", budget=figures.value("bac"))
    )


def _cost(findings: Findings, figures: Figures) -> Tile | None:
    if not figures.known("cpi"):
        return None
    label = with_arrow(findings, term("tile.cpi"), "cpi")
    without = _without_largest(findings, figures, "cpi")
    mark = spark(course(findings, PORTFOLIO, "cpi"))
    return stated.tile_of(figures, label, "cpi", (without,), mark)


def _without_largest(findings: Findings, figures: Figures, id: str) -> Sentence | None:
    """The same ratio without the largest project, named."""
    left = largest_left_out(figures, id)
    if left is None:
        return None
    ratio = figures.value(f"{id}[without_largest]")
    return say("tile.without", project=ref(findings, left), figure=ratio)


def largest_left_out(figures: Figures, id: str) -> str | None:
    """The project that `id[without_largest]` leaves out; None where there is no such figure."""
    whole, rest = figures.by_id.get(id), figures.by_id.get(f"{id}[without_largest]")
    if whole is None or rest is None or not rest.known:
        return None
    left = sorted(_behind(whole) - _behind(rest))
    return left[0] if left else None


def _behind(measurement: Measurement) -> set[str]:
    """IDs of the projects whose figures a wider one was made of."""
    inner = [given for given in measurement.inputs.values() if isinstance(given, Measurement)]
    return {member.subject.key for member in measurement.members}.union(
        *(_behind(wider) for wider in inner)
    )


def _time(findings: Findings, figures: Figures) -> Tile | None:
    id = "finish_slip_days[median]"
    if not figures.known(id):
        return None
    original = median_original_slip(findings, counting(findings, Enters.DELIVERY))
    context = (
        _latest(findings, figures) if _dated(figures).value > 1 else None,
        say("tile.original", days=original) if original is not None else None,
    )
    label = with_arrow(findings, term("tile.slip"), id)
    return stated.tile_of(figures, label, id, context, spark(course(findings, PORTFOLIO, id)))


def _latest(findings: Findings, figures: Figures) -> Sentence:
    """The worst slip, and whose it is."""
    worst = figures.by_id["finish_slip_days[worst]"]
    latest = [member.subject.key for member in worst.members if member.value == worst.value]
    first = refs(findings, sorted(latest)[:1])
    return say("tile.worst", days=figures.value(worst.id), projects=first)


def _lights(findings: Findings, _: Figures) -> Tile | None:
    lights = standing(findings)
    if len(lights.by_light[Rag.GREY]) == lights.total:
        return None
    worst = next(rag for rag in RAGS_IN_ORDER if lights.by_light[rag])
    figure = say(
        "tile.lights.figure",
        n=Count(len(lights.by_light[worst])),
        colour=member("rag", worst),
        of=Count(lights.total),
    )
    others, shares = by_colour(lights, without=worst), light_shares(findings, lights)
    label = member(
        "tile", f"{'declared' if lights.declared else 'lights'}{'' if shares else '.count'}"
    )
    return Tile(label, figure, (others,) if others.values else (), mark=shares)


def light_shares(findings: Findings, lights: Standing) -> LightShares | None:
    """Shares of the budget in delivery by light; None where no budget is known."""
    budgets = {
        rag: total(known_in_base(findings, ids, "bac")) for rag, ids in lights.by_light.items()
    }
    whole = sum(budgets.values())
    if not whole:
        return None
    return LightShares(tuple((rag.value, amount / whole) for rag, amount in budgets.items()))


def _cover(findings: Findings, figures: Figures) -> Tile | None:
    if not any(risk.is_open for risk in findings.portfolio.risks):
        return None
    amounts = {"left": figures.value("contingency"), "net": figures.value("net_exposure")}
    context = (say("tile.contingency", **amounts) if of_one_kind(figures) else None,)
    return stated.tile_of(figures, term("tile.cover"), "contingency_cover", context)


def _return(findings: Findings, figures: Figures) -> Tile | None:
    if not figures.known("roi"):
        return None
    context = (
        _without_largest(findings, figures, "roi"),
        with_every_cost(figures, "tile.every_cost"),
    )
    return stated.tile_of(figures, term("tile.roi"), "roi", context)


_TILES: tuple[Callable[[Findings, Figures], Tile | None], ...] = (
    _forecast,
    stated.budget,
    stated.year,
    _cost,
    _time,
    stated.finishes,
    _lights,
    _cover,
    _return,
    stated.benefits,
)
