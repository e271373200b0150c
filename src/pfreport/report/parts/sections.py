"""A section of a report as the contents list it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pfreport.advice.findings import Findings
from pfreport.model.portfolio import RECORDS, field_of
from pfreport.report.parts.blocks import Section

Compose = TypeVar("Compose", bound=Callable[..., Section | None])


@dataclass(frozen=True, slots=True)
class Part(Generic[Compose]):
    """A section: the function that composes it, the key of its name, and the sheets that would fill
    it.
    """

    compose: Compose
    name: str
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
