"""What a figure of `measures.json` came from; long lists stand once in the file, however many
figures share them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pfreport.measures.engine.measurement import Given, Measurement
from pfreport.origins import Origin, ranges

MOST_LISTED = 300
"""Sources of one sort that still stand at each figure: of thousands of projects, hundreds of
figures would repeat them.
"""

Content = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """Long lists by their contents, each with the number it goes by: `{3}` stands for each of what
    `sets` has under 3.
    """

    numbers: dict[Content, int] = field(default_factory=dict)

    @property
    def sets(self) -> dict[str, Any]:
        """The lists as the file holds them: of texts, or of values by name."""
        return {
            str(number): dict(found) if isinstance(found[0], tuple) else list(found)
            for found, number in self.numbers.items()
        }

    def sources(self, found: Measurement) -> list[str]:
        """The figures a wider one was made of, and the cells it read itself."""
        figures, cells = _sources(found)
        listed = [
            text
            for (kind, of), keys in figures.items()
            for text in self._listed(sorted(keys), f"{kind}s/", f"/{of}")
        ]
        return sorted({*listed, *self._listed(ranges(cells))})

    def inputs(self, found: Measurement, plain: Mapping[str, Any]) -> dict[str, Any]:
        """The values a figure was made from; of many, those read from cells stand under the number
        of their list.
        """
        cells = {
            name: value for name, value in plain.items() if isinstance(found.inputs[name], Given)
        }
        if len(cells) <= MOST_LISTED or found.subject.kind == "project":
            return dict(plain)
        others = {name: value for name, value in plain.items() if name not in cells}
        return others | {self._name(tuple(sorted(cells.items()))): len(cells)}

    def _listed(
        self, texts: list[str] | tuple[str, ...], before: str = "", behind: str = ""
    ) -> Iterator[str]:
        if len(texts) > MOST_LISTED:
            yield f"{before}{self._name(tuple(texts))}{behind}"
        else:
            yield from (f"{before}{text}{behind}" for text in texts)

    def _name(self, content: Content) -> str:
        return f"{{{self.numbers.setdefault(content, len(self.numbers) + 1)}}}"


def _sources(found: Measurement) -> tuple[Mapping[tuple[str, str], set[str]], list[Origin]]:
    """Keys of subjects by kind and figure, and cells: those of a figure and of the wider figures it
    was made from.
    """
    figures: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    cells: list[Origin] = []
    todo = [found]
    while todo:
        one = todo.pop()
        for member in one.members:
            figures[member.subject.kind, member.id].add(member.subject.key)
        todo += [given for given in one.inputs.values() if isinstance(given, Measurement)]
        cells += [
            origin
            for given in one.inputs.values()
            if isinstance(given, Given)
            for origin in given.origins
        ]
    return figures, cells
