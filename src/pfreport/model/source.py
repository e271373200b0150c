"""The workbook everything was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """The workbook a report was made from: its file name and the SHA-256 of its bytes; rows by
    sheet as read.
    """

    name: str
    sha256: str
    rows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
