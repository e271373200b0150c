"""Amounts by fiscal year: planned outlined, actual solid, forecast hatched on top of it, the figures in rows below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pfreport.charts.canvas import Canvas, Ink, Plot, Stroke, corners
from pfreport.charts.grid import Grid
from pfreport.charts.placing import Box
from pfreport.charts.scale import Unit, axis, finite, unit_of
from pfreport.values import Absent, Count, Money, Sentence, Term, Value, Words

_NARROW_YEAR = 5.5
"""Text sizes a year's column needs for its figures."""


@dataclass(frozen=True, slots=True)
class Year:
    """One fiscal year: what was planned, what has come, what is still expected to come in it; None where not known."""

    name: str
    planned: float | None = None
    actual: float | None = None
    to_come: float | None = None

    @property
    def expected(self) -> float | None:
        """What has come and is still to come."""
        known = finite(self.actual, self.to_come)
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class YearBars:
    """Years in order, with the words of the chart: `subject` is the part of the keys that names it (benefits, money)."""

    subject: str
    years: tuple[Year, ...]
    currency: str


def drawable(years: Iterable[Year]) -> tuple[Year, ...]:
    """The years from the first to the last that has an amount."""
    known = list(years)
    filled = [n for n, year in enumerate(known) if any(finite(year.planned, year.actual, year.to_come))]
    return tuple(known[filled[0] : filled[-1] + 1]) if filled else ()


def height(data: YearBars, ems: float) -> float:  # noqa: ARG001 - every chart's height is asked for in the same way
    """In text sizes, for a width in text sizes."""
    return 24.0


def alt(data: YearBars) -> Sentence:
    """What the chart shows, in figures."""
    totals = {
        "planned": sum(finite(*(year.planned for year in data.years))),
        "actual": sum(finite(*(year.actual for year in data.years))),
        "expected": sum(finite(*(year.expected for year in data.years))),
    }
    names = {"first": Words(data.years[0].name), "last": Words(data.years[-1].name)}
    return Sentence(f"chart.{data.subject}.alt", {**names, **{name: Money(total, data.currency) for name, total in totals.items()}})


def table(data: YearBars) -> Grid:
    """Every figure of every year."""
    heads = (Term("chart.head.year"), *(Term(f"chart.{data.subject}.{name}") for name in ("planned", "actual", "to_come", "expected")))
    none = Absent("nothing in this year")
    rows = tuple(
        (
            Words(year.name),
            *(
                none if value is None else Money(value, data.currency)
                for value in (year.planned, year.actual, year.to_come, year.expected)
            ),
        )
        for year in data.years
    )
    return Grid(heads, rows)


def draw(data: YearBars, canvas: Canvas) -> None:
    """Draws a bar in a bar for every year, and the two figures that are compared below it."""
    unit = unit_of(finite(*(value for year in data.years for value in (year.planned, year.actual, year.expected))))
    plot = _plot(data, canvas, unit)
    canvas.write(0, canvas.height - 0.6 * canvas.em, unit.named(data.currency, f"chart.{data.subject}.unit"))
    for number, year in enumerate(data.years):
        _bars(number, year, plot, canvas)
    _figures(data, plot, canvas, unit)


def _plot(data: YearBars, canvas: Canvas, unit: Unit) -> Plot:
    em = canvas.em
    ends = [value for year in data.years for value in (year.planned, year.actual, year.expected)]
    amounts = axis(finite(*ends), 5)
    label = lambda tick: Count(tick / unit.scale)  # noqa: E731 - a name for two calls
    rows = max(canvas.measure(Term(f"chart.{data.subject}.{name}")) for name in ("planned", "expected"))
    left = max(rows, *(canvas.measure(label(tick)) for tick in amounts.ticks)) + 1.2 * em
    plot = canvas.plot(Box(left, 5.4 * em, canvas.width, canvas.height - 2.4 * em), (0, len(data.years)), (amounts.low, amounts.high))
    plot.rows(amounts.ticks, label)
    return plot


def _bars(number: int, year: Year, plot: Plot, canvas: Canvas) -> None:
    """The plan as a wide outline, what has come as a solid bar in it, what is to come hatched on top."""
    middle, zero = plot.at(number + 0.5, 0)
    half = min((plot.box.right - plot.box.left) / plot.across[1] * 0.32, 2.6 * canvas.em)
    height_of = lambda value: plot.at(0, value)[1]  # noqa: E731 - a name for three calls
    if year.planned is not None and finite(year.planned):
        wide = Box(middle - half, zero, middle + half, height_of(year.planned))
        canvas.bar(wide, None, Stroke("ink", 0.8), f"planned-{number}")
    actual = sum(finite(year.actual))
    if actual:
        canvas.bar(Box(middle - half * 0.6, zero, middle + half * 0.6, height_of(actual)), "bar", None, f"actual-{number}")
    if year.to_come is not None and finite(year.to_come) and year.to_come:
        inner = corners(Box(middle - half * 0.6, height_of(actual), middle + half * 0.6, height_of(actual + year.to_come)))
        canvas.area(inner, "ground", Stroke("bar", 0.7), f"to-come-{number}")
        canvas.hatched(inner, Stroke("bar", 0.6))


def _figures(data: YearBars, plot: Plot, canvas: Canvas, unit: Unit) -> None:
    """The year's name and its figures under each bar, every other year where they would not fit side by side."""
    em, column = canvas.em, (plot.box.right - plot.box.left) / len(data.years)
    every = max(1, -int(-_NARROW_YEAR * em // column))
    for row, (key, role) in enumerate((("planned", "mute"), ("expected", "ink"))):
        y = plot.box.bottom - (2.7 + 1.5 * row) * em
        canvas.write(0, y, Term(f"chart.{data.subject}.{key}"), Ink(role))
        for number, year in enumerate(data.years[::every]):
            amount = getattr(year, key)
            if amount is not None and finite(amount):
                label = unit.amount(amount, data.currency)
                canvas.write(plot.at(number * every + 0.5, 0)[0], y, label, Ink(role, 600 if row else 400, "center"))
    for number, year in enumerate(data.years[::every]):
        canvas.write(plot.at(number * every + 0.5, 0)[0], plot.box.bottom - 1.1 * em, year.name, Ink(align="center"))
