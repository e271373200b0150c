"""Arguments and options that several commands share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from pfreport.errors import UsageError

Workbook = Annotated[
    Path,
    typer.Argument(
        metavar="WORKBOOK",
        help="The workbook (.xlsx, .xlsm, .ods), or a folder of .csv files.",
        show_default=False,
        readable=False,
    ),
]
"""That it can be read is found out by reading it: who runs pfreport from cron is told so by the
exit code of that.
"""

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="Another status date, e.g. 2026-10-31.", show_default=False
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Every error stops the build.")]


def day(text: str | None, option: str) -> dt.date | None:
    """An ISO date given as an option; UsageError for anything else."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"{option} {text!r} is no date", f"write it as 2026-10-31: {option} 2026-10-31"
        ) from error


def words(text: str | None) -> tuple[str, ...]:
    """A list given as one option, separated by commas."""
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())
