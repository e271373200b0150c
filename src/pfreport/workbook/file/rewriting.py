"""Writes the cells of a sheet anew: the same ones, spelled as every reader reads them."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pfreport.origins import column_letters
from pfreport.workbook.file.scan import SheetRefusedError, column_and_row, end_of

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


def rewritten(xml: bytes) -> bytes:
    """A sheet, given in UTF-8, with its rows and cells written anew. Raises SheetRefusedError for
    what is no address.
    """
    # most workbooks are read without
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415

    outer = DefusedXMLParser(forbid_dtd=True, encoding="utf-8")
    writer = _Writer(xml, outer.parser)
    outer.parser.Parse(xml, True)  # noqa: FBT003 - its only signature: data, whether it is the last
    start, end = writer.span
    return b"".join(
        (
            xml[:start],
            f'<sheetData xmlns="{MAIN[0]}">'.encode(),
            "".join(writer.written).encode(),
            b"</sheetData>",
            xml[end:],
        )
    )


class _Writer:
    """What has been written, the bytes it stands for, and the row and cell the parser is in."""

    def __init__(self, xml: bytes, parser: Any) -> None:
        self.written: list[str] = []
        self.span = (len(xml), len(xml))
        self.xml, self.parser = xml, parser
        self.row = self.column = -1
        self.in_data = self.in_phonetic = False
        self.attributes: dict[str, str] = {}
        self.parts: dict[str, list[str]] = {}
        self.twice = False
        parser.ordered_attributes, parser.buffer_text = False, True
        parser.StartElementHandler, parser.EndElementHandler = self.open, self.close

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins. Elements of other vocabularies say nothing about cells."""
        name = _local(tag)
        if name == "sheetData":
            self.in_data = True
            self.span = (min(self.span[0], self.parser.CurrentByteIndex), self.span[1])
        elif self.in_data and name:
            self.open_in_data(name, attributes)

    def open_in_data(self, name: str, attributes: dict[str, str]) -> None:
        """A row, a cell, or what stands in a cell."""
        if name == "row":
            self.row = _number(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = -1
            hidden = ' hidden="1"' if attributes.get("hidden") in ("1", "true") else ""
            self.written.append(f'<row r="{self.row + 1}"{hidden}>')
        elif name == "c":
            self.attributes, self.parts, self.twice = attributes, {}, False
            self.place(attributes.get("r"))
        elif name == "rPh":
            self.in_phonetic = True
        elif name in ("v", "f") or (name == "t" and not self.in_phonetic):
            self.twice |= name == "v" and "v" in self.parts
            self.parser.CharacterDataHandler = self.parts.setdefault(name, []).append
        elif name == "is":
            self.parts.setdefault("t", [])

    def place(self, address: str | None) -> None:
        """The cell's place: the one it gives, or beside the one before."""
        if address is None:
            self.column += 1
            return
        placed = column_and_row(address.upper())
        if placed is None:
            raise SheetRefusedError(f"it holds a cell with the address {address}")
        self.column, self.row = placed

    def close(self, tag: str) -> None:
        """An element ends."""
        name = _local(tag)
        if name == "sheetData":
            self.in_data = False
            self.span = (self.span[0], end_of(name, self.xml, self.parser.CurrentByteIndex))
        elif name == "rPh":
            self.in_phonetic = False
        elif name in ("v", "f", "t"):
            self.parser.CharacterDataHandler = None
        elif self.in_data and name == "c":
            self.written.append(self.cell() * (1 + self.twice))
        elif self.in_data and name == "row":
            self.written.append("</row>")

    def cell(self) -> str:
        """The cell that ends here."""
        kind, style = self.attributes.get("t"), self.attributes.get("s")
        texts = {name: escape("".join(parts)) for name, parts in self.parts.items()}
        inline = kind == "inlineStr" and "t" in texts
        kind = "str" if kind == "inlineStr" and not inline else kind
        named = [
            ("r", f"{column_letters(self.column + 1)}{self.row + 1}"),
            ("s", style),
            ("t", kind),
        ]
        content = f"<f>{texts['f']}</f>" if "f" in texts else ""
        if inline:
            content += f'<is><t xml:space="preserve">{texts["t"]}</t></is>'
        elif "v" in texts:
            content += f"<v>{texts['v']}</v>"
        given = "".join(f" {key}={quoteattr(value)}" for key, value in named if value is not None)
        return f"<c{given}>{content}</c>"


def _local(tag: str) -> str:
    """The name of an element of a sheet; empty for one of another vocabulary."""
    space, _, name = tag.rpartition("}")
    return name if not space or space in MAIN else ""


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise SheetRefusedError(f"it holds a row with the number {text}")
    return int(text) - 1
