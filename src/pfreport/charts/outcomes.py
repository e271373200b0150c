"""What the work may cost in the end: the chance of staying within an amount, beside budget and
contingency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.charts.canvas import GRID, NARROW, STRONG, Canvas, Ink, Plot, Stroke
from pfreport.charts.grid import Columns, Grid, grid_of
from pfreport.charts.palette import Tone
from pfreport.charts.placing import Box
from pfreport.charts.scale import Axis, Unit, amount_or_share, axis, unit_of
from pfreport.charts.sources import number
from pfreport.measures.risk.outcomes import BUDGET, QUANTILES, WITH_CONTINGENCY
from pfreport.values import Sentence, Several, Share, Term, Value
from pfreport.words.catalogue import key_of

NAME = "outcomes"
QUANTILES_NAMED = ("p10", "p50", "p80")
_SPARE = 0.08
_LINES = {BUDGET: Stroke(Tone.INK, 1.1), WITH_CONTINGENCY: Stroke(Tone.INK, 1.1, (3.0, 2.0))}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Amounts with the chance of staying within each, rising; the limits they are measured by, and
    what stays within each.

    Without a currency they are shares of the budget.
    """

    amounts: tuple[tuple[str, float, float], ...]
    limits: tuple[tuple[str, float, float | None], ...]
    currency: str | None

    def in_shares(self) -> Outcomes | None:
        """The same in shares of the budget; None where that is not known."""
        whole = next((amount for key, amount, _ in self.limits if key == BUDGET), 0.0)
        if not whole:
            return None
        amounts = tuple((key, chance, amount / whole) for key, chance, amount in self.amounts)
        return Outcomes(
            amounts,
            tuple((key, amount / whole, chance) for key, amount, chance in self.limits),
            None,
        )


def prepare(findings: Findings) -> Outcomes | None:
    """The portfolio's cost at completion; None where its range is not known."""
    figures = findings.measurements.portfolio
    known = [
        (key, chance, amount)
        for key, chance in QUANTILES.items()
        if (amount := number(figures, f"cost_outcome[{key}]")) is not None
    ]
    limits = [
        (key, amount, number(figures, f"cost_within[{key}]"))
        for key in _LINES
        if (amount := number(figures, f"cost_outcome_limit[{key}]")) is not None
    ]
    # without contingency both limits are one
    limits = [
        limit
        for place, limit in enumerate(limits)
        if limit[1] not in (amount for _, amount, _ in limits[:place])
    ]
    return (
        Outcomes(tuple(known), tuple(limits), findings.measurements.base_currency)
        if len(known) == len(QUANTILES)
        else None
    )


def height(data: Outcomes, ems: float) -> float:
    """In text sizes, for a width in text sizes."""
    return (15.0 if ems >= NARROW else 17.0) + 1.5 * len(data.limits)


def alt(data: Outcomes) -> Sentence:
    """What the chart shows, in figures."""
    parts = (
        Sentence(
            "chart.outcomes.alt.one",
            {"chance": Share(chance), "amount": amount_or_share(amount, data.currency)},
        )
        for key, chance, amount in data.amounts
        if key in QUANTILES_NAMED
    )
    return Sentence("chart.outcomes.alt", {"parts": Several(tuple(parts))})


def table(data: Outcomes) -> Grid:
    """Every amount with its chance, and the limits with theirs."""
    columns: Columns[tuple[Term, float, float | None]] = (
        (Term("chart.outcomes.what"), lambda line: line[0]),
        (Term("chart.outcomes.amount"), lambda line: amount_or_share(line[1], data.currency)),
        (
            Term("chart.outcomes.chance"),
            lambda line: Term("chart.outcomes.unknown") if line[2] is None else Share(line[2]),
        ),
    )
    amounts = ((Term("chart.outcomes.cost"), amount, chance) for _, chance, amount in data.amounts)
    limits = ((_name(key), amount, chance) for key, amount, chance in data.limits)
    return grid_of((*amounts, *limits), columns)


def draw(data: Outcomes, canvas: Canvas) -> None:
    """Draws the rising curve, its three named amounts at the right, and the limits as uprights with
    their labels above.
    """
    unit = unit_of([amount for _, _, amount in data.amounts], shares=data.currency is None)
    canvas.write(
        0,
        canvas.height - 0.7 * canvas.em,
        canvas.fitted(unit.named(data.currency, "chart.outcomes.unit"), canvas.width),
    )
    plot = _plot(data, canvas, unit)
    uprights = [plot.at(at, 0.0)[0] for _, at, _ in data.limits]
    for key, chance, amount in data.amounts:
        if key in QUANTILES_NAMED:
            _level(
                plot, canvas, (key, chance, amount), unit.amount(amount, data.currency), uprights
            )
    plot.line(
        [(amount, chance) for _, chance, amount in data.amounts], Stroke(Tone.INK, 1.8), "curve"
    )
    for row, limit in enumerate(data.limits):
        _limit(plot, canvas, limit, unit.amount(limit[1], data.currency), uprights[:row])


