"""The S-curve: cumulative plan, earned value, actual cost, and where the forecast and its range
lead.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

from pfreport.charts.canvas import MUTE, PLAIN, STRONG, Canvas, Ink, Plot, Stroke, samples
from pfreport.charts.grid import Columns, Grid, grid_of
from pfreport.charts.palette import Tone
from pfreport.charts.placing import Box, Field, Label, Point, place, spread
from pfreport.charts.s_curve_data import Forecast, SCurve, prepare
from pfreport.charts.scale import Unit, amount_or_share, axis, day_at, finite, unit_of
from pfreport.kinds import Month
from pfreport.reasons import Because, Reason, reason_text
from pfreport.values import Absent, Day, Days, InMonth, Sentence, Several, Term, Value
from pfreport.words.catalogue import key_of
from pfreport.words.keys import Key

__all__ = ["NAME", "Forecast", "SCurve", "alt", "draw", "height", "prepare", "table"]

NAME = "s_curve"

UPRIGHT = 9
"""How many times as bad as other lines an upright is to write over: it crosses a label from top to
bottom.
"""

Wanted = tuple[list[Sentence], tuple[Point, ...], Tone]
"""Lines of a label, the points it may stand at, its colour."""


# every chart's height is asked for in the same way
def height(data: SCurve, ems: float) -> float:  # noqa: ARG001
    """In text sizes, for a width in text sizes."""
    return min(max(8 + ems / 3, 24), 27)


def alt(data: SCurve) -> Sentence:
    """What the chart shows, in figures."""
    ends = (
        ("planned", data.planned_now),
        ("earned", _end(data.earned)),
        ("actual", _end(data.actual)),
        ("budget", data.budget),
    )
    parts: list[Value] = [_named(key, amount, data) for key, amount in ends if amount is not None]
    if data.forecast:
        amounts = {"cost": data.forecast.cost, "low": data.forecast.low, "high": data.forecast.high}
        values: dict[str, Value] = {
            name: amount_or_share(amount, data.currency) for name, amount in amounts.items()
        }
        parts.append(
            Sentence(
                "chart.s_curve.alt.forecast", {**values, "day": Day(day_at(data.forecast.finish))}
            )
        )
    return Sentence(
        "chart.s_curve.alt",
        {"project": data.project, "day": Day(data.status), "parts": Several(tuple(parts), 9)},
    )


def table(data: SCurve) -> Grid:
    """The cumulative amounts at the end of each month."""

    def amount(points: Iterable[tuple[float, float]]) -> Callable[[float], Value]:
        at = dict(points)
        blank = Absent(reason_text(Reason(Because.AFTER_LAST_REPORTED)))
        return lambda month: amount_or_share(at[month], data.currency) if month in at else blank

    columns: Columns[float] = (
        (
            Term("chart.head.month"),
            lambda month: InMonth(Month.from_ordinal(math.ceil(month) - 1)),
        ),
        (Term("chart.head.planned"), amount(data.planned)),
        (Term("chart.head.earned"), amount(data.earned)),
        (Term("chart.head.actual"), amount(data.actual)),
    )
    # where a curve begins it is nothing yet
    months = {
        month
        for curve in (data.planned, data.earned, data.actual)
        for month, _ in curve[len(curve) > 1 :]
    }
    return grid_of(sorted(months), columns)


def draw(data: SCurve, canvas: Canvas) -> None:
    """Draws the plan outlined, earned value in the accent, actual cost solid, the forecast
    hatched.
    """
    unit = unit_of(finite(*_amounts(data)), shares=data.currency is None)
    plot, ticks = _plot(data, canvas, unit)
    end = data.forecast.finish if data.forecast else None
    plot.rows(ticks, unit.tick, right=end)
    canvas.write(0, canvas.height - 0.6 * canvas.em, unit.named(data.currency, "chart.cumulative"))
    plot.months()
    taken = [
        _status(data, plot, canvas),
        *_budget(data, plot, canvas, unit),
        *_forecast(data, plot, canvas, unit),
    ]
    _curves(data, plot, canvas)
    _labels(data, plot, canvas, unit, taken)


def _amounts(data: SCurve) -> Iterator[float | None]:
    yield from (amount for curve in (data.planned, data.earned, data.actual) for _, amount in curve)
    yield data.budget
    if data.forecast:
        yield from (data.forecast.cost, data.forecast.low, data.forecast.high)


def _plot(data: SCurve, canvas: Canvas, unit: Unit) -> tuple[Plot, tuple[float, ...]]:
    """The plot between its labels, and the ticks of its amounts."""
    em = canvas.em
    amounts = axis(finite(*_amounts(data)))
    left = max(canvas.measure(unit.tick(tick)) for tick in amounts.ticks) + 0.9 * em
    right = canvas.width - _room_for_ends(data, canvas, unit)
    box = Box(left, 2.3 * em, right, canvas.height - 3.2 * em)
    months = (_begin(data), max(_positions(data)) + 0.02)
    return canvas.plot(box, months, (amounts.low, amounts.high)), amounts.ticks


def _begin(data: SCurve) -> float:
    first, last = min(_positions(data)), max(_positions(data))
    return first if first < last else first - 1


def _positions(data: SCurve) -> list[float]:
    positions = [
        position for curve in (data.planned, data.earned, data.actual) for position, _ in curve
    ]
    return [*positions, data.now, *([data.forecast.finish] if data.forecast else [])]


def _room_for_ends(data: SCurve, canvas: Canvas, unit: Unit) -> float:
    if not data.forecast:
        return 1.5 * canvas.em
    labels: list[Value] = [
        *(text for _, text, _ in _ends(data.forecast, data, unit)),
        Day(day_at(data.forecast.finish)),
        Term(data.forecast.basis),
    ]
    return max(canvas.measure(label, 600) for label in labels) + 1.2 * canvas.em


def _ends(forecast: Forecast, data: SCurve, unit: Unit) -> list[tuple[float, Sentence, Ink]]:
    """The labels at the end of the forecast, from the top: amount, text, ink."""
    ends = [("eac", forecast.cost, STRONG)]
    if forecast.high > forecast.cost:
        ends.insert(0, ("high", forecast.high, MUTE))
    if forecast.low < forecast.cost:
        ends.append(("low", forecast.low, MUTE))
    return [(amount, _named(key, amount, data, unit), ink) for key, amount, ink in ends]


def _status(data: SCurve, plot: Plot, canvas: Canvas) -> Box:
    """The upright at the status date, and its label beside its head."""
    x = plot.at(data.now, 0)[0]
    canvas.under.line(
        [(x, plot.box.bottom), (x, plot.box.top + 1.6 * canvas.em)],
        Stroke(Tone.INK, 0.5, (1.5, 1.5)),
        "status",
    )
    width = canvas.measure(Day(data.status))
    to_left = x - plot.box.left > width + canvas.em
    place = x + (-0.5 if to_left else 0.5) * canvas.em
    return canvas.write(
        place,
        plot.box.top + 1.0 * canvas.em,
        Day(data.status),
        Ink(align="right" if to_left else "left"),
    )


def _budget(data: SCurve, plot: Plot, canvas: Canvas, unit: Unit) -> list[Box]:
    if data.budget is None:
        return []
    low, _ = plot.across
    y = plot.at(low, data.budget)[1]
    end = max((position for position, _ in data.planned), default=data.now)
    plot.line([(low, data.budget), (end, data.budget)], Stroke(Tone.INK, 0.7, (4, 2)), "budget")
    crowded = y - plot.box.bottom < 2.5 * canvas.em
    label = _named("budget", data.budget, data, unit)
    return [
        canvas.write(
            _beside_status(data, plot, canvas, canvas.measure(label, STRONG.weight)),
            y + (0.9 if crowded else -0.9) * canvas.em,
            label,
            STRONG,
        )
    ]


def _beside_status(data: SCurve, plot: Plot, canvas: Canvas, width: float) -> float:
    """Where a label at the left begins: behind the upright of the status date where it would
    cross that.
    """
    gap, left, upright = 0.5 * canvas.em, plot.box.left, plot.at(data.now, 0)[0]
    return upright + gap if left <= upright < left + width + 2 * gap else left + gap


def _forecast(data: SCurve, plot: Plot, canvas: Canvas, unit: Unit) -> list[Box]:
    """The hatched range, the dashed way to the estimate, the labels at its end."""
    forecast = data.forecast
    if forecast is None:
        return []
    start = _fan_start(data)
    fan = plot.all_at([start, (forecast.finish, forecast.high), (forecast.finish, forecast.low)])
    if forecast.finish > start[0]:
        canvas.under.hatched(fan, Stroke(Tone.MUTE, 0.45), "range")
        for end in (forecast.high, forecast.low):
            plot.line([start, (forecast.finish, end)], Stroke(Tone.MUTE, 0.5))
        plot.line(
            [start, (forecast.finish, forecast.cost)], Stroke(Tone.INK, 1.4, (3, 2)), "forecast"
        )
    x, bottom = plot.at(forecast.finish, plot.up[0])
    canvas.under.line(
        [(x, bottom), (x, max(y for _, y in fan))], Stroke(Tone.INK, 0.5, (1.5, 1.5)), "finish"
    )
    return _end_labels(data, forecast, plot, canvas, unit)


def _fan_start(data: SCurve) -> Point:
    return data.actual[-1] if data.actual else (data.now, 0.0)


def _end_labels(
    data: SCurve, forecast: Forecast, plot: Plot, canvas: Canvas, unit: Unit
) -> list[Box]:
    em, (x, bottom) = canvas.em, plot.at(forecast.finish, plot.up[0])
    day = canvas.write(x + 0.7 * em, bottom + 1.8 * em, Day(day_at(forecast.finish)), PLAIN)
    basis = canvas.write(x + 0.7 * em, bottom + 0.6 * em, Term(forecast.basis))
    ends = _ends(forecast, data, unit)
    places = spread(
        [plot.at(forecast.finish, amount)[1] for amount, _, _ in ends],
        1.25 * em,
        day.top + 0.6 * em,
        plot.box.top - 0.3 * em,
    )
    return [
        day,
        basis,
        *(
            canvas.write(x + 0.7 * em, y, text, ink)
            for y, (_, text, ink) in zip(places, ends, strict=True)
        ),
    ]


def _curves(data: SCurve, plot: Plot, canvas: Canvas) -> None:
    if data.planned:
        plot.outlined(data.planned, "planned")
    for name, curve, tone in (
        ("earned", data.earned, Tone.ACCENT),
        ("actual", data.actual, Tone.INK),
    ):
        if curve:
            plot.line(curve, Stroke(tone, 2.0), name)
            canvas.dot(plot.at(*curve[-1]), 2.3 * canvas.pen, tone)
    if data.plan_reached is not None and data.earned:
        at, earned = data.earned[-1]
        tick = 0.25 * canvas.em
        (x, y), end = plot.at(data.plan_reached, earned), plot.at(at, earned)
        canvas.line([(x, y), end], Stroke(Tone.ACCENT, 0.8), "behind")
        canvas.line([(x, y - tick), (x, y + tick)], Stroke(Tone.ACCENT, 0.8))


def _labels(data: SCurve, plot: Plot, canvas: Canvas, unit: Unit, taken: list[Box]) -> None:
    """Names and amounts beside the curves, off all lines where there is room."""
    wanted = _wanted(data, plot, unit, "short." if canvas.is_narrow else "")
    sizes = [
        Label(
            max(canvas.measure(line, 600) for line in lines),
            1.25 * len(lines) * canvas.em,
            at,
            0.7 * canvas.em,
        )
        for lines, at, _ in wanted
    ]
    bounds = Box(
        plot.box.left + 0.3 * canvas.em,
        plot.box.bottom + 0.2 * canvas.em,
        canvas.width,
        plot.box.top,
    )
    curves = tuple(plot.all_at(curve) for curve in (data.planned, data.earned, data.actual))
    field = Field(bounds, tuple(taken), tuple(_obstacles(data, plot, canvas)), curves=curves)
    for number_, ((lines, _, tone), spot) in enumerate(
        zip(wanted, place(sizes, field), strict=True)
    ):
        if spot:
            _write_lines(canvas, spot.box, lines, tone)
            if spot.leader:
                canvas.line([spot.at, spot.leader], Stroke(tone, 0.5), f"leader-{number_}")


def _wanted(data: SCurve, plot: Plot, unit: Unit, form: str) -> list[Wanted]:
    """Label lines, the points they may stand at, their colour; the most important first."""
    wanted: list[Wanted] = []
    if data.earned:
        lines = [_named(form + "earned", data.earned[-1][1], data, unit)]
        if data.days_behind:
            key: Key = "chart.s_curve.behind" if data.days_behind > 0 else "chart.s_curve.ahead"
            lines.append(Sentence(key, {"days": Days(abs(data.days_behind))}))
        wanted.append((lines, (plot.at(*data.earned[-1]),), Tone.ACCENT))
    if data.actual:
        wanted.append(
            (
                [_named(form + "actual", data.actual[-1][1], data, unit)],
                (plot.at(*data.actual[-1]),),
                Tone.INK,
            )
        )
    if data.planned and data.planned_now is not None:
        points = tuple(plot.at(*_planned_near(data, share)) for share in (0.75, 0.6, 0.9))
        wanted.append(([_named(form + "planned", data.planned_now, data, unit)], points, Tone.INK))
    return wanted


def _planned_near(data: SCurve, share: float) -> Point:
    """The point of the plan nearest to a share of the way from the axis begin to the last month
    reported.
    """
    position = _begin(data) + share * (data.known_to - _begin(data))
    return min(data.planned, key=lambda point: abs(point[0] - position))


def _obstacles(data: SCurve, plot: Plot, canvas: Canvas) -> list[Point]:
    """Points that labels keep off: curves, budget, the fan all over, uprights, grid."""
    curves = [plot.all_at(curve) for curve in (data.planned, data.earned, data.actual)]
    points = [
        point for curve in curves for point in samples(curve, canvas.em / 4)
    ] + plot.furniture([data.now], weight=UPRIGHT)
    lines: list[Sequence[Point]] = []
    if data.budget is not None:
        lines.append(((plot.across[0], data.budget), (plot.across[1], data.budget)))
    if data.forecast:
        points += plot.furniture([data.forecast.finish], weight=UPRIGHT)
        low, high, start = data.forecast.low, data.forecast.high, _fan_start(data)
        lines += [(start, (data.forecast.finish, low + (high - low) * n / 6)) for n in range(7)]
    return [point for line in lines for point in samples(plot.all_at(line), canvas.em / 2)] + points


def _write_lines(canvas: Canvas, box: Box, lines: list[Sentence], tone: Tone) -> None:
    for row, line in enumerate(lines):
        y = box.top - (row + 0.5) * 1.25 * canvas.em
        canvas.write(box.left, y, line, Ink(tone, 400 if row else 600))


def _named(key: str, amount: float, data: SCurve, unit: Unit | None = None) -> Sentence:
    shown = unit.amount(amount, data.currency) if unit else amount_or_share(amount, data.currency)
    return Sentence(key_of("chart.s_curve", key), {"amount": shown})


def _end(curve: tuple[Point, ...]) -> float | None:
    return curve[-1][1] if curve else None
