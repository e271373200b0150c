"""What `pfreport history list` and `show` print."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pfreport.errors import MissingFileError, UsageError

if TYPE_CHECKING:
    from pfreport.history.past_pack import PastPack
    from pfreport.kinds import Month
    from pfreport.measures.engine.measurement import Subject
    from pfreport.rendering.text.values import Formats

FIGURES = (
    "bac",
    "ac",
    "eac",
    "cpi",
    "finish_slip_days[median]",
    "portfolio_alignment",
    "npv",
    "roi",
)
PROJECT_FIGURES = ("cpi", "spi_t", "eac", "finish_slip_days")


def list_packs(out: Path) -> None:
    """A line a revision, the oldest first; those that cannot be read on stderr."""
    from pfreport.delivery.outbox import every_release
    from pfreport.history.layout import packs_in
    from pfreport.history.read import readable

    if not out.is_dir():
        raise MissingFileError(f"no such folder: {out}", "name the folder of the packs with -o")
    packs, warnings = readable(packs_in(out))
    releases = every_release(out)
    if not packs and not warnings:
        sys.stderr.write(f"pfreport: no packs in {out} yet: pfreport build makes one\n")
    for warning in warnings:
        sys.stderr.write(f"pfreport: {warning}\n")
    for line in _aligned([[*_row(pack), _release(pack, releases)] for pack in packs]):
        typer.echo(line)


def show_pack(out: Path, name: str) -> None:
    """The portfolio's figures, then the projects."""
    from pfreport.delivery.outbox import every_release
    from pfreport.history.past_pack import PackError, read_pack
    from pfreport.history.read import locate
    from pfreport.rendering.text.values import Formats

    try:
        pack = read_pack(locate(out, name))
    except PackError as error:
        raise UsageError(f"{name}: {error.message}", "name another pack") from error
    words = Formats(pack.portfolio.settings.locale)
    said = ", ".join(
        filter(
            None,
            (
                pack.title,
                f"as at {pack.status_date}",
                pack.state,
                _release(pack, every_release(out)),
            ),
        )
    )
    typer.echo(f"{pack.name}  {said}")
    for line in _aligned([*_portfolio(pack, words)]):
        typer.echo("  " + line)
    for line in _aligned([*_projects(pack, words)]):
        typer.echo(line)


def _row(pack: PastPack) -> list[str]:
    lights = Counter(pack.light(key, "overall") for key in pack.projects)
    reds = sum(
        count for light, count in lights.items() if light is not None and light.value == "Red"
    )
    return [
        str(pack.month),
        pack.name,
        str(pack.status_date),
        f"{len(pack.projects)} projects",
        f"{reds} red",
        pack.state,
    ]


def _release(pack: PastPack, releases: Mapping[tuple[Month, int], dt.datetime]) -> str:
    """Whether a revision is frozen, or stands beside one that is."""
    from pfreport.history.layout import revision_of

    place = revision_of(Path(pack.name))
    if place and (when := releases.get(place)):
        return f"released {when:%Y-%m-%d}"
    return "beside the released one" if any(month == pack.month for month, _ in releases) else ""


def _portfolio(pack: PastPack, words: Formats) -> Iterator[list[str]]:
    from pfreport.measures.engine.measurement import PORTFOLIO
    from pfreport.report.phrases.labels import measure_name

    for id in FIGURES:
        if pack.figure(PORTFOLIO, id) is not None:
            yield [words.text(measure_name(id, "portfolio")), _figure(pack, PORTFOLIO, id, words)]


def _projects(pack: PastPack, words: Formats) -> Iterator[list[str]]:
    from pfreport.kinds import natural_key
    from pfreport.measures.engine.measurement import Subject

    yield ["ID", "light", "status", *PROJECT_FIGURES, "name"]
    for key in sorted(pack.projects, key=natural_key):
        seen, light = pack.projects[key], pack.light(key, "overall")
        figures = [_figure(pack, Subject("project", key), id, words) for id in PROJECT_FIGURES]
        yield [
            key,
            light.value if light else "-",
            seen.status.value if seen.status else "-",
            *figures,
            seen.name,
        ]


def _figure(pack: PastPack, subject: Subject, id: str, words: Formats) -> str:
    from pfreport.values import number_of

    found = pack.figure(subject, id)
    if found is None or found.value is None:
        return "n/a"
    return words.text(number_of(found.value, found.unit)).replace("\u00a0", " ")


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows in columns as wide as their widest entry."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))] if rows else []
    for row in rows:
        yield "  ".join(f"{text:{width}}" for text, width in zip(row, widths, strict=True)).rstrip()
