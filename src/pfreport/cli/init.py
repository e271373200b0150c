"""`pfreport init`: a workbook to fill in, or a filled one to look at."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from pfreport import assets
from pfreport.errors import CannotWriteError


def init(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="The workbook to write.", show_default=True)] = Path("portfolio.xlsx"),
    sample: Annotated[bool, typer.Option("--sample", help="Write the sample portfolio instead of a blank workbook.")] = False,
) -> None:
    """Writes the blank standard workbook, or the filled sample. An existing file is never replaced.

    Example: pfreport init my-portfolio.xlsx
    """
    if file.exists():
        raise CannotWriteError(f"{file} is there already", "name another file, or move it away first")
    try:
        _write(file, sample=sample)
    except OSError as error:
        raise CannotWriteError(f"cannot write {file}: {error.strerror or error}", "choose a folder you may write to") from error
    typer.echo(file)


def _write(file: Path, *, sample: bool) -> None:
    if sample:
        shutil.copyfile(assets.folder("samples") / "portfolio.xlsx", file)
        return
    from pfreport.workbook.blank import write_blank

    write_blank(file)
