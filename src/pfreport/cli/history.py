"""`pfreport history`: the packs of the past, what one of them says, and their release."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pfreport.cli import past, release

app = typer.Typer(
    name="history",
    help="Past packs: list, show, release.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("release")(release.release)
Out = Annotated[
    Path, typer.Option("-o", "--output", metavar="DIR", help="Where packs are.", show_default=True)
]


@app.command("list")
def list_packs(output: Out = Path("reports")) -> None:
    """A line a pack: month, revision, status date, projects, reds, whether it is complete, whether
    and when it was released.

    Example: pfreport history list -o /srv/reports
    """
    past.list_packs(output)


@app.command("show")
def show_pack(
    pack: Annotated[
        str,
        typer.Argument(
            metavar="PACK", help="Its month, revision or folder, e.g. 2026-09.", show_default=False
        ),
    ],
    output: Out = Path("reports"),
) -> None:
    """What one pack says: portfolio figures, and a line a project with its lights and indices.

    Example: pfreport history show 2026-09 -o /srv/reports
    """
    past.show_pack(output, pack)
