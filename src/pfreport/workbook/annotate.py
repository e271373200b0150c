"""`check --annotate`: a copy of the workbook with the faulty cells coloured and commented, for reading only."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, PatternFill

from pfreport.errors import CannotWriteError, WorkbookError
from pfreport.faults import Fault, Severity
from pfreport.workbook.raw import ANNOTATED

FIRST_SHEET = "For reading only"
_FILLS = {Severity.ERROR: PatternFill("solid", fgColor="F4B6AE"), Severity.WARNING: PatternFill("solid", fgColor="FBE3A6")}
_NOTICE = (
    "This copy is for reading: it shows where the faults are. Mend them in the original.",
    "Formulas have lost their stored results here, so pfreport does not build from this file.",
)


def annotate(workbook: Path, faults: Iterable[Fault], target: Path) -> None:
    """Writes the annotated copy. The workbook has passed the preflight before. CannotWriteError where it cannot be written."""
    if target.exists():
        raise CannotWriteError(f"{target} is there already", "name another file for --annotate, or move it away first")
    try:
        book: Any = load_workbook(workbook, keep_links=False)
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile) as error:
        raise WorkbookError(f"{workbook.name} cannot be copied: {error}", "open and save it in a spreadsheet program first") from error
    found = list(faults)
    for place, here in _by_cell(found).items():
        _mark(book, place, here)
    _list(book, found)
    book.custom_doc_props.append(StringProperty(name=ANNOTATED, value="yes"))
    try:
        book.save(target)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise CannotWriteError(f"cannot write {target}: {error.strerror or error}", "choose a folder you may write to") from error


def _by_cell(faults: Iterable[Fault]) -> Mapping[tuple[str, str], list[Fault]]:
    """Faults by sheet and cell; a fault of a whole row stands in its first cell."""
    found: defaultdict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        found[fault.origin.sheet, fault.origin.cell or f"A{fault.origin.row or 1}"].append(fault)
    return found


def _mark(book: Any, place: tuple[str, str], faults: list[Fault]) -> None:
    sheet, address = place
    if sheet not in book.sheetnames:
        return
    cell = book[sheet][address]
    if isinstance(cell, MergedCell):
        return
    worst = Severity.ERROR if any(f.severity is Severity.ERROR for f in faults) else Severity.WARNING
    cell.fill = _FILLS[worst]
    cell.comment = Comment(
        "\n".join(f"{f.code}: {f.message}\n{f.hint}" for f in faults), "pfreport", width=360, height=80 + 60 * len(faults)
    )


def _list(book: Any, faults: list[Fault]) -> None:
    """The first sheet says what the file is and lists every fault."""
    sheet = book.create_sheet(FIRST_SHEET, 0)
    for notice in _NOTICE:
        sheet.append([notice])
    sheet.append([])
    sheet.append(["Severity", "Code", "Place", "Found", "What is wrong", "What to do"])
    for fault in faults:
        sheet.append([fault.severity.value, fault.code, fault.origin.address, fault.found, fault.message, fault.hint])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
    sheet["A1"].font = Font(bold=True)
    for cell in sheet[4]:
        cell.font = Font(bold=True)
    for column, width in zip("ABCDEF", (10, 8, 20, 28, 60, 60), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A5"
    book.active = 0
