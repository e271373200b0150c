"""Amounts by fiscal year: planned outlined, actual solid, forecast hatched on top of it, the
figures in rows below.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pfreport.charts.canvas import Canvas, Ink, Plot, Stroke, corners
from pfreport.charts.grid import Columns, Grid, grid_of
from pfreport.charts.palette import Tone
from pfreport.charts.placing import Box
from pfreport.charts.scale import Unit, axis, finite, unit_of
from pfreport.reasons import Because, Reason, reason_text
from pfreport.values import Absent, Money, Sentence, Term, Value, Words
from pfreport.words.catalogue import key_of


@dataclass(frozen=True, slots=True)
class Year:
    """One fiscal year: what was planned, what has come, what is still expected to come in it; None
    where not known.
    """

    name: str
    planned: float | None = None
    actual: float | None = None
    to_come: float | None = None

    @property
    def expected(self) -> float | None:
        """What has come and is still to come."""
        known = finite(self.actual, self.to_come)
        return sum(known) if known else None


class YearSubject(StrEnum):
    """What the years are of: the part of the keys of the words that names it."""

    MONEY = "money"
    BENEFITS = "benefits"


@dataclass(frozen=True, slots=True)
class YearBars:
    """Years in order."""

    subject: YearSubject
    years: tuple[Year, ...]
    currency: str


def drawable(years: Iterable[Year]) -> tuple[Year, ...]:
    """The years from the first to the last that has an amount."""
    known = list(years)
    filled = [
        n for n, year in enumerate(known) if any(finite(year.planned, year.actual, year.to_come))
    ]
    return tuple(known[filled[0] : filled[-1] + 1]) if filled else ()


# every chart's height is asked for in the same way
def height(data: YearBars, ems: float) -> float:  # noqa: ARG001
    """In text sizes, for a width in text sizes."""
    return 12.5 + 1.5 * len(_rows(data))


def alt(data: YearBars) -> Sentence:
    """What the chart shows, in figures."""
    totals = {
        "planned": sum(finite(*(year.planned for year in data.years))),
        "actual": sum(finite(*(year.actual for year in data.years))),
        "expected": sum(finite(*(year.expected for year in data.years))),
    }
    amounts = {name: Money(total, data.currency) for name, total in totals.items()}
    first, last = Words(data.years[0].name), Words(data.years[-1].name)
    if len(data.years) == 1:
        return Sentence(key_of("chart", f"{data.subject}.alt.one"), {"first": first, **amounts})
    return Sentence(
        key_of("chart", f"{data.subject}.alt"), {"first": first, "last": last, **amounts}
    )


def table(data: YearBars) -> Grid:
    """Every figure of every year."""

    def amount(value: float | None) -> Value:
        if value is None:
            return Absent(reason_text(Reason(Because.NOTHING_IN_YEAR)))
        return Money(value, data.currency)

    columns: Columns[Year] = (
        (Term("chart.head.year"), lambda year: Words(year.name)),
        (Term(key_of("chart", f"{data.subject}.planned")), lambda year: amount(year.planned)),
        (Term(key_of("chart", f"{data.subject}.actual")), lambda year: amount(year.actual)),
        (Term(key_of("chart", f"{data.subject}.to_come")), lambda year: amount(year.to_come)),
        (Term(key_of("chart", f"{data.subject}.expected")), lambda year: amount(year.expected)),
    )
    return grid_of(data.years, columns)


def draw(data: YearBars, canvas: Canvas) -> None:
    """Draws a bar in a bar for every year, and the two figures that are compared below it."""
    unit = unit_of(
        finite(
            *(value for year in data.years for value in (year.planned, year.actual, year.expected))
        )
    )
    plot = _plot(data, canvas, unit)
    canvas.write(
        0,
        canvas.height - 0.6 * canvas.em,
        unit.named(data.currency, key_of("chart", f"{data.subject}.unit")),
    )
    for number, year in enumerate(data.years):
        _bars(number, year, plot, canvas)
    _figures(data, plot, canvas, unit)


def _plot(data: YearBars, canvas: Canvas, unit: Unit) -> Plot:
    em = canvas.em
    ends = [value for year in data.years for value in (year.planned, year.actual, year.expected)]
    amounts = axis(finite(*ends), 5)
    rows = max(
        canvas.measure(Term(key_of("chart", f"{data.subject}.{name}"))) for name, _ in _rows(data)
    )
    left = max(rows, *(canvas.measure(unit.tick(tick)) for tick in amounts.ticks)) + 1.2 * em
    plot = canvas.plot(
        Box(left, (2.2 + 1.5 * len(_rows(data))) * em, canvas.width, canvas.height - 2.4 * em),
        (0, len(data.years)),
        (amounts.low, amounts.high),
    )
    plot.rows(amounts.ticks, unit.tick)
    return plot


def _bars(number: int, year: Year, plot: Plot, canvas: Canvas) -> None:
    """The plan as a wide outline, what has come as a solid bar in it, what is to come hatched on
    top.
    """
    half = min((plot.box.right - plot.box.left) / plot.across[1] * 0.32, 2.6 * canvas.em)
    if year.planned is not None and finite(year.planned):
        canvas.bar(
            _bar(plot, number, half, (0.0, year.planned)),
            None,
            Stroke(Tone.INK, 0.8),
            f"planned-{number}",
        )
    actual = sum(finite(year.actual))
    if actual:
        canvas.bar(
            _bar(plot, number, 0.6 * half, (0.0, actual)), Tone.BAR, None, f"actual-{number}"
        )
    to_come = sum(finite(year.to_come))
    if to_come:
        box = _bar(plot, number, 0.6 * half, (actual, actual + to_come))
        canvas.bar(box, Tone.GROUND, Stroke(Tone.BAR, 0.7), f"to-come-{number}")
        canvas.hatched(corners(box), Stroke(Tone.BAR, 0.6))


def _bar(plot: Plot, number: int, half: float, ends: tuple[float, float]) -> Box:
    """A year's bar from one amount to another, so wide to each side."""
    (middle, start), (_, end) = (plot.at(number + 0.5, amount) for amount in ends)
    return Box(middle - half, start, middle + half, end)


