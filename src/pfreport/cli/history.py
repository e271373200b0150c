"""`pfreport history`: the packs of the past."""

from __future__ import annotations

import typer

from pfreport.cli import release

app = typer.Typer(name="history", help="The packs of the past.", no_args_is_help=True, rich_markup_mode=None)
app.command("release")(release.release)


@app.callback()
def _group() -> None:
    """A group even while it has but one command."""
