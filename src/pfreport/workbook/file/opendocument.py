"""Reads OpenDocument spreadsheets (.ods); runs in the process that reads."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pfreport.workbook.file.scan import MOST_SHEET_COLUMNS, MOST_SHEET_ROWS, Place

_PROBLEM = re.compile(r"#[A-ZÄÖÜ0-9/]+[!?]?|Err:\d+")
_HIDDEN = ("collapse", "filter")
Notes = list[tuple[str, range, str]]
"""What is to be noted of a row: of which kind, at which columns, with which text."""


def read_open_document(path: str) -> list[dict[str, Any]]:
    """Every sheet, in the form the reading process hands over. ValueError where the file cannot be
    read.
    """
    # other workbooks are read without
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    with zipfile.ZipFile(path) as archive:
        if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read(
            "META-INF/manifest.xml"
        ):
            raise ValueError("it is protected by a password; remove the password and save it again")
        root = fromstring(archive.read("content.xml"), forbid_dtd=True)
    hidden = {
        _get(style, "name")
        for style in _every(root, "style")
        if any(_get(p, "display") == "false" for p in style)
    }
    return [
        _Sheet().read(table, visible=_get(table, "style-name") not in hidden)
        for table in _every(root, "table")
        if _get(table, "name")
    ]


@dataclass(slots=True)
class _Sheet:
    """One table on its way: rows of plain values, and what stands beside them."""

    rows: list[list[Any]] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    uncalculated: set[Place] = field(default_factory=set)
    linked: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[tuple[Place, Place]] = field(default_factory=list)
    far: list[Place] = field(default_factory=list)

    def read(self, table: Any, *, visible: bool) -> dict[str, Any]:
        """The sheet as plain values."""
        row = 0
        for element in _rows(table):
            times = _repeated(element, "number-rows-repeated")
            values, notes = self._cells(element, row)
            if values:
                self._note(notes, range(row, min(row + times, MOST_SHEET_ROWS)))
                self._add(values, row, times, hidden=_get(element, "visibility") in _HIDDEN)
            row += times
        width = max(map(len, self.rows), default=0)
        found = {
            name: getattr(self, name)
            for name in ("errors", "uncalculated", "linked", "hidden_rows", "far")
        }
        rows = [values + [""] * (width - len(values)) for values in self.rows]
        return {
            "name": _get(table, "name"),
            "visible": visible,
            "rows": rows,
            "merges": self.merges,
            "found": found,
        }

    def _add(self, values: list[Any], row: int, times: int, *, hidden: bool) -> None:
        if row + times > MOST_SHEET_ROWS:
            self.far.append((row, 0))
            return
        self.rows += [[] for _ in range(row - len(self.rows))]
        self.rows += [values] * times
        self.hidden_rows |= {*range(row, row + times)} if hidden else set()

    def _note(self, notes: Notes, rows: range) -> None:
        """Notes what stands beside the values of a row, for each of the rows it stands for."""
        for note, places, text in notes:
            for place in ((row, column) for row in rows for column in places):
                if note == "errors":
                    self.errors[place] = text
                else:
                    (self.linked if note == "linked" else self.uncalculated).add(place)

    def _cells(self, element: Any, row: int) -> tuple[list[Any], Notes]:
        """The values of a row up to the last that is filled, and what stands beside them."""
        values: list[Any] = []
        notes: Notes = []
        column = 0
        for cell in element:
            name = _tag(cell)
            if name not in ("table-cell", "covered-table-cell"):
                continue
            times = _repeated(cell, "number-columns-repeated")
            value, problem = _value(cell)
            if column + times > MOST_SHEET_COLUMNS and (value != "" or problem):
                self.far.append((row, column))
            elif value != "" or problem:
                values += [""] * (column - len(values)) + [value] * times
                notes += [
                    (note, range(column, column + times), text) for note, text in problem.items()
                ]
            self._span(cell, row, column)
            column += times
        return values, notes

    def _span(self, cell: Any, row: int, column: int) -> None:
        down, across = (
            _repeated(cell, "number-rows-spanned"),
            _repeated(cell, "number-columns-spanned"),
        )
        if down > 1 or across > 1:
            self.merges.append(((row, column), (row + down - 1, column + across - 1)))


def _value(cell: Any) -> tuple[Any, dict[str, str]]:
    """A cell's plain value, and what stands beside it: errors with its text, uncalculated,
    linked.
    """
    formula, kind = _get(cell, "formula"), _get(cell, "value-type")
    text = "\n".join(_text(p) for p in cell if _tag(p) == "p")
    linked = {"linked": ""} if formula and "'file:" in formula else {}
    if formula and not kind and not text:
        return "", linked | {"uncalculated": ""}
    if _is_error(cell) or (formula and _PROBLEM.fullmatch(text)):
        return "", linked | {"errors": text or "#N/A"}
    return _typed(cell, kind, text), linked


def _typed(cell: Any, kind: str | None, text: str) -> Any:
    if kind in ("float", "percentage", "currency"):
        return float(_get(cell, "value") or "nan")
    if kind == "date":
        return _day(_get(cell, "date-value") or text)
    if kind == "boolean":
        return _get(cell, "boolean-value") == "true"
    return text or _get(cell, "string-value") or ""


def _day(text: str) -> Any:
    """A date, or the text itself where it is none that we know."""
    try:
        return dt.datetime.fromisoformat(text[:26]) if "T" in text else dt.date.fromisoformat(text)
    except ValueError:
        return text


def _is_error(cell: Any) -> bool:
    """LibreOffice keeps the kind of an error in an attribute of its own."""
    return any(
        key.endswith("}value-type") and value == "error" for key, value in cell.attrib.items()
    )


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, those of groups and of header rows too, not those of a table within a
    cell.
    """
    for child in table:
        if _tag(child) == "table-row":
            yield child
        elif _tag(child) in ("table-row-group", "table-header-rows", "table-rows"):
            yield from _rows(child)


def _text(element: Any) -> str:
    """The text of a paragraph; runs of blanks and tabs are elements of their own."""
    parts = [element.text or ""]
    for child in element:
        name = _tag(child)
        if name == "s":
            parts.append(" " * _repeated(child, "c"))
        elif name in ("tab", "line-break"):
            parts.append("\t" if name == "tab" else "\n")
        elif name != "annotation":
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _every(element: Any, name: str) -> Iterator[Any]:
    return (child for child in element.iter() if _tag(child) == name)


def _repeated(element: Any, name: str) -> int:
    return max(int(_get(element, name) or 1), 1)


def _get(element: Any, name: str) -> str | None:
    """An attribute by its local name; LibreOffice's own namespace comes last."""
    return next(
        (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None
    )


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
