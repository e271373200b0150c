"""`pfreport history release`: freezes a month's pack."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pfreport.cli.send import now
from pfreport.errors import MissingFileError, UsageError
from pfreport.history.layout import LATEST
from pfreport.kinds import Month


def release(
    month: Annotated[
        str | None,
        typer.Argument(metavar="[MONTH]", help="As 2026-10 [the latest].", show_default=False),
    ] = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where the packs are.")
    ] = Path("reports"),
    revision: Annotated[
        int | None,
        typer.Option(
            "--revision",
            metavar="N",
            min=1,
            help="One that stands beside [the month's own].",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Freezes a month's pack for good: a later build of that month is a new revision beside it.

    Example: pfreport history release 2026-10
    """
    from pfreport.delivery import pack as packs
    from pfreport.delivery import releases

    if not output.is_dir():
        raise MissingFileError(
            f"there is no folder {output}", "name the folder of the packs with -o"
        )
    asked = packs.pack_at(output / LATEST).month if month is None else Month.parse(month)
    if asked is None:
        raise UsageError(f"{month!r} is no month", "write it as 2026-10")
    released = releases.release(output, asked, revision, now())
    typer.echo(released.folder)
    if why := packs.manifest_of(released.folder).get("why"):
        sys.stderr.write(f"pfreport: {released.folder} is released as it is, incomplete: {why}\n")
