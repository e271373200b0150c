"""`pfreport doctor`: what this machine has of what pfreport needs."""

from __future__ import annotations

import typer


def doctor() -> None:
    """Looks at Python, packages, Pango, HarfBuzz, fonts, and renders a page; says how to install what is missing.

    Example: pfreport doctor
    """
    from pfreport.rendering.checkup import look_over

    checks = list(look_over())
    for check in checks:
        typer.echo(f"{'ok     ' if check.well else 'MISSING'}  {check.name}: {check.found}")
        if not check.well:
            typer.echo(f"         {check.hint}")
    failed = [c for c in checks if not c.well]
    raise typer.Exit(69 if any(c.needed for c in failed) else 3 if failed else 0)
