"""Whose rows are faulty, and what a portfolio lacks because of it: projects left out, sums that
cannot be known, rows missing from lists.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pfreport.kinds import natural_key
from pfreport.model.columns import FAULTY, Record
from pfreport.model.money import Benefit, BenefitPeriod, Period
from pfreport.model.portfolio import LeftOut
from pfreport.model.project import Project
from pfreport.origins import Origin
from pfreport.reasons import Because, Reason
from pfreport.workbook.sheets.table import CELL_BY_CELL, Table

BLANK = Reason(Because.BLANK)
Tables = Mapping[type[Record], Table]


def leave_out_unreadable(projects: Table) -> None:
    """A project whose Status cannot be read, or is blank, is left out: nobody knows which figures
    it enters.
    """
    statuses = projects.column("status")
    for position, status in enumerate(statuses if "status" in projects.cells_at else ()):
        why = projects.unknown.get(position, {}).get("status", BLANK)
        if status is None and why in (BLANK, FAULTY):
            projects.dropped.setdefault(position, projects.origin(position, "status"))


def projects_left_out(projects: Table) -> tuple[LeftOut, ...]:
    """The gaps to be marked, one a project ID."""
    keys, names = projects.column("project_id"), projects.column("name")
    gaps: dict[str, LeftOut] = {}
    for position, origin in projects.dropped.items():
        key = keys[position] or ""
        name = names[position] or key or origin.address
        what = "blank" if position not in projects.faulty else "faulty"
        gap = LeftOut(key, name, f"{origin.address} is {what}")
        gaps.setdefault(key or origin.address, gap)
    return tuple(sorted(gaps.values(), key=lambda gap: (natural_key(gap.project_id), gap.name)))


def incomplete(tables: Tables, unreadable: Collection[str]) -> dict[str, dict[str, str]]:
    """By sheet and project, why a sum over Periods or Benefit periods cannot be known."""
    reasons: defaultdict[str, dict[str, str]] = defaultdict(dict)
    lost = (*_periods(tables), *_benefits(tables), *_whole(tables, unreadable))
    for sheet, project, reason in lost:
        if project:
            reasons[sheet].setdefault(project, reason)
    return dict(reasons)


def rows_left_out(tables: Tables) -> dict[str, dict[str, int]]:
    """By sheet and project, how many rows of a list were left out because of a fault."""
    left_out = {}
    for record, table in tables.items():
        if record not in CELL_BY_CELL:
            of = owners(tables, record)
            counts = Counter(of[position] for position in table.dropped if of[position])
            if counts:
                left_out[record.sheet.name] = dict(sorted(counts.items()))
    return left_out


def owners(tables: Tables, record: type[Record]) -> Sequence[Any]:
    """The project of each row of a sheet, as the sheet Projects spells it; None where it belongs to
    none that is known.
    """
    table = tables[record]
    for name in ("project_id", "receiver_project"):
        if name in table.fields:
            return table.column(name)
    benefits = tables.get(Benefit) if record is BenefitPeriod else None
    if benefits is None:
        return [None] * len(table.rows)
    of = dict(zip(benefits.column("benefit_id"), benefits.column("project_id"), strict=True))
    return [of.get(benefit) for benefit in table.column("benefit_id")]


def name_projects(tables: Tables) -> None:
    """Gives each fault of a cell the project of its row, which is known only when the whole row
    is.
    """
    for record, table in tables.items():
        of = owners(tables, record) if table.blamed else []
        for index, position in table.blamed.items():
            table.faults[index] = replace(
                table.faults[index], project=of[position] or table.faults[index].project
            )


Lost = tuple[str, str | None, str]
"""A sheet, a project, and why its sum over the sheet cannot be known."""


def _periods(tables: Tables) -> Iterator[Lost]:
    table = tables.get(Period)
    if table:
        yield from _faulty(Period, table.dropped.items(), table.column("project_id"))


def _benefits(tables: Tables) -> Iterator[Lost]:
    """A benefit that was left out, or whose type nobody knows, makes its project's sums unknown; so
    does a lost month.
    """
    benefits, months = tables.get(Benefit), tables.get(BenefitPeriod)
    if benefits is None:
        return
    lost = dict(benefits.dropped)
    for position, names in benefits.unknown.items():
        if names.get("type") == FAULTY:
            lost[position] = benefits.origin(position, "type")
    yield from _faulty(BenefitPeriod, sorted(lost.items()), benefits.column("project_id"))
    if months:
        of = owners(tables, BenefitPeriod)
        yield from _faulty(BenefitPeriod, sorted(months.dropped.items()), of)


def _faulty(
    within: type[Record], lost: Iterable[tuple[int, Origin]], projects: Sequence[str | None]
) -> Iterator[Lost]:
    for position, origin in lost:
        yield within.sheet.name, projects[position], f"{origin.address} is faulty"


def _whole(tables: Tables, unreadable: Collection[str]) -> Iterator[Lost]:
    """Where a sheet cannot be read at all, no project's sums are known."""
    for record, within in (
        (Period, Period),
        (BenefitPeriod, BenefitPeriod),
        (Benefit, BenefitPeriod),
    ):
        if record.sheet.name in unreadable:
            reason = f"the sheet {record.sheet.name} cannot be read"
            for project in tables[Project].column("project_id"):
                yield within.sheet.name, project, reason
