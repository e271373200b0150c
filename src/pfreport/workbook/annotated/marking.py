"""The process that makes the annotated copy: openpyxl holds a foreign workbook whole, so it runs
within limits.

It gets the workbook, the copy to write and the parts to scan as arguments, the faults as JSON on
standard input, and says on standard output why it failed.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from pfreport.faults import Severity
from pfreport.workbook.annotated.annotate import Told
from pfreport.workbook.file.child import limit
from pfreport.workbook.file.raw import ANNOTATED
from pfreport.workbook.file.readable import make_readable
from pfreport.workbook.file.scan import LINK

BOLD, UNDERLINED = (
    Font(name="Calibri", size=11, bold=True),
    Font(name="Calibri", size=11, underline="single"),
)
WRAPPED = Alignment(wrap_text=True, vertical="top")
FIRST_SHEET = "For reading only"
RULED = Border(bottom=Side("thin"))
LETTERS = {
    Severity.ERROR: Font(name="Calibri", size=11, bold=True, color="B42318"),
    Severity.WARNING: Font(name="Calibri", size=11, color="7A5200"),
}
LINE_HEIGHT = 15
FILLS = {Severity.ERROR: "F4B6AE", Severity.WARNING: "FBE3A6"}
NOTICE = (
    "This copy is for reading: it shows where the faults are. Mend them in the workbook itself.",
    "Its formulas have lost their stored results, so pfreport does not read it.",
)
LISTED: tuple[tuple[str, int, Callable[[Told], str]], ...] = (
    ("Severity", 10, lambda told: told.severity),
    ("Code", 8, lambda told: told.code),
    ("Place", 20, lambda told: told.address),
    ("Found", 28, lambda told: told.found),
    ("What is wrong", 60, lambda told: told.message),
    ("What to do", 60, lambda told: told.hint),
)
"""The columns of the list of faults: heading, width, what stands in it."""
MOST_MERGED = 1_000_000
MOST_LINKS = 60_000  # Excel takes 65,530 on a sheet
_MERGED = re.compile(rb'mergeCell [^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')


def main() -> None:
    """Writes the copy; on failure says why and ends with 1."""
    limit()
    path, target, *suspects = sys.argv[1:]
    try:
        write_marked(
            Path(path), Path(target), suspects, [Told(*told) for told in json.load(sys.stdin)]
        )
    # whatever openpyxl makes of a foreign file is told to the parent
    except Exception as error:  # noqa: BLE001
        sys.stdout.write(" ".join(str(error).split()) or type(error).__name__)
        sys.exit(1)


def write_marked(path: Path, target: Path, suspects: list[str], faults: Sequence[Told]) -> None:
    """The workbook with its faulty cells coloured and commented, a list of all faults in front."""
    readable = make_readable(path, suspects)[0] if suspects else path
    _refuse_huge_merges(readable)
    book: Any = load_workbook(readable, keep_links=False)
    if not book.worksheets:
        raise ValueError(
            "it has no sheets in the usual format; save it as an ordinary .xlsx workbook"
        )
    for sheet in book.worksheets:
        _prepare(sheet)
    for name in [
        name for name, defined in book.defined_names.items() if LINK.search(defined.value or "")
    ]:
        del book.defined_names[name]
    for cell, here in _by_cell(book, faults):
        _mark(cell, here)
    _list(book, faults)
    book.custom_doc_props.append(StringProperty(name=ANNOTATED, value="yes"))
    book.save(target)


def _refuse_huge_merges(path: Path) -> None:
    """Every cell of a merged range is made by openpyxl."""
    with zipfile.ZipFile(path) as archive:
        areas = [
            CellRange(ref.decode())
            for part in archive.namelist()
            for ref in _MERGED.findall(archive.read(part))
        ]
    if sum(area.size["rows"] * area.size["columns"] for area in areas) > MOST_MERGED:
        raise ValueError(f"its merged cells cover more than {MOST_MERGED:,} cells")


def _prepare(sheet: Any) -> None:
    """Formulas that read other workbooks become text, since the links are gone; nothing is coloured
    but faults.
    """
    sheet.conditional_formatting = ConditionalFormattingList()
    sheet.sheet_view.tabSelected = False
    for cell in list(sheet._cells.values()):  # the public way makes every cell up to a far corner
        formula = getattr(cell.value, "text", cell.value)
        if cell.data_type == "f" and LINK.search(str(formula)):
            _write(cell, str(formula))


def _by_cell(book: Any, faults: Iterable[Told]) -> Iterable[tuple[Any, list[Told]]]:
    """Faults by the cell that shows them: those of a whole row stand in its first cell, those of a
    sheet in A1.
    """
    by_cell: defaultdict[tuple[str, int, int], list[Told]] = defaultdict(list)
    sheets: Mapping[str, Any] = {sheet.title: sheet for sheet in book.worksheets}
    for told in faults:
        if told.sheet in sheets:
            cell = _shown(sheets[told.sheet], max(told.row, 1), max(told.column, 1))
            by_cell[told.sheet, cell.row, cell.column].append(told)
    for (name, row, column), here in by_cell.items():
        yield sheets[name].cell(row, column), here


def _shown(sheet: Any, row: int, column: int) -> Any:
    """The cell, or the first of the merged range that hides it."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        return cell
    merged = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
    return sheet.cell(merged.min_row, merged.min_col)


