"""A report as print shows it."""

from __future__ import annotations

from dataclasses import replace

from pfreport.report.appendix.provenance import figures_in
from pfreport.report.parts.blocks import Block, Choice, Report, Table
from pfreport.report.parts.tables import at_most

ROWS = 40
"""Projects a printed table shows at most: about a page; the page on screen can be sorted and
filtered.
"""


def on_paper(report: Report) -> Report:
    """Of every choice the first, of long tables of projects the most urgent, with the sources of
    what is left.
    """
    sections = tuple(
        replace(section, blocks=tuple(map(_printed, section.blocks))) for section in report.sections
    )
    shown = figures_in((report.title, report.lede, report.head, sections))
    gone = figures_in(report.sections) - shown
    return replace(
        report,
        sections=sections,
        provenance=tuple(source for source in report.provenance if source.figure not in gone),
    )


def _printed(block: Block) -> Block:
    first = block.options[0][1] if isinstance(block, Choice) else block
    return (
        at_most(first, ROWS, "more.on_screen")
        if isinstance(first, Table) and _is_ranked(first)
        else first
    )


def _is_ranked(table: Table) -> bool:
    return any(row.rank is not None for row in table.rows)
