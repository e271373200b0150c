"""Writes one value into a cell as the reader expects it: dates as dates, percentages as fractions,
text never as a formula.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlsxwriter.format import Format

from pfreport.kinds import Month


def write_cell(sheet: Any, row: int, column: int, value: object, look: Format) -> None:
    """Writes a value of the model, or anything else a workbook may hold. None leaves the cell
    blank. Counts from 0.
    """
    match value:
        case None:
            sheet.write_blank(row, column, None, look)
        case bool():
            sheet.write_string(row, column, "Yes" if value else "No", look)
        case Month():
            sheet.write_datetime(row, column, value.first_day, look)
        case dt.date():
            sheet.write_datetime(row, column, value, look)
        case int() | float():
            sheet.write_number(row, column, value, look)
        case tuple() | list():
            sheet.write_string(row, column, ", ".join(map(str, value)), look)
        case _:
            sheet.write_string(row, column, str(value), look)
