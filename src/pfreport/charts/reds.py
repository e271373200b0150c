"""The red projects side by side: plan, earned value, cost and forecast in per cent of budget, on
one scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.charts.canvas import MUTE, STRONG, Canvas, Ink, Plot, Stroke, samples
from pfreport.charts.grid import Columns, Grid, grid_of, share_of
from pfreport.charts.palette import Tone
from pfreport.charts.placing import Box, Field, Label, Point, place
from pfreport.charts.s_curve_data import SCurve
from pfreport.charts.s_curve_data import prepare as prepare_curve
from pfreport.charts.scale import Axis, axis
from pfreport.kinds import Rag
from pfreport.ratings.rating import Rating
from pfreport.values import Count, Days, Ref, Sentence, Several, Share, Term
from pfreport.words.catalogue import key_of

NAME = "reds"
MOST_PANELS = 6
_LEAST_WIDTH, _GUTTER = 20.0, 2.5
_PANEL = 18.5
"""Height of a panel in text sizes, its title included."""
_HEAD = 2.2
"""Room above all panels for what the axes show."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One red project: points of (months since its start, share of budget), each curve with its
    end.
    """

    project: Ref
    planned: tuple[Point, ...]
    earned: tuple[Point, ...]
    actual: tuple[Point, ...]
    forecast: Point | None
    low: float | None
    high: float | None
    days_behind: int | None

    @property
    def spent(self) -> float | None:
        """Share of the budget that is spent."""
        return self.actual[-1][1] if self.actual else None

    @property
    def done(self) -> float | None:
        """Share of the budget that is earned."""
        return self.earned[-1][1] if self.earned else None


@dataclass(frozen=True, slots=True)
class Reds:
    """The panels, the largest overrun first; `total` counts the reds that have none."""

    panels: tuple[Panel, ...]
    total: int


def prepare(findings: Findings) -> Reds | None:
    """None where no project is red on its figures, or none of those has a curve and a budget."""
    red = [key for key, lights in findings.ratings.items() if _is_red(lights)]
    panels = [
        panel for key in red if (curve := prepare_curve(findings, key)) and (panel := _panel(curve))
    ]
    panels.sort(
        key=lambda panel: (-(panel.forecast[1] if panel.forecast else 0.0), panel.project.key)
    )
    return Reds(tuple(panels[:MOST_PANELS]), len(red)) if panels else None


def _is_red(lights: Mapping[str, Rating]) -> bool:
    overall = lights.get("overall")
    return overall is not None and overall.word is None and overall.computed is Rag.RED


def _panel(curve: SCurve) -> Panel | None:
    if not curve.budget or not (curve.earned or curve.actual):
        return None
    begin = min(points[0][0] for points in (curve.planned, curve.earned, curve.actual) if points)
    budget = curve.budget
    planned, earned, actual = (
        tuple((x - begin, y / budget) for x, y in points)
        for points in (curve.planned, curve.earned, curve.actual)
    )
    end = curve.forecast
    return Panel(
        curve.project,
        planned,
        earned,
        actual,
        (end.finish - begin, end.cost / budget) if end else None,
        end.low / budget if end else None,
        end.high / budget if end else None,
        curve.days_behind,
    )


def height(data: Reds, ems: float) -> float:
    """In text sizes, for a width in text sizes."""
    rows = -(-len(data.panels) // _columns(data, ems))
    return rows * (_PANEL + 1.5) - 1.5 + _HEAD


def _columns(data: Reds, ems: float) -> int:
    fitting = int((ems + _GUTTER) / (_LEAST_WIDTH + _GUTTER))
    return min(max(fitting, 1), 3, max(len(data.panels), 2))


def alt(data: Reds) -> Sentence:
    """What the chart shows, in figures."""
    return Sentence(
        "chart.reds.alt",
        {
            "n": Count(len(data.panels)),
            "parts": Several(tuple(_spoken(panel) for panel in data.panels), MOST_PANELS),
        },
    )


def _spoken(panel: Panel) -> Sentence:
    values = {"spent": share_of(panel.spent), "earned": share_of(panel.done)}
    if panel.forecast is None:
        return Sentence("chart.reds.one", {"project": panel.project, **values})
    return Sentence(
        "chart.reds.one.forecast",
        {"project": panel.project, **values, "forecast": Share(panel.forecast[1])},
    )


def table(data: Reds) -> Grid:
    """Where each project stands and where it is expected to end, in shares of its budget."""
    columns: Columns[Panel] = (
        (Term("chart.head.project"), lambda panel: panel.project),
        (Term("chart.reds.earned"), lambda panel: share_of(panel.done)),
        (Term("chart.reds.cost"), lambda panel: share_of(panel.spent)),
        (
            Term("chart.reds.forecast"),
            lambda panel: share_of(panel.forecast[1] if panel.forecast else None),
        ),
        (Term("chart.reds.low"), lambda panel: share_of(panel.low)),
        (Term("chart.reds.high"), lambda panel: share_of(panel.high)),
    )
    return grid_of(data.panels, columns)


def draw(data: Reds, canvas: Canvas) -> None:
    """Draws a panel each, all on the same scales; the first one names its lines."""
    months, shares = _scales(data.panels)
    columns = _columns(data, canvas.width / canvas.em)
    gutter = _GUTTER * canvas.em
    canvas.write(0, canvas.height - 0.6 * canvas.em, Term("chart.reds.axes"))
    ticks = max(canvas.measure(Count(tick * 100)) for tick in shares.ticks) + 1.0 * canvas.em
    width = (canvas.width - gutter * (columns - 1)) / columns
    for number, panel in enumerate(data.panels):
        left = number % columns * (width + gutter)
        top = canvas.height - (_HEAD + number // columns * (_PANEL + 1.5)) * canvas.em
        _title(panel, canvas, left, top, width)
        box = Box(
            left + ticks,
            top - (_PANEL - 1.8) * canvas.em,
            left + width - 0.4 * canvas.em,
            top - 4.4 * canvas.em,
        )
        plot = canvas.plot(box, (months.low, months.high), (shares.low, shares.high))
        _furnish(plot, canvas, months, shares)
        _curves(panel, plot, canvas, number)
        if number == 0:
            _names(panel, plot, canvas)


def _scales(panels: Sequence[Panel]) -> tuple[Axis, Axis]:
    """Months and shares that hold every panel; the shares end where the highest forecast does."""
    points = [point for p in panels for curve in (p.planned, p.earned, p.actual) for point in curve]
    points += [(p.forecast[0], p.high or 0.0) for p in panels if p.forecast]
    longest, highest = max(x for x, _ in points), max(y for _, y in points)
    months = axis([longest], 5)
    step = 6 * max(1, round(longest / 4 / 6))
    ticks = tuple(float(n) for n in range(0, int(longest) + 1, step))
    lowest = min(0.0, *(y for _, y in points))
    marks = (
        (0.0, 0.5, 1.0)
        if highest < 2
        else tuple(tick for tick in axis([highest], 4).ticks if tick <= highest)
    )
    return Axis(0.0, max(longest, months.ticks[1]), ticks), Axis(lowest, max(highest, 1.0), marks)


def _title(panel: Panel, canvas: Canvas, left: float, top: float, width: float) -> None:
    em = canvas.em
    canvas.write(left, top - 0.7 * em, canvas.fitted(panel.project, width, 600), STRONG)
    line = Sentence(
        "chart.reds.title", {"spent": share_of(panel.spent), "earned": share_of(panel.done)}
    )
    if panel.days_behind and panel.days_behind > 0:
        longer = Sentence("chart.reds.title.late", {**line.values, "days": Days(panel.days_behind)})
        line = longer if canvas.measure(longer) <= width else line
    canvas.write(left, top - 2.1 * em, canvas.fitted(line, width), MUTE)


def _furnish(plot: Plot, canvas: Canvas, months: Axis, shares: Axis) -> None:
    plot.rows(shares.ticks, lambda tick: Count(tick * 100))
    for tick in months.ticks:
        x = min(plot.at(tick, 0)[0], canvas.width - canvas.measure(Count(tick)) / 2)
        canvas.write(x, plot.box.bottom - 1.0 * canvas.em, Count(tick), Ink(align="center"))


def _curves(panel: Panel, plot: Plot, canvas: Canvas, number: int) -> None:
    if panel.planned:
        plot.outlined(panel.planned, f"planned-{number}")
    for name, curve, tone in (
        ("earned", panel.earned, Tone.ACCENT),
        ("actual", panel.actual, Tone.INK),
    ):
        if curve:
            plot.line(curve, Stroke(tone, 1.7), f"{name}-{number}")
            canvas.dot(plot.at(*curve[-1]), 1.9 * canvas.pen, tone)
    if panel.forecast and panel.low is not None and panel.high is not None:
        start, (finish, cost) = panel.actual[-1] if panel.actual else (0.0, 0.0), panel.forecast
        canvas.under.hatched(
            plot.all_at([start, (finish, panel.high), (finish, panel.low)]), Stroke(Tone.MUTE, 0.45)
        )
        for end in (panel.low, panel.high):
            plot.line([start, (finish, end)], Stroke(Tone.MUTE, 0.5))
        plot.line([start, (finish, cost)], Stroke(Tone.INK, 1.2, (3, 2)), f"forecast-{number}")
        x, y = plot.at(finish, panel.high)
        canvas.write(
            min(x, canvas.width - 1.5 * canvas.em),
            y + 1.0 * canvas.em,
            Share(cost),
            Ink(Tone.INK, 600, "right"),
        )


def _names(panel: Panel, plot: Plot, canvas: Canvas) -> None:
    """Names of the lines of one panel, off all of them."""
    named = [
        ("cost", panel.actual, Tone.INK, (1.0,)),
        ("earned", panel.earned, Tone.ACCENT, (1.0,)),
        ("plan", panel.planned, Tone.MUTE, (0.7, 0.5)),
    ]
    if _are_close(panel, plot, canvas):
        # the lower one first: its name stands beside it, where that of the upper one would be taken
        # for it
        named[:2] = named[1], named[0]
    known = [curve for curve in named if curve[1]]
    labels = [
        Label(
            canvas.measure(Term(key_of("chart.reds", name))),
            1.2 * canvas.em,
            tuple(plot.at(*curve[round(share * (len(curve) - 1))]) for share in shares),
            0.5 * canvas.em,
        )
        for name, curve, _, shares in known
    ]
    lines = [list(curve[1]) for curve in known] + _fan(panel)
    points = tuple(point for line in lines for point in samples(plot.all_at(line), canvas.em / 2))
    curves = tuple(plot.all_at(curve) for _, curve, _, _ in known)
    field = Field(
        Box(plot.box.left, plot.box.bottom, plot.box.right, plot.box.top), (), points, curves=curves
    )
    for (name, _, tone, _), spot in zip(known, place(labels, field), strict=True):
        if spot:
            canvas.write(
                spot.box.left,
                (spot.box.bottom + spot.box.top) / 2,
                Term(key_of("chart.reds", name)),
                Ink(tone),
            )
            if spot.leader:
                canvas.line([spot.at, spot.leader], Stroke(tone, 0.5))


def _are_close(panel: Panel, plot: Plot, canvas: Canvas) -> bool:
    """Whether what is earned ends so little below the cost that the name of one is near both."""
    if not panel.actual or not panel.earned:
        return False
    (_, cost), (_, earned) = plot.at(*panel.actual[-1]), plot.at(*panel.earned[-1])
    return 0 < cost - earned < canvas.em


def _fan(panel: Panel) -> list[list[Point]]:
    """Lines from where cost stands to the ends of the forecast."""
    if panel.forecast is None or not panel.actual:
        return []
    finish, cost = panel.forecast
    return [
        [panel.actual[-1], (finish, end)]
        for end in (cost, panel.low, panel.high)
        if end is not None
    ]
