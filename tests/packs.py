"""Builds packs from rows given in the test, through the whole chain: workbook, reader, figures,
files.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pfreport.pipeline import Built, Request, build
from pfreport.workbook.blank.workbook import write_blank

STATUS_DATE = dt.date(2026, 10, 31)
Rows = Sequence[Mapping[str, Any]]


def project(project_id: str = "P-1", **fields: Any) -> dict[str, Any]:
    """A row of Projects that checks clean: a year in 2026, 1000 of budget."""
    return {
        "project_id": project_id,
        "name": f"Project {project_id}",
        "phase": "Execution",
        "status": "Active",
        "manager": "M. Okafor",
        "baseline_start": dt.date(2026, 1, 1),
        "baseline_finish": dt.date(2026, 12, 31),
        "actual_start": dt.date(2026, 1, 1),
        "forecast_finish": dt.date(2026, 12, 31),
        "budget": 1000.0,
        "status_updated_on": dt.date(2026, 10, 30),
        "rag_overall": "Amber",
        "summary": "On its way.",
    } | fields


def workbook(folder: Path, sheets: Mapping[str, Rows], **settings: Any) -> Path:
    """Writes a standard workbook of these sheets."""
    path = folder / "portfolio.xlsx"
    folder.mkdir(parents=True, exist_ok=True)
    write_blank(
        path, sheets, {"status_date": STATUS_DATE, "portfolio_name": "Change portfolio"} | settings
    )
    return path


def pack(
    folder: Path, sheets: Mapping[str, Rows], formats: tuple[str, ...] = ("html",), **settings: Any
) -> Built:
    """Builds a pack of these sheets."""
    return build(Request(workbook(folder, sheets, **settings), folder / "reports", formats=formats))


def measures(built: Built) -> dict[str, Any]:
    """The pack's `measures.json`."""
    found: dict[str, Any] = json.loads((built.folder / "measures.json").read_text(encoding="utf-8"))
    return found


def figures(
    folder: Path, sheets: Mapping[str, Rows], project_id: str = "P-1", **settings: Any
) -> dict[str, Any]:
    """One project's measures, by id, as written."""
    found: dict[str, Any] = measures(pack(folder, sheets, **settings))["projects"][project_id][
        "measures"
    ]
    return found


def months(project_id: str, first: str, **columns: Sequence[float | None]) -> list[dict[str, Any]]:
    """Rows of Periods from a first month on, a list a column."""
    from pfreport.kinds import Month

    begin = Month.parse(first)
    assert begin is not None
    length = max(len(values) for values in columns.values())
    rows = []
    for k in range(length):
        filled = {
            name: values[k]
            for name, values in columns.items()
            if k < len(values) and values[k] is not None
        }
        rows.append({"project_id": project_id, "period": str(begin.plus(k)), **filled})
    return rows
