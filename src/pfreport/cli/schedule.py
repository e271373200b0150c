"""`pfreport schedule`: prints what makes this machine run pfreport every month."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pfreport.cli.options import Workbook
from pfreport.errors import MissingFileError


def schedule(
    workbook: Workbook,
    monthly: Annotated[
        int, typer.Option("--monthly", metavar="DAY", min=1, max=28, help="The day of the month.")
    ] = 1,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="The time of day.")] = "07:00",
    zone: Annotated[
        str | None,
        typer.Option(
            "--zone",
            metavar="ZONE",
            help="Its time zone [the machine's]; for --systemd.",
            show_default=False,
        ),
    ] = None,
    systemd: Annotated[
        bool, typer.Option("--systemd", help="A timer and a service instead of a crontab line.")
    ] = False,
) -> None:
    """Prints a crontab line, or a systemd timer and its service; installs nothing.

    Example: pfreport schedule portfolio.xlsx --monthly 1 --at 07:00 --zone Europe/Berlin --systemd
    """
    from pfreport.delivery import schedule as scheduling

    path = workbook.absolute()
    if not path.exists():
        raise MissingFileError(f"{workbook} is not there", "name the workbook that is to be run")
    command = (*_program(), "run", str(path))
    when = scheduling.Schedule(
        monthly, *scheduling.read_time(at), scheduling.known_zone(zone) if zone else None, command
    )
    if not systemd:
        typer.echo(scheduling.crontab_line(when, scheduling.machine_zone()))
        return
    for name, text in scheduling.systemd_units(when, path).items():
        typer.echo(f"# /etc/systemd/system/{name}\n{text}")


def _program() -> tuple[str, ...]:
    """How this very program is started from anywhere."""
    script = Path(sys.argv[0]).absolute()
    if script.name == "pfreport" and script.is_file():
        return (str(script),)
    return (sys.executable, "-m", "pfreport")
