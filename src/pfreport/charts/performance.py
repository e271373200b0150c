"""Cost by time: every project in delivery by CPI and SPI(t), sized by budget, with quadrants at
1.00.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pfreport.advice.findings import Findings
from pfreport.charts.bubbles import (
    Bubble,
    draw_bubbles,
    field_axis,
    field_height,
    head_room,
    write_titles,
)
from pfreport.charts.canvas import BASE, MUTE, Canvas, Ink, Plot, Stroke
from pfreport.charts.grid import Columns, Grid, grid_of
from pfreport.charts.palette import Tone
from pfreport.charts.placing import Box
from pfreport.charts.scale import amount_or_share, axis
from pfreport.charts.sources import amount, members, ref
from pfreport.kinds import Rag
from pfreport.measures.engine.facts import Member
from pfreport.measures.engine.registry import Enters
from pfreport.ratings.limits import Bounds, limits_of
from pfreport.values import Count, Ratio, Ref, Sentence, Term
from pfreport.words.catalogue import key_of

NAME = "performance"
ON_PLAN = 1.0 - 1e-9
"""A ratio below it is behind; what is within a billionth of 1 is the rounding of months and
sums.
"""
_LEAST_INDEX, _MOST_INDEX = 0.0, 2.0
"""Ends of the field: a ratio beyond them is drawn at the edge."""
_LIMIT = Stroke(Tone.RULE, 0.5, (2, 2))


@dataclass(frozen=True, slots=True)
class Standing:
    """One project: its two ratios, its budget in base currency, whether either ratio is past its
    limit.
    """

    project: Ref
    cost: float
    time: float
    budget: float
    outside: bool


@dataclass(frozen=True, slots=True)
class Performance:
    """Projects by ID. `cost_limits` and `time_limits` are those that hold for all of them.

    Without a currency budgets are shares of all of them.
    """

    standings: tuple[Standing, ...]
    currency: str | None
    cost_limits: tuple[float, ...] = ()
    time_limits: tuple[float, ...] = ()

    def in_shares(self) -> Performance | None:
        """The same with each budget as a share of all; None where they are nothing."""
        whole = math.fsum(standing.budget for standing in self.standings)
        if not whole:
            return None
        return replace(
            self,
            standings=tuple(
                replace(standing, budget=standing.budget / whole) for standing in self.standings
            ),
            currency=None,
        )


def prepare(findings: Findings) -> Performance | None:
    """None where no project in delivery has both ratios and a budget."""
    limits = {
        member.facts.project.project_id: limits_of(findings.portfolio.limits, member.facts)
        for member in _delivered(findings)
    }
    standings = tuple(
        standing
        for member in _delivered(findings)
        if (standing := _standing(member, limits[member.facts.project.project_id]))
    )
    if not standings:
        return None
    cost, time = (
        _common(limits[s.project.key][measure] for s in standings) for measure in ("cpi", "spi_t")
    )
    return Performance(standings, findings.measurements.base_currency, cost, time)


def _delivered(findings: Findings) -> list[Member]:
    return list(members(findings, Enters.DELIVERY))


def _standing(member: Member, limits: Mapping[str, Bounds]) -> Standing | None:
    cost, time, budget = (amount(member, measure_id) for measure_id in ("cpi", "spi_t", "bac"))
    if cost is None or time is None or budget is None:
        return None
    outside = any(
        limits[measure].judge(value) is not Rag.GREEN
        for measure, value in (("cpi", cost), ("spi_t", time))
    )
    return Standing(ref(member.facts.project), cost, time, budget, outside)


def _common(bounds: Iterable[Bounds]) -> tuple[float, ...]:
    """The limits that hold for all; none where they differ."""
    limits = {tuple(bound.value for bound in of_project.both) for of_project in bounds}
    return limits.pop() if len(limits) == 1 else ()


# every chart's height is asked for in the same way
def height(data: Performance, ems: float) -> float:  # noqa: ARG001
    """In text sizes, for a width in text sizes."""
    return field_height(ems)


def alt(data: Performance) -> Sentence:
    """What the chart shows, in figures."""
    late, dear = (
        sum(getattr(standing, name) < ON_PLAN for standing in data.standings)
        for name in ("time", "cost")
    )
    both = sum(standing.time < ON_PLAN and standing.cost < ON_PLAN for standing in data.standings)
    counts = {"of": len(data.standings), "late": late, "dear": dear, "both": both}
    return Sentence("chart.performance.alt", {name: Count(n) for name, n in counts.items()})


def table(data: Performance) -> Grid:
    """Both ratios and the budget of every project."""
    columns: Columns[Standing] = (
        (Term("chart.head.project"), lambda s: s.project),
        (Term("chart.head.cpi"), lambda s: Ratio(s.cost, limits=data.cost_limits)),
        (Term("chart.head.spi_t"), lambda s: Ratio(s.time, limits=data.time_limits)),
        (Term("chart.head.budget"), lambda s: amount_or_share(s.budget, data.currency)),
    )
    return grid_of(data.standings, columns)


def draw(data: Performance, canvas: Canvas) -> None:
    """Draws the field with its quadrants, light lines at the limits, and the projects as
    bubbles.
    """
    plot = _field(data, canvas)
    (left, right), (bottom, top) = plot.across, plot.up
    for limit in data.cost_limits:
        plot.line([(left, limit), (right, limit)], _LIMIT)
    for limit in data.time_limits:
        plot.line([(limit, bottom), (limit, top)], _LIMIT)
    plot.line([(left, 1.0), (right, 1.0)], BASE, "cost-one")
    plot.line([(1.0, bottom), (1.0, top)], BASE, "time-one")
    taken = _quadrants(plot, canvas)
    bubbles = [Bubble(s.project, s.time, s.cost, s.budget, solid=s.outside) for s in data.standings]
    draw_bubbles(
        bubbles,
        plot,
        canvas,
        taken,
        plot.furniture((1.0, *data.time_limits), (1.0, *data.cost_limits)),
    )
    largest = amount_or_share(max(s.budget for s in data.standings), data.currency)
    notes = (
        Sentence("chart.performance.note", {"largest": largest}),
        Term("chart.performance.shades"),
    )
    write_titles(
        plot, canvas, Term("chart.performance.cost"), Term("chart.performance.time"), notes
    )


def _field(data: Performance, canvas: Canvas) -> Plot:
    """One scale for both ratios, so that a step to the right is as long as a step up."""
    em = canvas.em
    values = [value for s in data.standings for value in (s.cost, s.time)]
    edge = max(0.15 * (max(values) - min(values)), 0.03)
    scale = field_axis(
        axis([0.9, 1.1, min(values) - edge, max(values) + edge], 7, zero=False),
        _LEAST_INDEX,
        _MOST_INDEX,
    )
    left = canvas.measure(Ratio(1.0)) + 1.2 * em
    box = Box(left, 3.2 * em, canvas.width - 1.0 * em, canvas.height - head_room(canvas))
    plot = canvas.plot(box, (scale.low, scale.high), (scale.low, scale.high))
    _ticks(plot, canvas, scale.ticks)
    return plot


def _ticks(plot: Plot, canvas: Canvas, ticks: Sequence[float]) -> None:
    em = canvas.em
    for tick in ticks:
        x, y = plot.at(tick, tick)
        canvas.write(plot.box.left - 0.7 * em, y, Ratio(tick), Ink(align="right"))
        canvas.write(x, plot.box.bottom - 1.3 * em, Ratio(tick), Ink(align="center"))
        canvas.under.line(
            [(x, plot.box.bottom), (x, plot.box.bottom - 0.3 * em)], Stroke(Tone.HAIRLINE, 0.5)
        )


def _quadrants(plot: Plot, canvas: Canvas) -> list[Box]:
    """What it means to stand in a corner, where there is room to say so."""
    if canvas.is_narrow:
        return []
    em, box = canvas.em, plot.box
    words = [("under_late", "left", box.top), ("under_ahead", "right", box.top)]
    words += [
        ("over_late", "left", box.bottom + 1.6 * em),
        ("over_ahead", "right", box.bottom + 1.6 * em),
    ]
    return [
        canvas.write(
            box.left + 0.4 * em if side == "left" else box.right,
            y - 0.8 * em,
            Term(key_of("chart.performance", key)),
            Ink(MUTE.tone, 400, side),
        )
        for key, side, y in words
    ]
