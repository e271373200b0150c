"""How a project of the samples is written down."""

from __future__ import annotations

from pfreport.model.columns import columns
from pfreport.model.project import Project
from story.rows import Row, value


def project(**fields: object) -> Row:
    """A row of Projects. Dates are written as texts; long texts lose the indentation they are
    written with.
    """
    kinds = {name: column.kind for name, column in columns(Project).items()}
    return {
        name: value(kinds[name], _trimmed(given)) if isinstance(given, str) else given
        for name, given in fields.items()
    }


def _trimmed(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
