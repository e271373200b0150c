"""Which project a row belongs to: the one it names, the receiver of a dependency, the one whose
benefit it is of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pfreport.model.columns import Record
from pfreport.model.money import Benefit, BenefitPeriod
from pfreport.workbook.sheets.table import Table

Tables = Mapping[type[Record], Table]


def owners(tables: Tables, record: type[Record]) -> list[Any]:
    """The project of each row of a sheet, as the sheet Projects spells it; None where it belongs to
    none that is known.
    """
    table = tables[record]
    named = next(
        (name for name in ("project_id", "receiver_project") if name in table.values), None
    )
    if named:
        return table.values[named]
    benefits = tables.get(Benefit) if record is BenefitPeriod else None
    if benefits is None:
        return [None] * len(table.rows)
    of = dict(zip(benefits.values["benefit_id"], benefits.values["project_id"], strict=True))
    return [of.get(benefit) for benefit in table.values["benefit_id"]]


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
