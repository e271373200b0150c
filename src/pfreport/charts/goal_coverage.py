"""Goals: the money behind each, its share of spend against the target, its progress against its
time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pfreport.advice.findings import Findings
from pfreport.charts.canvas import BASE, GRID, MUTE, NARROW, PLAIN, STRONG, Canvas, Stroke
from pfreport.charts.grid import Columns, Grid, grid_of, share_of
from pfreport.charts.palette import Tone
from pfreport.charts.placing import Box
from pfreport.charts.scale import amount_or_share, finite, unit_of
from pfreport.charts.sources import number
from pfreport.measures.strategy.goals import NO_GOAL, leaf_goals
from pfreport.values import Absent, Count, Money, Ref, RefKind, Sentence, Share, Term, Value, Words
from pfreport.words.catalogue import key_of

NAME = "goal_coverage"
_GAP = 1.6


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal; `goal` is None for the money that serves none. All but `money` are fractions,
    `money` is in base currency.
    """

    goal: Ref | None
    money: float | None = None
    share: float | None = None
    target: float | None = None
    progress: float | None = None
    time: float | None = None


@dataclass(frozen=True, slots=True)
class GoalCoverage:
    """Goals in the order of the workbook. Without a currency the money behind them is not shown."""

    rows: tuple[GoalRow, ...]
    currency: str | None

    def in_shares(self) -> GoalCoverage | None:
        """The same without the money, whose shares are there already; None where nothing else
        is.
        """
        rows = tuple(replace(row, money=None) for row in self.rows)
        return (
            GoalCoverage(rows, None)
            if any(finite(row.share, row.progress) for row in rows)
            else None
        )


def prepare(findings: Findings) -> GoalCoverage | None:
    """None where no goal has a figure."""
    rows = [
        _row(findings, goal.goal_id, goal.name or "", goal.target_share)
        for goal in leaf_goals(findings.portfolio.goals)
    ]
    if not any(finite(row.money, row.share, row.progress) for row in rows):
        return None
    unaligned = number(findings.measurements.portfolio, f"goal_spend_share[{NO_GOAL}]")
    rest = [GoalRow(None, share=unaligned)] if unaligned else []
    return GoalCoverage((*rows, *rest), findings.measurements.base_currency)


def _row(findings: Findings, key: str, name: str, target: float | None) -> GoalRow:
    figures = findings.measurements.goals.get(key, {})
    ids = ("goal_coverage", "goal_spend_share", "goal_progress", "goal_time_elapsed")
    money, share, progress, time = (number(figures, measure_id) for measure_id in ids)
    return GoalRow(Ref(RefKind.GOAL, key, name), money, share, target, progress, time)


SAME_SHARE = 0.005
"""Shares that differ by less print alike."""


def height(data: GoalCoverage, ems: float) -> float:
    """In text sizes, for a width in text sizes."""
    return (2.8 if ems >= NARROW else 0.2) + len(data.rows) * _row_height(data, ems)


def _row_height(data: GoalCoverage, ems: float) -> float:
    """One line a goal where there is room for all columns side by side, else one for its name
    and one for each column.
    """
    return 2.3 if ems >= NARROW else 1.6 * (1 + len(_columns(data))) + 0.8


def alt(data: GoalCoverage) -> Sentence:
    """What the chart shows, in figures."""
    known = [
        (row.share - row.target, row)
        for row in data.rows
        if row.share is not None and row.target is not None
    ]
    judged = [gap for gap in known if gap[0] < -SAME_SHARE]
    values: dict[str, Value] = {
        "n": Count(sum(row.goal is not None for row in data.rows)),
        "what": _what(data),
    }
    if not judged:
        return Sentence("chart.goal_coverage.alt", values)
    _, row = min(judged, key=lambda gap: gap[0])
    values |= {
        "goal": _name(row),
        "share": Share(row.share or 0.0),
        "target": Share(row.target or 0.0),
    }
    return Sentence("chart.goal_coverage.alt.target", values)


def table(data: GoalCoverage) -> Grid:
    """Every figure of every goal."""
    currency = data.currency
    money: Columns[GoalRow] = (
        (Term("chart.goal_coverage.head.money"), lambda row: _money(row, currency or "")),
    )
    columns: Columns[GoalRow] = (
        (Term("chart.goal_coverage.head.goal"), _name),
        *(money if currency else ()),
        (Term("chart.goal_coverage.head.share"), lambda row: share_of(row.share)),
        (Term("chart.goal_coverage.head.target"), lambda row: share_of(row.target)),
        (Term("chart.goal_coverage.head.progress"), lambda row: share_of(row.progress)),
        (Term("chart.goal_coverage.head.time"), lambda row: share_of(row.time)),
    )
    return grid_of(data.rows, columns)


def _money(row: GoalRow, currency: str) -> Value:
    return Absent("not known") if row.money is None else Money(row.money, currency)


def _what(data: GoalCoverage) -> Term:
    return Term("chart.goal_coverage.what" if data.currency else "chart.goal_coverage.what.shares")


def draw(data: GoalCoverage, canvas: Canvas) -> None:
    """Draws each goal's bars, side by side or, where that is too narrow, below its name; every
    column has one scale.
    """
    if canvas.is_narrow:
        _draw_narrow(data, canvas)
    else:
        _draw_wide(data, canvas)


