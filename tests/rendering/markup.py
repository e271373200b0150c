"""Reads a page as a browser would: its elements, their attributes, its text."""

from __future__ import annotations

from html.parser import HTMLParser


class Markup(HTMLParser):
    """Elements in order, and the text outside style and script."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, str] = {}
        self._inside = ""
        self._texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._inside = tag if tag in ("style", "script") else ""

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside:
            self.raw[self._inside] = self.raw.get(self._inside, "") + data
        else:
            self._texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self._texts).replace("\u00a0", " ").split())

    def all(self, attribute: str) -> list[str]:
        """Every value of an attribute."""
        return [
            str(attributes[attribute]) for _, attributes in self.elements if attribute in attributes
        ]
