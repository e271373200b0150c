"""Writes workbooks quickly, and as oddly as they come: error values, formulas, cells stored twice,
both date systems.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from pfreport.kinds import Month
from pfreport.origins import column_letters

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    "<styleSheet "
    f"{_MAIN}><fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
    "<cellStyleXfs><xf/></cellStyleXfs>"
    '<cellXfs><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
EPOCHS = {1900: dt.date(1899, 12, 30), 1904: dt.date(1904, 1, 1)}


@dataclass(frozen=True)
class ErrorValue:
    """#REF! and its like."""

    text: str


@dataclass(frozen=True)
class Formula:
    """A formula, and the cell it shows; None where no program has calculated it."""

    text: str
    result: object = None


@dataclass(frozen=True)
class Twice:
    """A cell the file holds twice."""

    one: object
    other: object


@dataclass
class Page:
    """One sheet: cells by (row, column) from 1, and what is odd about it."""

    name: str
    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    disordered: bool = False
    cut_off: bool = False


def write_book(path: Path, pages: Iterable[Page], date_system: int = 1900) -> Path:
    """Writes a workbook of these sheets, in this order."""
    pages = list(pages)
    numbers = range(1, len(pages) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET}.worksheet+xml"/>'
        for n in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        'Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
        '<Override PartName="/xl/styles.xml" '
        f'ContentType="{_SHEET}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(pages, date_system),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": _STYLES,
    } | {
        f"xl/worksheets/sheet{n}.xml": _sheet(page, EPOCHS[date_system])
        for n, page in enumerate(pages, 1)
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        for name, text in parts.items():
            file.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return path


def _workbook(pages: Iterable[Page], date_system: int) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(page.name)} sheetId="{n}"{_HIDDEN * page.hidden} r:id="r{n}"/>'
        for n, page in enumerate(pages, 1)
    )
    return (
        f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><workbookPr '
        f'date1904="{int(date_system == 1904)}"/><sheets>{sheets}</sheets></workbook>'
    )


_HIDDEN = ' state="hidden"'


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    lines = (
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _sheet(page: Page, epoch: dt.date) -> str:
    rows: dict[int, list[str]] = {}
    for (row, column), value in sorted(page.cells.items()):
        if value is not None:
            rows.setdefault(row, []).extend(_cells(f"{column_letters(column)}{row}", value, epoch))
    hidden = ' hidden="1"'
    order = sorted(rows, reverse=page.disordered)
    data = "".join(
        f'<row r="{n}"{hidden * (n in page.hidden_rows)}>{"".join(rows[n])}</row>' for n in order
    )
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in page.merges)
    if page.cut_off:
        return f"<worksheet {_MAIN}><sheetData>{data[:-9]}"
    return (
        "<worksheet "
        f"{_MAIN}><sheetData>{data}</sheetData>{f'<mergeCells>{merges}</mergeCells>' if merges else ''}</worksheet>"
    )


def _cells(place: str, value: object, epoch: dt.date) -> Iterable[str]:
    if isinstance(value, Twice):
        yield from _cells(place, value.one, epoch)
        yield from _cells(place, value.other, epoch)
    elif isinstance(value, Formula):
        attributes, content = _content(value.result, epoch, formula=True)
        yield f'<c r="{place}"{attributes}><f>{escape(value.text)}</f>{content}</c>'
    else:
        attributes, content = _content(value, epoch)
        yield f'<c r="{place}"{attributes}>{content}</c>'


def _content(value: object, epoch: dt.date, *, formula: bool = False) -> tuple[str, str]:
    """Attributes and content of a cell."""
    if isinstance(value, str) and not formula:
        return ' t="inlineStr"', f'<is><t xml:space="preserve">{_escaped(value)}</t></is>'
    attributes, text = _stored(value, epoch)
    return attributes, "" if text is None else f"<v>{text}</v>"


def _stored(value: object, epoch: dt.date) -> tuple[str, str | None]:
    """The type and the text of a stored value."""
    match value:
        case ErrorValue():
            return ' t="e"', escape(value.text)
        case str():
            return ' t="str"', escape(value)
        case bool():
            return ' t="b"', str(int(value))
        case Month() | dt.date():
            day = value.first_day if isinstance(value, Month) else value
            return ' s="1"', str((day - epoch).days)
        case _:
            return "", None if value is None else repr(value)


def _escaped(text: str) -> str:
    """As spreadsheet programs write what XML cannot hold."""
    return escape("".join(c if c in "\t\n" or ord(c) >= 32 else f"_x{ord(c):04X}_" for c in text))
