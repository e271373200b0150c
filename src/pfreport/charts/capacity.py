"""How busy each role is by month: a figure a cell, the darker the busier, outlined where people do
not suffice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.charts.canvas import BASE, MUTE, NARROW, PLAIN, Canvas, Ink, Stroke
from pfreport.charts.grid import Columns, Grid, grid_of
from pfreport.charts.palette import Tone
from pfreport.charts.placing import Box
from pfreport.charts.sources import number
from pfreport.kinds import Month
from pfreport.measures.risk.resources import RoleTime, role_months
from pfreport.reasons import Because, Reason, reason_text
from pfreport.values import Absent, Count, InMonth, MonthForm, Sentence, Share, Term, Value, Words
from pfreport.words.catalogue import key_of

NAME = "capacity"
MOST_ROLES, MOST_MONTHS = 16, 12
FULL = 1.0
_ROW, _HEAD = 1.9, 2.2
_MONTHS_IN = ((60, 12), (NARROW, 6), (0, 4))
"""How many months stand side by side, from a width in text sizes on."""

_SHADES = ((FULL, Tone.BAND_BAD), (0.8, Tone.BAND_WATCH), (0.5, Tone.BAND_GOOD))
_OVER, _HOPED = Stroke(Tone.INK, 1.1), Stroke(Tone.INK, 0.6, (2.0, 2.0))


@dataclass(frozen=True, slots=True)
class Busy:
    """One role in one month: utilisation by hard demand, and with soft; None with the reason where
    it is not known.
    """

    hard: float | None = None
    soft: float | None = None
    why: Reason | None = None

    @property
    def is_over(self) -> bool:
        """Whether more is promised than there are people."""
        return self.why == Reason(Because.NO_CAPACITY) or (
            self.hard is not None and self.hard > FULL
        )

    @property
    def would_be_over(self) -> bool:
        """Whether it would be over if all soft demand came."""
        return not self.is_over and self.soft is not None and self.soft > FULL


@dataclass(frozen=True, slots=True)
class Role:
    """A role with its months."""

    name: str
    busy: tuple[Busy, ...]

    @property
    def most(self) -> float:
        """Its busiest month."""
        return max(
            (float("inf") if busy.is_over and busy.hard is None else busy.soft or busy.hard or 0.0)
            for busy in self.busy
        )


@dataclass(frozen=True, slots=True)
class Capacity:
    """The busiest roles of `total`, each with the same months."""

    months: tuple[Month, ...]
    roles: tuple[Role, ...]
    total: int


def prepare(findings: Findings) -> Capacity | None:
    """The months to come, the busiest role first; None where no utilisation is known."""
    times = role_months(findings.portfolio).times
    months = tuple(sorted({at.month for at in times}))[:MOST_MONTHS]
    names = dict.fromkeys(at.role for at in times)
    roles = [
        Role(name, tuple(_busy(findings, RoleTime(name, month)) for month in months))
        for name in names
    ]
    known = [
        role for role in roles if any(busy.hard is not None or busy.is_over for busy in role.busy)
    ]
    busiest = sorted(known, key=lambda role: (-role.most, role.name))
    return Capacity(months, tuple(busiest[:MOST_ROLES]), len(busiest)) if busiest else None


def _busy(findings: Findings, at: RoleTime) -> Busy:
    figures = findings.measurements.portfolio
    measurement = figures.get(f"utilisation[{at.key}]")
    hard, soft = (
        number(figures, f"{id}[{at.key}]") for id in ("utilisation", "utilisation_with_soft")
    )
    return Busy(hard, soft, measurement.undefined_because if measurement else None)


def height(data: Capacity, ems: float) -> float:
    """In text sizes, for a width in text sizes."""
    return len(_blocks(data, ems)) * (_HEAD + _ROW * len(data.roles)) + (
        1.8 if ems >= NARROW else 4.8
    )


def alt(data: Capacity) -> Sentence:
    """What the chart shows, in figures."""
    over = sum(busy.is_over for role in data.roles for busy in role.busy)
    ends = {"first": InMonth(data.months[0]), "last": InMonth(data.months[-1])}
    return Sentence(
        "chart.capacity.alt", {"n": Count(len(data.roles)), "over": Count(over), **ends}
    )


def table(data: Capacity) -> Grid:
    """Every figure of every role."""
    columns: Columns[tuple[str, Month, Busy]] = (
        (Term("chart.capacity.role"), lambda line: Words(line[0])),
        (Term("chart.head.month"), lambda line: InMonth(line[1])),
        (Term("chart.capacity.hard"), lambda line: _share(line[2].hard, line[2].why)),
        (Term("chart.capacity.soft"), lambda line: _share(line[2].soft, line[2].why)),
    )
    lines = (
        (role.name, month, busy)
        for role in data.roles
        for month, busy in zip(data.months, role.busy, strict=True)
    )
    return grid_of(lines, columns)


def draw(data: Capacity, canvas: Canvas) -> None:
    """Draws a row a role; where the months do not fit side by side, in blocks of some months below
    each other.
    """
    em, blocks = canvas.em, _blocks(data, canvas.width / canvas.em)
    names = min(
        max(canvas.measure(Words(role.name)) for role in data.roles) + em, 0.34 * canvas.width
    )
    width = min((canvas.width - names) / len(blocks[0]), 7 * em)
    for number_, months in enumerate(blocks):
        top = canvas.height - (_HEAD - 0.2) * em - number_ * (_HEAD + _ROW * len(data.roles)) * em
        _block(data, canvas, (names, width, top), months)
    _notes(canvas)


def _blocks(data: Capacity, ems: float) -> list[range]:
    """The months by their places, as many together as a width in text sizes has room for."""
    most = next(months for least, months in _MONTHS_IN if ems >= least)
    return [
        range(first, min(first + most, len(data.months)))
        for first in range(0, len(data.months), most)
    ]


def _block(
    data: Capacity, canvas: Canvas, place: tuple[float, float, float], months: range
) -> None:
    """Every role in some months, under their names."""
    names, width, top = place
    em = canvas.em
    _heads([data.months[month] for month in months], canvas, place)
    for row, role in enumerate(data.roles):
        middle = top - (row + 0.5) * _ROW * em
        canvas.write(0, middle, canvas.fitted(Words(role.name), names - 0.8 * em), PLAIN)
        for column, month in enumerate(months):
            left = names + column * width
            box = Box(left, middle - _ROW * em / 2, left + width, middle + _ROW * em / 2)
            _cell(role.busy[month], canvas, box, f"{row}-{month}")


def _heads(months: Sequence[Month], canvas: Canvas, place: tuple[float, float, float]) -> None:
    names, width, top = place
    year = None
    for column, month in enumerate(months):
        head = InMonth(month, form=MonthForm.NAME if month.year == year else MonthForm.SHORT)
        middle = min(names + (column + 0.5) * width, canvas.width - canvas.measure(head) / 2)
        canvas.write(middle, top + 0.9 * canvas.em, head, Ink(align="center"))
        year = month.year
    canvas.line([(0, top), (names + len(months) * width, top)], BASE)


def _cell(busy: Busy, canvas: Canvas, cell: Box, name: str) -> None:
    """The shade and the figure of a role month; outlined where it is over capacity, dashed where
    soft demand would make it so.
    """
    gap = 0.12 * canvas.em
    box = Box(cell.left + gap, cell.bottom + gap, cell.right - gap, cell.top - gap)
    shade = next(
        (
            fill
            for least, fill in _SHADES
            if (busy.hard or 0.0) > least or (fill == Tone.BAND_BAD and busy.is_over)
        ),
        None,
    )
    if shade:
        canvas.under.bar(box, shade, None, f"shade-{name}")
    if busy.is_over:
        canvas.bar(box, None, _OVER, f"over-{name}")
    elif busy.would_be_over:
        corners = [
            (box.left, box.bottom),
            (box.right, box.bottom),
            (box.right, box.top),
            (box.left, box.top),
            (box.left, box.bottom),
        ]
        canvas.line(corners, _HOPED, f"hoped-{name}")
    ink = Ink(Tone.INK, 600 if busy.is_over else 400, "center")
    canvas.write((cell.left + cell.right) / 2, (cell.bottom + cell.top) / 2, _figure(busy), ink)


def _notes(canvas: Canvas) -> None:
    """What the outlines mean, in a row or, where that is too narrow, below each other."""
    x, y = 0.0, (4.2 if canvas.is_narrow else 0.8) * canvas.em
    for key in ("unit", "over", "hoped"):
        note = canvas.fitted(Term(key_of("chart.capacity", key)), canvas.width)
        canvas.write(x, y, note, MUTE)
        x, y = (
            (0.0, y - 1.6 * canvas.em)
            if canvas.is_narrow
            else (x + canvas.measure(note) + 2 * canvas.em, y)
        )


def _figure(busy: Busy) -> Value | str:
    if busy.hard is not None:
        return Share(busy.hard, limits=(FULL,))
    return Term("chart.capacity.none") if busy.is_over else ""


def _share(value: float | None, why: Reason | None) -> Value:
    if value is not None:
        return Share(value, limits=(FULL,))
    return Absent(reason_text(why or Reason(Because.NOT_KNOWN)))
