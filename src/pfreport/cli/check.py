"""`pfreport check`: every fault of a workbook at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pfreport.cli.options import AsOf, Strict, Workbook, day
from pfreport.faults import Fault, FaultGroup, Severity, grouped
from pfreport.settings import declared
from pfreport.workbook.examine import Examined, examine, judge_quickly


class Format(StrEnum):
    """How faults are printed."""

    TEXT = "text"
    JSON = "json"


def check(
    workbook: Workbook,
    output: Annotated[
        Format, typer.Option("--format", help="text, or JSON as in faults.json.")
    ] = Format.TEXT,
    annotated: Annotated[
        Path | None,
        typer.Option(
            "--annotate",
            metavar="FILE",
            help="Write a copy with the faulty cells coloured and commented.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    strict: Strict = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "-v", "--verbose", help="Each fault by itself, and each setting and where it came from."
        ),
    ] = False,
) -> None:
    """Lists every fault with its cell, what was found and what to do.

    Example: pfreport check portfolio.xlsx --format json
    """
    moved = day(as_of, "--as-of")
    examined = _judged(examine(workbook, {"status_date": moved} if moved else {}))
    if output is Format.JSON:
        _print_json(examined)
    else:
        _print_text(examined, verbose=verbose)
    if annotated:
        from pfreport.workbook.annotated.annotate import annotate

        annotate(workbook, examined.source.sha256, examined.faults, annotated)
    raise typer.Exit(_exit_code(examined, strict=strict))


def _judged(examined: Examined) -> Examined:
    """With the warnings that need figures."""
    if examined.portfolio is None:
        return examined
    faults = sorted(
        (*examined.faults, *judge_quickly(examined.portfolio)), key=lambda f: f.sort_key
    )
    return replace(examined, faults=tuple(faults))


def _exit_code(examined: Examined, *, strict: bool) -> int:
    errors = any(f.severity is Severity.ERROR for f in examined.faults)
    if examined.portfolio is None or (strict and errors):
        return 65
    return 3 if errors else 0


def _print_json(examined: Examined) -> None:
    from pfreport.rendering.data.exports import faults_json

    left_out = examined.portfolio.left_out if examined.portfolio else ()
    typer.echo(faults_json(examined.source, examined.faults, left_out).content.decode(), nl=False)


def _print_text(examined: Examined, *, verbose: bool) -> None:
    for group in grouped(examined.faults):
        for line in [_line(one) for one in group.faults] if verbose else [_together(group)]:
            typer.echo(line)
    counts = Counter(f.severity for f in examined.faults)
    typer.echo(
        f"{examined.source.name}: {_many(counts[Severity.ERROR], 'error')}, "
        f"{_many(counts[Severity.WARNING], 'warning')}"
    )
    for sheet, rows in examined.source.rows.items():
        typer.echo(
            f"  {sheet}: "
            + ", ".join(
                f"{number} {what}" for what, number in rows.items() if number or what == "read"
            )
        )
    if verbose and examined.portfolio:
        settings = examined.portfolio.settings
        for key in declared():
            origin = settings.at(key)
            typer.echo(
                f"  {key} = {_shown(getattr(settings, key))} "
                f"({origin.address if origin else 'default'})"
            )


def _line(fault: Fault) -> str:
    where = f"  {fault.hint}" if fault.hint else ""
    return f"{fault.severity}: {fault.origin.address}: {fault.message} [{fault.code}]\n{where}"


def _together(group: FaultGroup) -> str:
    """One line for the same fault in many cells of a column: -v and --format json have each."""
    if not group.others:
        return _line(group.first)
    first = group.first
    where = f"{', '.join(group.cells)} and {group.others} more"
    hint = f"\n  {group.hint}" if group.hint else ""
    return f"{first.severity}: {where}: {group.message} [{first.code}]{hint}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _shown(value: object) -> str:
    return (
        value.isoformat()
        if isinstance(value, dt.date)
        else "not set"
        if value is None
        else str(value)
    )
