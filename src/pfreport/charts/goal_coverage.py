"""Goals: the money behind each, its share of spend against the target, its progress against its time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.charts.canvas import BASE, GRID, MUTE, PLAIN, Canvas, Ink, Stroke
from pfreport.charts.grid import Grid
from pfreport.charts.placing import Box
from pfreport.charts.scale import finite, unit_of
from pfreport.charts.sources import number
from pfreport.measures.goals import NO_GOAL, leaf_goals
from pfreport.values import Absent, Count, Money, Ref, Sentence, Share, Term, Value

NAME = "goal_coverage"
_NARROW = 44
_GAP = 1.6


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal; `goal` is None for the money that serves none. All but `money` are fractions, `money` is in base currency."""

    goal: Ref | None
    money: float | None = None
    share: float | None = None
    target: float | None = None
    progress: float | None = None
    time: float | None = None


@dataclass(frozen=True, slots=True)
class GoalCoverage:
    """Goals in the order of the workbook."""

    rows: tuple[GoalRow, ...]
    currency: str


def prepare(findings: Findings) -> GoalCoverage | None:
    """None where no goal has a figure."""
    rows = [_row(findings, goal.goal_id, goal.name or "", goal.target_share) for goal in leaf_goals(findings.portfolio.goals)]
    if not any(finite(row.money, row.share, row.progress) for row in rows):
        return None
    unaligned = number(findings.measurements.portfolio, f"goal_spend_share[{NO_GOAL}]")
    rest = [GoalRow(None, share=unaligned)] if unaligned else []
    return GoalCoverage((*rows, *rest), findings.measurements.base_currency)


def _row(findings: Findings, key: str, name: str, target: float | None) -> GoalRow:
    figures = findings.measurements.goals.get(key, {})
    ids = ("goal_coverage", "goal_spend_share", "goal_progress", "goal_time_elapsed")
    money, share, progress, time = (number(figures, one) for one in ids)
    return GoalRow(Ref("goal", key, name), money, share, target, progress, time)


def height(data: GoalCoverage, ems: float) -> float:
    """In text sizes, for a width in text sizes."""
    return 2.8 + len(data.rows) * _row_height(ems)


def _row_height(ems: float) -> float:
    return 2.3 if ems >= _NARROW else 3.8


def alt(data: GoalCoverage) -> Sentence:
    """What the chart shows, in figures."""
    judged = [(row.share - row.target, row) for row in data.rows if row.share is not None and row.target is not None]
    values: dict[str, Value] = {"n": Count(sum(row.goal is not None for row in data.rows))}
    if not judged:
        return Sentence("chart.goal_coverage.alt", values)
    _, row = min(judged, key=lambda one: one[0])
    values |= {"goal": _name(row), "share": Share(row.share or 0.0), "target": Share(row.target or 0.0)}
    return Sentence("chart.goal_coverage.alt.target", values)


def table(data: GoalCoverage) -> Grid:
    """Every figure of every goal."""
    heads = ("goal", "money", "share", "target", "progress", "time")
    rows = tuple(
        (
            _name(row),
            Absent("not known") if row.money is None else Money(row.money, data.currency),
            *(_share(value) for value in (row.share, row.target, row.progress, row.time)),
        )
        for row in data.rows
    )
    return Grid(tuple(Term(f"chart.goal_coverage.{head}") for head in heads), rows)


def draw(data: GoalCoverage, canvas: Canvas) -> None:
    """Draws a row each: name, then three columns of bars, every column on one scale."""
    row_height = _row_height(canvas.width / canvas.em) * canvas.em
    top = canvas.height - 2.6 * canvas.em
    wide = canvas.width >= _NARROW * canvas.em
    names = min(max(canvas.measure(_name(row)) for row in data.rows) + _GAP * canvas.em, 0.34 * canvas.width) if wide else 0.0
    for number_, row in enumerate(data.rows):
        y = top - (number_ + 0.5) * row_height
        name = canvas.fitted(_name(row), names - canvas.em if wide else canvas.width)
        canvas.write(0, y if wide else y + 0.9 * canvas.em, name, PLAIN if row.goal else MUTE)
        if number_:
            canvas.under.line([(0, y + row_height / 2), (canvas.width, y + row_height / 2)], GRID)
    canvas.line([(0, top), (canvas.width, top)], BASE)
    columns = _columns(data)
    width = (canvas.width - names - _GAP * canvas.em * (len(columns) - 1)) / len(columns)
    for number_, column in enumerate(columns):
        left = names + number_ * (width + _GAP * canvas.em)
        rows = [top - (n + 0.5) * row_height - (0 if wide else 0.7 * canvas.em) for n in range(len(data.rows))]
        _draw_column(column, Box(left, 0, left + width, top), rows, canvas)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of bars: its head, what is (solid) and what was to be (outlined) by row, how a value is written."""

    name: str
    head: Value
    actual: tuple[float | None, ...]
    planned: tuple[float | None, ...]
    label: Callable[[float], Value]


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
    )
    share = Column(
        "share", Term("chart.goal_coverage.share_target"), tuple(row.share for row in rows), tuple(row.target for row in rows), Share
    )
    progress = Column(
        "progress", Term("chart.goal_coverage.progress_time"), tuple(row.progress for row in rows), tuple(row.time for row in rows), Share
    )
    return [column for column in (money, share, progress) if any(value is not None for value in column.actual)]


def _draw_column(column: Column, box: Box, rows: Iterable[float], canvas: Canvas) -> None:
    em = canvas.em
    canvas.write(box.left, box.top + 0.9 * em, canvas.fitted(column.head, box.right - box.left))
    room = max(canvas.measure(_label(column, n), 600) for n in range(len(column.actual))) + 0.6 * em
    largest = max(finite(*column.actual, *column.planned), default=1.0)
    scale = max(box.right - box.left - room, em) / (largest if largest > 0 else 1.0)
    for number_, y in enumerate(rows):
        actual, planned = column.actual[number_], column.planned[number_]
        ends = [box.left + min(max(value, 0.0), largest) * scale for value in finite(actual, planned)]
        if planned is not None and finite(planned):
            right = box.left + min(max(planned, 0.0), largest) * scale
            canvas.bar(Box(box.left, y - 0.55 * em, right, y + 0.55 * em), None, Stroke("ink", 0.8), f"{column.name}-planned-{number_}")
        if actual is not None and finite(actual):
            right = box.left + min(max(actual, 0.0), largest) * scale
            canvas.bar(Box(box.left, y - 0.28 * em, right, y + 0.28 * em), "bar", None, f"{column.name}-actual-{number_}")
        canvas.write(max(ends, default=box.left) + 0.5 * em, y, _label(column, number_), Ink("ink"))


def _label(column: Column, row: int) -> Value:
    """What is, and what it is measured by where there is one."""
    actual, planned = column.actual[row], column.planned[row]
    if actual is None:
        return Term("chart.not_known")
    if planned is None:
        return column.label(actual)
    return Sentence(f"chart.goal_coverage.{column.name}_of", {"actual": column.label(actual), "planned": column.label(planned)})


def _name(row: GoalRow) -> Value:
    if row.goal is None:
        return Term("chart.goal_coverage.no_goal")
    return row.goal


def _share(value: float | None) -> Value:
    return Absent("not known") if value is None else Share(value)
