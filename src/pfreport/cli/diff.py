"""`pfreport diff`: what moved between two packs or workbooks, and the cells that moved it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pfreport.cli.options import AsOf, day
from pfreport.errors import MissingFileError

if TYPE_CHECKING:
    import datetime as dt

    from pfreport.history.snapshot import Snapshot


class Form(StrEnum):
    """How it is printed."""

    TEXT = "text"
    JSON = "json"


Side = Annotated[Path, typer.Argument(help="A pack's folder or a workbook.", show_default=False)]


def diff(
    before: Side,
    now: Side,
    form: Annotated[Form, typer.Option("--format", help="text or json.")] = Form.TEXT,
    as_of: AsOf = None,
) -> None:
    """Says what moved from one to the other and which cells moved it; --as-of is the status date of
    workbooks.

    Example: pfreport diff reports/2026-09 reports/2026-10
    """
    from pfreport.history.movement import movement
    from pfreport.rendering.data.diff import diff_json, diff_text

    moved_to = day(as_of, "--as-of")
    first, then = (_snapshot(path, moved_to) for path in (before, now))
    moved = movement(first, then)
    typer.echo(
        diff_json(moved) if form is Form.JSON else diff_text(moved, then.portfolio), nl=False
    )


def _snapshot(path: Path, as_of: dt.date | None) -> Snapshot:
    """A folder is a pack, a file a workbook, measured now."""
    from pfreport.history.past_pack import read_pack
    from pfreport.pipeline import find, present
    from pfreport.workbook.examine import examine

    if path.is_dir():
        return read_pack(path.resolve())
    if not path.exists():
        raise MissingFileError(
            f"no such pack or workbook: {path}",
            "name a pack's folder, e.g. reports/2026-09, or a workbook",
        )
    return present(find(examine(path, {"status_date": as_of} if as_of else {})))