def _figures(data: YearBars, plot: Plot, canvas: Canvas, unit: Unit) -> None:
    """The year's name and its figures under each bar, every other year where they would not fit
    side by side.
    """
    em, column = canvas.em, (plot.box.right - plot.box.left) / len(data.years)
    every = math.ceil((_widest(data, canvas, unit) + em) / column)
    for row, (key, tone) in enumerate(_rows(data)):
        y = plot.box.bottom - (2.9 + 1.5 * row) * em
        canvas.write(0, y, Term(key_of("chart", f"{data.subject}.{key}")), Ink(tone))
        for number, year in enumerate(data.years[::every]):
            amount = getattr(year, key)
            if amount is not None and finite(amount):
                label = unit.amount(amount, data.currency)
                canvas.write(
                    plot.at(number * every + 0.5, 0)[0],
                    y,
                    label,
                    Ink(tone, 600 if key == "expected" else 400, "center"),
                )
    for number, year in enumerate(data.years[::every]):
        canvas.write(
            plot.at(number * every + 0.5, 0)[0],
            plot.box.bottom - 1.3 * em,
            year.name,
            Ink(align="center"),
        )


def _rows(data: YearBars) -> list[tuple[str, Tone]]:
    """The figures that stand below the bars, as far as any year has them, each with its colour."""
    rows = (("planned", Tone.MUTE), ("expected", Tone.INK))
    return [
        (key, tone) for key, tone in rows if any(finite(getattr(year, key)) for year in data.years)
    ]


def _widest(data: YearBars, canvas: Canvas, unit: Unit) -> float:
    """Width of the widest label that stands under a bar."""
    amounts = finite(*(value for year in data.years for value in (year.planned, year.expected)))
    labels = [canvas.measure(unit.amount(amount, data.currency), 600) for amount in amounts]
    return max(*(canvas.measure(year.name) for year in data.years), 0.0, *labels)
