"""Milestones as dumbbells: from the baseline (outlined) to where they are now, reached (solid) or expected (hatched)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.charts.canvas import BASE, GRID, NARROW, PLAIN, Canvas, Ink, Plot, Stroke, diamond
from pfreport.charts.grid import Grid
from pfreport.charts.placing import Box, Point
from pfreport.charts.scale import month_ticks
from pfreport.charts.sources import facts_of
from pfreport.kinds import month_position
from pfreport.measures.milestones import expected_date, is_achieved
from pfreport.model.delivery import Milestone
from pfreport.values import Absent, Count, Day, Days, Sentence, Term, Value, Words

NAME = "milestones"
MOST_ROWS = 14
_BEFORE = 5
"""Of those reached, so many of the last are shown where not all have room."""
_ROW, _NARROW_ROW = 1.9, 3.2
"""Height of a row in text sizes; the higher one has the name above the dumbbell."""


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """One milestone: its baseline, and when it was reached or is expected."""

    name: Words
    baseline: dt.date | None
    now: dt.date
    reached: bool
    critical: bool = False

    @property
    def slip(self) -> int | None:
        """Days from the baseline; None without one."""
        return None if self.baseline is None else (self.now - self.baseline).days


@dataclass(frozen=True, slots=True)
class Milestones:
    """Milestones in the order of dates; `total` counts those left out too."""

    rows: tuple[Dumbbell, ...]
    status: dt.date
    total: int


def prepare(findings: Findings, project_id: str) -> Milestones | None:
    """None where no milestone has a date. One that is overdue is expected at the status date at the earliest."""
    facts = facts_of(findings, project_id)
    if facts is None:
        return None
    rows = [row for milestone in facts.milestones if (row := _dumbbell(milestone, facts.status_date))]
    rows.sort(key=lambda row: (row.now, row.baseline or row.now, row.name.text))
    return Milestones(_shown(rows), facts.status_date, len(rows)) if rows else None


def _dumbbell(milestone: Milestone, on: dt.date) -> Dumbbell | None:
    reached = is_achieved(milestone, on)
    now = milestone.actual_date if reached else expected_date(milestone)
    if now is None:
        return None
    return Dumbbell(Words(milestone.title), milestone.baseline_date, now if reached else max(now, on), reached, milestone.critical)


def _shown(rows: Sequence[Dumbbell]) -> tuple[Dumbbell, ...]:
    """The last reached and the next expected."""
    reached = sum(row.reached for row in rows)
    first = max(0, min(reached - _BEFORE, len(rows) - MOST_ROWS))
    return tuple(rows[first : first + MOST_ROWS])


def height(data: Milestones, ems: float) -> float:
    """In text sizes, for a width in text sizes."""
    return _row(ems) * len(data.rows) + 2.2


def _row(ems: float) -> float:
    return _ROW if ems >= NARROW else _NARROW_ROW


def alt(data: Milestones) -> Sentence:
    """What the chart shows, in figures."""
    slips = [row.slip for row in data.rows if row.slip is not None]
    late = sum(slip > 0 for slip in slips)
    values: dict[str, Value] = {"n": Count(len(data.rows)), "reached": Count(sum(row.reached for row in data.rows)), "late": Count(late)}
    worst = max(data.rows, key=lambda row: (row.slip or 0, row.name.text))
    if not late:
        return Sentence("chart.milestones.alt.on_time", values)
    return Sentence("chart.milestones.alt", {**values, "worst": worst.name, "days": Days(worst.slip or 0)})


def table(data: Milestones) -> Grid:
    """Baseline, date now and slip of every milestone shown."""
    heads = ("chart.head.milestone", "chart.head.baseline", "chart.head.now", "chart.head.state", "chart.head.slip")
    return Grid(tuple(Term(head) for head in heads), tuple(_cells(row) for row in data.rows))


def _cells(row: Dumbbell) -> tuple[Value, ...]:
    none = Absent("no baseline date")
    baseline = Day(row.baseline) if row.baseline else none
    state = Term("chart.milestones.reached" if row.reached else "chart.milestones.expected")
    return row.name, baseline, Day(row.now), state, none if row.slip is None else Days(row.slip, signed=True)


def draw(data: Milestones, canvas: Canvas) -> None:
    """Draws a row each: name, dumbbell, days of slip; the status date is one line through all."""
    em, row_height = canvas.em, _row(canvas.width / canvas.em) * canvas.em
    wide = not canvas.is_narrow
    plot = _plot(data, canvas, wide=wide)
    _months(plot, canvas, _status(data, plot, canvas))
    for number, row in enumerate(data.rows):
        top = plot.box.top - number * row_height
        y = top - row_height / 2 if wide else top - 2.3 * em
        _words(row, canvas, top - (row_height / 2 if wide else 0.95 * em), plot.box.left - 1.2 * em if wide else canvas.width - 6 * em)
        _dumbbell_at(row, y, plot, canvas)
        if number:
            canvas.under.line([(0, top), (canvas.width, top)], GRID)


def _words(row: Dumbbell, canvas: Canvas, y: float, room: float) -> None:
    """A row's name on the left, its slip on the right, strong where it is late."""
    canvas.write(0, y, canvas.fitted(row.name, room), PLAIN)
    if row.slip is not None:
        late = row.slip > 0
        canvas.write(canvas.width, y, Days(row.slip, signed=True), Ink("ink" if late else "mute", 600 if late else 400, "right"))


