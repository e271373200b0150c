"""Small workbooks for tests: sheets as lists of rows, as values or as files."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from pfreport.faults import Fault
from pfreport.origins import Origin
from pfreport.settings import Config
from pfreport.workbook.file.raw import RawTable, RawWorkbook, SheetOrigin
from pfreport.workbook.rules import CheckedWorkbook, check
from pfreport.workbook.sheets.locate import locate
from pfreport.workbook.sheets.parse import parse

Rows = list[list[Any]]
Sheets = dict[str, Rows]
Plant = tuple[str, int, str, Any]

STATUS_DATE = dt.date(2026, 10, 31)


def minimal() -> Sheets:
    """The smallest standard workbook: Settings and two projects."""
    return {
        "Settings": [
            ["Key", "Value"],
            ["status_date", STATUS_DATE],
            ["portfolio_name", "Two projects"],
        ],
        "Projects": [
            [
                "Project ID",
                "Name",
                "Phase",
                "Status",
                "Manager",
                "Baseline start",
                "Baseline finish",
                "Budget",
            ],
            [
                "P-1",
                "Harbour",
                "Execution",
                "Active",
                "Ann",
                dt.date(2026, 8, 1),
                dt.date(2026, 12, 31),
                1000,
            ],
            [
                "P-2",
                "Bridge",
                "Planning",
                "Approved",
                "Bob",
                dt.date(2026, 11, 1),
                dt.date(2027, 6, 30),
                500,
            ],
        ],
    }


def whole() -> Sheets:
    """A workbook with every sheet and no fault."""
    day = dt.date
    return minimal() | {
        "Projects": [
            [
                *(
                    "Project ID",
                    "Name",
                    "Phase",
                    "Status",
                    "Manager",
                    "Baseline start",
                    "Baseline finish",
                    "Budget",
                ),
                *(
                    "Actual start",
                    "Actual finish",
                    "Forecast start",
                    "Forecast finish",
                    "Status updated on",
                    "Currency",
                ),
                *(
                    "Manager estimate",
                    "Cost to date",
                    "Percent complete",
                    "Priority",
                    "Mandatory",
                    "Exclusive group",
                ),
                *("Prerequisites", "RAG overall", "Bucket", "Programme", "Justification"),
            ],
            [
                *(
                    "P-1",
                    "Harbour",
                    "Execution",
                    "Active",
                    "Ann",
                    day(2026, 8, 1),
                    day(2026, 12, 31),
                    1000,
                ),
                *(day(2026, 8, 3), None, None, day(2027, 1, 31), day(2026, 10, 30), None),
                *(1200, None, None, 3, None, "Port"),
                *(None, "Green", "Run", "Coast", None),
            ],
            [
                *(
                    "P-2",
                    "Bridge",
                    "Planning",
                    "Approved",
                    "Bob",
                    day(2026, 11, 1),
                    day(2027, 6, 30),
                    500,
                ),
                *(None, None, None, None, None, "USD"),
                *(None, None, None, 4, None, None),
                *("P-1", "Amber", "Grow", "Coast", None),
            ],
            [
                *(
                    "P-3",
                    "Road",
                    "Closure",
                    "Completed",
                    "Cem",
                    day(2025, 1, 1),
                    day(2025, 12, 31),
                    300,
                ),
                *(day(2025, 1, 6), day(2026, 1, 15), None, None, day(2026, 1, 20), None),
                *(None, 310, 1, None, None, "Port"),
                *(None, "Green", "Run", None, None),
            ],
        ],
        "Goals": [
            ["Goal ID", "Name", "Weight", "Start date", "Target date", "Parent goal"],
            ["G-1", "Growth", 3],
            ["G-2", "Safety", 1],
        ],
        "Goal pairs": [["Goal A", "Goal B", "Judgement"], ["G-1", "G-2", "3"]],
        "Alignment": [
            ["Project ID", "Goal ID", "Impact"],
            ["P-1", "G-1", "Strong"],
            ["P-2", "G-2", 4],
        ],
        "Periods": [
            [
                "Project ID",
                "Period",
                "Planned value",
                "Earned value",
                "Percent complete",
                "Actual cost",
                "Forecast cost",
            ],
            ["P-1", day(2026, 8, 1), 100, 90, None, 110, None],
            ["P-1", day(2026, 9, 1), 300, 250, None, 280, None],
            ["P-1", day(2026, 10, 1), 200, 180, None, 210, None],
            ["P-1", day(2026, 11, 1), 200, None, None, None, 300],
            ["P-1", day(2026, 12, 1), 200, None, None, None, 300],
        ],
        "Baselines": [
            ["Project ID", "Baseline", "Budget", "Start", "Finish"],
            ["P-1", 0, 900, day(2026, 8, 1), day(2026, 11, 30)],
        ],
        "Milestones": [
            [
                "Milestone ID",
                "Project ID",
                "Name",
                "Baseline date",
                "Forecast date",
                "Actual date",
                "Weight",
            ],
            ["M-1", "P-1", "Quay", day(2026, 9, 30), None, day(2026, 10, 2), 1],
            ["M-2", "P-1", "Crane", day(2026, 12, 1), None, None, 1],
        ],
        "Deliverables": [
            ["Deliverable ID", "Project ID", "Name", "Status", "Weight", "Delivered on"],
            ["D-1", "P-1", "Drawings", "Accepted", 2, day(2026, 9, 1)],
        ],
        "Quality": [
            ["Project ID", "Period", "Checks done", "Checks passed"],
            ["P-1", "2026-09", 10, 9],
        ],
        "Risks": [
            [
                "Risk ID",
                "Project ID",
                "Title",
                "Probability",
                "Probability score",
                "Impact",
                "Cost impact",
                "Due on",
                "Status",
            ],
            ["R-1", "P-1", "Silt", 0.3, None, 4, 50, day(2026, 12, 1), "Open"],
            ["R-2", "PORTFOLIO", "Prices", None, 3, 3, 20, None, "Open"],
        ],
        "Issues": [
            ["Issue ID", "Project ID", "Title", "Severity"],
            ["I-1", "P-1", "Crane late", "High"],
        ],
        "Changes": [
            ["Change ID", "Project ID", "Title", "Status", "Cost impact"],
            ["C-1", "P-1", "Longer quay", "Approved", 100],
        ],
        "Resources": [["Role", "Period", "Capacity"], ["Diver", "2026-11", 2]],
        "Demand": [["Project ID", "Role", "Period", "Demand"], ["P-1", "Diver", "2026-11", 1]],
        "Benefits": [
            ["Benefit ID", "Project ID", "Name", "Owner", "Goal ID", "Type"],
            ["B-1", "P-1", "Fees", "Dan", "G-1", "Cashable"],
        ],
        "Benefit periods": [
            ["Benefit ID", "Period", "Planned", "Actual"],
            ["B-1", "2026-10", 5, 4],
            ["B-1", "2027-01", 10, None],
        ],
        "Dependencies": [
            ["Dependency ID", "Provider project", "Receiver project", "Provider milestone"],
            ["X-1", "P-1", "P-2", "M-2"],
        ],
        "Decisions": [
            ["Decision ID", "Date", "Project ID", "Type"],
            ["E-1", day(2026, 10, 1), "PORTFOLIO", "Fund"],
        ],
        "Scenarios": [["Scenario", "Project ID", "Choice"], ["Lean", "P-2", "Out"]],
        "Buckets": [["Bucket", "Target share"], ["Run", 0.6], ["Grow", 0.4]],
        "Funding": [["Fiscal year", "Limit"], [2026, 2000]],
        "Rates": [["Period", "Currency", "Rate"], ["2026-10", "USD", 0.9]],
        "Limits": [["Measure", "Category", "Amber", "Red"], ["cpi", None, 0.95, 0.9]],
        "Recipients": [["Email", "Audience", "Scope"], ["ann@example.org", "Executive", "ALL"]],
    }


def place(sheets: Sheets, sheet: str, row: int, heading: str) -> tuple[int, int]:
    """Indices of a cell by its row in the spreadsheet and its heading in the first row."""
    return row - 1, sheets[sheet][0].index(heading)


def cell(sheets: Sheets, sheet: str, row: int, heading: str) -> str:
    """The address of a cell by its row and heading, as in `Projects!H2`."""
    at_row, at_column = place(sheets, sheet, row, heading)
    return Origin(sheet, at_row + 1, at_column + 1).address


def planted(sheets: Sheets, *plants: Plant) -> Sheets:
    """A copy with other values at (sheet, row, heading); a row below the last is added, and a
    heading that is not there.
    """
    changed = copy.deepcopy(sheets)
    for sheet, row, heading, value in plants:
        if heading not in changed[sheet][0]:
            changed[sheet][0].append(heading)
        at_row, at_column = place(changed, sheet, row, heading)
        rows = changed[sheet]
        while len(rows) <= at_row:
            rows.append([])
        rows[at_row] += [None] * (at_column + 1 - len(rows[at_row]))
        rows[at_row][at_column] = value
    return changed


def raw(sheets: Mapping[str, Rows], **tables: Mapping[str, Any]) -> RawWorkbook:
    """The workbook as the reader would hand it over. Keyword arguments add to the table of a sheet
    of that name.
    """
    read = {}
    for name, rows in sheets.items():
        width = max((len(row) for row in rows), default=0)
        filled = [[_plain(v) for v in row] + [""] * (width - len(row)) for row in rows]
        read[name] = RawTable(filled, SheetOrigin(name), **tables.get(name, {}))
    return RawWorkbook("book.xlsx", "0" * 64, read)


def validate(raw: RawWorkbook, config: Config, overrides: Mapping[str, object]) -> CheckedWorkbook:
    """The steps after reading, of a workbook in our form."""
    located = locate(raw, settings_elsewhere=bool(config.settings))
    return check(parse(located, config, overrides), config.mail)


def checked(
    sheets: Mapping[str, Rows], config: Config | None = None, **overrides: object
) -> CheckedWorkbook:
    """What validation says of these sheets."""
    return validate(raw(sheets), config or Config(), overrides)


def found(faults: tuple[Fault, ...]) -> list[tuple[str, str]]:
    """Codes with addresses."""
    return [(fault.code, fault.origin.address) for fault in faults]


def workbook(sheets: Mapping[str, Rows], path: Path) -> Path:
    """The same as a file, written by openpyxl. Texts that begin with = are formulas, without a
    stored result.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