def _draw_wide(data: GoalCoverage, canvas: Canvas) -> None:
    em, columns = canvas.em, _columns(data)
    row_height, top = _row_height(data, NARROW) * em, canvas.height - 2.6 * em
    names = min(
        max(canvas.measure(_title(row)) for row in data.rows) + _GAP * em, 0.34 * canvas.width
    )
    width = (canvas.width - names - _GAP * em * (len(columns) - 1)) / len(columns)
    canvas.line([(0, top), (canvas.width, top)], BASE)
    for number_, row in enumerate(data.rows):
        y = top - (number_ + 0.5) * row_height
        canvas.write(0, y, canvas.fitted(_title(row), names - em), PLAIN if row.goal else MUTE)
        _rule(canvas, y + row_height / 2, number_)
    for place, column in enumerate(columns):
        left = names + place * (width + _GAP * em)
        canvas.write(left, top + 0.9 * em, canvas.fitted(column.head, width))
        bars = _Bars(column, canvas, left, left + width, column.labels(""))
        for number_ in range(len(data.rows)):
            bars.draw(number_, top - (number_ + 0.5) * row_height)


def _draw_narrow(data: GoalCoverage, canvas: Canvas) -> None:
    em, columns = canvas.em, _columns(data)
    row_height = _row_height(data, 0) * em
    bars = [_Bars(column, canvas, 0.0, canvas.width, column.labels("line.")) for column in columns]
    for number_, row in enumerate(data.rows):
        top = canvas.height - number_ * row_height
        canvas.write(
            0,
            top - 1.1 * em,
            canvas.fitted(_title(row), canvas.width, 600),
            STRONG if row.goal else MUTE,
        )
        _rule(canvas, top, number_)
        for line, bar in enumerate(bars):
            bar.draw(number_, top - (2.7 + 1.6 * line) * em)


def _rule(canvas: Canvas, y: float, row: int) -> None:
    if row:
        canvas.under.line([(0, y), (canvas.width, y)], GRID)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of bars: its head, what is (solid) and what was to be (outlined) by row.

    `label` writes a value under the head, which names its unit; `full` writes it where there is no
    head.
    """

    name: str
    head: Value
    actual: tuple[float | None, ...]
    planned: tuple[float | None, ...]
    label: Callable[[float], Value]
    full: Callable[[float], Value]

    def labels(self, form: str) -> list[Value | None]:
        """What is, and what it is measured by where there is one; `form` "line." says what it is
        too.
        """
        return [
            self._label(form, actual, planned)
            for actual, planned in zip(self.actual, self.planned, strict=True)
        ]

    def _label(self, form: str, actual: float | None, planned: float | None) -> Value | None:
        if actual is None:
            return None
        label = self.full if form else self.label
        values = {"actual": label(actual)}
        if planned is None:
            return Sentence(key_of("chart.goal_coverage", f"{form}{self.name}"), values)
        return Sentence(
            key_of("chart.goal_coverage", f"{form}{self.name}_of"),
            {**values, "planned": label(planned)},
        )


def _columns(data: GoalCoverage) -> list[Column]:
    """The columns that have a figure."""
    rows, currency = data.rows, data.currency
    unit = unit_of(finite(*(row.money for row in rows)))
    money = Column(
        "money",
        unit.named(currency, "chart.goal_coverage.money_in"),
        tuple(row.money for row in rows),
        tuple(None for _ in rows),
        lambda amount: unit.amount(amount, currency),
        lambda amount: amount_or_share(amount, currency),
    )
    share = Column(
        "share",
        Term(
            "chart.goal_coverage.share_target"
            if any(finite(row.target) for row in rows)
            else "chart.goal_coverage.head.share"
        ),
        tuple(row.share for row in rows),
        tuple(row.target for row in rows),
        Share,
        Share,
    )
    progress = Column(
        "progress",
        Term(
            "chart.goal_coverage.progress_time"
            if any(finite(row.time) for row in rows)
            else "chart.goal_coverage.head.progress"
        ),
        tuple(row.progress for row in rows),
        tuple(row.time for row in rows),
        Share,
        Share,
    )
    return [
        column
        for column in (money, share, progress)
        if any(value is not None for value in column.actual)
    ]


class _Bars:
    """A column's bars between two ends, on one scale that leaves room for the longest label."""

    def __init__(
        self,
        column: Column,
        canvas: Canvas,
        left: float,
        right: float,
        labels: Sequence[Value | None],
    ) -> None:
        self.column, self.canvas, self.left, self.labels = column, canvas, left, labels
        room = max(canvas.measure(label) for label in labels if label) + 0.6 * canvas.em
        self.largest = max(finite(*column.actual, *column.planned), default=0.0)
        self.scale = max(right - left - room, canvas.em) / self.largest if self.largest > 0 else 0.0

    def draw(self, row: int, y: float) -> None:
        """One row's bars and its label behind them."""
        em, ends = self.canvas.em, [self.left]
        for name, value, half in (
            ("planned", self.column.planned[row], 0.55),
            ("actual", self.column.actual[row], 0.28),
        ):
            if value is not None:
                ends.append(self.left + min(max(value, 0.0), self.largest) * self.scale)
                box = Box(self.left, y - half * em, ends[-1], y + half * em)
                fill, stroke = (
                    (Tone.BAR, None) if name == "actual" else (None, Stroke(Tone.INK, 0.8))
                )
                self.canvas.bar(box, fill, stroke, f"{self.column.name}-{name}-{row}")
        label = self.labels[row]
        if label:
            self.canvas.write(max(ends) + 0.5 * em, y, label, PLAIN)


def _title(row: GoalRow) -> Value:
    """A goal by its name alone: there are few, and the table has the IDs."""
    return Words(row.goal.name) if row.goal and row.goal.name else _name(row)


def _name(row: GoalRow) -> Value:
    if row.goal is None:
        return Term("chart.goal_coverage.no_goal")
    return row.goal