def _plot(data: Milestones, canvas: Canvas, *, wide: bool) -> Plot:
    em = canvas.em
    days = [day for row in data.rows for day in (row.baseline, row.now) if day] + [data.status]
    low, high = month_position(min(days)), month_position(max(days))
    left, right = 0.6 * em, canvas.width - 0.6 * em
    if wide:
        left = min(max(canvas.measure(row.name) for row in data.rows) + 1.2 * em, 0.4 * canvas.width)
        right = canvas.width - max(canvas.measure(Days(row.slip or 0, signed=True), 600) for row in data.rows) - 1.2 * em
    edge = max((high - low) * 0.03, 0.5)
    return canvas.plot(Box(left, 0.1 * em, right, canvas.height - 2.1 * em), (low - edge, high + edge), (0, 1))


def _status(data: Milestones, plot: Plot, canvas: Canvas) -> Box:
    """The upright at the status date, its label among the months."""
    em, x = canvas.em, plot.at(month_position(data.status), 0)[0]
    canvas.line([(x, plot.box.bottom), (x, plot.box.top + 0.3 * em)], Stroke("ink", 0.8), "status")
    half = canvas.measure(Day(data.status), 600) / 2
    return canvas.write(min(max(x, half), canvas.width - half), plot.box.top + 1.0 * em, Day(data.status), Ink("ink", 600, "center"))


def _months(plot: Plot, canvas: Canvas, status: Box) -> None:
    """Names of months above, but for those in the way of the status date; light lines below them."""
    em, box, (low, high) = canvas.em, plot.box, plot.across
    canvas.line([(0, box.top), (canvas.width, box.top)], BASE)
    for position, month in month_ticks(low, high, 4.6 * em * (high - low) / (box.right - box.left), quarters=True):
        x = plot.at(position, 0)[0]
        canvas.under.line([(x, box.bottom), (x, box.top)], GRID)
        half = canvas.measure(month) / 2
        if not status.left - em < x + half < status.right + em + 2 * half:
            canvas.write(min(max(x, half), canvas.width - half), box.top + 1.0 * em, month, Ink(align="center"))


def _dumbbell_at(row: Dumbbell, y: float, plot: Plot, canvas: Canvas) -> None:
    radius = 0.45 * canvas.em
    now = (plot.at(month_position(row.now), 0)[0], y)
    if row.baseline:
        before = (plot.at(month_position(row.baseline), 0)[0], y)
        canvas.line([before, now], Stroke("ink", 0.9))
        canvas.area(diamond(before, radius), "ground", Stroke("ink", 0.8))
    _mark(now, radius, row.reached, canvas)


def _mark(at: Point, radius: float, reached: bool, canvas: Canvas) -> None:  # noqa: FBT001 - private, and the name says it
    shape = diamond(at, radius)
    canvas.area(shape, "ink" if reached else "ground", Stroke("ink", 0.8))
    if not reached:
        canvas.hatched(shape, Stroke("ink", 0.6))
