"""What a workbook holds beside its sheets that decides how cells read: texts and formats."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

from pfreport.workbook.file.package import plain_name

TEXTS = "xl/sharedstrings.xml"
STYLES = "xl/styles.xml"
BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
_NOT_A_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beside:
    """How many texts there are, and which styles show a number as a date or a duration."""

    texts: int
    dated: frozenset[str]


def beside(archive: zipfile.ZipFile) -> Beside:
    """Reads both parts; one that is not there holds nothing."""
    stored = {plain_name(part): part for part in archive.namelist()}
    texts = archive.read(stored[TEXTS]) if TEXTS in stored else b""
    return Beside(
        len(_TEXT.findall(texts)),
        _dated(archive.read(stored[STYLES])) if STYLES in stored else frozenset(),
    )


def _dated(styles: bytes) -> frozenset[str]:
    """The indexes of cell styles whose format is one of dates."""
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - most workbooks are read without

    root = fromstring(styles, forbid_dtd=True)
    codes: dict[str, str] = {}
    formats: list[str] = []
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name == "numFmt":
            codes[element.get("numFmtId", "")] = element.get("formatCode", "")
        elif name == "cellXfs":
            formats = [style.get("numFmtId", "0") for style in element]
    return frozenset(str(at) for at, number in enumerate(formats) if _is_date(number, codes))


def _is_date(number: str, codes: dict[str, str]) -> bool:
    if number in codes:
        return bool(re.search("[dmyhs]", _NOT_A_CODE.sub("", codes[number]), re.IGNORECASE))
    return number.isdigit() and int(number) in BUILT_IN_DATES
