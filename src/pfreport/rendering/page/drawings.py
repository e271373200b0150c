"""What templates draw: charts, small marks, and the attributes that colour them."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from markupsafe import Markup

from pfreport import values as v
from pfreport.charts import marks
from pfreport.charts.canvas import Look
from pfreport.charts.catalogue import drawn
from pfreport.kinds import Month, Rag
from pfreport.rendering.look.layout import Layout
from pfreport.rendering.text.values import Formats
from pfreport.report.parts.blocks import Chart
from pfreport.words.catalogue import key_of

WIDEST = 660
NARROW = 350
"""Charts are drawn at two widths for the screen (CSS px): scaled down, their text would be too
small to read.
"""

AXIS_LABEL = 4.6
"""What the name of a month takes up, in text sizes."""
LABEL_CHARACTER, LABEL_MARGIN = 0.6, 8.0
"""What a character of a light's share takes up, in text sizes; and the room on both sides of the
label.
"""


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A stretch of the bar of lights."""

    x: float
    width: float
    role: str
    label: str


@dataclass(frozen=True, slots=True)
class Upright:
    """A line through a column of dumbbells, and where its name stands above it: not beyond the
    column's edges.
    """

    x: float
    label_x: float
    label: str


class Drawings:
    """Drawings in one medium."""

    def __init__(self, formats: Formats, layout: Layout) -> None:
        self._formats = formats
        self._layout = layout

    def chart(self, block: Chart, width: float) -> Markup:
        """A chart's SVG: on the screen wide and narrow, of which the style sheet shows one, in
        print as a picture.
        """
        if not self._layout.screen:
            source = base64.b64encode(self._svg(block, width, "").encode()).decode()
            return Markup('<img src="data:image/svg+xml;base64,{}" alt="{}">').format(
                source, self._formats.text(block.alt)
            )
        forms = {"wide": min(width, WIDEST), "narrow": NARROW}
        # our own SVG, its texts escaped
        own = {name: Markup(self._svg(block, size, name)) for name, size in forms.items()}  # noqa: S704
        return Markup("").join(
            Markup('<div class="{}">{}</div>').format(name, svg) for name, svg in own.items()
        )

    def _svg(self, block: Chart, width: float, form: str) -> str:
        look = Look(self._formats.chart_text, self._layout.medium, self._layout.palette, width)
        return drawn(block.name, block.data, look, f"{block.id}-{form}")

    def spark(self, mark: v.Spark, width: float, height: float) -> marks.SparkMark:
        """A sparkline's geometry."""
        return marks.spark(mark, width, height)

    def bullet(self, mark: v.Bullet, width: float, height: float) -> marks.BulletMark:
        """A bullet's geometry."""
        return marks.bullet(mark, width, height)

    def time_axis(self, axis: v.TimeAxis, width: float) -> list[Upright]:
        """The months of an axis but for those whose names have no room; the status date comes
        last.
        """
        label = AXIS_LABEL * self._layout.palette.type[self._layout.medium]["small"].size
        mark = marks.time_axis(axis, width, label)
        places = [
            (mark.status_x, v.InMonth(Month.of(axis.status), form=v.MonthForm.SHORT)),
            *mark.ticks,
        ]
        kept: list[Upright] = []
        for x, month in places:
            label_x = min(max(x, label / 2), width - label / 2)
            if all(abs(label_x - one.label_x) >= label for one in kept):
                kept.append(Upright(x, label_x, self._formats.chart_text(month)))
        return [*kept[1:], kept[0]]

    def dumbbell(
        self, mark: v.Dumbbell, width: float, height: float, radius: float
    ) -> marks.DumbbellMark:
        """A dumbbell's geometry."""
        return marks.dumbbell(mark, width, height, radius)

    def is_shares(self, mark: object) -> bool:
        """Whether a tile's mark is the bar of lights."""
        return isinstance(mark, v.LightShares)

    def share_bars(self, mark: v.LightShares, width: float, text_size: float) -> list[ShareBar]:
        """The bar of lights as stretches of a width; those wide enough carry letter and share,
        else the letter alone.
        """
        bars: list[ShareBar] = []
        at = 0.5
        for light, share in mark.shares:
            size = round(share * (width - 1), 2)
            if size > 0:
                stretch = max(size - 2, 1)
                labels = self._labels(light, share)
                room = (stretch - LABEL_MARGIN) / (LABEL_CHARACTER * text_size)
                bars.append(
                    ShareBar(
                        round(at, 2),
                        stretch,
                        light.lower(),
                        next((one for one in labels if len(one) <= room), ""),
                    )
                )
            at += size
        return bars

    def _labels(self, light: str, share: float) -> tuple[str, ...]:
        """What may stand in a stretch of the bar of lights, the longest first."""
        if light == Rag.GREY:
            return ()
        letter = self._formats.said(key_of("light.letter", light))
        said = self._formats.text(v.Share(share))
        return self._formats.said("mark.share.letter", letter=letter, share=said), letter

    def paint(self, fill: str | None = None, stroke: str | None = None) -> Markup:
        """The attributes that colour a shape by roles of the palette: classes on the screen,
        colours in print.
        """
        given = {name: role for name, role in (("fill", fill), ("stroke", stroke)) if role}
        plain = Markup("") if fill else Markup(' fill="none"')
        if self._layout.screen:
            names = " ".join(f"c{name[0]}-{role.replace('_', '-')}" for name, role in given.items())
            return Markup(' class="{}"').format(names) + plain
        colours = {name: self._layout.palette.colours[role].print for name, role in given.items()}
        return (
            Markup("").join(
                Markup(' {}="{}"').format(name, colour) for name, colour in colours.items()
            )
            + plain
        )
