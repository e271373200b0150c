"""What a list of projects gives besides: goals, gates that stand side by side, amounts of
months.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pfreport.kinds import normalised
from pfreport.model.project import Project
from pfreport.workbook.file.raw import Plain, RawTable, RawWorkbook
from pfreport.workbook.guess.names import SAME_SYNONYM, score
from pfreport.workbook.guess.profile import is_date
from pfreport.workbook.guess.sureness import PLACED
from pfreport.workbook.guess.table import Candidate
from pfreport.workbook.guess.written import line
from pfreport.workbook.mapping.view import MAPPED_HEADER_WITHIN_ROWS, heading_text

FEWEST_GATES = 3
FEWEST_MONTHS = 4
MOST_GOALS_OF_A_COLUMN = 12


def beyond(
    candidate: Candidate, candidates: Sequence[Candidate], raw: RawWorkbook
) -> Iterator[str]:
    """Lines about what else the workbook may give, where no sheet was found for it."""
    sheets = {other.record.sheet.name: other for other in candidates}
    key = candidate.sure.get("project_id")
    if key is not None and "Milestones" not in sheets:
        yield from _gates(candidate, candidate.view.texts[key.at[0]])
    if "Periods" not in sheets:
        yield from _months(raw)
    yield from _goals(candidate, sheets.get("Goals"))


def _gates(candidate: Candidate, key: str) -> Iterator[str]:
    used = {at for placed in candidate.sure.values() for at in placed.at}
    gates = [
        t
        for at, t in enumerate(candidate.view.texts)
        if at not in used and t and candidate.profiles[at].share(is_date) >= PLACED
    ]
    if len(gates) < FEWEST_GATES:
        return
    yield from (
        "",
        "# Dates side by side may be gates, one milestone each; the dates are read as those of the "
        "projects are:",
        "# [sheets.Milestones]",
        f"# {line('sheet', candidate.view.table.origin.sheet)}",
        "# [sheets.Milestones.columns]",
        f"# {line('Milestone ID', {'join': [key, '{heading}']})}",
        f"# {line('Project ID', key)}",
        "# [sheets.Milestones.each]",
        '# heading = "Name"',
        f"# {line('Baseline date', gates)}",
    )


def _months(raw: RawWorkbook) -> Iterator[str]:
    """A sheet with projects down and months across."""
    for table in raw.sheets.values():
        for row in table.rows[:MAPPED_HEADER_WITHIN_ROWS]:
            dates = [heading_text(cell) for cell in row if is_date(cell)]
            days = [heading_text(cell) for cell in row if isinstance(cell, dt.date)]
            if days != sorted(set(days)):  # a record with several dates
                continue
            texts = map(heading_text, row)
            keys = [t for t in texts if score(Project, "project_id", t) >= SAME_SYNONYM]
            if keys and len(dates) >= FEWEST_MONTHS:
                yield from _unfolded(table, keys[0], dates)
                return


def _unfolded(table: RawTable, key: str, dates: Sequence[str]) -> Iterator[str]:
    begin = sorted({text[:2] for text in dates})
    yield from (
        "",
        "# Months side by side may be amounts of each project, one row a month; say what they are, "
        "such as Planned value:",
        "# [sheets.Periods]",
        f"# {line('sheet', table.origin.sheet)}",
        "# [sheets.Periods.columns]",
        f"# {line('Project ID', key)}",
        "# [sheets.Periods.each]",
        '# heading = "Period"',
        f"# {line('Actual cost', [f'{two}*' for two in begin])}",
    )


def _goals(candidate: Candidate, goals: Candidate | None) -> Iterator[str]:
    """A column whose values are goals: those of a sheet of them, else its categories may stand
    for goals.
    """
    if goals is not None:
        names = {
            normalised(heading_text(value))
            for field in ("goal_id", "name")
            for value in _cells(goals, field)
        }
        for at, text in enumerate(candidate.view.texts):
            values = {*map(normalised, candidate.profiles[at].texts)}
            if text and values and values <= names:
                yield from (
                    "",
                    "[alignment]",
                    line("goal_from", text, "sure: its values are goals of the sheet above"),
                )
                return
        return
    for at, text in enumerate(candidate.view.texts):
        profile = candidate.profiles[at]
        if (
            text
            and profile.filled == 1
            and 2 <= len(profile.most_frequent) <= MOST_GOALS_OF_A_COLUMN
            and "categor" in text.casefold()
        ):
            yield from (
                "",
                "# Where no goals are written down, the values of a column may stand for them:",
                "# [alignment]",
                f"# {line('goal_from', text)}",
            )
            return


def _cells(candidate: Candidate, field: str) -> Sequence[Plain]:
    placed = candidate.sure.get(field)
    return candidate.profiles[placed.at[0]].cells if placed is not None else ()