def _mark(cell: Any, faults: Sequence[Told]) -> None:
    worst = (
        Severity.ERROR if any(f.severity == Severity.ERROR for f in faults) else Severity.WARNING
    )
    text = "\n\n".join(f"{f.code}: {f.message}\n{f.hint}" for f in faults)
    before = f"\n\n{cell.comment.text}" if cell.comment else ""
    cell.fill = PatternFill("solid", fgColor=FILLS[worst])
    cell.comment = Comment(
        _plain(text + before), "pfreport", width=360, height=80 + 60 * len(faults)
    )
    cell.parent.sheet_state = "visible"
    cell.parent.row_dimensions[cell.row].hidden = False


def _list(book: Any, faults: Sequence[Told]) -> None:
    """The first sheet says what the file is and lists every fault."""
    sheet = book.create_sheet(FIRST_SHEET, 0)
    for row, notice in enumerate(NOTICE, 1):
        _write(sheet.cell(row, 1), notice)
    head = len(NOTICE) + 2
    for column, (heading, width, _) in enumerate(LISTED, 1):
        _write(sheet.cell(head, column), heading)
        sheet.cell(head, column).font = BOLD
        sheet.cell(head, column).border = RULED
        sheet.column_dimensions[sheet.cell(head, column).column_letter].width = width
    names = set(book.sheetnames)
    for row, told in enumerate(faults, head + 1):
        for column, (_, _, text) in enumerate(LISTED, 1):
            _write(sheet.cell(row, column), text(told))
            sheet.cell(row, column).alignment = WRAPPED
        sheet.cell(row, 1).font = LETTERS[Severity(told.severity)]
        sheet.row_dimensions[row].height = LINE_HEIGHT * _lines(told)
        if told.sheet in names and told.row and row <= MOST_LINKS:
            _link(sheet.cell(row, 3), told)
    sheet["A1"].font = BOLD
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    sheet.auto_filter.ref = f"A{head}:{sheet.cell(head + len(faults), len(LISTED)).coordinate}"
    _print(sheet, head)
    book.active = 0


def _lines(told: Told) -> int:
    """Lines its longest text takes: LibreOffice does not fit heights to wrapped texts by itself."""
    return max(1, *(len(textwrap.wrap(text(told), width)) for _, width, text in LISTED))


def _print(sheet: Any, head: int) -> None:
    """Across the page, one page wide, the heads on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"


def _link(cell: Any, told: Told) -> None:
    """A jump to the faulty cell, within the file."""
    place = told.address if told.column else told.address.rpartition("!")[0] + f"!A{told.row}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
    cell.font = UNDERLINED


def _write(cell: Any, text: str) -> None:
    """Text, whatever it looks like."""
    cell.value = _plain(text)
    cell.data_type = "s"


def _plain(text: str) -> str:
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))


if __name__ == "__main__":
    main()
