"""Whose packs lie in a folder. A portfolio is known by its name and its projects, never by what its
workbook is called: that may carry the month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pfreport.artefact import file_name
from pfreport.errors import UsageError
from pfreport.history.layout import counting, packs_in, revision_of
from pfreport.history.past_pack import PackError, read_manifest, read_pack
from pfreport.history.snapshot import Seen, Snapshot
from pfreport.kinds import Month, normalised

MOST = 0.5
"""Above this share of projects in common another name is a new name of the same portfolio."""


class Owned(Protocol):
    """A pack as far as it tells whose it is: the name of its portfolio, and its projects by ID."""

    @property
    def title(self) -> str:
        """What the portfolio was called."""

    @property
    def projects(self) -> Mapping[str, Seen]:
        """Its projects by ID."""


@dataclass(frozen=True, slots=True)
class _Pack:
    """A pack in its folder. Its projects are read only where its name does not tell."""

    folder: Path
    title: str

    @property
    def projects(self) -> Mapping[str, Seen]:
        """None where it is damaged: then nothing but its name tells whose it is."""
        try:
            return read_pack(self.folder).projects
        except PackError:
            return {}


def bears_name(pack: Owned, now: Snapshot) -> bool:
    """Whether a pack is of a portfolio called as this one is."""
    return normalised(pack.title) == normalised(now.portfolio.settings.portfolio_name)


def in_common(pack: Owned, now: Snapshot) -> int:
    """How many projects are the same, by ID and name."""
    then = pack.projects
    return sum(key in then and then[key].name == seen.name for key, seen in now.projects.items())


def former_name(out: Path, now: Snapshot) -> str | None:
    """The name this portfolio had in the pack nearest to its month: that month's own, else the last
    before, else the first after. None where that bears the same, and where there is none.

    UsageError where that pack is of another portfolio.
    """
    pack = _nearest(out, Month.of(now.status_date))
    if pack is None or bears_name(pack, now):
        return None
    if not _is_of(pack, now):
        raise _refusal(out, pack, now)
    return pack.title


def foreign_revisions(out: Path, now: Snapshot) -> set[int]:
    """The revisions of this month that are of another portfolio: nobody removes them."""
    month = Month.of(now.status_date)
    foreign = set()
    for folder in packs_in(out):
        place, pack = revision_of(folder), _known(folder)
        if place and place[0] == month and pack and not _is_of(pack, now):
            foreign.add(place[1])
    return foreign


def _is_of(pack: Owned, now: Snapshot) -> bool:
    """Whether it is of this portfolio, whatever that was called."""
    if bears_name(pack, now):
        return True
    larger = max(len(pack.projects), len(now.projects))
    return in_common(pack, now) > MOST * larger


def _nearest(out: Path, month: Month) -> _Pack | None:
    placed = [(place[0], folder) for folder in counting(out) if (place := revision_of(folder))]
    before = [folder for of, folder in reversed(placed) if of <= month]
    after = [folder for of, folder in placed if of > month]
    return next((pack for folder in (*before, *after) if (pack := _known(folder))), None)


def _known(folder: Path) -> _Pack | None:
    """The pack in a folder; None where not even its manifest can be read."""
    try:
        return _Pack(folder, str(read_manifest(folder)["portfolio"]))
    except (PackError, KeyError):
        return None


def _refusal(out: Path, pack: _Pack, now: Snapshot) -> UsageError:
    ours = now.portfolio.settings.portfolio_name
    shared = f"{in_common(pack, now)} of {len(now.projects)} projects are the same"
    own = out.with_name(f"{out.name}-{file_name(normalised(ours))}")
    return UsageError(
        f"{out} holds packs of another portfolio, {pack.title} ({pack.folder.name}): {shared}",
        f"give {ours} a folder of its own: -o {own}; if it is the same portfolio, build it once "
        "under its old name",
    )
