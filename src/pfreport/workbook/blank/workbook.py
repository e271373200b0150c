"""The standard workbook, blank or filled, made wholly from the declarations of `model/` and
`settings.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from pfreport.errors import CannotWriteError
from pfreport.model.columns import Record
from pfreport.model.portfolio import RECORDS
from pfreport.workbook.blank import readme, settings_sheet
from pfreport.workbook.blank.sheets import Grid, Row, write_records
from pfreport.workbook.blank.styles import TABS, Need, Styles, colour, need
from pfreport.workbook.sheets.settings_reading import SETTINGS_SHEET

_CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # fixed: the same contents are the same bytes
_ROOM = 2000


def write_blank(
    path: Path,
    contents: Mapping[str, Sequence[Row]] | None = None,
    settings: Mapping[str, object] | None = None,
) -> None:
    """Writes the standard workbook: every sheet, or Settings and those that `contents` names.

    `contents` holds rows by the name of their sheet, each a value by the name of its field;
    `settings` values by their key. The same arguments give the same bytes. Raises CannotWriteError.
    """
    filled = contents if contents is not None else {record.sheet.name: () for record in RECORDS}
    book = Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Portfolio workbook", "author": "pfreport", "created": _CREATED})
    _write_sheets(book, filled, settings or {})
    try:
        book.close()
    except FileCreateError as error:
        raise CannotWriteError(
            f"cannot write {path}: {error}", "choose a folder you may write to"
        ) from error


def _write_sheets(
    book: Workbook, contents: Mapping[str, Sequence[Row]], settings: Mapping[str, object]
) -> None:
    styles, records = Styles(book), _ordered(contents)
    last = max([_ROOM, *(2 * len(rows) for rows in contents.values())]) + 1
    first = _add(book, readme.NAME, "ink")
    settings_sheet.write_settings(
        Grid(_add(book, SETTINGS_SHEET, TABS[Need.REQUIRED]), styles, last), settings
    )
    for record in records:
        sheet = _add(book, record.sheet.name, TABS[need(record)])
        write_records(Grid(sheet, styles, last), record, contents[record.sheet.name], contents)
    named = [
        (record.sheet.name, f"{record.sheet.help} Adds {record.sheet.adds}.", need(record))
        for record in records
    ]
    readme.write_readme(
        first, styles, [(SETTINGS_SHEET, settings_sheet.HELP, Need.REQUIRED), *named]
    )


def _add(book: Workbook, name: str, role: str) -> Any:
    sheet = book.add_worksheet(name)
    sheet.set_tab_color(colour(role))
    return sheet


def _ordered(contents: Mapping[str, Sequence[Row]]) -> list[type[Record]]:
    """The record classes of the sheets to write: what is needed first, then what starts a
    portfolio, then the rest.
    """
    unknown = contents.keys() - {record.sheet.name for record in RECORDS}
    if unknown:
        raise ValueError(f"no sheet is called {', '.join(sorted(unknown))}")
    order = list(Need)
    return sorted(
        (r for r in RECORDS if r.sheet.name in contents),
        key=lambda record: order.index(need(record)),
    )
