"""Writes faulty.xlsx: the values by xlsxwriter, and by hand what no spreadsheet program would
write.
"""

from __future__ import annotations

import copy
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from pfreport.kinds import Month
from pfreport.model.columns import columns
from pfreport.model.portfolio import RECORDS

from .plants import PLANTED, Formula
from .portfolio import SHEETS, Row

_CREATED = dt.datetime(
    2026, 1, 1, tzinfo=dt.UTC
)  # fixed, as the stamps in the zip file: the same contents are the same bytes
_STAMP = (2026, 1, 1, 0, 0, 0)

_HEADINGS = {
    record.sheet.name: {name: c.heading for name, c in columns(record).items()}
    for record in RECORDS
} | {"Settings": {"key": "Key", "value": "Value"}}
_NAMES = {"Decisions": "Steering log", "Scenarios": "Scenario"}  # PF108, PF107
_OTHER_HEADINGS: dict[str, dict[str, str | None]] = {
    "Issues": {"owner": "Resp."},
    "Changes": {"status": None},
}  # PF104, PF103
_FAR_COLUMN = 201  # columns from GS on are not read


def write_clean(path: Path) -> None:
    """The portfolio without a fault."""
    book = Workbook(path)
    for name, rows in SHEETS.items():
        _write_sheet(book, name, rows, _HEADINGS[name])
    book.close()


def write_faulty(path: Path) -> None:
    """The portfolio with every fault of `plants`. The same bytes on every run."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Every fault at once", "author": "pfreport", "created": _CREATED})
    for name, rows in _planted().items():
        _write_sheet(
            book, _NAMES.get(name, name), rows, _HEADINGS[name] | _OTHER_HEADINGS.get(name, {})
        )
    _write_oddities(book)
    book.close()
    _damage(buffer, path)


def _planted() -> Mapping[str, list[Row]]:
    """The portfolio with the values of every planted fault."""
    sheets = copy.deepcopy(SHEETS)
    for fault in PLANTED:
        for sheet, row, field, value in fault.put:
            rows = sheets[sheet]
            rows += [{} for _ in range(row - 1 - len(rows))]
            rows[row - 2][field] = value
    return sheets


def _write_sheet(
    book: Workbook, name: str, rows: list[Row], headings: Mapping[str, str | None]
) -> None:
    sheet = book.add_worksheet(name)
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    used = {field for row in rows for field in row}
    shown = [(field, heading) for field, heading in headings.items() if field in used and heading]
    for column, (field, heading) in enumerate(shown):
        sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, 1):
            _write(sheet, number, column, row.get(field), day)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(shown), 16)


def _write(sheet: Any, row: int, column: int, value: object, day: Any) -> None:
    match value:
        case None:
            return
        case Formula():
            sheet.write_formula(row, column, value.text, None, value.result)
        case Month():
            sheet.write_datetime(row, column, value.first_day, day)
        case dt.date():
            sheet.write_datetime(row, column, value, day)
        case str():
            sheet.write_string(row, column, value)
        case _:
            sheet.write_number(row, column, value)


def _write_oddities(book: Workbook) -> None:
    """What is wrong with sheets as a whole."""
    sheets = {sheet.get_name(): sheet for sheet in book.worksheets()}
    sheets["Baselines"].write(0, 5, "Budget")  # PF105
    sheets["Funding"].write_column(
        0, 0, ["What the council grants", "Twelve million a year", "From 2027 on: open"]
    )  # PF106
    sheets["Funding"].write_column(0, 1, ["", "", ""])
    sheets["Quality"].write_row(
        2, _FAR_COLUMN, [1] * 101
    )  # PF109: more far cells than a table can have
    sheets["Projects"].merge_range(3, 2, 4, 2, "Quays")  # PF111: Programme of N03 and N04
    sheets["Risks"].set_row(3, None, None, {"hidden": True})  # PF112
    sheets["Rates"].hide()  # PF113
    sheets["Milestones"].write_number(2, _FAR_COLUMN, 7)  # PF114
    book.add_worksheet("Goal-pairs").write_row(0, 0, ["Goal A", "Goal B", "Judgement"])  # PF116


def _damage(whole: io.BytesIO, path: Path) -> None:
    """Copies the workbook, with what only a broken program writes."""
    order = [_NAMES.get(name, name) for name in SHEETS]
    damages: dict[str, Callable[[str], str]] = {
        f"xl/worksheets/sheet{order.index(name) + 1}.xml": damage
        for name, damage in (("Projects", _store_twice), ("Deliverables", _swap_rows))
    }
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            if part in damages:
                content = damages[part](content.decode()).encode()
            target.writestr(zipfile.ZipInfo(part, _STAMP), content, zipfile.ZIP_DEFLATED)


def _store_twice(xml: str) -> str:
    """PF222: Exit cost of N09 stands in the file with two contents."""
    return re.sub(
        r'(<c r="[A-Z]+10"[^>]*><v>)15000(</v></c>)', r"\g<0>\g<1>18000\g<2>", xml, count=1
    )


def _swap_rows(xml: str) -> str:
    """PF115: the second and the third row change places."""
    return re.sub(r'(<row r="3".*?</row>)(<row r="4".*?</row>)', r"\2\1", xml)
