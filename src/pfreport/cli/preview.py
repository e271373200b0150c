"""`pfreport preview`: the reports in the browser, built again when the workbook is saved."""

from __future__ import annotations

import contextlib
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pfreport.cli.options import AsOf, Workbook, day
from pfreport.cli.stopping import renderers
from pfreport.errors import MissingFileError, PfreportError, UsageError
from pfreport.rendering.formats.registry import SCREEN
from pfreport.settings import CONFIG_NAME

if TYPE_CHECKING:
    from pfreport.delivery.preview import Preview
    from pfreport.pipeline import Request

POLL_SECONDS = 0.5


def preview(
    workbook: Workbook,
    as_of: AsOf = None,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="N",
            min=0,
            max=65535,
            help="The port [a free one].",
            show_default=False,
        ),
    ] = 0,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Serves the HTML reports on this machine alone and builds them again when the workbook is
    saved; Ctrl-C ends it.

    Example: pfreport preview portfolio.xlsx --open
    """
    from pfreport.delivery.preview import Preview
    from pfreport.pipeline import Request

    if not workbook.is_file():
        raise MissingFileError(f"{workbook} is not there", "name the workbook to look at")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        served = Preview(port)
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be had: {error.strerror}", "leave out --port for a free one"
        ) from error
    with (
        contextlib.suppress(KeyboardInterrupt),
        tempfile.TemporaryDirectory(prefix="pfreport-") as folder,
        served,
    ):
        typer.echo(served.address)
        sys.stdout.flush()
        if show:
            typer.launch(served.address)
        _follow(
            served,
            Request(
                workbook,
                Path(folder),
                as_of=day(as_of, "--as-of"),
                formats=(SCREEN.id,),
                executor=renderers(1),
            ),
        )


def _follow(served: Preview, request: Request) -> None:
    """Builds now, and whenever the workbook or its configuration was saved and is at rest again."""
    built = seen = None
    while True:
        stands = [
            _stamp(path)
            for path in (request.workbook, request.workbook.resolve().parent / CONFIG_NAME)
        ]
        if stands != built and (built is None or stands == seen) and stands[0]:
            _build(served, request)
            built = stands
        seen = stands
        time.sleep(POLL_SECONDS)


def _build(served: Preview, request: Request) -> None:
    from pfreport.delivery.preview import Shown
    from pfreport.pipeline import build

    before = served.shown
    try:
        folder = build(request).folder.resolve()
    except PfreportError as error:
        served.shown = Shown(before.folder, before.build, f"{error.message}\n{error.hint}")
        sys.stderr.write(f"pfreport: {error.message}\n")
    else:
        served.shown = Shown(folder, before.build + 1)


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file is saved; None while it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
