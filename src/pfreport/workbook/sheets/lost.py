"""What a portfolio lacks because of faults: projects left out, sums that cannot be known, rows
missing from lists.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from pfreport.kinds import natural_key
from pfreport.model.columns import FAULTY
from pfreport.model.money import Benefit, BenefitPeriod, Period
from pfreport.model.portfolio import LeftOut
from pfreport.model.project import Project
from pfreport.workbook.sheets.owners import Tables, owners
from pfreport.workbook.sheets.table import CELL_BY_CELL, Table


def leave_out_unreadable(projects: Table) -> None:
    """A project whose Status cannot be read is left out: nobody knows which figures it enters."""
    for position, names in projects.unknown.items():
        if names.get("status") == FAULTY:
            projects.dropped.setdefault(position, projects.origin(position, "status"))


def projects_left_out(projects: Table) -> tuple[LeftOut, ...]:
    """The gaps to be marked, one a project ID."""
    found: dict[str, LeftOut] = {}
    for position, origin in projects.dropped.items():
        key = projects.values["project_id"][position] or ""
        name = projects.values["name"][position] if "name" in projects.values else None
        gap = LeftOut(key, name or key or origin.address, f"{origin.address} is faulty")
        found.setdefault(key or origin.address, gap)
    return tuple(sorted(found.values(), key=lambda gap: (natural_key(gap.project_id), gap.name)))


def incomplete(tables: Tables, unreadable: Collection[str]) -> dict[str, dict[str, str]]:
    """By sheet and project, why a sum over Periods or Benefit periods cannot be known."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for sheet, project, reason in (
        *_periods(tables),
        *_benefits(tables),
        *_whole(tables, unreadable),
    ):
        found[sheet].setdefault(project, reason)
    return dict(found)


def rows_left_out(tables: Tables) -> dict[str, dict[str, int]]:
    """By sheet and project, how many rows of a list were left out because of a fault."""
    found = {}
    for record, table in tables.items():
        if record not in CELL_BY_CELL:
            of = owners(tables, record)
            counts = Counter(of[position] for position in table.dropped if of[position])
            if counts:
                found[record.sheet.name] = dict(sorted(counts.items()))
    return found


def _periods(tables: Tables) -> Iterator[tuple[str, str, str]]:
    table = tables.get(Period)
    for position, origin in table.dropped.items() if table else ():
        project = table.values["project_id"][position] if table else None
        if project:
            yield Period.sheet.name, project, f"{origin.address} is faulty"


def _benefits(tables: Tables) -> Iterator[tuple[str, str, str]]:
    """A benefit that was left out, or whose type nobody knows, makes its project's sums unknown; so
    does a lost month.
    """
    benefits, months = tables.get(Benefit), tables.get(BenefitPeriod)
    if benefits is None:
        return
    of = owners(tables, BenefitPeriod) if months else []
    lost = dict(benefits.dropped)
    lost |= {
        p: benefits.origin(p, "type")
        for p, names in benefits.unknown.items()
        if names.get("type") == FAULTY
    }
    for position, origin in sorted(lost.items()):
        project = benefits.values["project_id"][position]
        if project:
            yield BenefitPeriod.sheet.name, project, f"{origin.address} is faulty"
    for position, origin in sorted(months.dropped.items()) if months else ():
        if of[position]:
            yield BenefitPeriod.sheet.name, of[position], f"{origin.address} is faulty"


def _whole(tables: Tables, unreadable: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Where a sheet cannot be read at all, no project's sums are known."""
    for sheet, within in (
        (Period.sheet.name, Period.sheet.name),
        (BenefitPeriod.sheet.name,) * 2,
        (Benefit.sheet.name, BenefitPeriod.sheet.name),
    ):
        if sheet in unreadable:
            for project in tables[Project].values["project_id"]:
                if project:
                    yield within, project, f"the sheet {sheet} cannot be read"
