"""How a chart becomes a block: prepared, described, and with its figures as a table."""

from __future__ import annotations

from types import ModuleType

from pfreport.report.parts.blocks import Chart
from pfreport.values import Value


def chart(
    drawing: ModuleType, *subject: object, caption: Value | None = None, note: Value | None = None
) -> Chart | None:
    """One chart of `charts/` over its subject (findings, perhaps a project's ID); None where there
    is nothing to draw.
    """
    data = drawing.prepare(*subject)
    if data is None:
        return None
    return Chart(
        drawing.NAME, drawing.NAME, data, drawing.alt(data), drawing.table(data), caption, note
    )
