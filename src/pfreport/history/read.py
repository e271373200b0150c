"""Reads the past packs of an output folder; one that cannot be read is named and left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from pfreport.errors import UsageError
from pfreport.history.history import History
from pfreport.history.layout import PACKS, counting, revision_of
from pfreport.history.movement import movement
from pfreport.history.owner import bears_name, in_common
from pfreport.history.past_pack import PackError, PastPack, read_pack
from pfreport.history.snapshot import Snapshot
from pfreport.kinds import Month, natural_key


def recall(out: Path, now: Snapshot, since: str | None = None) -> History:
    """The step: the packs of earlier months, and what moved since the last of them, or since the
    pack named.

    UsageError where `since` names no earlier pack.
    """
    found, warnings = past_packs(out, now)
    last = _named(out, since, now.status_date) if since else (found[-1] if found else None)
    if last is None:
        return History(tuple(found), warnings=tuple(warnings))
    try:
        moved = movement(last, now)
    except PackError as error:
        return History(tuple(found), last, None, (*warnings, f"{last.name}: {error.message}"))
    return History(tuple(found), last, moved, tuple(warnings))


def past_packs(out: Path, now: Snapshot) -> tuple[list[PastPack], list[str]]:
    """The packs of months before the status date that are of the same portfolio, oldest first; and
    what is wrong with others.
    """
    found, warnings = readable(counting(out), before=Month.of(now.status_date))
    ours = [pack for pack in found if _is_ours(pack, now)]
    others = [
        f"{pack.name}: left out, it is of another portfolio ({pack.title})"
        for pack in found
        if pack not in ours
    ]
    return ours, [*warnings, *others]


def readable(
    folders: Iterable[Path], before: Month | None = None
) -> tuple[list[PastPack], list[str]]:
    """The packs in these folders, oldest first, and why others are left out."""
    found: list[PastPack] = []
    warnings: list[str] = []
    for folder in folders:
        place = revision_of(folder)
        if before is not None and place is not None and place[0] >= before:
            continue
        try:
            pack = read_pack(folder)
        except PackError as error:
            warnings.append(f"{folder.name}: left out, {error.message}")
            continue
        if before is None or pack.month < before:
            found.append(pack)
    return sorted(found, key=lambda pack: (pack.status_date, natural_key(pack.name))), warnings


def locate(out: Path, name: str) -> Path:
    """The folder of a pack named by its month (`2026-09`), its revision (`2026-09.1`) or its path.
    UsageError where there is none.
    """
    month = Month.parse(name)
    by_month = {folder.name.rpartition(".")[0]: folder for folder in counting(out)}
    places: Sequence[Path | None] = (
        by_month.get(str(month)) if month else None,
        out / PACKS / name,
        Path(name).resolve(),
    )
    found = next((place for place in places if place is not None and place.is_dir()), None)
    if found is None:
        known = ", ".join(sorted(by_month)) or "none"
        raise UsageError(
            f"no pack {name!r}",
            f"name its month, its revision or its folder; months in {out}: {known}",
        )
    return found.resolve()


def _named(out: Path, name: str, status_date: dt.date) -> PastPack:
    folder = locate(out, name)
    try:
        pack = read_pack(folder)
    except PackError as error:
        raise UsageError(f"{name}: {error.message}", "name another pack") from error
    if pack.status_date >= status_date:
        raise UsageError(
            f"{name} is as at {pack.status_date}, which is not before {status_date}",
            "name an earlier pack",
        )
    return pack


def _is_ours(pack: PastPack, now: Snapshot) -> bool:
    """Whether it is of the portfolio that is built: it bears its name, or has a project of its, by
    ID and name.
    """
    return bears_name(pack, now) or in_common(pack, now) > 0
