"""Milestone trend: when milestones were expected at each report. A line that rises slips; on the
diagonal it is reached.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pfreport.advice.candidates import TODAY
from pfreport.advice.findings import Findings
from pfreport.charts.canvas import NARROW, STRONG, Canvas, Ink, Plot, Stroke
from pfreport.charts.grid import Columns, Grid, grid_of
from pfreport.charts.palette import Tone
from pfreport.charts.placing import Box, Point
from pfreport.charts.scale import month_ticks
from pfreport.kinds import Month, month_position, natural_key
from pfreport.measures.delivery.milestones import expected_date, is_achieved
from pfreport.model.delivery import Milestone
from pfreport.values import (
    Absent,
    Count,
    Day,
    Days,
    InMonth,
    MonthForm,
    Sentence,
    Several,
    Term,
    Value,
    Words,
)

NAME = "milestone_trend"
MOST_LINES = 6
MOST_REPORTS = 10
"""Reports shown at most: the last nine packs and today."""


@dataclass(frozen=True, slots=True)
class Line:
    """One milestone: the days it was expected or reached on, by report (None: not in that one), and
    whether it is reached.
    """

    project_id: str
    name: str
    expected: tuple[dt.date | None, ...]
    reached: bool

    @property
    def known(self) -> list[dt.date]:
        """The days it was expected on, oldest report first."""
        return [day for day in self.expected if day is not None]

    @property
    def slip(self) -> int:
        """Days between the first and the last expectation shown."""
        return (self.known[-1] - self.known[0]).days


@dataclass(frozen=True, slots=True)
class MilestoneTrend:
    """Report dates, oldest first, and the milestones, the one expected last on top. `whole`: of
    more than one project.
    """

    reports: tuple[dt.date, ...]
    lines: tuple[Line, ...]
    whole: bool


def prepare(findings: Findings, project_id: str | None = None) -> MilestoneTrend | None:
    """The milestones ahead that moved most, of one project all that there is room for; None without
    two reports.
    """
    packs = findings.history.packs[-(MOST_REPORTS - 1) :]
    if not packs or not findings.measurements.facts:
        return None
    reports = (*((pack.status_date, pack.records(Milestone)) for pack in packs), _today(findings))
    running = {
        p.project_id
        for p in findings.portfolio.projects
        if p.status in TODAY or p.project_id == project_id
    }
    lines = [
        _line(now, reports)
        for now in reports[-1][1]
        if now.project_id in running and project_id in (None, now.project_id)
    ]
    first = packs[0].status_date
    shown = [
        line
        for line in lines
        if len(line.known) > 1
        and (not line.reached or (project_id is not None and line.known[-1] > first))
    ]
    chosen = sorted(
        shown, key=lambda line: (line.reached, -abs(line.slip), natural_key(line.name))
    )[:MOST_LINES]
    if not chosen:
        return None
    top = sorted(chosen, key=lambda line: (line.known[-1], natural_key(line.name)), reverse=True)
    return MilestoneTrend(tuple(day for day, _ in reports), tuple(top), project_id is None)


def height(data: MilestoneTrend, ems: float) -> float:
    """In text sizes, for a width in text sizes."""
    return (19.0 if ems >= NARROW else 22.0) + 0.8 * len(data.lines)


def alt(data: MilestoneTrend) -> Sentence:
    """What the chart shows, in figures."""
    parts = tuple(
        Sentence(
            "chart.milestone_trend.alt.one",
            {
                "name": _name(data, line),
                "day": Day(line.known[-1]),
                "moved": Days(line.slip, signed=True),
            },
        )
        for line in data.lines
    )
    return Sentence(
        "chart.milestone_trend.alt",
        {"n": Count(len(data.reports)), "parts": Several(parts, most=len(parts))},
    )


def table(data: MilestoneTrend) -> Grid:
    """A row a milestone, a column a report."""

    def expected(report: int) -> Callable[[Line], Value]:
        def day(line: Line) -> Value:
            date = line.expected[report]
            return Day(date) if date else Absent("not in this report")

        return day

    columns: Columns[Line] = (
        (Term("column.milestone"), lambda line: _name(data, line)),
        *(
            (InMonth(Month.of(day), MonthForm.MEDIUM), expected(report))
            for report, day in enumerate(data.reports)
        ),
    )
    return grid_of(data.lines, columns)


def draw(data: MilestoneTrend, canvas: Canvas) -> None:
    """Draws the diagonal of days reached, the lines, and their names at the right."""
    em = canvas.em
    canvas.write(
        0, canvas.height - 0.7 * em, canvas.fitted(Term("chart.milestone_trend.up"), canvas.width)
    )
    labels = [
        canvas.fitted(_label(data, line), (0.42 if canvas.is_narrow else 0.36) * canvas.width, 600)
        for line in data.lines
    ]
    plot = _plot(data, canvas, max(canvas.measure(label, 600) for label in labels))
    low, high = max(plot.across[0], plot.up[0]), min(plot.across[1], plot.up[1])
    if low < high:
        plot.line([(low, low), (high, high)], Stroke(Tone.MUTE, 0.8, (3.0, 2.0)), "reached")
    ends = [_drawn(plot, canvas, data, number) for number in range(len(data.lines))]
    right = plot.box.right + 1.2 * em
    for label, (x, y), place in zip(
        labels, ends, _apart([y for _, y in ends], 1.35 * em, plot.box), strict=True
    ):
        canvas.line([(x + 0.5 * em, y), (right - 0.2 * em, place)], Stroke(Tone.HAIRLINE, 0.7))
        canvas.write(right, place, label, STRONG)


def _today(findings: Findings) -> tuple[dt.date, tuple[Milestone, ...]]:
    return findings.portfolio.settings.status_date, findings.portfolio.milestones


def _line(now: Milestone, reports: Sequence[tuple[dt.date, Sequence[Milestone]]]) -> Line:
    days: list[dt.date | None] = []
    for report, milestones in reports:
        then = next(
            (
                m
                for m in milestones
                if m.milestone_id == now.milestone_id and m.project_id == now.project_id
            ),
            None,
        )
        days.append(_expected(then, report) if then is not None else None)
    return Line(now.project_id, now.title, tuple(days), is_achieved(now, reports[-1][0]))


def _expected(milestone: Milestone, report: dt.date) -> dt.date | None:
    """When it was reached, else when it was expected: not before the report itself."""
    if is_achieved(milestone, report):
        return milestone.actual_date
    day = expected_date(milestone)
    return max(day, report) if day else None


def _name(data: MilestoneTrend, line: Line) -> Value:
    if not data.whole:
        return Words(line.name)
    return Sentence(
        "chart.milestone_trend.named", {"project": Words(line.project_id), "name": Words(line.name)}
    )


def _label(data: MilestoneTrend, line: Line) -> Sentence:
    return Sentence(
        "chart.milestone_trend.label",
        {"name": _name(data, line), "moved": Days(line.slip, signed=True)},
    )


def _plot(data: MilestoneTrend, canvas: Canvas, label: float) -> Plot:
    em = canvas.em
    across = (month_position(data.reports[0]) - 0.2, month_position(data.reports[-1]) + 0.2)
    days = [month_position(day) for line in data.lines for day in line.known]
    up = (min(days) - 0.5, max(days) + 0.5)
    ticks = month_ticks(up[0], up[1], (up[1] - up[0]) / 7, quarters=True)
    left = (
        max(
            (canvas.measure(InMonth(month.value, MonthForm.SHORT)) for _, month in ticks),
            default=0.0,
        )
        + em
    )
    box = Box(left, 2.6 * em, canvas.width - label - 1.8 * em, canvas.height - 2.2 * em)
    plot = canvas.plot(box, across, up)
    for tick, month in ticks:
        plot.line([(across[0], tick), (across[1], tick)], Stroke(Tone.HAIRLINE, 0.5))
        canvas.write(
            left - 0.6 * em,
            plot.at(across[0], tick)[1],
            InMonth(month.value, MonthForm.SHORT),
            Ink(align="right"),
        )
    plot.line([(across[0], up[0]), (across[1], up[0])], Stroke(Tone.INK, 0.7))
    _reports(data, canvas, plot)
    return plot


def _reports(data: MilestoneTrend, canvas: Canvas, plot: Plot) -> None:
    """The months of the reports below the plot, as many as stand side by side."""
    end = -canvas.width
    for day in data.reports:
        month = InMonth(Month.of(day), MonthForm.SHORT)
        x, half = plot.at(month_position(day), plot.up[0])[0], canvas.measure(month) / 2
        if x - half > end + 0.6 * canvas.em:
            canvas.write(x, plot.box.bottom - 1.2 * canvas.em, month, Ink(align="center"))
            end = x + half


def _drawn(plot: Plot, canvas: Canvas, data: MilestoneTrend, number: int) -> Point:
    """One milestone's line with a dot a report; a hollow last one is still to come. Where it ends
    on the canvas.
    """
    line = data.lines[number]
    points = [
        (month_position(report), month_position(day))
        for report, day in zip(data.reports, line.expected, strict=True)
        if day
    ]
    plot.line(points, Stroke(Tone.INK if line.slip > 0 else Tone.MUTE, 1.3), f"line-{number}")
    for x, y in points[:-1]:
        canvas.dot(plot.at(x, y), 0.16 * canvas.em, Tone.INK)
    end = plot.at(*points[-1])
    canvas.dot(
        end,
        0.3 * canvas.em,
        Tone.INK if line.reached else Tone.GROUND,
        Stroke(Tone.INK, 1.0),
        f"end-{number}",
    )
    return end


def _apart(heights: Sequence[float], gap: float, box: Box) -> list[float]:
    """The same heights, falling, moved as little as keeps them apart and beside the plot."""
    order = sorted(range(len(heights)), key=lambda i: (-heights[i], i))
    placed, ceiling = dict.fromkeys(order, 0.0), box.top + gap / 2
    for i in order:
        placed[i] = ceiling = min(heights[i], ceiling - gap if i != order[0] else ceiling)
    floor = box.bottom
    for i in reversed(order):
        placed[i] = max(placed[i], floor)
        floor = placed[i] + gap
    return [placed[i] for i in range(len(heights))]
