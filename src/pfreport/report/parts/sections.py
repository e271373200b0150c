"""Sections: as the contents list them, and how the blocks of one are put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Generic, TypeVar

from pfreport.advice.findings import Findings
from pfreport.model.portfolio import RECORDS, field_of
from pfreport.report.parts.blocks import Beside, Block, Chart, Section, Text
from pfreport.values import Value
from pfreport.words.keys import Key

Compose = TypeVar("Compose", bound=Callable[..., Section | None])


@dataclass(frozen=True, slots=True)
class Part(Generic[Compose]):
    """A section: the function that composes it, the key of its name, and the sheets that would fill
    it.
    """

    compose: Compose
    name: Key
    sheets: tuple[str, ...]


def without_rows(parts: tuple[Part[Compose], ...], findings: Findings) -> tuple[Part[Compose], ...]:
    """The parts whose sheets hold no row at all, so that no subject has them."""
    filled = filled_sheets(findings)
    return tuple(part for part in parts if part.sheets and not filled.intersection(part.sheets))


def filled_sheets(findings: Findings) -> frozenset[str]:
    """The sheets that have a row."""
    return frozenset(
        record.sheet.name for record in RECORDS if getattr(findings.portfolio, field_of(record))
    )


def composed(
    parts: tuple[Part[Compose], ...], *subject: object
) -> tuple[tuple[Section, ...], tuple[Part[Compose], ...]]:
    """The sections that have data, in the order of the parts, and the parts that have none."""
    pairs = [(part, part.compose(*subject)) for part in parts]
    return tuple(section for _, section in pairs if section is not None), tuple(
        part for part, section in pairs if section is None
    )


def kept(*blocks: Block | None) -> tuple[Block, ...]:
    """The blocks that have anything to show."""
    return tuple(block for block in blocks if block is not None)


def beside(blocks: Iterable[Block | None], widths: tuple[float, ...]) -> Block | None:
    """Blocks side by side; a block that has no neighbour stands alone."""
    shown = kept(*blocks)
    if len(shown) < 2:
        return shown[0] if shown else None
    return Beside(shown, widths)


def small_print(notes: Iterable[Value]) -> Text | None:
    """What the blocks above must be read with."""
    paragraphs = tuple(notes)
    return Text(paragraphs, note=True) if paragraphs else None


def points(lines: Iterable[Value], heading: Value | None = None) -> Text | None:
    """A list of sentences."""
    items = tuple(lines)
    return Text(items, heading=heading, items=True) if items else None


def chart(
    drawing: ModuleType, *subject: object, caption: Value | None = None, note: Value | None = None
) -> Chart | None:
    """One chart of `charts/` over its subject (findings, perhaps a project's ID); None where there
    is nothing to draw.
    """
    data = drawing.prepare(*subject)
    if data is None:
        return None
    return Chart(
        drawing.NAME, drawing.NAME, data, drawing.alt(data), drawing.table(data), caption, note
    )
