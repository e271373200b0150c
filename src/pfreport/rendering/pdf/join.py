"""Joins finished PDFs into one: pages with their tags, parent tree, outline and destinations; links
between them become jumps.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, Pdf, String

CONTENTS = "contents.pdf"
Places = Mapping[Any, Any]
"""Pages of the joined file by the numbers of the objects they were in their own."""

_TITLE = re.compile(r'(<rdf:li xml:lang="x-default">)[^<]*')


def join_pack(
    parts: Sequence[tuple[str, bytes | Pdf]], contents: bytes | None, title: str
) -> bytes:
    """One PDF of the parts (path in the pack, content or open file), the contents before them; the
    same bytes on a rerun.

    Attachments, language and colour profile are those of the first part.
    """
    named = [*([(CONTENTS, contents)] if contents is not None else []), *parts]
    with ExitStack() as opened, Pdf.new() as pack:
        sources = [
            (name, one if isinstance(one, Pdf) else opened.enter_context(open_pdf(one)))
            for name, one in named
        ]
        _describe(pack, sources[len(named) - len(parts)][1], title)
        tree = _Tree(pack)
        first_pages = {name: _add(pack, source, name, tree) for name, source in sources}
        tree.close()
        places = {name: _places(pack, source, first_pages[name]) for name, source in sources}
        tops = {name: pack.pages[first] for name, first in first_pages.items()}
        _write_destinations(pack, sources, places)
        _outline(pack, sources, places)
        for name, source in sources:
            for page in pack.pages[first_pages[name] : first_pages[name] + len(source.pages)]:
                _turn_links(page, name, tops)
        target = io.BytesIO()
        pack.save(
            target,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=ObjectStreamMode.generate,
        )
        return target.getvalue()


def open_pdf(content: bytes) -> Pdf:
    """A finished PDF, to be closed by whoever opens it. Joining it changes it."""
    return Pdf.open(io.BytesIO(content))


def without_others(name: str, content: bytes) -> bytes:
    """One PDF as it is, but for the links to other files, which lead nowhere."""
    with open_pdf(content) as opened:
        for page in opened.pages:
            _turn_links(page, name, {})
        target = io.BytesIO()
        opened.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return target.getvalue()


class _Tree:
    """The tag tree of the joined file: one Part a report, parent numbers shifted past those
    before.
    """

    def __init__(self, pack: Pdf) -> None:
        self._pack = pack
        self._parts = Array()
        self._numbers: list[Any] = []
        self._names: list[tuple[bytes, Any]] = []
        self._next = 0
        self._document = pack.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, K=self._parts)
        )

    def add(self, source: Pdf, pages: Sequence[Any]) -> None:
        """Takes over a source's tags; its pages are in the pack already, so that tags point at
        them.
        """
        root = self._pack.copy_foreign(source.Root.StructTreeRoot)
        for element in root.K:
            element.S, element.P = Name.Part, self._document
            self._parts.append(element)
        numbers = list(root.ParentTree.Nums)
        for key, found in zip(numbers[::2], numbers[1::2], strict=True):
            self._numbers += (int(key) + self._next, found)
        for page in pages:
            page.obj.StructParents += self._next
            for annotation in page.obj.get("/Annots", ()):
                annotation.StructParent += self._next
        if "/IDTree" in root:
            names = list(root.IDTree.Names)
            self._names += (
                (bytes(name), found) for name, found in zip(names[::2], names[1::2], strict=True)
            )
        self._next += max((int(key) for key in numbers[::2]), default=-1) + 1

    def close(self) -> None:
        """Writes the root."""
        root = self._pack.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=Array([self._document]))
        )
        root.ParentTree = self._pack.make_indirect(Dictionary(Nums=Array(self._numbers)))
        root.ParentTreeNextKey = self._next
        flat = [
            one
            for name, found in sorted(self._names, key=lambda pair: pair[0])
            for one in (String(name), found)
        ]
        root.IDTree = self._pack.make_indirect(Dictionary(Names=Array(flat)))
        self._document.P = root
        self._pack.Root.StructTreeRoot = root


def _describe(pack: Pdf, source: Pdf, title: str) -> None:
    """Language, viewer settings, colour profile, attachments and metadata."""
    for key in ("/Lang", "/MarkInfo", "/ViewerPreferences", "/OutputIntents", "/AF"):
        if key in source.Root:
            pack.Root[key] = _copied(pack, source.Root[key])
    pack.Root.Names = Dictionary()
    if "/EmbeddedFiles" in source.Root.get("/Names", {}):
        pack.Root.Names.EmbeddedFiles = _copied(pack, source.Root.Names.EmbeddedFiles)
    for key, value in source.docinfo.items():
        pack.docinfo[key] = String(str(value))
    pack.docinfo[Name.Title] = String(title)
    described = _TITLE.sub(
        lambda found: found[1] + escape(title), source.Root.Metadata.read_bytes().decode(), count=1
    )
    pack.Root.Metadata = pack.make_stream(described.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _copied(pack: Pdf, given: Any) -> Any:
    """An object of another file; copying wants indirect ones, so what is direct is copied item
    by item.
    """
    if given.is_indirect:
        return pack.copy_foreign(given)
    if isinstance(given, Array):
        return Array([_copied(pack, one) if hasattr(one, "is_indirect") else one for one in given])
    if isinstance(given, Dictionary):
        return Dictionary(
            {
                key: _copied(pack, one) if hasattr(one, "is_indirect") else one
                for key, one in given.items()
            }
        )
    return given


def _add(pack: Pdf, source: Pdf, name: str, tree: _Tree) -> int:
    """Appends a source's pages and tags; the position of its first page."""
    first = len(pack.pages)
    for annotation in _annotations(source.pages):
        if "/Dest" in annotation:
            annotation.Dest = String(f"{name}#{annotation.Dest}")
    names = _names(source)
    for i in range(0, len(names), 2):
        names[i] = String(f"{name}#{names[i]}")
    pack.add_pages_from(source)
    tree.add(source, pack.pages[first:])
    return first


