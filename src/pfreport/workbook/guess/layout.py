"""Lines that say where a table stands and which of its rows are records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pfreport.kinds import natural_key
from pfreport.model.columns import Column, Record, columns
from pfreport.model.project import Project
from pfreport.origins import column_letters
from pfreport.workbook.cells.texts import plain_text
from pfreport.workbook.file.raw import Merge, RawTable
from pfreport.workbook.guess.details import escaped
from pfreport.workbook.guess.profile import MOST_OF_THE_CELLS, is_code
from pfreport.workbook.guess.table import Candidate
from pfreport.workbook.guess.written import line, one_line, quoted
from pfreport.workbook.mapping.filldown import is_filled_down
from pfreport.workbook.mapping.view import heading_text
from pfreport.workbook.sheets.headers import plain_heading

SHARED_FIELDS = ("programme", "business_unit", "category", "bucket", "sponsor", "phase")
"""Columns of a list of projects in which one value may stand for the rows below it."""
OUTLINE = frozenset({"outlinelevel", "gliederungsebene", "niveauhierarchique", "niveldeesquema"})
"""What the column is called that says how deep a row of a plan stands."""
PARTIAL = (
    "subtotal",
    "sub-total",
    "zwischensumme",
    "sous-total",
    "delsumma",
    "subtotale",
    "subtotaal",
)
"""Words for sums of parts, of which there are more than one."""


def layout(candidate: Candidate, alike: Sequence[RawTable]) -> Iterator[str]:
    """The sheets, the row of the headings, where the table ends, rows that head others, values that
    stand for several rows.
    """
    own = candidate.view.table.origin.sheet
    if alike:
        yield line(
            "sheet",
            [own, *(table.origin.sheet for table in alike)],
            "the same headings and other projects on each of them",
        )
    else:
        yield line("sheet", own, f"{candidate.rows} rows below its headings")
    rows = [row + 1 for row in candidate.header_rows]
    if not alike:  # on each of several sheets the headings are found where they stand
        yield f"header_row = {rows[0] if len(rows) == 1 else rows}"
    if candidate.turned:
        yield "transposed = true  # the headings stand in a column"
    if candidate.body.until is not None:
        yield line(
            "until",
            escaped(candidate.body.until),
            "the row that begins so, and all below it, are no part of the table",
        )
    yield from _groups(candidate)
    yield from _fill_down(candidate)


def _groups(candidate: Candidate) -> Iterator[str]:
    """Rows with a single filled cell, where they would be read as records."""
    alone = (*candidate.body.groups, *candidate.body.notes)
    if not alone:
        return
    told = f"groups = true  # rows with one filled cell are no records: {one_line(quoted(alone))}"
    if candidate.body.groups and candidate.record is Project:
        told += (
            '; where they head the rows below, a column of ours may take them: groups = "Programme"'
        )
    yield told if _are_no_keys(candidate, alone) else f"# {told}"


def _are_no_keys(candidate: Candidate, alone: Sequence[str]) -> bool:
    """Whether texts that stand alone are told apart from IDs of records: those are codes and these
    are not, or they are merged across.
    """
    merged = {
        merge.top
        for merge in candidate.view.table.merges
        if merge.right > merge.left and merge.top == merge.bottom
    }
    rows = range(candidate.view.header_row + 1, len(candidate.view.table.rows))
    across = {
        heading_text(candidate.view.table.rows[row][0])
        for row in merged
        if row in rows and candidate.view.table.rows[row]
    }
    keys = [
        name
        for name, column in columns(candidate.record).items()
        if column.key and name in candidate.placed
    ]
    coded = any(
        candidate.profiles[candidate.placed[key].at[0]].share(is_code) >= MOST_OF_THE_CELLS
        for key in keys
    )
    return candidate.body.titled or all(
        text in across or (coded and not is_code(text)) for text in alone
    )


def _fill_down(candidate: Candidate) -> Iterator[str]:
    """Columns with merged cells below each other; and those that look as if one value stood for the
    rows below it.
    """
    merged = [
        c.heading
        for c, at in _shared(candidate)
        if any(_reaches(candidate, merge, at) for merge in candidate.view.table.merges)
    ]
    if merged:
        yield line("fill_down", merged, "merged cells: each of their rows has the value")
    runs = [
        c.heading
        for c, at in _shared(candidate)
        if c.heading not in merged and _runs(candidate, at)
    ]
    if runs and candidate.record is Project:
        note = "does a value stand for the blank rows below it too?"
        yield f"# {line('fill_down', [*merged, *runs], note)}"


def _shared(candidate: Candidate) -> Iterator[tuple[Column, int]]:
    """The columns of which a value may belong to several rows: none that tells one record from
    another.
    """
    for name, column in columns(candidate.record).items():
        placed = candidate.sure.get(name)
        if placed is not None and name not in _own_keys(candidate.record):
            yield column, placed.at[0]


def _own_keys(record: type[Record]) -> tuple[str, ...]:
    return (
        ("project_id", "name") if record is Project else (*record.sheet.key[-1:], "name", "title")
    )


def _reaches(candidate: Candidate, merge: Merge, column: int) -> bool:
    return is_filled_down(merge, (column,)) and merge.bottom > merge.top > candidate.view.header_row


def _runs(candidate: Candidate, column: int) -> bool:
    """Whether a column begins with a value, is mostly blank, and no value stands twice."""
    profile = candidate.profiles[column]
    first = (
        candidate.view.below[candidate.body.records[0]][column] if candidate.body.records else ""
    )
    name_of = next(name for name, placed in candidate.placed.items() if column in placed.at)
    return (
        name_of in SHARED_FIELDS
        and bool(str(first).strip())
        and profile.unique
        and 1 < len(profile.cells) <= profile.rows * MOST_OF_THE_CELLS
    )


def skipped(candidate: Candidate) -> Iterator[str]:
    """Rows of totals, one that says what the columns hold, and parts of projects in a plan of
    several levels.
    """
    yield from _levels(candidate)
    patterns_at: dict[int, list[str]] = {
        at: [_partial(text) for text in texts] for at, texts in candidate.body.totals.items()
    }
    for at, text in list(candidate.body.legend.items())[:1]:
        patterns_at.setdefault(at, []).append(escaped(text))
    for at, patterns in sorted(patterns_at.items()):
        yield line(
            candidate.view.texts[at] or f"column {column_letters(at + 1)}",
            [*dict.fromkeys(patterns)],
            "rows that are no records",
        )


def _levels(candidate: Candidate) -> Iterator[str]:
    """Of an outline the highest level that has more than one row holds the projects; what is below
    are their parts, counted in them.
    """
    at = next(
        (i for i, text in enumerate(candidate.view.texts) if plain_heading(text) in OUTLINE), None
    )
    if at is None or candidate.record is not Project:
        return
    rows = Counter(plain_text(cell) for cell in candidate.profiles[at].cells)
    levels = sorted(rows, key=natural_key)
    projects = next((level for level in levels if rows[level] > 1), None)
    others = [level for level in levels if level != projects]
    if projects and others and all(level.isdigit() for level in levels):
        note = (
            f"likely: level {projects} are the projects; above and below stand sums and parts of "
            "them, which would count twice"
        )
        yield line(candidate.view.texts[at], others, note)


def _partial(text: str) -> str:
    """A text as a pattern; of a sum of parts with whatever follows its first word."""
    first = text.split(maxsplit=1)[0]
    return f"{first}*" if first.casefold().rstrip(":") in PARTIAL else escaped(text)
