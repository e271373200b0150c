"""Where the figures of a printed report came from, said once: what figures have in common stands at
the head of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pfreport import values as v
from pfreport.rendering.page.tables import letters
from pfreport.rendering.text.addresses import gathered
from pfreport.rendering.text.values import INPUT, Formats
from pfreport.report.parts.blocks import Provenance
from pfreport.words.catalogue import key_of

LONG = 60
"""Inputs or cells of more characters that stood before are not written out again."""

COMMON = 20
"""What so many figures were made with stands before all of them, by a letter."""


@dataclass(frozen=True, slots=True)
class Made:
    """What figures were made from: inputs by name, letters of those that are common to many, cells,
    coverage.
    """

    inputs: str = ""
    marks: str = ""
    cells: str = ""
    coverage: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what it is about, its value, and what is its own of what it was made from."""

    about: str
    value: str
    made: Made


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one formula: the measure where they are all of one, the formula, what all of them
    were made from.
    """

    measure: str
    formula: str
    shared: Made
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """Inputs that many figures have, by letter, and the figures by formula."""

    common: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class _Origin:
    """A figure with its inputs, cells and coverage as texts."""

    source: Provenance
    inputs: tuple[str, ...]
    cells: str
    coverage: str


def explained(sources: Sequence[Provenance], formats: Formats) -> Explained:
    """The figures together where they have their formula in common, in the order of their first
    ones.
    """
    cells = {source.figure: source.cells for source in sources}
    groups: dict[str, list[_Origin]] = {}
    for source in sources:
        groups.setdefault(source.formula, []).append(_origin(source, cells, formats))
    uses = Counter(one for group in groups.values() for origin in group for one in origin.inputs)
    marks = {
        text: letters(number)
        for number, text in enumerate(text for text, uses in uses.items() if uses >= COMMON)
    }
    writer = _Writer(formats, marks)
    return Explained(
        tuple((letter, text) for text, letter in marks.items()),
        tuple(writer.write(group) for group in groups.values()),
    )


def _origin(source: Provenance, cells: Mapping[str, tuple[str, ...]], formats: Formats) -> _Origin:
    """The cells are all but those of inputs that have a line of their own."""
    elsewhere = {
        cell
        for _, given in source.inputs
        for cell in cells.get(getattr(given, "figure", None) or "", ())
    }
    named = [
        formats.said("sources.input", name=name, value=formats.text(given, INPUT))
        for name, given in source.inputs
    ]
    more = [formats.said("sources.more", count=source.more_inputs)] if source.more_inputs else []
    own = "; ".join(gathered(cell for cell in source.cells if cell not in elsewhere))
    return _Origin(
        source, (*named, *more), own, formats.text(source.coverage) if source.coverage else ""
    )


class _Writer:
    """Writes groups one after the other; it knows the letters of common inputs, and what it has
    written where.
    """

    def __init__(self, formats: Formats, marks: Mapping[str, str]) -> None:
        self._formats = formats
        self._marks = marks
        self._written: dict[str, str] = {}

    def write(self, group: Sequence[_Origin]) -> Group:
        """One group; what stood before is referred to."""
        measures = {self._part(one.source, "measure") for one in group}
        measure = measures.pop() if len(measures) == 1 and len(group) > 1 else ""
        inputs = tuple(text for text in group[0].inputs if all(text in one.inputs for one in group))
        cells, coverage = (
            _same(getattr(one, name) for one in group) for name in ("cells", "coverage")
        )
        if len(group) == 1:
            inputs, cells, coverage = (), "", ""
        shared = self._made(
            inputs, cells, coverage, measure or self._formats.text(group[0].source.label)
        )
        return Group(
            measure,
            group[0].source.formula,
            shared,
            tuple(self._line(one, measure, inputs, cells, coverage) for one in group),
        )

    def _line(
        self, one: _Origin, measure: str, inputs: Sequence[str], cells: str, coverage: str
    ) -> Line:
        name = self._formats.text(one.source.label)
        own = tuple(text for text in one.inputs if text not in inputs)
        made = self._made(own, "" if cells else one.cells, "" if coverage else one.coverage, name)
        return Line(
            self._part(one.source, "subject") if measure else name,
            self._formats.text(one.source.value),
            made,
        )

    def _made(self, inputs: Sequence[str], cells: str, coverage: str, name: str) -> Made:
        marks = " ".join(self._marks[text] for text in inputs if text in self._marks)
        named = "; ".join(text for text in inputs if text not in self._marks)
        return Made(
            self._once("inputs", named, name), marks, self._once("cells", cells, name), coverage
        )

    def _once(self, what: str, text: str, name: str) -> str:
        """A long text, or where it was written before."""
        if len(text) < LONG:
            return text
        before = self._written.setdefault(text, name)
        if before == name:
            return text
        return self._formats.said(key_of("sources.as_for", what), figure=before)

    def _part(self, source: Provenance, name: str) -> str:
        """The measure or the subject of a label."""
        label = source.label
        given = label.values.get(name) if isinstance(label, v.Sentence) else None
        return self._formats.text(given if given is not None else label)


def _same(texts: Iterable[str]) -> str:
    """What all texts say; nothing where they differ."""
    found = set(texts)
    return found.pop() if len(found) == 1 else ""
