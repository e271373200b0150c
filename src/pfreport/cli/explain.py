"""`pfreport explain`: one figure with its formula, inputs, cells, limit and sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pfreport.cli.options import AsOf, Workbook, day

if TYPE_CHECKING:
    from pfreport.rendering.text.values import Formats
    from pfreport.report.explain import Explanation


def explain(
    workbook: Workbook,
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SUBJECT",
            help="portfolio, project:ID, programme:NAME, goal:ID or a bare ID.",
            show_default=False,
        ),
    ],
    measure: Annotated[
        str, typer.Argument(metavar="MEASURE", help="A measure's id, e.g. cpi.", show_default=False)
    ],
    as_of: AsOf = None,
) -> None:
    """Says where one figure came from and what it is judged by.

    Example: pfreport explain portfolio.xlsx P-001 cpi
    """
    from pfreport.pipeline import find
    from pfreport.rendering.text.values import Formats
    from pfreport.report import explain as explaining
    from pfreport.workbook.examine import examine

    moved = day(as_of, "--as-of")
    findings = find(examine(workbook, {"status_date": moved} if moved else {}))
    found = explaining.explain(findings, subject, measure)
    lines = list(_lines(found, Formats(findings.portfolio.settings.locale)))
    width = max(len(label) for label, _ in lines)
    for label, text in lines:
        typer.echo(f"{label:{width}}  {text}".rstrip())


def _lines(found: Explanation, formats: Formats) -> Iterator[tuple[str, str]]:
    """Labels and texts, a line each; amounts in full."""
    from pfreport.rendering.text.values import INPUT

    origin = found.provenance
    yield formats.text(origin.label), formats.text(origin.value, INPUT)
    yield "Formula", origin.formula
    for name, value in origin.inputs:
        yield f"  {name}", formats.text(value, INPUT)
    for cells in origin.cells:
        yield "  Cells", cells
    for group in origin.members:
        for about, value in group.parts:
            yield (
                f"    {formats.text(group.measure)}, {formats.text(about)}",
                formats.text(value, INPUT),
            )
    if origin.coverage is not None:
        yield "Coverage", formats.text(origin.coverage)
    for mark in found.marks:
        yield "Mark", mark
    if origin.limit is not None:
        yield "Limit", formats.text(origin.limit)
    for source in found.limit_sources:
        yield "  from", source
    if found.light is not None and found.sentence is not None:
        yield formats.text(found.light), formats.text(found.sentence)
    yield "Source", found.source
