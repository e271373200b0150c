"""The program: its commands, and what becomes of errors."""

from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer

from pfreport import __version__
from pfreport.cli import (
    build,
    check,
    diff,
    doctor,
    explain,
    history,
    init,
    plan,
    preview,
    run,
    schedule,
    send,
)
from pfreport.cli.garbage import search_seldom
from pfreport.cli.stopping import Stopped, end_by, heed
from pfreport.errors import PfreportError

EXAMPLES = """Examples:

\b
  pfreport init --sample portfolio.xlsx    a filled standard workbook to look at
  pfreport init my-portfolio.xlsx          a blank one to fill in
  pfreport init --from our-projects.xlsx   a mapping for a workbook you already have
  pfreport check my-portfolio.xlsx         every fault, with its cell and what to do
  pfreport build my-portfolio.xlsx         the reports, in reports/ beside the workbook
  pfreport send reports/latest --dry-run   the mails to each recipient, as files to look at
  pfreport run my-portfolio.xlsx           for cron: check, build, send

Project status reports and an executive report from one standard Excel workbook."""

app = typer.Typer(
    name="pfreport",
    help=EXAMPLES,
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("build")(build.build)
app.command("check")(check.check)
app.command("init")(init.init)
app.command("explain")(explain.explain)
app.command("plan")(plan.plan)
app.command("diff")(diff.diff)
app.command("doctor")(doctor.doctor)
app.command("preview")(preview.preview)
app.command("send")(send.send)
app.command("run")(run.run)
app.command("schedule")(schedule.schedule)
app.add_typer(history.app)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"pfreport {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of every command."""


def main() -> None:
    """Runs a command. A PfreportError ends in one line, a hint and its exit code; a bug keeps its
    traceback.
    """
    heed()
    search_seldom()
    out = sys.stdout
    try:
        app()
    except PfreportError as error:
        hint = f"\n  {error.hint}" if error.hint else ""
        sys.stderr.write(f"pfreport: {error.message}{hint}\n")
        sys.exit(error.exit_code)
    except Stopped as stopped:
        sys.stderr.write(f"pfreport: stopped by {stopped}\n")
        end_by(stopped.number)
    except SystemExit:
        if sys.stdout is not out:  # typer puts another in its place when whoever reads it has gone
            end_by(signal.SIGPIPE)
        raise
