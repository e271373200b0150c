"""The guess: which tables of a workbook are probably which of our sheets, written down as a
mapping.
"""

from __future__ import annotations

from collections.abc import Iterable

from pfreport.errors import UsageError, WorkbookError
from pfreport.model.portfolio import RECORDS
from pfreport.model.project import Project
from pfreport.workbook.file.csv_folder import Encoding
from pfreport.workbook.file.raw import RawWorkbook
from pfreport.workbook.guess.table import Candidate, best_table
from pfreport.workbook.guess.write import text_of
from pfreport.workbook.sheets.locate import locate


def guess_mapping(raw: RawWorkbook, encoding: Encoding | None = None) -> str:
    """A commented `pfreport.toml` for a workbook as it is; `encoding` is the one it was read by, if
    it was guessed.

    Raises UsageError for a standard workbook, WorkbookError where no table looks like one of
    projects.
    """
    if _is_standard(raw):
        raise UsageError(
            f"{raw.name} is a standard workbook, which needs no mapping",
            f"pfreport check {raw.name} reads it as it is",
        )
    tables = list(raw.sheets.values())
    projects = best_table(Project, tables)
    if projects is None:
        raise WorkbookError(
            f"no sheet of {raw.name} has a table that looks like a list of projects",
            "name the columns in one row, such as Project ID, Name, Budget; or write the mapping "
            "yourself: pfreport init --config",
        )
    rest = [table for table in tables if table.origin.sheet != projects.view.table.origin.sheet]
    body = projects.body
    if body.ends is not None and not projects.turned:
        rest.append(projects.view.table)
    below = {projects.view.table.origin.sheet: projects.view.header_row + 1 + (body.ends or 0)}
    others = [best_table(record, rest, below) for record in RECORDS if record is not Project]
    return text_of(raw, [projects, *_apart(c for c in others if c is not None)], encoding)


def _is_standard(raw: RawWorkbook) -> bool:
    located = locate(raw)
    projects = located.tables.get(Project) if located.settings else None
    header = projects.header if projects else None
    return header is not None and {"project_id", "name"} <= header.columns.keys()


def _apart(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One sheet of ours for each table: the one that has most in it."""
    best: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: -c.worth):
        best.setdefault(candidate.view.table.origin.sheet, candidate)
    order = list(RECORDS)
    return sorted(best.values(), key=lambda c: order.index(c.record))
