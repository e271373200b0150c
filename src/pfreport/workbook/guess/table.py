"""Finds the table on a sheet that looks most like one of ours, and which of its columns is
which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pfreport.model.columns import NOTHING, Record, columns
from pfreport.model.project import Project
from pfreport.workbook.file.raw import Plain, RawTable
from pfreport.workbook.guess.body import Body, body_of
from pfreport.workbook.guess.names import score
from pfreport.workbook.guess.profile import Profile, is_date
from pfreport.workbook.guess.sureness import BY_CONTENT, PERHAPS, PLACED, sureness
from pfreport.workbook.mapping.view import (
    MAPPED_HEADER_WITHIN_ROWS,
    View,
    heading_text,
    headings,
    transposed,
    view_of,
)
from pfreport.workbook.sheets.headers import plain_heading

FEWEST_COLUMNS = 2
LONGEST_HEADING = 80
MOST_TURNED_ROWS = 300
"""Rows of a sheet that may still be the fields of records that stand beside each other."""
BARE_DATES = {"start": ("start", "startdate"), "finish": ("finish", "finishdate", "end", "enddate")}
NAMING = ("project_id", "name", "description", "summary")
"""What tells one project from another."""
PLANNED = frozenset({"baseline", "planned", "original", "approved", "plan", "agreed"})
SHARE_IN_ANY_CASE = 0.2
TURNED_WORTH = 0.6
"""What a table is worth whose headings stand in a column: a row of words that happen to look
like headings is soon found.
"""
HEADER_ROWS_TRIED = 3
"""Rows whose headings are looked at with what stands below them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of ours with the columns of the workbook it is read from, and how sure that is."""

    field: str
    at: tuple[int, ...]
    sure: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table that may be one of ours."""

    record: type[Record]
    view: View
    header_rows: tuple[int, ...]
    turned: bool
    profiles: Sequence[Profile] = ()
    body: Body = field(default_factory=Body)
    placed: Mapping[str, Placed] = field(default_factory=dict)

    @property
    def worth(self) -> float:
        """How much of ours it has: the sum of what is sure."""
        return sum(column.sure for column in self.sure.values())

    @property
    def sure(self) -> Mapping[str, Placed]:
        """The columns that are placed surely enough."""
        return {name: column for name, column in self.placed.items() if column.sure >= PLACED}

    @property
    def share(self) -> float:
        """The share of its headings that are ours."""
        headings = sum(map(bool, self.view.texts))
        return len(self.sure) / headings if headings else 0.0

    @property
    def rows(self) -> int:
        """How many rows below its headings are probably records."""
        return len(self.body.records)


def best_table(
    record: type[Record], tables: Sequence[RawTable], below: Mapping[str, int] = NOTHING
) -> Candidate | None:
    """The table with the most columns of ours; None where none has the keys. `below` gives by
    sheet the row it may begin at.
    """
    candidates: list[Candidate] = []
    for table in tables:
        first = below.get(table.origin.sheet, 0)
        candidates += _one_way_round([*_candidates(record, table, first)])
    keys = {name for name, column in columns(record).items() if column.key}
    fit = [
        candidate
        for candidate in candidates
        if len(candidate.sure) >= FEWEST_COLUMNS
        and (_names_something(candidate) if record is Project else keys <= candidate.sure.keys())
    ]
    return max(fit, key=lambda c: (c.worth, c.view.table.visible, c.rows), default=None)


