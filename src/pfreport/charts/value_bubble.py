"""Value to go by risk: what each project still brings against how uncertain it is, sized by what it
still costs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.charts.bubbles import Bubble, draw_bubbles, field_height, head_room, write_titles
from pfreport.charts.canvas import Canvas, Ink, Plot, Stroke
from pfreport.charts.grid import Columns, Grid, grid_of
from pfreport.charts.palette import Tone
from pfreport.charts.placing import Box
from pfreport.charts.scale import Unit, axis, unit_of
from pfreport.charts.sources import amount, ref
from pfreport.measures.engine.facts import Member
from pfreport.model.project import Status
from pfreport.values import Count, Money, Ref, Sentence, Share, Term, Value
from pfreport.words.catalogue import key_of

NAME = "value_bubble"
_CLEAR_OF_BUBBLES = 1.9
_CANDIDATES = frozenset({Status.PROPOSED, Status.APPROVED, Status.ACTIVE, Status.ON_HOLD})


@dataclass(frozen=True, slots=True)
class Prospect:
    """One project: its risk (a share), its value to go, its cost to go; not started yet, or on its
    way.
    """

    project: Ref
    risk: float
    value: float
    cost: float
    proposed: bool


@dataclass(frozen=True, slots=True)
class ValueByRisk:
    """Prospects by ID. `risk` says what the shares are: exposure over budget, or the chance of
    failing.

    `value` is npv_to_go (money in base currency) or roi (a share). `mandatory` projects are
    counted, not shown: NPV is not why they run.
    """

    prospects: tuple[Prospect, ...]
    risk: str
    value: str
    currency: str
    mandatory: int = 0


Reading = Callable[[Member], float | None]


def prepare(findings: Findings) -> ValueByRisk | None:
    """The first pairing of risk and value that at least two projects have figures for; None where
    no pairing has.
    """
    candidates = [
        member
        for member in findings.measurements.members.values()
        if member.facts.project.status in _CANDIDATES
    ]
    free = [member for member in candidates if not member.facts.project.mandatory]
    for value in ("npv_to_go", "roi"):
        for risk, reading in (("exposure", _exposure), ("failure", _failure)):
            prospects = tuple(
                prospect for member in free if (prospect := _prospect(member, reading, value))
            )
            if len(prospects) > 1:
                return ValueByRisk(
                    prospects,
                    risk,
                    value,
                    findings.measurements.base_currency,
                    len(candidates) - len(free),
                )
    return None


def _prospect(member: Member, reading: Reading, value: str) -> Prospect | None:
    risk, worth, cost = reading(member), amount(member, value), amount(member, "etc")
    if cost is None:
        cost = amount(member, "bac") if member.facts.project.status is Status.PROPOSED else None
    if risk is None or worth is None or cost is None:
        return None
    return Prospect(
        ref(member.facts.project), risk, worth, cost, member.facts.project.status is Status.PROPOSED
    )


def _exposure(member: Member) -> float | None:
    """Exposure to open threats as a share of the budget; None where nobody has listed any risk."""
    exposure, budget = amount(member, "risk_exposure"), amount(member, "bac")
    return exposure / budget if member.facts.risks and exposure is not None and budget else None


def _failure(member: Member) -> float | None:
    feasibility = member.facts.project.feasibility
    return None if feasibility is None else 1 - feasibility


# every chart's height is asked for in the same way
def height(data: ValueByRisk, ems: float) -> float:  # noqa: ARG001
    """In text sizes, for a width in text sizes."""
    return field_height(ems)


def alt(data: ValueByRisk) -> Sentence:
    """What the chart shows, in figures."""
    best = max(data.prospects, key=lambda p: (p.value, p.project.key))
    worst = min(data.prospects, key=lambda p: (p.value, p.project.key))
    values: dict[str, Value] = {
        "n": Count(len(data.prospects)),
        "risk": Term(key_of("chart.value_bubble", data.risk)),
        "best": best.project,
        "most": _worth(data, best.value),
        "worst": worst.project,
        "least": _worth(data, worst.value),
    }
    return Sentence("chart.value_bubble.alt", values)


def table(data: ValueByRisk) -> Grid:
    """Risk, value to go and cost to go of every project."""
    columns: Columns[Prospect] = (
        (Term("chart.head.project"), lambda p: p.project),
        (Term(key_of("chart.value_bubble", data.risk)), lambda p: Share(p.risk)),
        (Term(key_of("chart.value_bubble", data.value)), lambda p: _worth(data, p.value)),
        (Term("chart.head.cost_to_go"), lambda p: Money(p.cost, data.currency)),
    )
    return grid_of(data.prospects, columns)


def draw(data: ValueByRisk, canvas: Canvas) -> None:
    """Draws value upwards, risk to the right, cost to go as area; what is only proposed is
    outlined.
    """
    unit = unit_of(p.value for p in data.prospects)
    plot = _field(data, canvas, unit)
    bubbles = [
        Bubble(p.project, p.risk, p.value, p.cost, solid=p.value < 0, outlined=p.proposed)
        for p in data.prospects
    ]
    draw_bubbles(bubbles, plot, canvas, [], plot.furniture())
    up: Value = Term("chart.value_bubble.roi")
    if data.value == "npv_to_go":
        up = unit.named(data.currency, "chart.value_bubble.up")
    largest = Money(max(p.cost for p in data.prospects), data.currency)
    notes = (
        Sentence("chart.value_bubble.note", {"largest": largest}),
        Term("chart.value_bubble.shades"),
    )
    write_titles(plot, canvas, up, Term(key_of("chart.value_bubble", data.risk)), notes)


def _field(data: ValueByRisk, canvas: Canvas, unit: Unit) -> Plot:
    em = canvas.em
    values = axis(1.05 * p.value for p in data.prospects)
    risks = axis(1.05 * p.risk for p in data.prospects)
    label: Callable[[float], Value] = (
        Share if data.value == "roi" else lambda tick: Count(tick / unit.scale)
    )
    # what carries no risk stands on the axis: its bubble must not cover the figures beside it
    gap = _CLEAR_OF_BUBBLES if any(p.risk <= risks.low for p in data.prospects) else 0.7
    left = max(canvas.measure(label(tick)) for tick in values.ticks) + (gap + 0.5) * em
    box = Box(left, 3.2 * em, canvas.width - 2.0 * em, canvas.height - head_room(canvas))
    plot = canvas.plot(box, (risks.low, risks.high), (values.low, values.high))
    plot.rows(values.ticks, label, gap=gap)
    _ticks(plot, canvas, risks.ticks)
    return plot


def _ticks(plot: Plot, canvas: Canvas, ticks: Sequence[float]) -> None:
    for tick in ticks:
        x, bottom = plot.at(tick, plot.up[0])
        canvas.under.line([(x, bottom), (x, plot.box.top)], Stroke(Tone.HAIRLINE, 0.5))
        canvas.write(x, bottom - 1.3 * canvas.em, Share(tick), Ink(align="center"))


def _worth(data: ValueByRisk, value: float) -> Value:
    return Share(value) if data.value == "roi" else Money(value, data.currency)