def _plot(data: Outcomes, canvas: Canvas, unit: Unit) -> Plot:
    em = canvas.em
    across = _across(data, 4 if canvas.is_narrow else 6)
    right = (
        canvas.width
        - max(canvas.measure(unit.amount(a, data.currency), 600) for _, _, a in data.amounts)
        - em
    )
    left = canvas.measure(Share(QUANTILES["p80"])) + em
    top = canvas.height - (2.0 + 1.5 * len(data.limits)) * em
    plot = canvas.plot(Box(left, 2.6 * em, right, top), (across.low, across.high), (0.0, 1.0))
    plot.line([(across.low, 0.0), (across.high, 0.0)], Stroke(Tone.INK, 0.7))
    ends: list[float] = [0.0]
    for tick in across.ticks:
        label = unit.tick(tick)
        x, half = plot.at(tick, 0.0)[0], canvas.measure(label) / 2
        if x - half > ends[-1] + 0.6 * em or len(ends) == 1:
            middle = min(max(x, half), canvas.width - half)
            canvas.write(middle, plot.box.bottom - 1.1 * em, label, Ink(align="center"))
            ends.append(middle + half)
    return plot


def _across(data: Outcomes, ticks: int) -> Axis:
    """An axis no wider than what is drawn on it, with a little room at its ends."""
    values = [*(amount for _, _, amount in data.amounts), *(amount for _, amount, _ in data.limits)]
    scale, spare = axis(values, ticks, zero=False), _SPARE * (max(values) - min(values))
    low, high = max(scale.low, min(values) - spare), min(scale.high, max(values) + spare)
    return Axis(low, high, tuple(tick for tick in scale.ticks if low <= tick <= high))


def _level(
    plot: Plot,
    canvas: Canvas,
    point: tuple[str, float, float],
    label: Value,
    uprights: Sequence[float],
) -> None:
    """A named amount: its chance at the left, a line to the curve, the amount behind the point, or
    before it where an upright is.
    """
    key, chance, amount = point
    low, _ = plot.across
    plot.line([(low, chance), (amount, chance)], GRID)
    x, y = plot.at(amount, chance)
    canvas.write(plot.box.left - 0.6 * canvas.em, y, Share(chance), Ink(align="right"))
    em, width = canvas.em, canvas.measure(label, 600)
    if any(x < upright < x + width + 1.2 * em for upright in uprights) and not any(
        x - width - 1.2 * em < up < x for up in uprights
    ):
        canvas.write(x - 0.7 * em, y + 0.6 * em, label, Ink(Tone.INK, 600, "right"))
    else:
        canvas.write(x + 0.7 * em, y - 0.4 * em, label, STRONG)
    canvas.dot((x, y), 0.3 * canvas.em, Tone.INK, None, key)


def _limit(
    plot: Plot,
    canvas: Canvas,
    limit: tuple[str, float, float | None],
    amount: Value,
    before: Sequence[float],
) -> None:
    """A limit as an upright from the axis to its label, which says how likely it holds and keeps
    off the uprights before it.
    """
    (key, at, chance), row = limit, len(before)
    kept: Value = Term("chart.outcomes.unknown") if chance is None else Share(chance)
    x, bottom = plot.at(at, 0.0)
    y = canvas.height - (2.2 + 1.5 * row) * canvas.em
    canvas.line([(x, bottom), (x, y - 0.8 * canvas.em)], _LINES[key], key)
    label = canvas.fitted(
        Sentence(
            key_of("chart.outcomes.line", key.replace(" ", "_")), {"amount": amount, "chance": kept}
        ),
        canvas.width,
    )
    half = canvas.measure(label) / 2
    middle, gap = min(max(x, half), canvas.width - half), half + 0.4 * canvas.em
    for upright in before:
        if abs(middle - upright) < gap:
            middle = (
                upright + gap
                if x >= upright and upright + gap + half <= canvas.width
                else upright - gap
            )
    canvas.write(max(middle, half), y, label, Ink(Tone.INK, 400, "center"))


def _name(key: str) -> Term:
    return Term(key_of("chart.outcomes", key.replace(" ", "_")))
