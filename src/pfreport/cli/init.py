"""`pfreport init`: a workbook to fill in or to look at, the templates, a commented `pfreport.toml`
or one guessed for a workbook.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from pfreport import assets
from pfreport.errors import CannotWriteError, UsageError
from pfreport.settings import CONFIG_NAME

WORKBOOK = "portfolio.xlsx"


def init(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help=f"What to write [{WORKBOOK}; with --from {CONFIG_NAME} beside it].",
            show_default=False,
        ),
    ] = None,
    sample: Annotated[
        bool,
        typer.Option("--sample", help="Write the sample portfolio instead of a blank workbook."),
    ] = False,
    templates: Annotated[
        Path | None,
        typer.Option(
            "--templates",
            metavar="DIR",
            help="Copy the templates there instead, to change the look.",
        ),
    ] = None,
    config: Annotated[
        bool, typer.Option("--config", help=f"Write a commented {CONFIG_NAME} beside FILE instead.")
    ] = False,
    workbook: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="WORKBOOK",
            help=f"Guess a mapping for a workbook as it is, as {CONFIG_NAME}.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Writes the blank standard workbook, the filled sample, the templates or a configuration. What
    is there is never replaced.

    Example: pfreport init --from our-projects.xlsx
    """
    if workbook is not None:
        target = file or workbook.parent / CONFIG_NAME
        _make(target, lambda: _write_guess(workbook, target))
        return
    blank = file or Path(WORKBOOK)
    if blank.suffix.lower() != ".xlsx" and not config:
        raise UsageError(
            f"{blank} is no name of a workbook",
            f"let it end in .xlsx: {blank.with_suffix('.xlsx')}",
        )
    if templates is None and not config:
        _make(blank, lambda: _write(blank, sample=sample))
    if templates is not None:
        _make(templates, lambda: _copy_templates(templates))
    if config:
        beside = blank.parent / CONFIG_NAME
        _make(beside, lambda: _write_config(beside))


def _make(target: Path, write: Callable[[], object]) -> None:
    """Writes what is not there yet, and prints where."""
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise CannotWriteError(
            f"{target} is there already", "name another place, or move it away first"
        )
    if not target.parent.is_dir():
        raise CannotWriteError(
            f"cannot write {target}: there is no folder {target.parent}",
            "make the folder first, or choose another",
        )
    try:
        write()
    except OSError as error:
        raise CannotWriteError(
            f"cannot write {target}: {error.strerror or error}", "choose a folder you may write to"
        ) from error
    typer.echo(target)


def _write(file: Path, *, sample: bool) -> None:
    if sample:
        shutil.copyfile(assets.folder("samples") / "portfolio.xlsx", file)
        return
    from pfreport.workbook.blank.workbook import write_blank

    write_blank(file)


def _copy_templates(folder: Path) -> None:
    shutil.copytree(
        assets.folder("templates"), folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*")
    )


def _write_guess(workbook: Path, file: Path) -> None:
    from pfreport.workbook.file.csv_folder import likely_encoding
    from pfreport.workbook.file.source import read_workbook
    from pfreport.workbook.guess.guess import guess_mapping

    likely = likely_encoding(workbook)
    raw = read_workbook(workbook, likely.name if likely else None)
    file.write_text(guess_mapping(raw, likely), encoding="utf-8")


def _write_config(file: Path) -> None:
    from pfreport.cli.config_file import commented_config

    file.write_text(commented_config(), encoding="utf-8")
