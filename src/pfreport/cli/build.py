"""`pfreport build`: from the workbook to the pack."""

from __future__ import annotations

import os
import sys
import time
import webbrowser
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pfreport.cli.log import Log, LogFile, told
from pfreport.cli.options import AsOf, Strict, Workbook, day, words
from pfreport.cli.stopping import renderers
from pfreport.errors import UsageError
from pfreport.faults import Severity
from pfreport.rendering.formats.registry import FORMATS, SCREEN

if TYPE_CHECKING:
    from pfreport.pipeline import Built

PARTIAL = 3
MOST_BOXES = 20


def build(
    workbook: Workbook,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help="Where packs go [reports beside the workbook]."
        ),
    ] = None,
    as_of: AsOf = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="PACK",
            help="The pack that counts as the last: its month, revision or folder.",
        ),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--only", metavar="IDS", help="These project reports and nothing else; needs -o."
        ),
    ] = None,
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="LIST",
            help=f"{', '.join(FORMATS)}, pack (all PDFs as one; unasked up to 300).",
        ),
    ] = ",".join(FORMATS),
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, help="Processes to render with [one a core]."),
    ] = None,
    strict: Strict = False,
    force: Annotated[bool, typer.Option("--force", help="Render everything anew.")] = False,
    show: Annotated[
        bool, typer.Option("--open", help="Open the executive report when done.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="A line a step on stderr.")
    ] = False,
    log_file: LogFile = None,
) -> None:
    """Makes the reports of a month and prints the folder they are in.

    Example: pfreport build portfolio.xlsx -o /srv/reports
    """
    from pfreport import pipeline
    from pfreport.cli.progress import Progress

    if only and output is None:
        raise UsageError("--only needs -o", "name a folder for the single reports: -o DIR")
    begun = time.monotonic()
    with Log(log_file) as log, Progress(verbose=verbose) as progress:
        built = pipeline.build(
            pipeline.Request(
                workbook=workbook,
                out=output or workbook.resolve().parent / "reports",
                as_of=day(as_of, "--as-of"),
                since=since,
                only=words(only),
                formats=_formats(formats),
                executor=renderers(jobs or os.cpu_count() or 1),
                strict=strict,
                force=force,
                say=told(progress.say, log.step),
            )
        )
        log.say(f"built {built.folder}")
    typer.echo(built.folder)
    _summary(built, time.monotonic() - begun)
    if {*_formats(formats)} != {SCREEN.id}:
        _tell_boxes(built)
    if show:
        page = built.folder / f"{SCREEN.executive}{SCREEN.suffix}"
        webbrowser.open(page.resolve().as_uri())
    raise typer.Exit(0 if built.state.complete and not built.state.errors else PARTIAL)


def _formats(text: str) -> tuple[str, ...]:
    from pfreport.pipeline import PACK

    asked = words(text)
    if not asked or not {*asked} <= {*FORMATS, PACK}:
        raise UsageError(
            f"--format {text!r} is not known",
            f"it may be {', '.join(FORMATS)}, {PACK} (all PDFs as one) or several: "
            f"{','.join(FORMATS)}",
        )
    return tuple(dict.fromkeys(asked))


def _tell_boxes(built: Built) -> None:
    """Names characters in whose places the PDFs have boxes."""
    from pfreport.rendering.look.glyphs import INSTALL, texts_of, unprintable

    missing = unprintable(texts_of(built.findings.portfolio))
    if missing:
        shown = " ".join(missing[:MOST_BOXES]) + (" …" if len(missing) > MOST_BOXES else "")
        sys.stderr.write(
            f"pfreport: no font of this machine has {shown}: boxes stand for them in the PDFs\n"
        )
        sys.stderr.write(f"  install a font that has them, such as {INSTALL}\n")


def _tell_what_to_install(why: str) -> None:
    """Names the command for what PDFs need, where that is what is lacking."""
    from pfreport.rendering.checkup import install_command

    if any(problem in why for form in FORMATS.values() if (problem := form.lacking())):
        sys.stderr.write(f"  {install_command()}\n")


def renamed(built: Built) -> list[str]:
    """A line where the portfolio had another name before."""
    if built.former_name is None:
        return []
    name = built.findings.portfolio.settings.portfolio_name
    return [f"{name} is taken for {built.former_name} renamed: most projects are the same"]


def _summary(built: Built, seconds: float) -> None:
    """On a terminal what was made; elsewhere only what is lacking: a job run by cron is silent when
    all is well.
    """
    if built.state.why:
        sys.stderr.write(f"pfreport: incomplete: {built.state.why}\n")
        _tell_what_to_install(built.state.why)
    for warning in (*renamed(built), *built.findings.history.warnings, *built.unserved):
        sys.stderr.write(f"pfreport: {warning}\n")
    if built.state.errors:
        sys.stderr.write(
            f"pfreport: built with {built.state.errors} error(s) in the workbook: pfreport check "
            "lists them\n"
        )
    if not sys.stderr.isatty():
        return
    findings = built.findings
    lights = Counter(
        r["overall"].computed.value for r in findings.ratings.values() if r["overall"].word is None
    )
    shown = (
        ", ".join(f"{number} {light.lower()}" for light, number in sorted(lights.items()))
        or "none rated"
    )
    warnings = sum(f.severity is Severity.WARNING for f in findings.faults)
    sys.stderr.write(
        f"{len(findings.portfolio.projects)} projects ({shown}), {built.state.errors} errors, "
        f"{warnings} warnings, "
        f"{len(findings.portfolio.left_out)} left out, {built.rendered} files rendered, "
        f"{built.reused} unchanged, {seconds:.1f} s\n"
    )
