"""Sheets that hold lists of the same form: of other departments, of other months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from pfreport.kinds import normalised
from pfreport.workbook.cells.texts import plain_text
from pfreport.workbook.file.raw import Plain, RawTable
from pfreport.workbook.guess.profile import Profile
from pfreport.workbook.guess.table import MOST_TURNED_ROWS, Candidate
from pfreport.workbook.mapping.view import MAPPED_HEADER_WITHIN_ROWS, heading_text, transposed
from pfreport.workbook.sheets.headers import plain_heading


class Alike(NamedTuple):
    """Sheets with the same headings: those whose projects are others, with their rows, and those of
    which some are the same.
    """

    others: tuple[RawTable, ...] = ()
    copies: tuple[RawTable, ...] = ()
    rows: tuple[Sequence[Plain], ...] = ()


def sheets_alike(candidate: Candidate, tables: Iterable[RawTable]) -> Alike:
    """The sheets of a workbook that have the headings of a table."""
    whole = candidate.view.table
    head = _plain(whole.rows[candidate.header_rows[-1]])
    naming = candidate.sure.get("project_id") or candidate.sure.get("name")
    if naming is None or len(candidate.header_rows) > 1:
        return Alike()
    key = naming.at[0]
    known = _keys(candidate.view.below, key)
    others, copies, below = list[RawTable](), list[RawTable](), list[Sequence[Plain]]()
    for table in tables:
        if (
            table.unreadable
            or table.origin.sheet == whole.origin.sheet
            or (candidate.turned and len(table.rows) > MOST_TURNED_ROWS)
        ):
            continue
        rows = transposed(table).rows if candidate.turned else table.rows
        at = next(
            (i for i, row in enumerate(rows[:MAPPED_HEADER_WITHIN_ROWS]) if _plain(row) == head),
            None,
        )
        if at is None:
            continue
        keys = _keys(rows[at + 1 :], key)
        if keys and not keys & known and table.visible:
            others.append(table)
            below += rows[at + 1 :]
        else:
            copies.append(table)
        known |= keys
    return Alike(tuple(others), tuple(copies), tuple(below))


def with_rows(candidate: Candidate, rows: Sequence[Sequence[Plain]]) -> Candidate:
    """The candidate with what stands in its columns on other sheets too."""
    if not rows:
        return candidate
    more = [[row[at] for row in rows if at < len(row)] for at in range(len(candidate.profiles))]
    profiles = [
        Profile.of([*profile.cells, *cells])
        for profile, cells in zip(candidate.profiles, more, strict=True)
    ]
    return replace(candidate, profiles=profiles)


def _plain(row: Sequence[object]) -> list[str]:
    texts = [plain_heading(heading_text(str(cell))) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _keys(rows: Iterable[Sequence[object]], key: int) -> set[str]:
    stated = (row[key] for row in rows if key < len(row) and str(row[key]).strip())
    return {normalised(plain_text(value)) for value in stated}  # type: ignore[arg-type]
