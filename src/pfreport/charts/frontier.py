"""What more money would bring: the best value at every budget, with the plan at its limit and what
runs today.
"""

from __future__ import annotations

from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.advice.frontier import Point as Best
from pfreport.advice.selection import Objective
from pfreport.charts.canvas import STRONG, Canvas, Ink, Plot, Stroke, diamond, samples
from pfreport.charts.grid import Columns, Grid, grid_of
from pfreport.charts.palette import Tone
from pfreport.charts.placing import Box, Field, Label, Point, place
from pfreport.charts.scale import Unit, axis, unit_of
from pfreport.values import Count, Money, Ratio, Sentence, Term, Value
from pfreport.words.catalogue import key_of

NAME = "frontier"
_MARK = 0.45
"""Half the width of a mark, in text sizes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A budget, the value it brings at best, and what that costs."""

    budget: float
    value: float
    cost: float


@dataclass(frozen=True, slots=True)
class BestByBudget:
    """Spots by rising budget, the plan (None where the limit allows no choice), what runs today,
    the limit.

    `objective` says what value is: money, or a score.
    """

    spots: tuple[Spot, ...]
    plan: Spot | None
    today: Spot
    limit: float
    objective: Objective
    currency: str


def prepare(findings: Findings) -> BestByBudget | None:
    """None where nothing is selected from, or all budgets bring the same."""
    frontier, selection = findings.advice.frontier, findings.advice.selection
    if frontier is None or selection is None or len(frontier.points) < 2:
        return None
    spots = tuple(_spot(point) for point in frontier.points)
    plan = _spot(frontier.limit) if frontier.limit else None
    case = selection.case
    return BestByBudget(
        spots,
        plan,
        _spot(frontier.today),
        case.rules.money,
        case.objective,
        findings.measurements.base_currency,
    )


def _spot(point: Best) -> Spot:
    return Spot(point.budget, point.value, point.cost)


# every chart's height is asked for in the same way
def height(data: BestByBudget, ems: float) -> float:  # noqa: ARG001
    """In text sizes, for a width in text sizes."""
    return min(max(13 + ems / 5, 20), 27)


def alt(data: BestByBudget) -> Sentence:
    """What the chart shows, in figures."""
    low, high = data.spots[0], data.spots[-1]
    values: dict[str, Value] = {
        "most": _worth(data, high.value),
        "high": Money(high.cost, data.currency),
        "today": _worth(data, data.today.value),
        "cost": Money(data.today.cost, data.currency),
    }
    if (low.value, low.cost) == (high.value, high.cost):
        return Sentence("chart.frontier.alt.flat", values)
    return Sentence(
        "chart.frontier.alt",
        {"least": _worth(data, low.value), "low": Money(low.cost, data.currency), **values},
    )


def table(data: BestByBudget) -> Grid:
    """Every budget with its value and cost, then the plan and what runs today."""
    columns: Columns[tuple[str, Spot]] = (
        (Term("chart.frontier.head.what"), lambda line: Term(key_of("chart.frontier", line[0]))),
        (Term("chart.frontier.head.budget"), lambda line: Money(line[1].budget, data.currency)),
        (Term("chart.frontier.head.value"), lambda line: _worth(data, line[1].value)),
        (Term("chart.frontier.head.cost"), lambda line: Money(line[1].cost, data.currency)),
    )
    lines = [("best", spot) for spot in data.spots]
    if data.plan is not None:
        lines.append(("plan", data.plan))
    return grid_of([*lines, ("today", data.today)], columns)


def draw(data: BestByBudget, canvas: Canvas) -> None:
    """Draws the best value as steps, the limit as an upright, the plan as a disc and what runs
    today as a diamond.
    """
    money = unit_of([data.today.cost, data.limit, *(spot.budget for spot in data.spots)])
    plot = _field(data, canvas, money)
    steps = _steps(data)
    plot.line(steps, Stroke(Tone.INK, 1.6), "best")
    lines = list(samples(plot.all_at(steps), canvas.em / 2))
    lines += _limit(data, plot, canvas)
    _marks(data, plot, canvas, lines)


def _steps(data: BestByBudget) -> list[Point]:
    """What is the best from the cost of a choice on, until a dearer one is better."""
    reached = sorted({(spot.cost, spot.value) for spot in data.spots})
    points: list[Point] = []
    for cost, value in reached:
        if points:
            points.append((cost, points[-1][1]))
        points.append((cost, value))
    return [*points, (max(data.spots[-1].budget, reached[-1][0]), reached[-1][1])]


