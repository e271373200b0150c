"""How a sheet's XML is spelled: as spreadsheet programs write it, or so that two readers may see
two contents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Comments, CDATA, character references, elements of other vocabularies that end like ours, and
# values with more behind them. Patterns that begin with what is rare are searched faster than bytes
# are.
_ODD = tuple(map(re.compile, (b"<!", b"&#", b":(?:row|c|v)>", b"</v>(?!</c>)")))
# The address where all attributes are as usual; empty for any other cell or row. What was taken is
# not given back (+), which saves a third.
_CELL = re.compile(
    rb'<c(?: r="([A-Z]{1,3}+[1-9][0-9]*+)"(?: s="[0-9]++")?+(?: '
    rb't="(?:[a-z]{1,3}+"|inlineStr"(?=><is)))?+/?+>|[\s/>])'
)
_ROW = re.compile(rb'<row(?: r="([1-9][0-9]{0,8})"|[\s/>])')


def is_odd(sheet: bytes) -> bool:
    """Whether a sheet is spelled as no spreadsheet program spells one; it is written anew before it
    is read.
    """
    return _is_odd(sheet, _CELL.findall(sheet), _ROW.findall(sheet))


def is_plain(sheet: bytes) -> bool:
    """Whether a sheet is spelled as usual, and holds its rows in order and no cell twice."""
    cells, rows = _CELL.findall(sheet), _ROW.findall(sheet)
    if _is_odd(sheet, cells, rows) or len(set(cells)) != len(cells):
        return False
    numbers = [*map(int, rows)]
    return all(map(int.__lt__, numbers, numbers[1:]))


def in_utf8(xml: bytes) -> bytes:
    """A part's text in UTF-8."""
    if xml.startswith(UTF_16):
        return xml.decode("utf-16").encode()
    if b"\0" in xml[:4]:
        return xml.decode("utf-16-be" if xml.startswith(b"\0") else "utf-16-le").encode()
    return xml


def _is_odd(sheet: bytes, cells: Sequence[bytes], rows: Sequence[bytes]) -> bool:
    return (
        b"" in cells
        or b"" in rows
        or any(mark.search(sheet) for mark in _ODD)
        or sheet.find(b"<?", 4)
        >= 0  # the declaration stands before, after a byte order mark perhaps
        or sheet.count(b"<sheetData") != 1
    )
