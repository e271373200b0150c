"""Charts to test with: data for each by its name, usual and degenerate, and what stands on the
painted sheet.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from pfreport.advice.selection import Objective
from pfreport.charts.canvas import Canvas, Look
from pfreport.charts.capacity import Busy, Capacity, Role
from pfreport.charts.catalogue import CHARTS, paint
from pfreport.charts.frontier import BestByBudget, Spot
from pfreport.charts.goal_coverage import GoalCoverage, GoalRow
from pfreport.charts.lettering import quiet
from pfreport.charts.milestone_trend import Line, MilestoneTrend
from pfreport.charts.outcomes import Outcomes
from pfreport.charts.palette import Medium, load_palette
from pfreport.charts.performance import Performance, Standing
from pfreport.charts.placing import Box, Point
from pfreport.charts.reds import Panel, Reds
from pfreport.charts.s_curve import Forecast, SCurve
from pfreport.charts.svg import rc
from pfreport.charts.value_bubble import Prospect, ValueByRisk
from pfreport.charts.year_bars import Year, YearBars, YearSubject
from pfreport.kinds import Month
from pfreport.measures.risk.outcomes import QUANTILES
from pfreport.reasons import Because, Reason, because
from pfreport.rendering.text.values import Formats
from pfreport.values import Ref, RefKind

LONG = "A name that goes on and on " * 8
HOSTILE = (
    "$\\evil$",
    "</svg><script>alert(1)</script>",
    "مرحبا بالعالم",
    "🚀 launch 👩‍🚀",
    "a\x00b\u202ec\ud800d",
    "  ",
    LONG,
)
BEGIN = 24308  # September 2025


def curve(months: int, of: int, total: float) -> tuple[Point, ...]:
    """The first months of an S of so many months."""
    return tuple(
        (float(BEGIN + n), total * (3 * (n / of) ** 2 - 2 * (n / of) ** 3))
        for n in range(months + 1)
    )


def s_curve(name: str = "Field workforce system", scale: float = 1.0) -> SCurve:
    """A project 13 of 19 months old that spends faster than it earns."""
    planned = curve(19, 19, 4.8e6 * scale)
    now = curve(13, 19, 4.8e6 * scale)
    return SCurve(
        Ref(RefKind.PROJECT, "P-007", name),
        "EUR",
        dt.date(2026, 9, 30),
        planned,
        tuple((x, 0.86 * y) for x, y in now),
        tuple((x, 0.99 * y) for x, y in now),
        now[-1][1],
        4.8e6 * scale,
        Forecast(
            BEGIN + 21.1,
            "chart.finish.earned_schedule",
            5.5e6 * scale,
            5.2e6 * scale,
            5.9e6 * scale,
        ),
        BEGIN + 11.6,
    )


def young() -> SCurve:
    """A project three months old, its forecast wide open."""
    planned, now = curve(19, 19, 4.8e6), curve(3, 19, 4.8e6)
    end = Forecast(BEGIN + 22.0, "chart.finish.earned_schedule", 5.4e6, 4.9e6, 9.6e6)
    return SCurve(
        Ref(RefKind.PROJECT, "P-1", "Young"),
        "EUR",
        dt.date(2025, 11, 30),
        planned,
        now,
        now,
        now[-1][1],
        4.8e6,
        end,
        BEGIN + 2.8,
    )


def one_month(amount: float = 25_000.0) -> SCurve:
    """A project of which one cost is known and nothing else."""
    return SCurve(
        Ref(RefKind.PROJECT, "P-1", "One"),
        "EUR",
        dt.date(2025, 11, 30),
        actual=((BEGIN + 3.0, amount),),
    )


def performance(count: int = 9, name: str = "Project {}") -> Performance:
    """Projects on a spiral around 1.00."""
    standings = tuple(
        Standing(
            Ref(RefKind.PROJECT, f"P-{n:03}", name.format(n)),
            1 + 0.02 * math.sqrt(n) * math.cos(n),
            0.97 + 0.02 * math.sqrt(n) * math.sin(n),
            1e6 * (1 + n % 5),
            n % 3 == 0,
        )
        for n in range(count)
    )
    return Performance(standings, "EUR", (0.95, 0.90), (0.95, 0.90))


def value_by_risk(count: int = 9, name: str = "Project {}") -> ValueByRisk:
    """Prospects that gain and lose, started and proposed."""
    prospects = tuple(
        Prospect(
            Ref(RefKind.PROJECT, f"P-{n:03}", name.format(n)),
            0.02 * (n % 7),
            1e6 * (5 - n % 8),
            1e5 * (1 + n % 4),
            n % 4 == 1,
        )
        for n in range(count)
    )
    return ValueByRisk(prospects, "exposure", "npv_to_go", "EUR", 1)


def goal_coverage(name: str = "Keep and grow customers") -> GoalCoverage:
    """Two goals, one of them without a target, and money for none."""
    return GoalCoverage(
        (
            GoalRow(Ref(RefKind.GOAL, "G-1", name), 16.7e6, 0.41, 0.35, 0.31, 0.58),
            GoalRow(
                Ref(RefKind.GOAL, "G-2", "Lower the cost to serve"), 13.8e6, 0.27, None, -0.1, None
            ),
            GoalRow(None, share=0.32),
        ),
        "EUR",
    )


def year_bars(subject: YearSubject = YearSubject.BENEFITS) -> YearBars:
    """A year that is over, the current one, two to come."""
    years = (
        Year("FY 2025", 0.2e6, 0.1e6),
        Year("FY 2026", 1.2e6, 0.7e6, 0.3e6),
        Year("FY 2027", 2.4e6, None, 2.1e6),
        Year("FY 2028", 2.6e6, None, 2.6e6),
    )
    return YearBars(subject, years, "EUR")


def capacity(name: str = "Software developer", count: int = 2) -> Capacity:
    """Roles over a year: over capacity, nearly, by soft demand alone, nobody there, not known."""
    first = Role(
        name,
        (
            Busy(0.8, 0.8),
            Busy(1.3, 1.6),
            Busy(1.0, 1.0),
            Busy(0.7, 1.2),
            *(Busy(0.0, 0.0) for _ in range(8)),
        ),
    )
    others = (
        Role(
            f"Role {n}",
            (
                Busy(0.55, 0.9),
                Busy(None, None, because(Because.NO_ROW, sheet="Resources")),
                Busy(1.002, 1.1),
                *(Busy(0.4, 0.4) for _ in range(9)),
            ),
        )
        for n in range(1, count)
    )
    return Capacity(tuple(Month(2026, 11).plus(n) for n in range(12)), (first, *others), count)


def unstaffed() -> Capacity:
    """One role in one month, needed and not there."""
    return Capacity(
        (Month(2026, 11),), (Role("Welder", (Busy(None, None, Reason(Because.NO_CAPACITY)),)),), 1
    )


def outcomes(scale: float = 1.0, spread: float = 1.0) -> Outcomes:
    """A range that begins above the budget."""
    amounts = (104.6, 105.3, 106.1, 106.8, 107.4, 108.0, 108.5, 109.2, 110.0, 111.1, 112.0)
    drawn = tuple(
        (key, p, (108.0 + (a - 108.0) * spread) * 1e6 * scale)
        for (key, p), a in zip(QUANTILES.items(), amounts, strict=True)
    )
    return Outcomes(
        drawn,
        (("budget", 99.4e6 * scale, 0.0), ("with contingency", 104.2e6 * scale, 0.028)),
        "EUR",
    )


def reds(count: int = 3, name: str = "Red {}") -> Reds:
    """Panels of unlike length."""
    return Reds(tuple(_panel(name.format(n), 15 + 2 * n) for n in range(count)), count)


def _panel(name: str, of: int) -> Panel:
    planned = tuple((float(n), 3 * (n / of) ** 2 - 2 * (n / of) ** 3) for n in range(of + 1))
    earned, actual = (tuple((x, share * y) for x, y in planned[: of // 2]) for share in (0.8, 1.1))
    return Panel(
        Ref(RefKind.PROJECT, f"P-{of}", name),
        planned,
        earned,
        actual,
        (of + 3.0, 1.15),
        1.05,
        1.3,
        30,
    )


TODAY = Spot(2.4e6, 5.1e6, 2.4e6)


def frontier(
    count: int = 21, today: Spot = TODAY, objective: Objective = Objective.VALUE
) -> BestByBudget:
    """More money brings less and less; what runs today is not the best for its cost."""
    scale = 1.0 if objective is Objective.VALUE else 1e-6
    spots = tuple(
        Spot(1e6 + 2e5 * n, 8e6 * scale * (1 - 0.8**n), 1e6 + 1.9e5 * n) for n in range(count)
    )
    plan = Spot(3e6, spots[-1].value * 0.9, 2.9e6)
    return BestByBudget(
        spots, plan, Spot(today.budget, today.value * scale, today.cost), 3e6, objective, "EUR"
    )


def milestone_trend(
    count: int = 6, reports: int = 10, name: str = "Milestone {}", apart: int = 40
) -> MilestoneTrend:
    """Milestones so many days apart, each slipping a little more than the one before; the first is
    reached.
    """
    days = tuple(Month(2026, 1).plus(step).last_day for step in range(reports))
    lines = [
        Line(
            f"P-{n}",
            name.format(n),
            tuple(
                None
                if n == 2 and step < reports - 8
                else days[-1] + dt.timedelta(days=apart * n + n * step)
                for step in range(reports)
            ),
            reached=n == 0,
        )
        for n in range(count)
    ]
    return MilestoneTrend(days, tuple(reversed(lines)), whole=True)


USUAL: dict[str, Any] = {
    "frontier": frontier(),
    "s_curve": s_curve(),
    "reds": reds(),
    "performance": performance(),
    "goal_coverage": goal_coverage(),
    "milestone_trend": milestone_trend(),
    "value_bubble": value_by_risk(),
    "outcomes": outcomes(),
    "capacity": capacity(),
    "benefits": year_bars(),
    "money_by_year": year_bars(YearSubject.MONEY),
}

ODD: list[tuple[str, Any]] = [
    ("milestone_trend", milestone_trend(1, 2)),
    ("milestone_trend", milestone_trend(6, 10, apart=0)),
    ("milestone_trend", milestone_trend(6, 2, apart=400)),
    *(
        (name, USUAL[name].in_shares())
        for name in ("s_curve", "performance", "goal_coverage", "outcomes")
    ),
    ("s_curve", young()),
    ("s_curve", one_month()),
    ("s_curve", one_month(0.0)),
    ("s_curve", one_month(-500.0)),
    ("s_curve", s_curve(scale=1e9)),
    ("s_curve", s_curve(scale=1e-7)),
    ("s_curve", s_curve(scale=0.0)),
    ("reds", reds(1)),
    ("reds", reds(6)),
    ("performance", performance(1)),
    ("performance", performance(300)),
    (
        "performance",
        Performance((Standing(Ref(RefKind.PROJECT, "P-1"), 7.5, 0.0, 0.0, outside=True),), "EUR"),
    ),
    ("value_bubble", value_by_risk(2)),
    ("value_bubble", value_by_risk(300)),
    ("frontier", frontier(2)),
    ("frontier", frontier(objective=Objective.MIX)),
    ("frontier", frontier(today=Spot(9e7, -4e7, 9e7))),
    ("frontier", dataclasses.replace(frontier(), plan=None, limit=1e4)),
    (
        "frontier",
        BestByBudget(
            (Spot(0.0, 0.0, 0.0), Spot(1.0, 0.0, 0.0)),
            None,
            Spot(0.0, 0.0, 0.0),
            0.0,
            Objective.VALUE,
            "EUR",
        ),
    ),
    ("outcomes", outcomes(1e-7)),
    ("outcomes", outcomes(1e9)),
    ("outcomes", outcomes(spread=0.0)),
    ("outcomes", outcomes(spread=30.0)),
    ("capacity", unstaffed()),
    ("capacity", capacity(count=16)),
    (
        "goal_coverage",
        GoalCoverage(
            (GoalRow(Ref(RefKind.GOAL, "G-1", "Only progress"), progress=0.0, time=1.2),), "EUR"
        ),
    ),
    ("benefits", YearBars("benefits", (Year("FY 2026/27", 0.0, -2e6, 0.5e6),), "EUR")),
    (
        "benefits",
        YearBars(
            "benefits",
            tuple(Year(f"FY {y}/{y % 100 + 1}", 1e9, None, 1.1e9) for y in range(2026, 2036)),
            "EUR",
        ),
    ),
    ("money_by_year", YearBars("money", (Year("FY 2026"), Year("FY 2027", to_come=3.0)), "EUR")),
]

NAMED: list[tuple[str, Any]] = [
    (chart, make(name))
    for name in HOSTILE
    for chart, make in (
        ("s_curve", s_curve),
        ("reds", lambda text: reds(2, text)),
        ("performance", lambda text: performance(4, text)),
        ("value_bubble", lambda text: value_by_risk(4, text)),
        ("goal_coverage", goal_coverage),
        ("milestone_trend", lambda text: milestone_trend(3, 5, text)),
        ("capacity", capacity),
    )
]

SIZES: list[tuple[Medium, float]] = [
    ("screen", 960.0),
    ("screen", 660.0),
    ("screen", 350.0),
    ("print", 516.0),
    ("print", 352.0),
]


def look(medium: Medium = "print", width: float = 352.0) -> Look:
    """The shipped look in English."""
    return Look(Formats("en").chart_text, medium, load_palette(), width)


def painted(name: str, data: object, how: Look | None = None) -> Canvas:
    """A chart on its canvas, as the product paints it."""
    with mpl.rc_context(rc()):
        return paint(CHARTS[name], data, how or look())


def texts(canvas: Canvas) -> list[tuple[str, Box]]:
    """Every text on the canvas with the box matplotlib's own renderer gives it."""
    with mpl.rc_context(rc()), quiet():
        renderer = FigureCanvasAgg(canvas.figure).get_renderer()
        found = [text for text in canvas.figure.findobj(Text) if text.get_text().strip()]
        return [(text.get_text(), Box(*text.get_window_extent(renderer).extents)) for text in found]


def series(canvas: Canvas, name: str) -> list[Point]:
    """The points of a named line in data units."""
    (line,) = [line for axes in canvas.figure.axes for line in axes.lines if line.get_gid() == name]
    return list(zip(line.get_xdata(), line.get_ydata(), strict=True))


def shape(canvas: Canvas, name: str) -> Box:
    """The box around a named shape, in units of the canvas."""
    (patch,) = [
        patch for axes in canvas.figure.axes for patch in axes.patches if patch.get_gid() == name
    ]
    return Box(*patch.get_path().transformed(patch.get_patch_transform()).get_extents().extents)