def _field(data: BestByBudget, canvas: Canvas, money: Unit) -> Plot:
    em = canvas.em
    values = [spot.value for spot in (*data.spots, data.today)]
    budgets = [data.today.cost, data.limit, *(spot.budget for spot in data.spots)]
    worth = unit_of(values) if data.objective is Objective.VALUE else Unit(1.0, "chart.unit.one")
    margin = 0.15 * (max(values) - min(values))
    low = min(values) - margin
    up = axis([max(low, 0.0) if min(values) >= 0 else low, max(values) + margin], 6, zero=False)
    across = axis(budgets, 5 if canvas.is_narrow else 8, zero=False)
    left = max(canvas.measure(Count(tick / worth.scale)) for tick in up.ticks) + 1.2 * em
    box = Box(left, 3.2 * em, canvas.width - 2.0 * em, canvas.height - 3.4 * em)
    plot = canvas.plot(box, (across.low, across.high), (up.low, up.high))
    plot.rows(up.ticks, lambda tick: Count(tick / worth.scale))
    for tick in across.ticks:
        canvas.write(
            plot.at(tick, up.low)[0], box.bottom - 1.3 * em, money.tick(tick), Ink(align="center")
        )
    named = (
        worth.named(data.currency, "chart.frontier.up.value")
        if data.objective is Objective.VALUE
        else None
    )
    canvas.write(
        0, canvas.height - 0.6 * em, named or Term(key_of("chart.frontier.up", data.objective))
    )
    canvas.write(
        box.right, 0.6 * em, money.named(data.currency, "chart.frontier.across"), Ink(align="right")
    )
    return plot


def _limit(data: BestByBudget, plot: Plot, canvas: Canvas) -> list[Point]:
    """The upright where the money ends, named above the field."""
    (low, high), em = plot.up, canvas.em
    ends = [(data.limit, low), (data.limit, high)]
    plot.line(ends, Stroke(Tone.MUTE, 0.8, (3, 2)), "limit")
    half = canvas.measure(Term("chart.frontier.limit")) / 2
    x = min(max(plot.at(data.limit, high)[0], plot.box.left + half), canvas.width - half)
    canvas.write(x, plot.box.top + 0.9 * em, Term("chart.frontier.limit"), Ink(align="center"))
    return list(samples(plot.all_at(ends), em / 2))


def _marks(data: BestByBudget, plot: Plot, canvas: Canvas, lines: list[Point]) -> None:
    """The plan and what runs today, each with its name and its value, off the lines."""
    em = canvas.em
    spots = [("today", data.today)] + ([("plan", data.plan)] if data.plan else [])
    at = [plot.at(spot.cost, spot.value) for _, spot in spots]
    for (name, _), point in zip(spots, at, strict=True):
        if name == "plan":
            canvas.dot(point, _MARK * em, Tone.INK, Stroke(Tone.GROUND, 0.7), name)
        else:
            canvas.area(diamond(point, 1.2 * _MARK * em), Tone.GROUND, Stroke(Tone.INK, 1.0), name)
    texts = [canvas.fitted(_name(data, name, spot), 20 * em, 600) for name, spot in spots]
    labels = [
        Label(canvas.measure(text, 600), 1.2 * em, (point,), 1.3 * _MARK * em + 0.3 * em)
        for text, point in zip(texts, at, strict=True)
    ]
    around = tuple(
        Box(x - _MARK * em, y - _MARK * em, x + _MARK * em, y + _MARK * em) for x, y in at
    )
    for text, point, position in zip(
        texts, at, place(labels, Field(plot.box, around, tuple(lines))), strict=True
    ):
        if position:
            canvas.write(
                position.box.left, (position.box.bottom + position.box.top) / 2, text, STRONG
            )
            if position.leader:
                canvas.line([point, position.leader], Stroke(Tone.MUTE, 0.5))


def _name(data: BestByBudget, name: str, spot: Spot) -> Sentence:
    return Sentence(
        "chart.frontier.spot",
        {"name": Term(key_of("chart.frontier", name)), "value": _worth(data, spot.value)},
    )


def _worth(data: BestByBudget, value: float) -> Money | Ratio:
    return Money(value, data.currency) if data.objective is Objective.VALUE else Ratio(value)
