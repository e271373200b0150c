"""Every chart by its name, and the way from its data to SVG."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, cast

from pfreport.charts import (
    benefits,
    capacity,
    frontier,
    goal_coverage,
    milestone_trend,
    money_by_year,
    outcomes,
    performance,
    reds,
    s_curve,
    value_bubble,
)
from pfreport.charts.canvas import Canvas, Look
from pfreport.charts.grid import Grid
from pfreport.charts.svg import cleaned, rc, written
from pfreport.values import Sentence


class Chart(Protocol):
    """What a chart's file offers besides `prepare`, which makes its data of findings."""

    NAME: str

    def height(self, data: Any, ems: float) -> float: ...  # noqa: D102 - the charts' files say it
    def alt(self, data: Any) -> Sentence: ...  # noqa: D102 - as above
    def table(self, data: Any) -> Grid: ...  # noqa: D102 - as above
    def draw(self, data: Any, canvas: Canvas) -> None: ...  # noqa: D102 - as above


_ALL: tuple[Chart, ...] = (
    s_curve,
    reds,
    performance,
    goal_coverage,
    milestone_trend,
    value_bubble,
    outcomes,
    capacity,
    frontier,
    benefits,
    money_by_year,
)
CHARTS: Mapping[str, Chart] = {chart.NAME: chart for chart in _ALL}


class Divisible(Protocol):
    """The data of a chart of amounts that has a form without them."""

    def in_shares(self) -> object | None:
        """The same in shares of a budget; None where that is not known."""


def in_shares(data: object) -> object | None:
    """The data of a chart without its amounts: as it is where it has none, None where nothing can
    be drawn without them.
    """
    if getattr(data, "currency", None) is None:
        return data
    return cast("Divisible", data).in_shares() if hasattr(data, "in_shares") else None


def described(name: str, data: object) -> tuple[Sentence, Grid]:
    """What a chart shows in words, and its figures."""
    return CHARTS[name].alt(data), CHARTS[name].table(data)


def drawn(name: str, data: object, look: Look, prefix: str) -> str:
    """A chart as SVG: for the screen inline, coloured by classes; for print a picture with its
    colours.

    `prefix` sets its ids apart from those of other charts of a page. The same data and look give
    the same bytes.
    """
    import matplotlib as mpl

    chart = CHARTS[name]
    with mpl.rc_context(rc()):
        canvas = paint(chart, data, look)
        raw = written(canvas)
    return cleaned(raw, look, prefix, look.text(chart.alt(data)))


def paint(chart: Chart, data: object, look: Look) -> Canvas:
    """A chart on a canvas of its own height."""
    ems = look.width / look.palette.type[look.medium]["small"].size
    canvas = Canvas(look, chart.height(data, ems) * look.width / ems)
    chart.draw(data, canvas)
    return canvas
