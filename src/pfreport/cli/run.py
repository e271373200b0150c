"""`pfreport run`: what a machine does every month: check, build, send."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pfreport.cli.build import renamed
from pfreport.cli.log import Log, LogFile
from pfreport.cli.options import AsOf, Strict, Workbook, day
from pfreport.cli.send import (
    PARTIAL,
    Incomplete,
    complaints,
    exit_code,
    line_of,
    now,
    ordered,
    sent,
)
from pfreport.cli.stopping import renderers
from pfreport.errors import CannotWriteError

if TYPE_CHECKING:
    from pfreport.delivery.sending import Order, Result
    from pfreport.pipeline import Built
    from pfreport.workbook.examine import Examined

LAST_SUCCESS = "last_success"


def run(
    workbook: Workbook,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help="Where packs go [reports beside the workbook]."
        ),
    ] = None,
    as_of: AsOf = None,
    strict: Strict = False,
    incomplete: Incomplete = False,
    wait: Annotated[
        int,
        typer.Option(
            "--wait",
            metavar="MINUTES",
            min=0,
            help="How long to go on where the mail server defers.",
        ),
    ] = 180,
    log_file: LogFile = None,
) -> None:
    """Checks the workbook, builds the month and sends each recipient their pack; says nothing when
    all is well.

    Example: pfreport run /srv/pmo/portfolio.xlsx
    """
    moved, out = day(as_of, "--as-of"), output or workbook.resolve().parent / "reports"
    with Log(log_file) as log:
        examined, built = _built(workbook, out, moved, log, strict=strict)
        told = _told_of(built)
        if not built.state.complete and not incomplete:
            _end(told, PARTIAL, log)
        order = _order(built, out, examined, incomplete=incomplete)
        results = _send_patiently(order, out, now() + dt.timedelta(minutes=wait), log)
        unserved = order.mailing.unserved
        code = exit_code(results, unserved) or (
            PARTIAL if built.state.errors or not built.state.complete else 0
        )
        if not code:
            _note_success(out)
        _end([*told, *complaints(results, unserved)], code, log)


def _built(
    workbook: Path, out: Path, moved: dt.date | None, log: Log, *, strict: bool
) -> tuple[Examined, Built]:
    """Nothing is built of a workbook that is too old to be sent."""
    from pfreport import pipeline

    log.say(f"run of {workbook}")
    request = pipeline.Request(
        workbook=workbook,
        out=out,
        as_of=moved,
        executor=renderers(os.cpu_count() or 1),
        strict=strict,
        say=log.step,
    )
    examined = pipeline.read(request)
    _refuse_stale(examined)
    built = pipeline.build(request, examined)
    log.say(f"built {built.folder}")
    return examined, built


def _refuse_stale(examined: Examined) -> None:
    from pfreport.delivery.sending import refuse_stale

    if examined.portfolio is not None:
        settings = examined.portfolio.settings
        refuse_stale(settings.status_date, settings.max_age_days, now().date())


def _told_of(built: Built) -> list[str]:
    lines = renamed(built)
    if built.state.why:
        lines.append(f"{built.folder} is incomplete: {built.state.why}")
    if built.state.errors:
        lines.append(
            f"{built.folder} is built with {built.state.errors} error(s) in the workbook: pfreport "
            "check lists them"
        )
    return lines


def _order(built: Built, out: Path, examined: Examined, *, incomplete: bool) -> Order:
    """The mails of the month's pack: of the released one where there is one."""
    from pfreport.delivery.pack import locked, pack_at
    from pfreport.kinds import Month

    month = Month.of(built.findings.portfolio.settings.status_date)
    with locked(out):
        return ordered(pack_at(out / str(month)), examined.config, incomplete=incomplete)


def _send_patiently(order: Order, out: Path, until: dt.datetime, log: Log) -> list[Result]:
    """Sends, and again what was deferred when its time comes, as long as there is time."""
    from pfreport.delivery.pack import locked

    results: dict[str, Result] = {}
    while True:
        with locked(out):
            for result in sent(order, out):
                log.say(line_of(result))
                results[result.mail.letter.message_id] = result
        waiting = [result for result in results.values() if result.next_try]
        due = min((result.next_try for result in waiting if result.next_try), default=None)
        if due is None or due > until:
            return list(results.values())
        time.sleep(max((due - now()).total_seconds(), 0))
        order = replace(
            order, mailing=replace(order.mailing, mails=tuple(result.mail for result in waiting))
        )


def _note_success(out: Path) -> None:
    """For whoever watches that a run has come: when the last good one ended."""
    try:
        (out / LAST_SUCCESS).write_text(
            f"{now().isoformat(timespec='seconds')}\n", encoding="utf-8"
        )
    except OSError as error:
        raise CannotWriteError(
            f"cannot write {out / LAST_SUCCESS}: {error.strerror}",
            "free space or mend the permissions",
        ) from error


def _end(lines: list[str], code: int, log: Log) -> None:
    """One message, or none."""
    for line in lines:
        log.say(line)
    if lines:
        sys.stderr.write("pfreport: " + "\n  ".join(lines) + "\n")
    raise typer.Exit(code)