def _one_way_round(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates of a sheet that stand the way round in which most of its headings, not only
    most of many, are ours.
    """
    best = max(
        candidates,
        key=lambda c: c.worth * (c.share + SHARE_IN_ANY_CASE) * (TURNED_WORTH if c.turned else 1),
        default=None,
    )
    return [
        candidate
        for candidate in candidates
        if best is not None and candidate.turned == best.turned
    ]


def _names_something(candidate: Candidate) -> bool:
    """Whether a list of projects has what tells one from another, or a single form has enough
    about its project.
    """
    named = not candidate.sure.keys().isdisjoint(NAMING)
    return named and (candidate.rows > 1 or len(candidate.placed) > FEWEST_COLUMNS)


def _candidates(record: type[Record], table: RawTable, first: int) -> Iterator[Candidate]:
    """The likeliest header rows of a sheet as it stands, and of one that is not long the other
    way round too.
    """
    for turned in (False, True):
        if table.unreadable or (turned and (first or len(table.rows) > MOST_TURNED_ROWS)):
            return
        here = transposed(table) if turned else table
        for rows in _header_rows(record, here, first):
            seen = view_of(here, rows, (), turned=False)
            if seen is not None and seen.below:
                yield _placed(Candidate(record, seen, rows, turned))


def _header_rows(record: type[Record], table: RawTable, first: int) -> list[tuple[int, ...]]:
    """Rows with at least two headings of ours, alone or under a row of merged ones; the best first.

    Headings that stand over again, as above each group, count where they stand first: what is above
    them would be lost.
    """
    rated: list[tuple[float, tuple[int, ...]]] = []
    seen: set[tuple[Plain, ...]] = set()
    for row in range(first, min(first + MAPPED_HEADER_WITHIN_ROWS, len(table.rows))):
        if tuple(table.rows[row]) in seen:
            continue
        seen.add(tuple(table.rows[row]))
        alone = _headings_worth(record, headings(table, (row,)))
        rated.append((alone, (row,)))
        if row and any(merge.top == row - 1 and merge.right > merge.left for merge in table.merges):
            rated.append(
                (_headings_worth(record, headings(table, (row - 1, row))) - 0.01, (row - 1, row))
            )
    rated.sort(key=lambda pair: (-pair[0], pair[1]))
    return [rows for worth, rows in rated[:HEADER_ROWS_TRIED] if worth >= FEWEST_COLUMNS * PLACED]


def _headings_worth(record: type[Record], row: Sequence[Plain]) -> float:
    best: dict[str, float] = {}
    for text in dict.fromkeys(heading_text(h) for h in row):
        if text and len(text) <= LONGEST_HEADING:
            worth, name = max((score(record, name, text), name) for name in columns(record))
            best[name] = max(best.get(name, 0.0), worth if worth >= PERHAPS else 0.0)
    return sum(best.values())


def _placed(candidate: Candidate) -> Candidate:
    """The candidate with its columns placed, the surest first; each column of the workbook once."""
    seen = candidate.view
    body = body_of(seen)
    records = [seen.below[index] for index in body.records]
    profiles = [
        Profile.of([row[at] if at < len(row) else "" for row in records])
        for at in range(len(seen.headings))
    ]
    texts = [heading_text(h) for h in seen.headings]
    rated: list[tuple[float, str, int]] = []
    for at, (text, profile) in enumerate(zip(texts, profiles, strict=True)):
        names = columns(candidate.record) if text else ()
        rated += ((sureness(candidate.record, name, text, profile), name, at) for name in names)
    rated.sort(key=lambda rating: (-rating[0], rating[2]))
    placed: dict[str, Placed] = {}
    taken: set[int] = set()
    for sure, name, at in rated:
        if sure >= PERHAPS and name not in placed and at not in taken:
            alike = tuple(
                i
                for i, text in enumerate(texts)
                if text == texts[at] and _parts(profiles[i], profiles[at])
            )
            placed[name] = Placed(name, (at, *(i for i in alike if i != at)), sure)
            taken |= {at, *alike}
    if candidate.record is Project:
        _current_dates(placed, texts, profiles)
    return Candidate(
        candidate.record, seen, candidate.header_rows, candidate.turned, profiles, body, placed
    )


def _current_dates(
    placed: dict[str, Placed], texts: Sequence[str], profiles: Sequence[Profile]
) -> None:
    """Beside dates that are headed baseline or planned, those headed Start and Finish alone are
    what is expected today.
    """
    used = {at for column in placed.values() for at in column.at}
    free = [
        (plain_heading(text), at)
        for at, text in enumerate(texts)
        if at not in used and profiles[at].share(is_date) >= PLACED
    ]
    for end, names in BARE_DATES.items():
        planned = placed.get(f"baseline_{end}")
        at = next((at for text, at in free if text in names), None)
        if planned is None or at is None or f"forecast_{end}" in placed:
            continue
        if PLANNED & set(texts[planned.at[0]].casefold().split()):
            placed[f"forecast_{end}"] = Placed(f"forecast_{end}", (at,), BY_CONTENT)


def _parts(half: Profile, other: Profile) -> bool:
    """Whether two columns under one heading may be halves of one."""
    return half.filled < 1 and other.filled < 1
