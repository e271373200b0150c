"""Where the things a report names stand: in this report, or in another file of the pack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pfreport.artefact import file_name
from pfreport.report.parts.blocks import Beside, Block, Choice, Report, ReportKind, Table
from pfreport.values import Ref, RefKind

FOLDER = "projects/"


class Links:
    """Addresses for one report in one format: the suffix of its files, and what the executive
    report is called in it.
    """

    def __init__(self, report: Report, suffix: str, executive: str) -> None:
        self._executive = report.kind is ReportKind.EXECUTIVE
        self._own = report.subject.key
        self._suffix = suffix
        self._home = f"../{executive}{suffix}"
        self._rows = frozenset(_row_anchors(report))

    def to(self, ref: Ref) -> str | None:
        """The address of a thing; None where it has no place of its own, or is what this report is
        about.
        """
        if ref.kind is RefKind.PORTFOLIO:
            return None if self._executive else self.home()
        if ref.kind is RefKind.PROJECT and (self._executive or ref.key != self._own):
            return f"{FOLDER if self._executive else ''}{file_name(ref.key)}{self._suffix}"
        anchor = f"{ref.kind}-{file_name(ref.key)}"
        return f"#{anchor}" if anchor in self._rows else None

    def home(self) -> str:
        """The executive report, seen from a project's."""
        return self._home


def anchor(name: str) -> str:
    """A name as an id of HTML, the same for the same name."""
    return file_name(re.sub(r"\s+", " ", name))


def _row_anchors(report: Report) -> Iterator[str]:
    for section in report.sections:
        for table in _tables(section.blocks):
            yield from (anchor(row.anchor) for row in table.rows if row.anchor)


def _tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Beside):
            yield from _tables(block.blocks)
        elif isinstance(block, Choice):
            yield from _tables(tuple(inner for _, inner in block.options))
