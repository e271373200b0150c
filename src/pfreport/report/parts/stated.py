"""Tiles of what a workbook states where the figure that says more cannot be had: budget, the year's
money, finishes, benefits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pfreport.advice.findings import Findings
from pfreport.kinds import Month
from pfreport.measures.engine.measurement import Measurement
from pfreport.measures.engine.registry import Enters
from pfreport.measures.value.fiscal import fiscal_year
from pfreport.model.project import Project, Status
from pfreport.report.parts.blocks import Tile
from pfreport.report.parts.figures import Figures, known_in_base
from pfreport.report.parts.subjects import counting, ref
from pfreport.report.words import say, term
from pfreport.values import Cells, Count, Money, Sentence, Share, Value
from pfreport.words.keys import Key


def budget(findings: Findings, figures: Figures) -> Tile | None:
    """The budget where there is no forecast to set against it, with the largest project's share."""
    if figures.known("eac") or not figures.known("bac"):
        return None
    lacking = say("tile.no_forecast", why=figures.why("eac"))
    context = (_largest(findings, figures), lacking)
    return tile_of(figures, term("tile.budget_alone"), "bac", context)


def tile_of(
    figures: Figures,
    label: Value,
    id: str,
    context: Iterable[Value | None] = (),
    mark: Value | None = None,
) -> Tile:
    """The tile of one figure: what is known of its context, its coverage."""
    known = tuple(line for line in context if line is not None)
    return Tile(label, figures.value(id), known, figures.coverage(id), mark)


def budget_of_forecast(figures: Figures) -> Money | None:
    """The budget of the projects that have a forecast, where that is not the whole."""
    share = figures.by_id.get("vac_pct")
    inputs = (
        [
            given
            for given in share.inputs.values()
            if isinstance(given, Measurement) and given.id == "bac"
        ]
        if share
        else []
    )
    if not inputs or not inputs[0].known or inputs[0].value == figures.number("bac"):
        return None
    return Money(inputs[0].number, inputs[0].unit.partition(":")[2])


def year(findings: Findings, figures: Figures) -> Tile | None:
    """What the fiscal year is expected to cost, against its budget, where there is no whole-life
    forecast.
    """
    settings = findings.portfolio.settings
    this = fiscal_year(Month.of(settings.status_date), settings)
    forecast, planned, variance = (
        f"year_{kind}[{this.label}]" for kind in ("forecast", "budget", "variance")
    )
    if figures.known("eac") or not figures.known(forecast):
        return None
    difference = figures.number(variance) or 0.0
    over_or_under: Key = "tile.year.under" if difference > 0 else "tile.year.over"
    context = (
        say("tile.budget", budget=figures.value(planned)) if figures.known(planned) else None,
        say(over_or_under, amount=figures.size(variance)) if difference else None,
    )
    label = say("tile.year_forecast", year=Cells((this.name,)))
    return tile_of(figures, label, forecast, context)


def finishes(findings: Findings, figures: Figures) -> Tile | None:
    """How many projects under way are past their baseline finish, where no slip is known."""
    if figures.known("finish_slip_days[median]"):
        return None
    project_ids = with_finish(findings)
    if not project_ids:
        return None
    past, near = len(overdue(findings)), len(_within_a_year(findings))
    of = len(counting(findings, Enters.DELIVERY))
    context = (say("tile.finishes.near", n=Count(near)),) if near else ()
    figure = say("tile.finishes.past", past=Count(past)) if past else say("tile.finishes.none")
    return Tile(
        term("tile.finishes"),
        figure,
        context,
        say("coverage.projects", stated=Count(len(project_ids)), of=Count(of)),
    )


def benefits(_: Findings, figures: Figures) -> Tile | None:
    """What the projects are expected to bring, where there is no return to be worked out."""
    if figures.known("roi") or not figures.number("benefit_total"):
        return None
    return tile_of(figures, term("tile.benefits"), "benefit_total")


def overdue(findings: Findings) -> tuple[str, ...]:
    """Active projects whose baseline finish has passed and that give neither a later date nor an
    actual one.
    """
    today = findings.portfolio.settings.status_date
    return tuple(
        p.project_id
        for p in _in_delivery(findings)
        if (day := _only_finish(p)) is not None and day < today
    )


def with_finish(findings: Findings) -> tuple[str, ...]:
    """Projects in delivery that have a baseline finish."""
    return tuple(p.project_id for p in _in_delivery(findings) if p.baseline_finish is not None)


def _within_a_year(findings: Findings) -> tuple[str, ...]:
    today = findings.portfolio.settings.status_date
    last = today + dt.timedelta(days=365)
    return tuple(
        p.project_id
        for p in _in_delivery(findings)
        if (day := p.baseline_finish) is not None and today <= day <= last
    )


def _only_finish(project: Project) -> dt.date | None:
    """The baseline finish of an active project that says nothing else of its finish."""
    given = project.forecast_finish or project.actual_finish
    return project.baseline_finish if project.status is Status.ACTIVE and given is None else None


def _in_delivery(findings: Findings) -> list[Project]:
    return [findings.portfolio.project_by_id[key] for key in counting(findings, Enters.DELIVERY)]


def _largest(findings: Findings, figures: Figures) -> Sentence | None:
    """The largest budget and its share of the sum; None where there is but one."""
    budgets = known_in_base(findings, counting(findings, Enters.MONEY), "bac")
    stated = {key: amount for key, amount in budgets.items() if amount}
    whole = figures.number("bac")
    if len(stated) < 2 or not whole:
        return None
    largest = max(stated, key=lambda key: (stated[key], key))
    share = Share(stated[largest] / whole)
    return say("tile.largest", project=ref(findings, largest, named=True), share=share)
