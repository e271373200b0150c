"""`pfreport doctor`: what this machine has of what pfreport needs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from pfreport.settings import CONFIG_NAME


def doctor(
    smtp: Annotated[
        bool,
        typer.Option("--smtp", help="Also connect to the mail server and log in; nothing is sent."),
    ] = False,
    config: Annotated[
        Path, typer.Option("--config", metavar="FILE", help="Where [mail] stands.")
    ] = Path(CONFIG_NAME),
) -> None:
    """Looks at Python, packages, Pango, HarfBuzz, fonts, and renders a page; says how to install
    what is missing.

    Example: pfreport doctor --smtp --config /srv/pmo/pfreport.toml
    """
    from pfreport.rendering.checkup import look_over

    checks = list(look_over())
    for check in checks:
        typer.echo(f"{'ok     ' if check.well else 'MISSING'}  {check.name}: {check.found}")
        if not check.well:
            typer.echo(f"         {check.hint}")
    if smtp:
        typer.echo(f"ok       mail server: {_logged_in(config)}")
    failed = [c for c in checks if not c.well]
    raise typer.Exit(69 if any(c.needed for c in failed) else 3 if failed else 0)


def _logged_in(path: Path) -> str:
    """The server of `[mail]` and what it takes; raises as `send` would where it cannot be used."""
    from pfreport.delivery.secret import read_password
    from pfreport.delivery.smtp import Server
    from pfreport.errors import ConfigurationError
    from pfreport.settings import read_config_file

    mail = read_config_file(path.resolve()).mail
    if not mail.host:
        raise ConfigurationError(
            f"{path} has no mail.host", "pfreport init --config writes one with every key of [mail]"
        )
    with Server(mail, read_password(mail, os.environ)) as server:
        limit = server.size_limit
    return f"{mail.host} port {mail.at_port}" + (
        f", messages up to {limit / 1e6:.0f} MB" if limit else ""
    )
