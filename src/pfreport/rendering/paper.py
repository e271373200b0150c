"""A report as print shows it."""

from __future__ import annotations

from dataclasses import replace

from pfreport.report.blocks import Block, Choice, Report
from pfreport.report.provenance import figures_in


def on_paper(report: Report) -> Report:
    """Of every choice the first, without the sources of figures that stood in the others alone."""
    sections = tuple(replace(section, blocks=tuple(map(_first, section.blocks))) for section in report.sections)
    shown = figures_in((report.title, report.lede, report.head, sections))
    gone = figures_in(report.sections) - shown
    return replace(report, sections=sections, provenance=tuple(source for source in report.provenance if source.figure not in gone))


def _first(block: Block) -> Block:
    return block.options[0][1] if isinstance(block, Choice) else block