def _names(source: Pdf) -> Any:
    """The named destinations of a file: name, place, name, place …"""
    return (
        source.Root.Names.Dests.Names
        if "/Names" in source.Root and "/Dests" in source.Root.Names
        else Array()
    )


def _annotations(pages: Any) -> Iterator[Any]:
    for page in pages:
        yield from page.obj.get("/Annots", ())


def _write_destinations(
    pack: Pdf, sources: Sequence[tuple[str, Pdf]], places: Mapping[str, Places]
) -> None:
    """Every named destination of every part, under the part's name."""
    found: list[tuple[bytes, Any]] = []
    for name, source in sources:
        pairs = list(_names(source))
        found += (
            (bytes(key), _moved(where, places[name]))
            for key, where in zip(pairs[::2], pairs[1::2], strict=True)
        )
    flat = [
        one
        for key, where in sorted(found, key=lambda pair: pair[0])
        for one in (String(key), where)
    ]
    pack.Root.Names.Dests = pack.make_indirect(Dictionary(Names=Array(flat)))


def _places(pack: Pdf, source: Pdf, first: int) -> Places:
    """The pages of the joined file by the names they had in a source."""
    pages = pack.pages[first : first + len(source.pages)]
    return {before.objgen: page.obj for before, page in zip(source.pages, pages, strict=True)}


def _moved(destination: Any, places: Places) -> Any:
    page, *rest = destination
    return Array([places[page.objgen], *rest])


def _outline(pack: Pdf, sources: Sequence[tuple[str, Pdf]], places: Mapping[str, Places]) -> None:
    with pack.open_outline() as outline:
        for name, source in sources:
            if "/Outlines" in source.Root:
                outline.root.extend(_items(source.Root.Outlines, places[name]))


def _items(parent: Any, places: Places) -> Iterator[OutlineItem]:
    item = parent.get("/First")
    while item is not None:
        copied = OutlineItem(str(item.Title), _moved(item.Dest, places))
        copied.children.extend(_items(item, places))
        copied.is_closed = True
        yield copied
        item = item.get("/Next")


def _turn_links(page: Any, name: str, tops: Mapping[str, Any]) -> None:
    """Links to other parts become jumps to their first page; links to files that are not in the
    pack lead nowhere.
    """
    for annotation in page.obj.get("/Annots", ()):
        address = str(annotation.get("/A", {}).get("/URI", ""))
        if not address or ":" in address:
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
        del annotation["/A"]
        if target in tops:
            first = tops[target]
            annotation.Dest = Array([first.obj, Name.XYZ, 0, first.mediabox[3], 0])
