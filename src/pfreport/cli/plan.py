"""`pfreport plan`: which projects to fund, without building a pack."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pfreport.cli.options import AsOf, Workbook, day
from pfreport.errors import CannotWriteError, UsageError, WorkbookError

_TIMES = {
    "": 1.0,
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
}
_AMOUNT = re.compile(rf"(\d+(?:[,' _]\d{{3}})*(?:\.\d+)?)\s*({'|'.join(filter(None, _TIMES))})?")


class Format(StrEnum):
    """How the plan is printed."""

    TEXT = "text"
    JSON = "json"


class Aim(StrEnum):
    """What the plan is to have most of."""

    VALUE = "value"
    ALIGNMENT = "alignment"
    MIX = "mix"


def plan(
    workbook: Workbook,
    budget: Annotated[
        str | None,
        typer.Option(
            "--budget",
            metavar="AMOUNT",
            help="Money there is, e.g. 12m [funding_limit].",
            show_default=False,
        ),
    ] = None,
    maximise: Annotated[
        Aim | None,
        typer.Option(
            "--maximise",
            help="value (npv_to_go), alignment or mix [value where it is known].",
            show_default=False,
        ),
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="text or JSON.")] = Format.TEXT,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Writes the plan as a workbook (.xlsx) too."),
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Says which projects to add, continue, fix, advance, defer, hold or stop, and why.

    Example: pfreport plan portfolio.xlsx --budget 12m --maximise mix
    """
    from pfreport.advice.advice import advise
    from pfreport.advice.selection import Objective
    from pfreport.pipeline import find
    from pfreport.rendering.data import plan as rendering
    from pfreport.workbook.examine import examine

    moved, money = day(as_of, "--as-of"), None if budget is None else amount(budget)
    if out is not None and out.suffix.lower() != ".xlsx":
        raise UsageError(f"--out {out.name!r} is no workbook", "name a file that ends in .xlsx")
    found = find(examine(workbook, {"status_date": moved} if moved else {}))
    objective = Objective(maximise) if maximise else None
    advice = advise(
        found.portfolio, found.measurements, found.ratings, objective=objective, budget=money
    )
    if advice.selection is None:
        raise WorkbookError(
            "no project can be judged", "fill Benefits and Benefit periods, or Goals and Alignment"
        )
    findings = replace(found, advice=advice)
    if out is not None:
        _write(out, rendering.plan_xlsx(findings, advice.selection, out.name).content)
    shown = rendering.plan_json if output is Format.JSON else rendering.plan_text
    typer.echo(shown(findings, advice.selection), nl=False)


def amount(text: str) -> float:
    """Money as people write it: 12m, 12.5 million, 1.5bn, 800k, 12000000, 12,000,000; UsageError
    for anything else.
    """
    found = _AMOUNT.fullmatch(text.strip().lower())
    if found is None:
        raise UsageError(
            f"--budget {text!r} is no amount",
            "write it as 12m, 12.5 million, 800k, 1.5bn or 12000000",
        )
    return float(Decimal(re.sub("[,' _]", "", found[1])) * Decimal(_TIMES[found[2] or ""]))


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise CannotWriteError(
            f"{out} cannot be written: {error.strerror}",
            "name another file, or make the folder first",
        ) from error
